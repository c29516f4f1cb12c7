"""The open data is made once a result is published, as bytes that cost nothing, and no publication waits for it."""

import io
from functools import cache

import pandas
import pytest
from django.core.management import call_command

from awards.models import CoveragePage, Entry
from awards.open_data import published as published_rows
from awards.open_data.catalogue import MEDIA, all_datasets
from awards.open_data.datasets import coverage
from awards.publishing import files
from awards.publishing.delivery import serve
from config import worker
from tests.builders import publication as world


@pytest.mark.parametrize("ending", MEDIA)
def test_it_is_bytes_made_before_and_costs_nothing(published, get, ending, django_assert_num_queries):
    first = get(f"cakupan.{ending}")
    with django_assert_num_queries(0):
        again = get(f"cakupan.{ending}")
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert get(f"cakupan.{ending}", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_only_reading_is_open_to_other_sites(published, client):
    assert client.post("/data/cakupan.csv").status_code == 405
    assert client.get("/data/").get("Access-Control-Allow-Origin") is None
    publication = "/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/"
    for path in (
        f"{publication}dokumen.json",
        f"{publication}peringkat.csv",
        "/skema/publication-1.schema.json",
    ):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    assert client.get("/akun/masuk/").get("Access-Control-Allow-Origin") is None


def test_datasets_that_cannot_be_made_keep_their_bytes_until_they_can(published, category, get, monkeypatch):
    before = get("cakupan.csv").content
    monkeypatch.setattr(coverage, "round_half_up", lambda *_: 1 / 0)
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    world.published(category, reason="Sanggahan dikabulkan")
    assert "/data/cakupan.csv" in files.make_outdated_open_data()
    serve.forget()
    assert get("cakupan.csv").content == before
    assert not files.is_open_data_behind()  # what fails is not tried without end
    monkeypatch.undo()
    assert files.make_outdated_open_data() == []
    serve.forget()
    assert numbers(get) == [2]


def test_a_publication_waits_for_none_of_it(category, get, monkeypatch):
    """However many provinces and years there are: the worker makes it afterwards."""
    monkeypatch.setattr(published_rows, "in_force", lambda: 1 / 0)
    assert world.published(category).live
    assert not CoveragePage.objects.filter(province=None).exists()


def test_what_is_published_meanwhile_is_made_next(published, category, get, monkeypatch):
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    told = files.open_data_pages

    def overtaken():
        pages = [page._replace(make=cache(page.make)) for page in told()]
        for page in pages:
            page.make()
        monkeypatch.undo()
        world.published(category, reason="Sanggahan dikabulkan")
        return pages

    monkeypatch.setattr(files, "open_data_pages", overtaken)
    files.make_open_data()
    assert files.is_open_data_behind()
    serve.forget()
    assert numbers(get) == [1]
    assert files.make_outdated_open_data() == []
    assert not files.is_open_data_behind()
    serve.forget()
    assert numbers(get) == [2]


def test_the_worker_makes_it_after_a_publication_at_most_once_a_minute(category, monkeypatch):
    started = []
    monkeypatch.setattr(worker, "start_beside", started.append)
    monkeypatch.setattr(worker, "LAST", {})
    worker.make_open_data()
    assert started == []  # nothing is published
    world.published(category)
    worker.make_open_data()
    worker.make_open_data()
    assert started == ["render_publications"]
    worker.LAST["open data"] -= worker.MINUTE
    worker.make_open_data()
    assert started == ["render_publications"] * 2
    call_command("render_publications", stdout=io.StringIO())
    worker.LAST.clear()
    worker.make_open_data()
    assert len(started) == 2


def numbers(get) -> list[int]:
    """The numbers of the publications that the datasets tell of."""
    return list(pandas.read_csv(io.BytesIO(get("pengumuman.csv").content)).pengumuman)


def test_a_new_version_makes_it_anew_and_old_addresses_go(published, get):
    CoveragePage.objects.create(path="/data/lama.csv", content=b"old", sha256="0" * 64, made_by="older")
    assert files.make_outdated_open_data() == []
    assert not CoveragePage.objects.filter(path="/data/lama.csv").exists()
    assert CoveragePage.objects.filter(province=None).count() == len(MEDIA) * len(all_datasets([])) + 3


def test_making_again_gives_the_same_bytes(published):
    kept = {path: bytes(content) for path, content in _rows()}
    files.make_open_data()
    assert {path: bytes(content) for path, content in _rows()} == kept


def _rows():
    return CoveragePage.objects.filter(province=None).values_list("path", "content")

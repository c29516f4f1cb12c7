"""The open data is made when a result is published, as bytes that cost nothing, and stops no publication."""

import io

import pandas
import pytest

from awards.models import CoveragePage, Edition, Entry
from awards.open_data import published as published_rows
from awards.open_data.catalogue import MEDIA, all_datasets
from awards.open_data.datasets import coverage
from awards.publishing import files
from awards.publishing.delivery import serve
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


def test_a_dataset_that_cannot_be_made_keeps_its_bytes_and_fells_no_publication(
    published, category, get, monkeypatch
):
    before = get("cakupan.csv").content
    monkeypatch.setattr(coverage, "round_half_up", lambda *_: 1 / 0)
    world.rescore(Entry.objects.get(regency__kemendagri_code="61.04"), 10)
    second = world.published(category, reason="Sanggahan dikabulkan")
    assert (second.number, second.live) == (2, True)
    serve.forget()
    assert get("cakupan.csv").content == before
    monkeypatch.undo()
    files.make_open_data()
    serve.forget()
    assert pandas.read_csv(io.BytesIO(get("pengumuman.csv").content)).pengumuman.tolist() == [2]


def test_rows_that_cannot_be_read_fell_no_publication(category, get, monkeypatch):
    """An error of the database ends what made it and not the transaction that publishes."""
    monkeypatch.setattr(published_rows, "in_force", lambda: Edition.objects.raw("SELECT * FROM nowhere"))
    assert world.published(category).live


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

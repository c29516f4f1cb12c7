"""The bytes on disk follow the database: through crashes, lost files, restores and other versions of the code."""

import json
import os
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from awards.models import Category, Publication
from awards.publishing import render, store
from awards.publishing.store import PENDING, CategoryAddress, NotPublished, mark_pending, refresh, served
from tests.builders import publication as world
from tests.once import once
from tests.racing import race

PLACE = CategoryAddress("kalimantan-barat", 2025, "kabupaten-kota")
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"

pytestmark = pytest.mark.django_db


@once
def category() -> Category:
    return world.category_with(["61.04"], others=0)


@pytest.fixture
def publication(category, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(category)


def corrected_then_crashed(category) -> Publication:
    """The second publication committed, its process gone before it could render anything."""
    world.rescore(category.entries.get(candidate=True), 95)
    return world.published(category, reason="Sanggahan dikabulkan")


def restarted() -> None:
    """What a process remembers is gone when it ends."""
    store._compared.clear()
    store._remembered.cache_clear()


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((PLACE.folder / "files").iterdir())}


def manifest() -> dict:
    [path] = PLACE.folder.glob("*.json")
    return json.loads(path.read_bytes())


# Published ------------------------------------------------------------------------------------------
def test_all_files_are_on_disk_before_anybody_asks(publication):
    assert sorted(manifest()["files"]) == [
        "1/dokumen.json",
        "1/index.html",
        "1/index.html.gz",
        "1/peringkat.csv",
        "1/peringkat.pdf",
        "1/peringkat.xlsx",
    ]
    assert manifest()["publications"] == {"1": publication.sha256}
    assert (PLACE.folder / "files" / publication.sha256).read_bytes() == bytes(publication.document)
    assert not (PLACE.folder / PENDING).exists()


def test_rendering_again_gives_the_same_bytes(publication):
    first, second = render.render([publication]), render.render([publication])
    assert [name for name in first if first[name] != second[name]] == []


def test_a_file_is_read_once(publication, django_assert_num_queries):
    first = served(PLACE, None, "dokumen.json")
    with django_assert_num_queries(0):
        assert served(PLACE, 1, "dokumen.json") == first
        assert served(PLACE, None, "dokumen.json").content is served(PLACE, None, "dokumen.json").content


# Crashes --------------------------------------------------------------------------------------------
def test_a_crash_between_commit_and_rendering_is_mended_by_the_next_visitor(publication, category):
    assert served(PLACE, None, "dokumen.json").sha256 == publication.sha256
    second = corrected_then_crashed(category)
    assert manifest()["live"] == 1
    assert served(PLACE, None, "dokumen.json").sha256 == second.sha256
    assert manifest()["live"] == 2
    assert not (PLACE.folder / PENDING).exists()


def test_a_crash_before_the_commit_leaves_everything_as_it_was(
    publication, client, django_assert_num_queries
):
    before = client.get(RANKING).content
    mark_pending(PLACE)
    assert client.get(RANKING).content == before
    assert not (PLACE.folder / PENDING).exists()
    with django_assert_num_queries(0):
        assert client.get(RANKING).content == before


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize(
    "left",
    [b"", b"{", b"[]", b"{}", b'{"files": null, "live": 1}', b'{"files": {"1/index.html": null}, "live": 1}',
     b'{"files": {"index.html": "0"}, "live": 1}'],
)  # fmt: skip
def test_whatever_a_failing_disk_left_behind_is_mended_by_the_next_visitor(publication, client, whose, left):
    [own] = PLACE.folder.glob("*.json")
    (own if whose == "own" else PLACE.folder / "aaaaaaaaaaaaaaaa.json").write_bytes(left)
    (PLACE.folder / "files" / "folder").mkdir()
    mark_pending(PLACE)
    restarted()
    assert client.get(RANKING).status_code == 200
    assert served(PLACE, 1, "dokumen.json").sha256 == publication.sha256
    assert manifest()["live"] == 1


@pytest.mark.parametrize(
    "address",
    [
        "a" * 300 + "/2025/kabupaten-kota",
        "kalimantan-barat/2025/" + "a" * 256,
        "kalimantan-barat/" + "9" * 256 + "/x",
    ],
)
def test_an_address_too_long_for_any_name_is_not_found(client, address):
    assert client.get(f"/peringkat/{address}/").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("GZIP", True), ("gzip;q=0", False), ("gzip; q=0.0", False),
     ("x-notgzip", False), ("identity", False), ("", False)],
)  # fmt: skip
def test_the_page_is_packed_for_who_accepts_it(publication, client, accepted, packed):
    response = client.get(RANKING, headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == ("gzip" if packed else None)


def test_a_lost_mark_is_noticed_by_the_next_process(publication, category):
    second = corrected_then_crashed(category)
    (PLACE.folder / PENDING).unlink()
    restarted()
    assert served(PLACE, None, "dokumen.json").sha256 == second.sha256


def test_a_first_publication_nobody_rendered_is_found(category):
    publication = world.published(category)
    assert served(PLACE, None, "dokumen.json").sha256 == publication.sha256


# Lost and damaged -----------------------------------------------------------------------------------
@pytest.mark.parametrize("loss", ["everything", "category", "files", "manifest", "page", "truncated page"])
def test_what_is_lost_is_rebuilt_byte_for_byte(publication, client, loss):
    before, page = contents(), client.get(RANKING).content
    folder = PLACE.folder
    file = folder / "files" / manifest()["files"]["1/index.html"]
    {
        "everything": lambda: shutil.rmtree(settings.PUBLISHED_ROOT),
        "category": lambda: shutil.rmtree(folder),
        "files": lambda: shutil.rmtree(folder / "files"),
        "manifest": lambda: [path.unlink() for path in folder.glob("*.json")],
        "page": file.unlink,
        "truncated page": lambda: os.truncate(file, 10),
    }[loss]()
    restarted()
    assert client.get(RANKING).content == page
    assert contents() == before


def test_the_command_renders_what_is_missing(publication, capsys):
    before = contents()
    shutil.rmtree(settings.PUBLISHED_ROOT)
    call_command("render_publications")
    assert contents() == before
    assert capsys.readouterr().out.splitlines() == [
        "kalimantan-barat/2025/kabupaten-kota",
        "1 categories are ready to be served.",
    ]


def test_another_version_of_the_code_keeps_its_own_files_until_a_correction(
    publication, category, django_capture_on_commit_callbacks
):
    """Two versions serve side by side during an update; neither overwrites the other's page."""
    [own] = PLACE.folder.glob("*.json")
    other = own.with_name("0123456789abcdef.json")
    other.write_bytes(own.read_bytes())
    refresh(PLACE)
    assert other.exists()
    world.rescore(category.entries.get(candidate=True), 95)
    with django_capture_on_commit_callbacks(execute=True):
        world.published(category, reason="Sanggahan dikabulkan")
    assert not other.exists()
    assert set(manifest()["files"].values()) == set(contents())


def test_a_restored_database_takes_back_what_it_does_not_know(publication, category):
    """The disk may be newer than a restored database: the database is right."""
    [path] = PLACE.folder.glob("*.json")
    path.write_text(json.dumps(manifest() | {"live": 7, "publications": {"7": "0" * 64}}))
    restarted()
    assert served(PLACE, None, "dokumen.json").sha256 == publication.sha256


# What was never published ---------------------------------------------------------------------------
def test_an_unknown_number_costs_no_query(publication, django_assert_num_queries):
    served(PLACE, None, "dokumen.json")
    with django_assert_num_queries(0), pytest.raises(NotPublished):
        served(PLACE, 2, "dokumen.json")


def test_nothing_is_written_for_addresses_somebody_made_up(category):
    for place in (PLACE, CategoryAddress("jawa", 2025, "kabupaten-kota")):
        with pytest.raises(NotPublished):
            served(place, None, "index.html")
    assert not settings.PUBLISHED_ROOT.exists()


# Others at work -------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_visitors_do_not_wait_while_somebody_publishes(client):
    category = world.category_with(["61.04"], others=0)
    publication = world.published(category)
    world.rescore(category.entries.get(candidate=True), 95)

    def visit():
        return client.get(RANKING).content.decode()

    correction, seen = race(
        lambda: world.published(category, reason="Sanggahan dikabulkan"), visit, waits=False
    )
    assert publication.sha256 in seen
    assert correction.sha256 not in seen
    assert correction.sha256 in visit()


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_does_not_take_the_ranking_with_it(client):
    publication = world.published(world.category_with(["61.04"], others=0))
    restarted()
    connection.close()
    host, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "/nowhere"
    embedded = connection.settings_dict.pop("EMBEDDED", None)
    try:
        response = client.get(f"{RANKING}v1/dokumen.json")
    finally:
        connection.settings_dict["HOST"] = host
        if embedded:
            connection.settings_dict["EMBEDDED"] = embedded
    assert response.content == bytes(publication.document)

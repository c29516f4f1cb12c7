"""The files of a publication: made before it is announced, kept as rows, served from memory, each by itself."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.choices import Phase
from awards.exports import pdf
from awards.models import Category, Edition, Publication, PublicationFile
from awards.publishing.delivery import serve
from awards.publishing.delivery.serve import NotPublished, served
from awards.publishing.files import make_outdated_files
from awards.publishing.names import CategoryAddress
from awards.publishing.render import files_of, version
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.database import database_away
from tests.once import once
from tests.racing import race

PLACE = CategoryAddress("kalimantan-barat", 2025, "kabupaten-kota")
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"
MADE = [
    *("data.csv", "datapackage.json", "index.html", "kartu.png", "laporan.json"),
    *("peringkat.csv", "peringkat.pdf", "peringkat.xlsx", "ringkasan.json"),
]

pytestmark = pytest.mark.django_db


@once
def category() -> Category:
    return world.category_with(["61.04"], others=0)


@pytest.fixture
def publication(category, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(category)


@pytest.fixture
def broken_paper(monkeypatch, tmp_path):
    """A template of the PDF that cannot be compiled, as after a faulty update."""
    template = tmp_path / "broken.typ"
    template.write_text('#panic("faulty")')
    monkeypatch.setattr(pdf, "TEMPLATE", template)


def corrected_elsewhere(category) -> Publication:
    """The second publication, made by another process: this one is not told."""
    world.rescore(category.entries.get(candidate=True), 95)
    return world.published(category, reason="Sanggahan dikabulkan")


def restarted() -> None:
    """What a process remembers is gone when it ends."""
    serve.forget()
    serve._contents.clear()


def made_by_an_older_version(name: str) -> bytes:
    """A file as another version of the code made it."""
    old = b"as it was made before the update"
    PublicationFile.objects.filter(name=name).update(content=old, sha256="0" * 64, made_by="older")
    return old


# Published ------------------------------------------------------------------------------------------
def test_all_files_are_rows_before_the_commit(category):
    publication = world.published(category)
    assert list(publication.files.values_list("name", "made_by")) == [(name, version()) for name in MADE]


def test_the_document_is_served_from_the_publication_itself(publication):
    assert served(PLACE, None, "dokumen.json") == (bytes(publication.document), publication.sha256)


def test_making_again_gives_the_same_bytes(publication):
    kept = dict(PublicationFile.objects.values_list("name", "content"))
    again = {file.name: file.make() for file in files_of([publication])}
    assert {name: bytes(content) for name, content in kept.items()} == again


def test_a_warm_process_asks_nothing(publication, django_assert_num_queries):
    first = [served(PLACE, None, name) for name in MADE]
    with django_assert_num_queries(0):
        assert [served(PLACE, 1, name) for name in MADE] == first
        assert served(PLACE, None, "index.html").content is served(PLACE, 1, "index.html").content


def test_what_another_server_published_is_served_after_five_seconds_at_most(
    publication, category, monkeypatch, django_assert_num_queries
):
    assert served(PLACE, None, "dokumen.json").sha256 == publication.sha256
    second = corrected_elsewhere(category)
    assert serve.BEHIND == 5
    assert served(PLACE, None, "dokumen.json").sha256 == publication.sha256
    monkeypatch.setattr(serve, "BEHIND", 0)
    with django_assert_num_queries(2):  # the hashes of the category's files, and the new document
        assert served(PLACE, None, "dokumen.json").sha256 == second.sha256
    with django_assert_num_queries(1):
        assert served(PLACE, None, "dokumen.json").sha256 == second.sha256


def test_a_correction_is_told_on_the_page_of_what_it_replaces(
    publication, category, client, django_capture_on_commit_callbacks
):
    first = client.get(f"{RANKING}v1/").content.decode()
    assert "sudah tidak berlaku" not in first
    with django_capture_on_commit_callbacks(execute=True):
        corrected_elsewhere(category)
    assert "Pengumuman nomor 1 ini sudah tidak berlaku" in client.get(f"{RANKING}v1/").content.decode()


def test_memory_is_bounded_by_bytes():
    memory = serve._Remembered(10)
    for key in "abc":
        memory.put(key, key, weight=4)
    assert [memory.get(key) for key in "abc"] == [None, "b", "c"]
    memory.put("b", "new", weight=9)
    assert [memory.get(key) for key in "abc"] == [None, "new", None]


# What cannot be made --------------------------------------------------------------------------------
def test_what_cannot_be_made_is_not_announced(category, broken_paper):
    with pytest.raises(Refused) as refusal:
        world.published(category)
    assert refusal.value.reasons == [
        "Berkas peringkat.pdf tidak dapat dibuat, jadi belum ada yang diumumkan. Laporkan kepada pengelola sistem."
    ]
    assert not Publication.objects.exists()
    assert Edition.objects.get().phase == Phase.PROVISIONAL


def test_an_older_publication_that_cannot_be_read_stops_no_newer_one(category):
    unreadable = Publication.objects.create(
        category=category,
        number=1,
        document=b"{}",
        sha256="0" * 64,
        fingerprint="unreadable",
        published_at="2025-09-01T10:00:00+07:00",
        published_by=world.admin_of(category),
    )
    PublicationFile.objects.create(
        publication=unreadable, name="index.html", content=b"as announced", sha256="1" * 64, made_by="older"
    )
    second = world.published(category, reason="Sanggahan dikabulkan")
    assert served(PLACE, None, "dokumen.json").sha256 == second.sha256
    assert served(PLACE, 1, "index.html").content == b"as announced"
    assert second.files.count() == len(MADE)


def test_after_an_update_the_old_bytes_are_served_until_newer_ones_are_made(publication, client, capsys):
    now = bytes(publication.files.get(name="index.html").content)
    old = made_by_an_older_version("index.html")
    restarted()
    assert client.get(RANKING).content == old
    call_command("render_publications")
    assert capsys.readouterr().out == "The files of 1 categories are up to date.\n"
    restarted()
    assert client.get(RANKING).content == now


def test_a_failing_file_keeps_its_bytes_and_the_operator_is_told(publication, broken_paper):
    old = made_by_an_older_version("peringkat.pdf")
    made_by_an_older_version("index.html")
    with pytest.raises(CommandError) as problem:
        call_command("render_publications", "--all")
    assert str(problem.value) == (
        "Cannot be made, so their earlier bytes are still served (the log says why): "
        "kalimantan-barat/2025/kabupaten-kota/v1/peringkat.pdf"
    )
    assert bytes(publication.files.get(name="peringkat.pdf").content) == old
    assert publication.files.get(name="index.html").made_by == version()


@pytest.mark.parametrize("name", ["peringkat.csv", "peringkat.xlsx", "peringkat.pdf"])
def test_after_an_update_what_people_took_away_stays_to_the_byte(publication, client, name):
    old = made_by_an_older_version(name)
    made_by_an_older_version("index.html")
    call_command("render_publications")
    restarted()
    served_now = client.get(f"{RANKING}v1/{name}")
    assert served_now.content == old
    assert served_now["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_correction_changes_no_byte_of_what_was_published_before(publication, category, client):
    names = [
        "dokumen.json",
        "data.csv",
        "datapackage.json",
        "peringkat.csv",
        "peringkat.pdf",
        "peringkat.xlsx",
    ]
    before = {name: client.get(f"{RANKING}v1/{name}").content for name in names}
    corrected_elsewhere(category)
    restarted()
    assert {name: client.get(f"{RANKING}v1/{name}").content for name in names} == before
    assert client.get(f"{RANKING}v2/dokumen.json").content != before["dokumen.json"]


def test_what_is_current_is_not_made_again(publication, category, broken_paper):
    assert make_outdated_files(category) == []


def test_a_server_that_starts_reads_no_document_of_what_is_current(category):
    world.published(category)
    corrected_elsewhere(category)
    with CaptureQueriesContext(connection) as asked:
        assert make_outdated_files(category) == []
    assert not [query["sql"] for query in asked if '"awards_publication"."document"' in query["sql"]]


def test_bytes_somebody_changed_in_the_database_are_made_anew_by_command(publication):
    before = bytes(publication.files.get(name="peringkat.csv").content)
    publication.files.filter(name="peringkat.csv").update(content=b"another order")
    call_command("render_publications", "--all")
    assert bytes(publication.files.get(name="peringkat.csv").content) == before


# Addresses ------------------------------------------------------------------------------------------
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


def test_an_unknown_number_costs_no_query(publication, django_assert_num_queries):
    served(PLACE, None, "dokumen.json")
    with django_assert_num_queries(0), pytest.raises(NotPublished):
        served(PLACE, 2, "dokumen.json")


def test_an_address_somebody_made_up_is_asked_about_once(category, django_assert_num_queries):
    for place in (PLACE, CategoryAddress("jawa", 2025, "kabupaten-kota")):
        with django_assert_num_queries(1):
            for _ in range(2):
                with pytest.raises(NotPublished):
                    served(place, None, "index.html")


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


def test_a_file_made_anew_while_it_is_read_is_served_whole(publication):
    """The hash was read before, the bytes after: both are read again."""
    before = served(PLACE, None, "index.html")
    PublicationFile.objects.filter(name="index.html").update(content=b"made anew", sha256="1" * 64)
    serve._contents.clear()
    assert served(PLACE, None, "index.html") == (b"made anew", "1" * 64) != before


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_does_not_take_the_ranking_with_it(client, monkeypatch):
    publication = world.published(world.category_with(["61.04"], others=0))
    address = f"{RANKING}v1/dokumen.json"
    assert client.get(address).status_code == 200
    monkeypatch.setattr(serve, "BEHIND", 0)
    with database_away():
        response = client.get(address)
    assert response.content == bytes(publication.document)

"""The public libraries: what published reports say of regulations and innovations, found by Indonesian words."""

import re

import pytest
from django.db import connection

from awards.models import LibraryItem, PublicationFile
from awards.open_data.reports import REPORTS
from awards.publishing.files import make_outdated_files
from awards.publishing.library.shelf import shelve
from tests.builders import publication as world
from tests.builders.admin_pages import text
from tests.builders.panel import queries
from tests.builders.reported import candidate_with_everything
from tests.once import once

pytestmark = pytest.mark.django_db
REGULATIONS, INNOVATIONS = "/pustaka/produk-hukum/", "/pustaka/inovasi/"


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def titles(client, path, **asked):
    rows = client.get(path, asked).context["table"].rows
    return [(row.record.region, row.record.title) for row in rows]


@once
def category():
    made = world.category_with(["61.04"], others=0)
    entry = candidate_with_everything(made)
    for seat in made.edition.seats.all():
        world.lock_sheets(entry, seat, 80)
    return made


@once
def published(category):
    return world.published(category)


def test_before_anything_is_published_a_library_is_empty(category, client):
    for path in (REGULATIONS, INNOVATIONS):
        assert "Tidak ada yang cocok." in plain(client.get(path))
    assert LibraryItem.objects.count() == 0


def test_a_library_holds_what_published_reports_say(published, client):
    found = titles(client, INNOVATIONS)
    assert ("Kabupaten Sambas", "Satu Desa 100 Pekerja Rentan") in found
    assert ("Kabupaten Sambas", "Peraturan Bupati/Wali Kota Nomor 4 Tahun 2020") in titles(
        client, REGULATIONS
    )
    said = plain(client.get(REGULATIONS))
    assert "Pelaksanaan Program Jaminan Sosial" in said
    assert 'href="/daerah/61.01/">Kabupaten Sambas' in text(client.get(REGULATIONS))


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"cari": "kerentanan pekerja desa"}, True),  # other forms of the same words
        ({"cari": "nelayan"}, False),
        ({"cari": "sambas"}, True),
        ({"cari": '"pekerja desa"'}, False),  # words of a phrase stand next to each other
        ({"cari": "' & | ! ("}, False),
        ({"daerah": "Kabupaten Sambas"}, True),
        ({"tahun": "2025"}, True),
        ({"tahun": "1999"}, True),  # no choice: left out of account
        ({"cari": "desa", "daerah": "Kabupaten Sambas", "tahun": "2025"}, True),
    ],
)
def test_it_is_narrowed_down_by_words_region_and_year(published, client, asked, is_found):
    wanted = ("Kabupaten Sambas", "Satu Desa 100 Pekerja Rentan")
    assert (wanted in titles(client, INNOVATIONS, **asked)) is is_found


def test_it_is_narrowed_down_by_kind(published, client):
    kinds = {row.record.kind for row in client.get(REGULATIONS).context["table"].rows}
    for kind in kinds:
        found = client.get(REGULATIONS, {"jenis": kind}).context["table"].rows
        assert {row.record.kind for row in found} == {kind}


def test_what_was_replaced_or_hidden_is_not_in_it(category, published, client):
    before = titles(client, REGULATIONS)
    world.rescore(category.entries.get(regency__kemendagri_code="61.04"), 70)
    world.published(category, reason="Sanggahan dikabulkan")
    assert titles(client, REGULATIONS) == before


def test_a_year_that_discloses_only_ranks_gives_nothing_to_it(client):
    made = world.category_with(["61.04"], others=0)
    made.disclosure = "ranks"
    made.save()
    world.published(made)
    assert LibraryItem.objects.count() == 0


def test_reports_kept_before_there_was_a_library_are_put_into_it(category, published):
    whole = list(LibraryItem.objects.values_list("title", flat=True))
    LibraryItem.objects.all().delete()
    make_outdated_files(category)
    assert list(LibraryItem.objects.values_list("title", flat=True)) == whole != []


def test_what_cannot_be_read_leaves_the_library_as_it_was(published, caplog):
    before = LibraryItem.objects.count()
    kept = PublicationFile.objects.get(publication=published, name=REPORTS)
    kept.content = b'{"61.01": {"regulasi": 7, "inovasi": [{}]}}'
    shelve([kept])
    assert (LibraryItem.objects.count(), "the library cannot be filled" in caplog.text) == (before, True)


def test_a_library_asks_as_often_however_much_is_in_it(published, client):
    assert queries(client, REGULATIONS) == 3
    assert queries(client, f"{INNOVATIONS}?cari=desa&tahun=2025") == 3


def test_words_are_found_by_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'library_words'")
        [(made,)] = cursor.fetchall()
    assert "USING gin (words)" in made

"""Two categories of one award year, judged by different seats: each document has its own panel and nobody else's."""

import json
from decimal import Decimal

import pytest

from awards.document.build import build
from awards.document.parse import parse
from awards.models import Category
from awards.results.inputs import document_inputs
from awards.results.preview import preview
from awards.results.rows import rows_of_categories, rows_of_category
from regencies.seals.canonical import canonical
from tests import factories
from tests.builders import edition as world
from tests.builders import panel, publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Category:
    """Nine seats, three candidates, every sheet locked."""
    return publication.category_with()


@pytest.fixture
def second(first) -> Category:
    """Two of the same regions in another category, which only the last three seats judge."""
    made = world.like(first)
    Category.objects.filter(pk=made.pk).update(quorum=3)
    made.refresh_from_db()
    seats = list(first.edition.seats.order_by("number"))
    for seat in seats[:6]:
        panel.judges_only(seat, first)
    for place, entry in enumerate(
        first.entries.filter(candidate=True).select_related("report", "regency")[:2]
    ):
        own = factories.candidate(
            made, entry.regency, report=entry.report, report_version=entry.report_version
        )
        for seat in seats[6:]:
            publication.lock_sheets(own, seat, 60 + 10 * place + seat.number)
    return made


def test_both_are_published_with_their_own_panels_and_verified(first, second, verify):
    admin = publication.admin_of(first)
    documents = {
        category: bytes(publication.published(category, by=admin).document) for category in (first, second)
    }
    for content in documents.values():
        status, lines = verify(content)
        assert (status, lines[1][:6]) == (0, "Cocok:")
        assert build(parse(content)) == parse(content)
    by_all, by_three = (json.loads(content) for content in documents.values())
    assert [one["id"] for one in by_all["panel"]] == [f"P{n}" for n in range(1, 10)]
    assert [one["id"] for one in by_three["panel"]] == ["P1", "P2", "P3"]
    assert {len(e["sheets"]) for e in by_all["entrants"] if e["candidate"]} == {9}
    for place, entrant in enumerate(by_three["entrants"]):
        assert [sheet["panelist"] for sheet in entrant["sheets"]] == ["P1", "P2", "P3"]
        assert sorted(sheet["scores"]["B1"] for sheet in entrant["sheets"]) == [
            str(60 + 10 * place + number) for number in (7, 8, 9)
        ]
        assert entrant["scores"]["B1"] == f"{Decimal(68 + 10 * place):.4f}"  # of the three, nobody dropped


def test_where_everybody_judges_everything_the_document_is_what_it_was(first):
    before = canonical(document_inputs(rows_of_category(first)))
    for seat in first.edition.seats.all():
        panel.judges_only(seat, first)  # named, and all there is
    assert canonical(document_inputs(rows_of_category(first))) == before


def test_the_quorum_counts_the_seats_of_the_category(first, second):
    Category.objects.filter(pk=second.pk).update(quorum=4)
    found = preview(Category.objects.get(pk=second.pk))
    assert found.problems[0] == (
        "Kuorum terbaca 4, sedangkan anggota hanya 3; kuorum tidak boleh melebihi jumlah anggota. Turunkan kuorum atau "
        "lengkapi Tim Sembilan."
    )
    assert preview(first).problems == []


def test_a_sheet_that_is_open_is_warned_of_only_where_its_seat_judges(first, second):
    sheet = second.entries.first().sheets.get(seat__number=8, stage="desk")
    sheet.status, sheet.locked_at, sheet.reopen_reason = "draft", None, "Salah tulis"
    sheet.save()
    assert preview(first).warnings == []
    assert [text.partition(",")[0] for text in preview(second).warnings] == [
        f"{sheet.entry}: lembar penilaian berkas kursi 8 belum dikunci"
    ]


def test_the_rows_of_all_categories_take_as_many_queries_as_those_of_one(
    first, second, django_assert_num_queries
):
    for chosen in (Category.objects.filter(pk=first.pk), Category.objects.order_by("pk")):
        with django_assert_num_queries(8):
            rows = rows_of_categories(chosen)
    assert [[seat.number for seat in each.seats] for each in rows] == [[*range(1, 10)], [7, 8, 9]]

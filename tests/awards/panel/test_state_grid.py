"""The grid of all sheets: marks with words for who hears them, six states, and no mark that a member gave."""

import re

import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.models import Recusal
from awards.panel.absences import record_absence
from awards.tables.chair_room.matrix import LEGEND
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db

MARK = (
    r'<span class="state-mark" data-state="(\w+)">(?:<span class="visually-hidden">([^<]*) </span>)?</span>'
)


def grid_of(client, edition) -> list[list[list[tuple[str, str]]]]:
    """The marks (state, words) of each cell of each row, as the page has them."""
    page = client.get(reverse("chair_edition", args=[edition.pk])).content.decode()
    body = re.search(r'<table class="board">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)[1]
    return [
        [re.findall(MARK, cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in body.split("</tr>")[:-1]
    ]


def legend_of(client, edition) -> list[tuple[str, str]]:
    page = client.get(reverse("chair_edition", args=[edition.pk])).content.decode()
    return re.findall(r'<li><span class="state-mark" data-state="(\w+)"></span>([^<]+)</li>', page)


def test_each_cell_has_a_mark_for_each_sheet_with_its_words(edition, panel, entry):
    world.locked(panel[1], entry)
    world.draft(panel[1], entry, Stage.INTERVIEW, E1="13", E2="17")
    Recusal.objects.create(seat=panel[2], entry=entry, reason="Kerabat")
    chair = world.logged_in(panel[0].user)
    assert grid_of(chair, edition) == [
        [
            [("none", "Berkas belum diisi"), ("none", "Wawancara belum diisi")],
            [("locked", "Berkas terkunci"), ("draft", "Wawancara draf 2 dari 4")],
            [("conflict", "Benturan kepentingan")],
        ]
    ]
    assert legend_of(chair, edition) == [
        (state, LEGEND[state]) for state in ("none", "draft", "locked", "conflict")
    ]


def test_absent_members_and_those_of_other_categories_have_one_mark_for_both_sheets(edition, panel, entry):
    record_absence(panel[1], entry, by=panel[0].user, reason="Sakit")
    world.judges_only(panel[2], factories.Category.objects.create(edition=edition, name="Desa", slug="desa"))
    chair = world.logged_in(panel[0].user)
    assert [cell for row in grid_of(chair, edition) for cell in row][1:] == [
        [("away", "Tidak hadir")],
        [("elsewhere", "Kategori lain")],
    ]
    assert legend_of(chair, edition) == [
        ("none", "Belum diisi"),
        ("away", "Tidak hadir"),
        ("elsewhere", "Kategori lain"),
    ]


def test_the_grid_does_not_change_with_the_marks_and_hides_a_candidate_of_an_own_conflict(
    edition, panel, entry
):
    """In two worlds that differ in marks only the page is the same; of an own conflict it has no row."""
    other = world.candidate(edition, "Sambas", "61.01")
    chair = world.logged_in(panel[0].user)
    sheet = world.draft(panel[1], entry, B1="13")
    low = grid_of(chair, edition)
    sheet.refresh_from_db()
    world.save_scores(sheet, world.values({"B1": "99"}), expected_version=sheet.version, by=panel[1].user)
    assert grid_of(chair, edition) == low
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    assert len(grid_of(chair, edition)) == 1
    assert other.pk

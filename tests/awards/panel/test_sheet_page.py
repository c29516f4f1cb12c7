"""What the page of one sheet knows: of this member and this candidate, open or locked, whole or in part."""

import re

import pytest
from django.utils import timezone

from awards.choices import Phase, Source, Stage
from awards.models import CriterionGroup, Edition, NotApplicable
from awards.panel.marks import panel_scores
from awards.panel.member.sheet_page import SheetPage, sheet_page
from regencies.l10n.dates import format_moment
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def page_of(seat, entry, stage: Stage = Stage.DESK) -> SheetPage:
    return sheet_page(seat.user, entry.pk, stage)


def set_aside(entry, *codes: str) -> None:
    NotApplicable.objects.bulk_create(
        NotApplicable(entry=entry, criterion=criterion, reason="Tidak ada")
        for criterion in entry.category.criteria.filter(code__in=codes)
    )


def test_it_holds_the_own_sheets_of_this_candidate_and_no_others(seat, panel, entry, edition):
    world.draft(seat, world.candidate(edition, "Sambas", "61.01"), B1="40")
    world.draft(panel[2], entry, B1="70")
    page = page_of(seat, entry)
    assert (page.sheets, page.scores, page.sheet.pk) == ({}, {}, None)
    sheet = world.draft(seat, entry, B1="50", B2="60")
    page = page_of(seat, entry)
    assert (page.sheet, page.filled, len(page.blank)) == (sheet, 2, len(world.DESK) - 2)
    assert (page.sheet.seat, page.sheet.entry) == (page.seat, page.entry)
    assert page.sheet.seat is page.seat  # nothing is fetched again
    assert [(criterion.code, score.value) for criterion, score in page.marks if score] == [
        ("B1", 50),
        ("B2", 60),
    ]


def test_it_says_when_it_was_locked_in_the_time_of_the_province_and_by_whom_it_is_opened(
    seat, entry, edition
):
    sheet = world.locked(seat, entry)
    at = format_moment(sheet.locked_at.astimezone(edition.province.zone))
    assert page_of(seat, entry).locked_text == (
        f"Dikunci {at}. Bila ada kekeliruan, mintalah Ketua Tim Sembilan membukanya kembali."
    )


def test_it_is_open_until_it_is_locked_or_the_phase_is_over(seat, entry):
    def state(stage: Stage = Stage.DESK) -> tuple[bool, bool, bool, bool]:
        page = page_of(seat, entry, stage)
        return page.is_open, page.is_fillable, page.may_withdraw, page.all_locked

    assert state() == (True, True, True, False)
    world.locked(seat, entry)
    assert state() == (False, False, False, False)
    world.locked(seat, entry, Stage.INTERVIEW)
    assert state() == state(Stage.INTERVIEW) == (False, False, False, True)


def test_desk_marks_of_who_presents_stay_though_the_sheet_is_open(seat, entry):
    world.presented(entry)
    page = page_of(seat, entry)
    assert (page.is_open, page.late != [], page.is_fillable) == (True, True, False)
    assert page_of(seat, entry, Stage.INTERVIEW).is_fillable


def test_outside_of_scoring_nothing_is_open_and_nobody_withdraws(seat, entry):
    world.presented(entry)
    Edition.objects.update(phase=Phase.PLENARY)
    page = page_of(seat, entry)
    assert (page.is_open, page.may_withdraw, page.presents_until) == (False, False, None)


def test_what_asks_nothing_is_not_locked(seat, entry):
    set_aside(entry, *world.DESK, *world.INTERVIEW)
    page = page_of(seat, entry)
    assert (page.stages, page.asked, page.all_locked) == ([], [], False)


def test_a_group_has_a_head_of_its_own_when_two_of_its_criteria_are_asked_on_one_screen(seat, entry):
    assert [group.code for group in page_of(seat, entry).together] == ["D"]
    set_aside(entry, "D3", "D4")
    assert [group.code for group in page_of(seat, entry).together] == ["D"]
    set_aside(entry, "D2")
    assert page_of(seat, entry).together == {}
    CriterionGroup.objects.filter(code="B").update(on_one_screen=True)
    assert [group.code for group in page_of(seat, entry).together] == ["B"]
    assert page_of(seat, entry, Stage.INTERVIEW).together == {}


def test_each_criterion_shows_its_share_of_the_group_and_the_marks_a_tap_fills_in_first(seat, entry):
    set_aside(entry, "D4")
    shown = world.logged_in(seat.user).get(world.sheet_url(entry)).content.decode()
    assert re.findall(r"· ([\d,]+%) dari D<", shown) == ["35,29%", "35,29%", "29,41%"]
    [first] = re.findall(r'aria-label="Rentang nilai B1">(.*?)</ul>', shown, re.DOTALL)
    anchors, ranges = ["100", "80", "60", "40", "30", "0"], ["86", "71", "56", "1"]
    assert re.findall(r'<li data-low="(\d+)"', first) == anchors + ranges


def test_what_nobody_fills_in_is_computed_where_it_applies(seat, entry):
    set_aside(entry, "A3")
    found = [criterion.code for criterion, _ in page_of(seat, entry).computed]
    assert found == ["A1", "A2", "A4"]
    assert page_of(seat, entry).places == entry.category.places
    assert entry.category.criteria.filter(source=Source.FIGURES).count() == 4


def test_criteria_stand_in_the_order_of_the_edition_whatever_their_stage(seat, entry):
    entry.category.criteria.filter(code="B1").update(stage=Stage.INTERVIEW)
    assert [row.criterion.code for row in panel_scores(entry).rows] == [*world.DESK, *world.INTERVIEW]
    assert [criterion.code for criterion in page_of(seat, entry, Stage.INTERVIEW).asked] == [
        "B1",
        *world.INTERVIEW,
    ]
    assert page_of(seat, entry).now <= timezone.now()

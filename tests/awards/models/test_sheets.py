"""Sheets and papers: what a mark is, what is kept of one before, and which paper a sheet was locked from."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from awards.choices import PaperState, PresentationState, SheetStatus, Stage
from awards.models import (
    Band,
    Category,
    Entry,
    MarkBefore,
    PaperSheet,
    Presentation,
    RecordedFact,
    Score,
    ScoreSheet,
    Seat,
)
from awards.models.presentations import with_facts
from tests import factories
from tests.builders import panel as world
from tests.once import once

MINUTE = datetime.timedelta(minutes=1)


@once
def category() -> Category:
    return world.category_of(world.seated_edition(3))


@pytest.fixture
def entries(category) -> list[Entry]:
    places = [factories.regency("Ketapang", "61.04"), factories.regency("Sambas", "61.01")]
    return [Entry.objects.create(category=category, regency=place) for place in places]


@pytest.fixture
def seats(category) -> list[Seat]:
    return world.by_seat(category.edition)


def mark(value: int | None, note: str = "") -> SimpleNamespace:
    return SimpleNamespace(value=value, note=note)


# Marks ----------------------------------------------------------------------------------------------
def test_marks_are_written_over_those_there_are_and_none_without_a_value(category, entries, seats):
    sheet = ScoreSheet.objects.create(seat=seats[0], entry=entries[0], stage=Stage.DESK)
    b1, b2, b3 = category.criteria.filter(code__startswith="B").order_by("code")
    Score.objects.put({b1: mark(70), b2: mark(0), b3: mark(None, "nanti")}, sheet=sheet)
    Score.objects.put({b1: mark(80, "naik")}, sheet=sheet)
    found = {score.criterion.code: (score.value, score.note) for score in sheet.scores.all()}
    assert found == {"B1": (80, "naik"), "B2": (0, "")}


def test_of_a_mark_that_changes_twice_the_first_is_kept(category, entries, seats):
    sheet = ScoreSheet.objects.create(seat=seats[0], entry=entries[0], stage=Stage.DESK)
    b1, b2 = category.criteria.filter(code__in=["B1", "B2"]).order_by("code")
    MarkBefore.keep(sheet, {b1: 70})
    MarkBefore.keep(sheet, {b1: 80, b2: None})
    assert dict(sheet.marks_before.values_list("criterion__code", "value")) == {"B1": 70, "B2": None}


def test_a_sheet_is_locked_by_its_status_and_merged_when_a_save_says_so():
    assert [ScoreSheet(status=status).is_locked for status in SheetStatus] == [False, True]
    assert ScoreSheet().merged is False


@pytest.mark.parametrize(("low", "high", "middle"), [(81, 90, 85), (80, 90, 85), (70, 70, 70)])
def test_the_mark_of_a_band_is_the_whole_one_at_its_middle_or_below(low, high, middle):
    assert Band(low=low, high=high).middle == middle


# Papers ---------------------------------------------------------------------------------------------
def test_the_paper_behind_a_sheet_is_the_members_own_of_the_moment_it_was_locked(entries, seats):
    now, clerk, checker = timezone.now(), factories.user(), factories.user()

    def paper(seat: Seat, entry: Entry, stage: Stage, state: PaperState, at: datetime.datetime | None):
        by = checker if at else None
        fields = {"entered_by": clerk, "entered_at": now, "checked_by": by, "checked_at": at}
        return PaperSheet.objects.create(
            seat=seat, entry=entry, stage=stage, state=state, reason="x", **fields
        )

    own = paper(seats[0], entries[0], Stage.DESK, PaperState.CONFIRMED, now)
    others = [
        paper(seats[0], entries[0], Stage.DESK, PaperState.CONFIRMED, now - MINUTE),
        paper(seats[1], entries[0], Stage.DESK, PaperState.CONFIRMED, now),
        paper(seats[0], entries[1], Stage.DESK, PaperState.CONFIRMED, now),
        paper(seats[0], entries[0], Stage.INTERVIEW, PaperState.CONFIRMED, now),
    ]
    returned = paper(seats[0], entries[0], Stage.DESK, PaperState.RETURNED, now)
    waiting = paper(seats[1], entries[0], Stage.DESK, PaperState.WAITING, None)
    sheet = ScoreSheet(seat=seats[0], entry=entries[0], stage=Stage.DESK, locked_at=now)
    assert list(PaperSheet.objects.behind(sheet)) == [own]
    sheet.locked_at = now + MINUTE
    assert list(PaperSheet.objects.behind(sheet)) == []
    assert set(PaperSheet.objects.open()) == {returned, waiting}
    assert [each.is_waiting for each in (*others, returned, waiting)] == [False] * 5 + [True]


# The presentation -----------------------------------------------------------------------------------
def test_a_presentation_lasts_until_its_end_or_what_was_left_when_it_paused():
    now = timezone.now()
    rows = {
        "running": Presentation(state=PresentationState.RUNNING, started_at=now, ends_at=now + MINUTE),
        "over": Presentation(state=PresentationState.RUNNING, started_at=now, ends_at=now - MINUTE),
        "not begun": Presentation(state=PresentationState.RUNNING),
        "paused": Presentation(state=PresentationState.PAUSED, started_at=now, left=2 * MINUTE),
        "done": Presentation(state=PresentationState.DONE, started_at=now, ends_at=now + MINUTE),
        "skipped": Presentation(state=PresentationState.SKIPPED),
        "absent": Presentation(state=PresentationState.ABSENT),
    }
    assert {name: row.time_left(now) / MINUTE for name, row in rows.items()} == {
        **{"running": 1, "over": 0, "not begun": 0, "paused": 2},
        **{"done": 0, "skipped": 0, "absent": 0},
    }
    assert {name for name, row in rows.items() if not row.has_begun} == {"not begun", "skipped"}


def test_a_fact_is_that_of_the_own_candidate_and_criterion(category, entries):
    e1, e2 = category.criteria.filter(code__in=["E1", "E2"]).order_by("code")
    by = factories.user()
    bands = [Band.objects.create(criterion=e1, low=low, high=low, label=f"anjuran {low}") for low in (1, 3)]
    for entry, band in zip(entries, bands, strict=True):
        RecordedFact.objects.create(entry=entry, criterion=e1, band=band, recorded_by=by)
    asked = category.criteria.filter(pk__in=[e1.pk, e2.pk]).order_by("code")
    for entry, low in zip(entries, (1, 3), strict=True):
        found = [(one.fact, one.fact_label) for one in with_facts(asked, entry.pk)]
        assert found == [(low, f"anjuran {low}"), (None, None)]

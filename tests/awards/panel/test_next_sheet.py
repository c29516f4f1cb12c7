"""Where a member goes on after locking a sheet: the next one that is open and not locked."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.live.presentations import open_floor
from awards.models import Absence, Edition, Recusal
from awards.panel.member.board import next_sheet
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(edition):
    """Four candidates an hour apart, the first two called already."""
    now = timezone.now()
    places = {"Ketapang": "61.04", "Sambas": "61.01", "Landak": "61.08", "Sanggau": "61.03"}
    return [
        world.candidate(edition, *place, presentation_at=now + datetime.timedelta(hours=number, minutes=-90))
        for number, place in enumerate(places.items())
    ]


def lock(seat, entry, stage=Stage.DESK):
    """Lock a sheet at its time, and leave the timetable as it is."""
    at = entry.presentation_at
    world.locked(seat, entry, stage)
    world.presents(entry, at)


def after(seat, entry, stage=Stage.DESK):
    return next_sheet(seat, entry, stage, timezone.now())


def test_the_next_desk_sheet_comes_first_then_what_was_left_out_then_the_interviews(seat, entries):
    first, second, third, last = entries
    lock(seat, second)
    assert after(seat, second) == (third, Stage.DESK)
    assert after(seat, last) == (third, Stage.DESK)
    for entry in (third, last):
        lock(seat, entry)
    assert after(seat, last) == (first, Stage.INTERVIEW)
    for entry in (first, second):
        lock(seat, entry, Stage.INTERVIEW)
    assert after(seat, last) == (
        first,
        Stage.DESK,
    )  # its presentation has begun: it can be locked as it stands
    assert after(seat, first, Stage.INTERVIEW) == (first, Stage.DESK)
    lock(seat, first)
    assert after(seat, last) is None  # the presentations of the others have not begun


def test_who_withdrew_or_was_away_is_not_led_there(seat, panel, entries):
    first, second, third, last = entries
    Recusal.objects.create(seat=seat, entry=second, reason="Kerabat")
    Absence.objects.create(seat=seat, entry=third, reason="Sakit", recorded_by=panel[0].user)
    assert after(seat, first) == (last, Stage.DESK)


def test_who_was_away_meanwhile_goes_on_with_the_first_that_is_open(seat, panel, entries):
    first, second, third, _ = entries
    Absence.objects.create(seat=seat, entry=first, reason="Sakit", recorded_by=panel[0].user)
    assert after(seat, first) == (third, Stage.DESK)
    Recusal.objects.create(seat=seat, entry=second, reason="Kerabat")
    assert after(seat, first) == (third, Stage.DESK)


def test_in_an_open_floor_only_what_was_called_is_open(seat, panel, edition, entries):
    for entry in entries:
        lock(seat, entry)
    open_floor(edition, by=panel[0].user)
    seat.edition.refresh_from_db()
    assert after(seat, entries[-1]) is None


def test_nothing_is_open_outside_scoring(seat, entries):
    Edition.objects.update(phase=Phase.PLENARY)
    seat.edition.refresh_from_db()
    assert after(seat, entries[0]) is None

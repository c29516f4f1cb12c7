"""The presentation day: one candidate at a time, its clock, and interviews that wait for the call."""

import datetime

import pytest
from django.utils import timezone

from awards.choices import Phase, Position, PresentationState, Stage
from awards.live.presentations import (
    call,
    close_floor,
    extend,
    finish,
    open_floor,
    pause,
    record_no_show,
    resume,
    skip,
)
from awards.models import Edition, Entry, Presentation, Seat
from awards.panel.sheets import save_scores
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import panel as world
from tests.racing import race

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def first(edition):
    """A candidate whose hour by the timetable is tomorrow."""
    return world.candidate(edition, presentation_at=timezone.now() + 24 * HOUR)


@pytest.fixture
def second(edition):
    return world.candidate(edition, "Sambas", "61.01", presentation_at=timezone.now() - 2 * HOUR)


def fill(edition, entry):
    seat = edition.seats.get(number=2)
    return world.begin(seat, entry, Stage.INTERVIEW, by=seat.user)


def test_a_closed_room_leaves_interviews_to_the_timetable_and_an_open_one_to_the_call(
    edition, chair, first, second
):
    with pytest.raises(Refused, match="Ruang paparan masih tertutup"):
        call(first, by=chair)
    fill(edition, second)  # its hour has passed
    open_floor(edition, by=chair)
    with pytest.raises(Refused, match=r"Paparan Kabupaten Ketapang belum dimulai .* “Mulai”"):
        fill(edition, first)
    call(first, by=chair)
    assert fill(edition, first).pk  # what the message advises was done
    with pytest.raises(Refused, match="Paparan Kabupaten Sambas belum dimulai"):
        fill(edition, second)
    finish(first, by=chair)
    close_floor(edition, by=chair)
    assert fill(edition, second).pk


def test_one_at_a_time_and_what_the_refusal_advises_works(edition, chair, first, second):
    open_floor(edition, by=chair)
    call(first, by=chair)
    with pytest.raises(Refused, match="Paparan Kabupaten Ketapang belum diakhiri"):
        call(second, by=chair)
    with pytest.raises(Refused, match="belum diakhiri"):
        close_floor(edition, by=chair)
    finish(first, by=chair)
    assert call(second, by=chair).state == PresentationState.RUNNING


def test_the_clock_stops_while_paused_and_counts_an_extension_from_what_is_left(edition, chair, first):
    open_floor(edition, by=chair)
    ends = call(first, by=chair).ends_at
    paused = pause(first, by=chair)
    assert (paused.state, paused.ends_at) == (PresentationState.PAUSED, None)
    left = paused.left
    assert datetime.timedelta() < ends - timezone.now() - left + datetime.timedelta(seconds=30)
    assert extend(first, 5, by=chair).left == left + datetime.timedelta(minutes=5)
    resumed = resume(first, by=chair)
    assert resumed.left is None
    assert resumed.ends_at - timezone.now() <= left + datetime.timedelta(minutes=5)
    assert extend(first, 15, by=chair).ends_at > resumed.ends_at


def test_time_that_is_over_is_extended_from_now(edition, chair, first):
    open_floor(edition, by=chair)
    call(first, by=chair)
    Presentation.objects.update(ends_at=timezone.now() - HOUR)
    extended = extend(first, 5, by=chair)
    assert extended.ends_at > timezone.now() + datetime.timedelta(minutes=4)


@pytest.mark.parametrize("minutes", [0, -5, 61, 10**9])
def test_an_extension_is_one_minute_to_an_hour(edition, chair, first, minutes):
    open_floor(edition, by=chair)
    ends = call(first, by=chair).ends_at
    with pytest.raises(Refused, match="isi 1 sampai 60 menit"):
        extend(first, minutes, by=chair)
    assert Presentation.objects.get().ends_at == ends


def test_a_slot_is_shorter_when_the_next_one_is_nearer(edition, chair, first):
    world.candidate(edition, "Landak", "61.08", presentation_at=first.presentation_at + HOUR / 3)
    open_floor(edition, by=chair)
    called = call(first, by=chair)
    assert called.ends_at - called.started_at == HOUR / 3


def test_who_is_late_is_skipped_and_called_later_and_who_never_comes_is_recorded(
    edition, chair, first, second
):
    open_floor(edition, by=chair)
    skip(first, by=chair)
    with pytest.raises(Refused, match="Alasan belum ditulis"):
        record_no_show(second, by=chair, reason="  ")
    record_no_show(second, by=chair, reason="Tidak ada kabar")
    assert fill(edition, second).pk  # its interview is scored by that
    call(first, by=chair)
    with pytest.raises(Refused, match="sudah dimulai"):
        record_no_show(first, by=chair, reason="Keliru")
    finish(first, by=chair)
    came = call(second, by=chair)  # after all
    assert (came.state, came.reason) == (PresentationState.RUNNING, "")
    assert [
        event.state for event in Presentation.pgh_event_model.objects.filter(entry=second).order_by("pgh_id")
    ] == [
        "absent",
        "running",
    ]


def test_a_presentation_called_again_keeps_when_it_began(edition, chair, first):
    open_floor(edition, by=chair)
    began = call(first, by=chair).started_at
    finish(first, by=chair)
    assert call(first, by=chair).started_at == began


@pytest.mark.parametrize("verb", [pause, resume, finish])
def test_a_button_of_an_older_page_says_what_the_state_is(edition, chair, first, verb):
    open_floor(edition, by=chair)
    with pytest.raises(Refused, match="keadaannya “Belum dimulai”"):
        verb(first, by=chair)


def test_chair_secretary_and_admin_run_the_room_and_nobody_else(edition, chair, first):
    member = edition.seats.get(number=2)
    for stranger in (member.user, factories.admin(factories.province("62", "Kalimantan Tengah", "kt"))):
        with pytest.raises(Refused, match="dijalankan oleh Ketua, Sekretaris, atau admin provinsi"):
            open_floor(edition, by=stranger)
    Seat.objects.filter(pk=member.pk).update(position=Position.SECRETARY)
    open_floor(edition, by=member.user)
    call(first, by=factories.admin(edition.province))
    finish(first, by=chair)


def test_a_room_is_open_while_the_panel_scores_only(edition, chair, first):
    Edition.objects.update(phase=Phase.PLENARY)
    with pytest.raises(Refused, match="Paparan dijalankan pada tahap “Penilaian”"):
        open_floor(edition, by=chair)


def test_who_is_no_candidate_is_not_called(edition, chair):
    passed_over = world.candidate(edition, "Sambas", "61.01", candidate=False, reason="Belum memenuhi syarat")
    open_floor(edition, by=chair)
    with pytest.raises(Refused, match="bukan kandidat"):
        call(passed_over, by=chair)


def test_a_mark_given_while_the_clock_is_paused_or_over_is_stored(edition, chair, first):
    open_floor(edition, by=chair)
    call(first, by=chair)
    pause(first, by=chair)
    sheet = fill(edition, first)
    finish(first, by=chair)
    saved = save_scores(
        sheet, world.values({"E1": "80"}), expected_version=0, by=edition.seats.get(number=2).user
    )
    assert saved.version == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_consoles_one_calls(edition, chair, first, second):
    open_floor(edition, by=chair)
    one, other = race(lambda: call(first, by=chair), lambda: call(second, by=chair))
    assert isinstance(other, Refused)
    assert Presentation.objects.get().entry == Entry.objects.get(pk=one.entry.pk)

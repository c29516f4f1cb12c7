"""What the console says before a candidate is called, and by what it knows that it is of before."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.live import floor
from awards.live.presentations import call, open_floor
from awards.models import Absence, Entry, Recusal
from awards.panel.sheets import lock_sheet
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
STAYS = "Setelah paparan dimulai, nilai berkas hanya berubah dengan alasan."


@pytest.fixture
def entries(edition):
    now = timezone.now()
    return [
        world.candidate(edition, *place, presentation_at=now + (number + 1) * datetime.timedelta(hours=1))
        for number, place in enumerate([("Ketapang", "61.04"), ("Sambas", "61.01")])
    ]


def console(edition, user) -> str:
    shown = world.logged_in(user).get(reverse("live_console", args=[edition.pk]))
    assert shown.status_code == 200
    return " ".join(shown.content.decode().split())


def hand_in_desk(seat, entry) -> None:
    now = Entry.objects.get(pk=entry.pk)  # whether the room is open is read again
    lock_sheet(world.draft(seat, now), by=seat.user, statement=True)


def test_before_a_candidate_is_called_the_desk_sheets_still_open_are_told(edition, chair, entries):
    ketapang, _ = entries
    first, second, third = world.by_seat(edition)
    hand_in_desk(first, ketapang)
    assert "Lembar berkas terkunci" not in console(edition, chair)  # nobody can be called in a closed room
    open_floor(edition, by=chair)
    assert f"Lembar berkas terkunci: 1 dari 3. {STAYS}" in console(edition, chair)
    hand_in_desk(second, ketapang)
    Absence.objects.create(seat=third, entry=ketapang, reason="Sakit", recorded_by=chair)
    assert "Lembar berkas terkunci: 2 dari 2." in console(edition, chair)
    call(ketapang, by=chair)
    assert "Lembar berkas terkunci" not in console(edition, chair)


def test_who_has_a_conflict_of_interest_is_told_no_count(edition, chair, entries):
    first, second, _ = world.by_seat(edition)
    Recusal.objects.create(seat=first, entry=entries[0], reason="Kerabat")
    open_floor(edition, by=chair)
    before = console(edition, chair)
    assert "Berikutnya: Kabupaten Ketapang" in before
    assert "Lembar berkas terkunci" not in before
    hand_in_desk(second, entries[0])
    assert named(before) == named(console(edition, chair))


def test_the_console_knows_the_lines_it_was_made_with(client, edition, chair, entries):
    def served() -> str:
        floor.forget()
        return client.get(reverse("live_lines", args=[floor.address_of(edition)]))["ETag"].strip('"')

    open_floor(edition, by=chair)
    seen = re.search(r'data-seen="&quot;(\w+)&quot;"', console(edition, chair))[1]
    assert seen == served()
    call(entries[0], by=chair)
    assert seen != served()


def named(page: str) -> str:
    """The page without its tokens, which are others each time."""
    return re.sub(r"\b\w{64}\b", "", page)

"""Two at once on one sheet: whoever comes second waits, looks again, and is told what happened."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.urls import reverse

from awards.choices import Phase, Stage
from awards.conflicts.recusals import record_conflicts, recuse
from awards.models import Edition, Recusal, Score, ScoreSheet, Seat
from awards.panel.locks import hold_own_sheet, hold_seat
from awards.panel.sheets import lock_sheet, reopen_sheet, save_scores
from regencies.actions.errors import Refused, Stale
from regencies.choices import Role
from regencies.models import Membership
from tests.builders import panel as world
from tests.racing import Runner, race, together, until_ended, until_waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition() -> Edition:
    return world.seated_edition(2)


@pytest.fixture
def seat(edition) -> Seat:
    return world.by_seat(edition)[1]


@pytest.fixture
def entry(edition):
    return world.candidate(edition)


def save(sheet, seat, version, **marks):
    return lambda: save_scores(sheet, world.values(marks), expected_version=version, by=seat.user)


def test_a_save_that_comes_while_the_sheet_is_being_locked_is_refused(seat, entry):
    sheet = world.draft(seat, entry)
    _, second = race(
        lambda: lock_sheet(sheet, by=seat.user, statement=True), save(sheet, seat, sheet.version, B1="1")
    )
    assert isinstance(second, Refused)
    assert "sudah dikunci" in second.reasons[0]
    assert Score.objects.get(sheet=sheet, criterion__code="B1").value == Decimal(80)


def test_three_taps_on_lock_are_one_lock_and_three_equal_answers(seat, entry):
    sheet, client = world.draft(seat, entry), world.logged_in(seat.user)
    url = reverse("panel_lock", args=[entry.pk, Stage.DESK])
    answers = together(
        *[lambda: client.post(url, {"version": sheet.version, "statement": "on"}) for _ in range(3)],
        behind=lambda: hold_seat(seat),
    )
    following = reverse("panel_edition", args=[seat.edition_id])
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, following)] * 3
    assert ScoreSheet.objects.get(pk=sheet.pk).version == sheet.version + 1


def test_locking_while_a_score_is_being_removed_sees_the_hole(seat, entry):
    sheet = world.draft(seat, entry)
    _, second = race(
        save(sheet, seat, sheet.version, B1=None), lambda: lock_sheet(sheet, by=seat.user, statement=True)
    )
    assert isinstance(second, Refused)
    assert second.reasons == [
        "B1 Jenjang dan kekhususan produk hukum belum dinilai. Kosong tidak sama dengan nol."
    ]
    assert not ScoreSheet.objects.get(pk=sheet.pk).is_locked


def test_the_second_of_two_tabs_is_shown_both_values(seat, entry):
    sheet = world.draft(seat, entry, B1="10")
    _, second = race(save(sheet, seat, 1, B1="20"), save(sheet, seat, 1, B1="30"))
    assert isinstance(second, Stale)
    assert list(second.mine.values()) == ["30"]
    assert list(second.stored.values()) == ["20"]
    assert Score.objects.get(sheet=sheet).value == Decimal(20)


def test_a_double_click_opens_one_sheet(seat, entry):
    def click():
        return world.begin(seat, entry, Stage.DESK, by=seat.user)

    _, second = race(click, click)
    assert second == ScoreSheet.objects.get()


def test_a_sheet_is_not_begun_behind_the_back_of_a_withdrawal(seat, entry):
    _, second = race(
        lambda: recuse(seat, entry, by=seat.user, reason="Kerabat"),
        lambda: world.begin(seat, entry, Stage.DESK, by=seat.user),
    )
    assert isinstance(second, Refused)
    assert (ScoreSheet.objects.count(), Recusal.objects.count()) == (0, 1)


def test_a_save_waits_for_the_phase_to_change_and_is_then_too_late(seat, entry, edition):
    sheet = world.draft(seat, entry)
    _, second = race(
        lambda: Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY),
        save(sheet, seat, sheet.version, B1="1"),
    )
    assert isinstance(second, Refused)
    assert "Pleno" in second.reasons[0]


def test_two_reopenings_are_one(seat, entry, edition):
    chair = world.by_seat(edition)[0]
    sheet = world.locked(seat, entry)

    def reopen():
        return reopen_sheet(sheet, by=chair.user, reason="Salah tulis")

    assert race(reopen, reopen) == (sheet, sheet)
    assert ScoreSheet.objects.get(pk=sheet.pk).version == sheet.version + 1


def test_members_do_not_wait_for_each_other(entry, edition):
    """A pause in one member's transaction is no pause for the others: the phase is shared, not owned."""
    first, second = world.by_seat(edition)
    sheet = world.draft(second, entry)

    def save_without_waiting():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1ms'")
            return save(sheet, second, sheet.version, B1="1")()

    _, saved = race(
        lambda: world.begin(first, entry, Stage.DESK, by=first.user), save_without_waiting, waits=False
    )
    assert saved.version == sheet.version + 1


def test_the_database_makes_a_write_past_the_verbs_wait_for_a_locking_too(seat, entry):
    sheet = world.draft(seat, entry)
    _, second = race(
        lambda: lock_sheet(sheet, by=seat.user, statement=True),
        lambda: Score.objects.filter(sheet=sheet, criterion__code="B1").update(value=1),
    )
    assert "locked" in str(second)
    assert Score.objects.get(sheet=sheet, criterion__code="B1").value == Decimal(80)


def test_two_who_record_conflicts_at_once_record_each_once(seat, entry, edition):
    chair = world.by_seat(edition)[0].user
    Membership.objects.create(
        user=seat.user, role=Role.OFFICER, regency=entry.regency, since=datetime.date(2025, 1, 1)
    )
    first, second = race(
        lambda: record_conflicts(edition, by=chair), lambda: record_conflicts(edition, by=chair)
    )
    assert (first, second) == ([Recusal.objects.get()], [])


def test_who_waits_for_the_phase_does_not_hold_the_seat_meanwhile(entry, seat):
    """One statement locks both, in the order of its clauses: whoever holds the phase may go on to the seat."""
    free = "SELECT id FROM awards_seat WHERE id = %s FOR UPDATE SKIP LOCKED"

    def hold_own() -> bool:
        with transaction.atomic():
            return hold_own_sheet(seat.user, entry.pk, Stage.DESK).seat == seat

    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=entry.category.edition_id)
        waiter = Runner(hold_own)
        until_waiting(waiter)
        with connection.cursor() as cursor:
            cursor.execute(free, [seat.pk])
            assert cursor.fetchall() == [(seat.pk,)]
    until_ended(waiter)
    assert waiter.outcome is True

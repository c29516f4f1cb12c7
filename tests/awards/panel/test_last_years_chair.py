"""Who chaired another year's panel chairs nothing of this one; a withdrawal elsewhere is none here."""

import datetime

import pytest

from awards.choices import Position
from awards.conflicts.recusals import record_conflicts, withdraw_recusal
from awards.models import Recusal, Seat
from awards.panel.permissions import can_follow, can_oversee, can_see_scores_of_others, has_conflict, seat_of
from awards.panel.sheets import reopen_sheet
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership, User
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_chair(edition):
    """Chairs the year before, and sits on no panel now."""
    before = factories.edition(edition.province, edition.award_year - 1)
    user = factories.user("Ketua Tahun Lalu")
    Seat.objects.create(edition=before, number=1, user=user, element="Sekda", position=Position.CHAIR)
    return user


def test_the_chair_of_another_year_neither_reopens_nor_records_nor_lifts(old_chair, panel, entry, edition):
    sheet = world.locked(panel[1], entry)
    recusal = Recusal.objects.create(seat=panel[2], entry=entry, reason="Kerabat")
    assert can_follow(old_chair, edition) is False
    assert [can_oversee(old_chair, seat, entry) for seat in panel] == [False] * 3
    for act in (
        lambda: reopen_sheet(sheet, by=old_chair, reason="Keliru."),
        lambda: withdraw_recusal(recusal, by=old_chair, reason="Bukan kerabat."),
        lambda: record_conflicts(edition, by=old_chair),
    ):
        with pytest.raises(Refused):
            act()
    sheet.refresh_from_db()
    assert (sheet.status, Recusal.objects.count()) == ("locked", 1)


def beside(entry):
    """Another candidate, whose presentation began at the same time."""
    place = factories.regency("Landak", "61.08")
    return factories.candidate(entry.category, place, presentation_at=entry.presentation_at)


def test_lifting_one_withdrawal_keeps_the_others(panel, entry, edition):
    other = beside(entry)
    kept = Recusal.objects.create(seat=panel[1], entry=other, reason="Kerabat")
    lifted = Recusal.objects.create(seat=panel[2], entry=entry, reason="Kerabat")
    withdraw_recusal(lifted, by=panel[0].user, reason="Bukan kerabat.")
    assert list(Recusal.objects.all()) == [kept]


def test_a_conflict_with_one_region_hides_no_other(panel, entry, edition):
    other = beside(entry)
    Recusal.objects.create(seat=panel[1], entry=entry, reason="Kerabat")
    for seat in panel:
        for judged in (entry, other):
            if (seat, judged) != (panel[1], entry):
                world.locked_both(seat, judged)
    assert [can_see_scores_of_others(panel[1].user, one) for one in (entry, other)] == [False, True]


def test_who_sits_on_both_panels_has_one_seat_on_each(panel, edition):
    member = panel[1].user
    before = factories.edition(edition.province, edition.award_year - 1)
    after = factories.edition(edition.province, edition.award_year + 1)
    seats = [
        Seat.objects.create(edition=year, number=2, user=member, element="x") for year in (before, after)
    ]
    assert [seat_of(member, year) for year in (before, edition, after)] == [seats[0], panel[1], seats[1]]


def test_a_chair_in_conflict_with_one_region_still_decides_on_the_others(panel, entry, edition):
    other = beside(entry)
    chair = panel[0].user
    Recusal.objects.create(seat=panel[0], entry=entry, reason="Kerabat")
    assert [has_conflict(chair, one) for one in (entry, other)] == [True, False]
    assert [can_oversee(chair, panel[1], one) for one in (entry, other)] == [False, True]


def test_a_chair_who_administers_the_province_decides_nothing_about_the_own_seat(panel, entry, edition):
    chair = panel[0]
    Membership.objects.create(
        user=chair.user, role=Role.ADMIN, province=edition.province, since=datetime.date(2025, 1, 1)
    )
    user = User.objects.get(pk=chair.user.pk)
    assert [can_oversee(user, seat, entry) for seat in panel] == [False, True, True]
    assert can_oversee(factories.admin(), chair, entry) is True

"""Who may see and judge an entry: the refused beside the allowed, one question at a time."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from awards.choices import Phase, Position, Stage
from awards.models import Edition, Entry, NotApplicable, Recusal
from awards.panel.permissions import (
    can_follow,
    can_oversee,
    can_recuse,
    can_score,
    can_see_dossier,
    can_see_scores_of_others,
    has_conflict,
)
from awards.panel.sheets import lock_sheet, reopen_sheet
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def fresh(user):
    """As a new request would load the person: memberships are asked once per request."""
    return get_user_model().objects.get(pk=user.pk)


def recused(seat, entry, reason="Saudara kandung kepala dinas"):
    return Recusal.objects.create(seat=seat, entry=entry, reason=reason)


def employ(user, place, **dates):
    since = {"since": datetime.date(2020, 1, 1)}
    return Membership.objects.create(user=user, role=Role.OFFICER, regency=place, **since | dates)


# Seeing and scoring ---------------------------------------------------------------------------------
def test_the_members_of_the_panel_see_and_score_and_nobody_else(panel, entry):
    other_panel = factories.seats(world.scoring_edition(award_year=2025), 1)
    outsiders = [
        other_panel[0].user,
        factories.admin(),
        factories.verifier(),
        *[membership.user for membership in Membership.objects.filter(regency=entry.regency)],
        get_user_model().objects.create_superuser("super@contoh.id", "x", full_name="Super"),
    ]
    world.presented(entry)
    for seat in panel:
        assert can_see_dossier(seat.user, entry)
        assert can_score(seat.user, entry, Stage.DESK)
        assert can_score(seat.user, entry, Stage.INTERVIEW)
        assert can_recuse(seat.user, entry)
    for user in outsiders:
        assert not can_see_dossier(user, entry)
        assert not can_score(user, entry, Stage.DESK)
        assert not can_recuse(user, entry)
        assert not can_see_scores_of_others(user, entry)


@pytest.mark.parametrize(
    ("phase", "sees", "scores"),
    [
        (Phase.PREPARATION, False, False),
        (Phase.FILLING, False, False),
        (Phase.VERIFICATION, False, False),
        (Phase.CANDIDATES, False, False),
        (Phase.SCORING, True, True),
        (Phase.PLENARY, True, False),
        (Phase.PROVISIONAL, True, False),
        (Phase.OBJECTIONS, True, False),
        (Phase.ANNOUNCED, True, False),
        (Phase.ARCHIVED, True, False),
    ],
)
def test_the_panel_sees_from_scoring_on_and_scores_only_then(panel, entry, edition, phase, sees, scores):
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    entry = Entry.objects.get(pk=entry.pk)
    assert can_see_dossier(panel[1].user, entry) is sees
    assert can_score(panel[1].user, entry, Stage.DESK) is can_recuse(panel[1].user, entry) is scores


def test_who_is_no_candidate_is_not_judged(panel, entry, edition):
    undecided = world.candidate(edition, "Sambas", "61.01", candidate=None)
    passed_over = world.candidate(edition, "Landak", "61.08", candidate=False, reason="Belum memenuhi syarat")
    assert [can_see_dossier(panel[1].user, e) for e in (entry, undecided, passed_over)] == [
        True,
        False,
        False,
    ]


def test_the_interview_waits_for_the_presentation(panel, edition):
    waiting = world.candidate(edition, "Sambas", "61.01", presentation_at=None)
    assert can_score(panel[1].user, waiting, Stage.DESK)
    assert not can_score(panel[1].user, waiting, Stage.INTERVIEW)


# Conflicts of interest ------------------------------------------------------------------------------
def test_a_recused_member_is_denied_everything_about_that_entry_only(panel, entry, edition):
    other = world.candidate(edition, "Sambas", "61.01")
    member = panel[1]
    recused(member, entry)
    assert has_conflict(member.user, entry)
    assert not can_see_dossier(member.user, entry)
    assert not can_score(member.user, entry, Stage.DESK)
    assert not can_recuse(member.user, entry)
    assert can_score(member.user, other, Stage.DESK)
    assert world.begin(member, other, Stage.DESK, by=member.user).pk
    assert can_score(panel[2].user, entry, Stage.DESK)


@pytest.mark.parametrize(
    ("dates", "conflict"),
    [
        ({}, True),
        ({"until": datetime.date(2025, 1, 1)}, True),  # in the assessed year
        ({"until": datetime.date(2024, 12, 31)}, False),  # the day before
        ({"since": datetime.date(2099, 1, 1)}, False),  # not yet
    ],
)
def test_nobody_scores_the_region_they_work_for_or_worked_for_when_it_was_assessed(
    panel, entry, edition, dates, conflict
):
    other = world.candidate(edition, "Sambas", "61.01")
    employ(panel[1].user, entry.regency, **dates)
    member = fresh(panel[1].user)
    assert edition.assessed_year == 2025
    assert has_conflict(member, entry) is conflict
    assert can_score(member, entry, Stage.DESK) is not conflict
    assert can_score(member, other, Stage.DESK)
    assert can_score(panel[2].user, entry, Stage.DESK)


# Scores of others -----------------------------------------------------------------------------------
def test_a_member_sees_others_once_every_own_sheet_of_the_entry_is_locked(panel, entry, edition):
    chair, member, other = panel
    world.locked_both(other, entry)
    assert not can_see_scores_of_others(member.user, entry)
    world.locked(member, entry, Stage.DESK)
    assert not can_see_scores_of_others(member.user, entry)
    interview = world.draft(member, entry, Stage.INTERVIEW)
    assert not can_see_scores_of_others(member.user, entry)
    lock_sheet(interview, by=member.user, statement=True)
    assert can_see_scores_of_others(member.user, entry)
    assert not can_see_scores_of_others(member.user, world.candidate(edition, "Sambas", "61.01"))
    reopen_sheet(interview, by=chair.user, reason="Salah tulis")
    assert not can_see_scores_of_others(member.user, entry)


def test_chair_and_admin_see_scores_only_once_everybody_has_locked(panel, entry):
    chair, member, other = panel
    admin = factories.admin()
    for seat in (chair, member):
        world.locked_both(seat, entry)
        assert not can_see_scores_of_others(chair.user, entry)
        assert not can_see_scores_of_others(admin, entry)
    world.locked(other, entry, Stage.DESK)
    assert not can_see_scores_of_others(chair.user, entry)
    world.locked(other, entry, Stage.INTERVIEW)
    assert can_see_scores_of_others(chair.user, entry)
    assert can_see_scores_of_others(admin, entry)


def test_the_recused_are_not_waited_for_and_see_nothing_whatever_else_they_are(panel, entry):
    chair, member, other = panel
    recused(other, entry)
    for seat in (chair, member):
        world.locked_both(seat, entry)
    assert can_see_scores_of_others(chair.user, entry)
    assert can_see_scores_of_others(member.user, entry)
    assert not can_see_scores_of_others(other.user, entry)
    recused(chair, entry)
    assert not can_see_scores_of_others(chair.user, entry)


def test_without_any_judge_nothing_counts_as_locked_by_all(panel, entry):
    for seat in panel:
        recused(seat, entry)
    assert not can_see_scores_of_others(factories.admin(), entry)


def test_who_works_for_a_candidate_is_waited_for_with_the_others_only(panel, entry, edition):
    chair, member, other = panel
    neighbour = world.candidate(edition, "Sambas", "61.01")
    employ(other.user, neighbour.regency)
    for seat in (chair, member):
        for judged in (entry, neighbour):
            world.locked_both(seat, judged)
    assert [can_see_scores_of_others(chair.user, judged) for judged in (entry, neighbour)] == [False, True]


def test_where_nothing_is_asked_there_is_nothing_to_see(panel, entry):
    NotApplicable.objects.bulk_create(
        NotApplicable(entry=entry, criterion=criterion, reason="Tidak ada") for criterion in entry.asked()
    )
    assert [can_see_scores_of_others(user, entry) for user in (panel[0].user, panel[1].user)] == [False] * 2


# Chair ----------------------------------------------------------------------------------------------
def test_progress_is_for_the_chair_and_the_admin_of_the_province(panel, edition):
    elsewhere = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    chair, member, _ = panel
    assert can_follow(chair.user, edition)
    assert can_follow(factories.admin(), edition)
    for user in (member.user, factories.admin(elsewhere), factories.verifier(), factories.user()):
        assert not can_follow(user, edition)


def test_only_the_chair_reopens_and_not_where_the_chair_is_in_conflict(panel, entry):
    chair, member, other = panel
    sheet = world.locked(member, entry)
    assert can_oversee(chair.user, sheet.seat, entry)
    for user in (member.user, other.user, factories.admin()):
        assert not can_oversee(user, sheet.seat, entry)
    recused(chair, entry)
    assert not can_oversee(chair.user, sheet.seat, entry)


def test_where_the_chair_is_in_conflict_who_decides_for_the_chair_decides_for_all(panel, entry):
    chair, member, secretary = panel
    secretary.position = Position.SECRETARY
    secretary.save()
    admin, sheet = factories.admin(), world.locked(member, entry)
    assert member.overseer_of(entry) == "Ketua Tim Sembilan"
    recused(chair, entry)
    decides = {
        who: [can_oversee(user, seat, entry) for seat in panel]
        for who, user in {"secretary": secretary.user, "admin": admin, "member": member.user}.items()
    }
    assert decides == {"secretary": [True, True, False], "admin": [True, True, True], "member": [False] * 3}
    assert member.overseer_of(entry) == "Sekretaris atau admin provinsi"
    elsewhere = world.candidate(entry.category.edition, "Landak", "61.08")
    assert member.overseer_of(elsewhere) == "Ketua Tim Sembilan"
    assert not can_oversee(admin, member, elsewhere)
    with pytest.raises(Refused) as refused:
        reopen_sheet(sheet, by=chair.user, reason="Salah baris")
    assert refused.value.reasons == [
        "Hanya Sekretaris atau admin provinsi tanpa benturan kepentingan yang dapat membuka kembali lembar ini."
    ]
    assert not reopen_sheet(sheet, by=secretary.user, reason="Salah baris").is_locked


def test_a_locked_sheet_ends_the_right_to_withdraw(panel, entry):
    member = panel[1]
    world.draft(member, entry)
    assert can_recuse(member.user, entry)
    world.locked(member, entry, Stage.INTERVIEW)
    assert not can_recuse(member.user, entry)
    assert can_recuse(member.user, world.candidate(entry.category.edition, "Landak", "61.08"))


def test_a_withdrawal_is_lifted_by_the_chair_never_by_the_member(panel, entry):
    chair, member, other = panel
    of_member = recused(member, entry)
    assert can_oversee(chair.user, of_member.seat, entry)
    for user in (member.user, other.user, factories.admin()):
        assert not can_oversee(user, of_member.seat, entry)
    of_chair = recused(chair, entry)
    assert not can_oversee(chair.user, of_chair.seat, entry)
    assert can_oversee(factories.admin(), of_chair.seat, entry)
    assert not can_oversee(chair.user, of_member.seat, entry)

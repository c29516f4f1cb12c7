"""The one list of invitations: where each is, since when, and what can be done with it there."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS

from config import worker
from regencies.actions.accounts import invitation_link, invite, invite_again
from regencies.choices import InvitationState
from regencies.models import Invitation, OutgoingMail, User
from tests import factories
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db
LIST = page("regencies_invitation_changelist")


@pytest.fixture(autouse=True)
def outbox(settings) -> None:
    settings.EMAIL_BACKEND = "config.mail.Outbox"


def invited(admin: User, number: int = 0) -> Invitation:
    """Somebody without a password, just invited."""
    person = factories.officer(factories.regency("Ketapang", "61.04"), f"Petugas {number}")
    person.set_unusable_password()
    person.save()
    return invite(person, f"Petugas {number}", province=factories.province(), award_year=2026, by=admin)


def address(row: Invitation) -> str:
    return "/" + invitation_link(row).split("/", 3)[3]


def found(desk, state: str) -> list[int]:
    return [row.pk for row in desk.get(LIST, {"state": state}).context["cl"].queryset]


def brought_to(row: Invitation, state: InvitationState) -> None:
    """Bring a waiting invitation to another state, as it happens."""
    if state == InvitationState.SENT:
        worker.send_mail()
    elif state == InvitationState.FAILED:
        OutgoingMail.objects.filter(pk=row.mail_id).update(status=STATUS.failed)
    elif state == InvitationState.OPENED:
        assert Client().post(address(row)).status_code == 302
    elif state == InvitationState.ACCEPTED:
        Invitation.objects.filter(pk=row.pk).update(accepted_at=timezone.now())
    elif state == InvitationState.EXPIRED:
        Invitation.objects.filter(pk=row.pk).update(until=timezone.now() - datetime.timedelta(hours=1))


@pytest.mark.parametrize("state", InvitationState)
def test_each_state_is_told_filtered_and_answered(desk, admin, state):
    row = invited(admin)
    brought_to(row, state)
    held = Invitation.objects.get(pk=row.pk)
    assert held.state == state
    assert {each for each in InvitationState if found(desk, each)} == {state}
    ends = {InvitationState.ACCEPTED, InvitationState.EXPIRED}
    assert found(desk, "open") == ([] if state in ends else [row.pk])
    shown = text(desk.get(LIST))
    assert f">{state.label}</td>" in shown
    ways = re.findall(r">(Kirim ulang|Tampilkan tautan)<span", shown)
    expected = {InvitationState.ACCEPTED: [], InvitationState.EXPIRED: ["Kirim ulang"]}
    assert ways == expected.get(state, ["Kirim ulang", "Tampilkan tautan"])


def test_opened_is_said_of_the_link_that_was_pressed_and_forgotten_by_the_next(desk, admin):
    row = invited(admin)
    assert Client().get(address(row)).status_code == 200  # a mail scanner looks, and presses nothing
    assert Invitation.objects.get().opened_at is None
    Client().post(address(row))
    first = Invitation.objects.get().opened_at
    Client().post(address(row))
    assert Invitation.objects.get().opened_at == first
    assert "Dibuka" in text(desk.get(page("regencies_user_change", row.user_id)))
    invite_again(Invitation.objects.get(), by=admin)
    assert (Invitation.objects.get().opened_at, Invitation.objects.get().state) == (
        None,
        InvitationState.WAITING,
    )


def test_an_unknown_state_filters_nothing(desk, admin):
    row = invited(admin)
    assert found(desk, "x") == [row.pk]


def test_accounts_and_seats_leave_it_to_the_list(desk, admin):
    row = invited(admin)
    factories.seats(factories.edition(phase="persiapan"), 1)
    for name in ("regencies_user", "awards_seat"):
        assert "column-invited" not in text(desk.get(page(f"{name}_changelist")))
    assert "Undangan" in text(desk.get(page("regencies_user_change", row.user_id)))


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_no_more_for_more_invitations(desk, admin, django_assert_num_queries, more):
    for number in range(1 + more):
        invited(admin, number)
    with django_assert_num_queries(9):
        desk.get(LIST)

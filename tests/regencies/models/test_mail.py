"""The outbox, and invitations by where their mail is: why a message failed last, and the moment a link ends."""

import datetime

import pytest
from django.utils import timezone
from post_office.models import STATUS, Log

from regencies.choices import InvitationState
from regencies.models import Invitation, OutgoingMail
from tests import factories
from tests.builders.outbox import failed_to, sent_to

pytestmark = pytest.mark.django_db


def test_the_fault_of_a_message_is_that_of_its_own_last_attempt_that_failed():
    person = factories.user()
    twice, once, never = failed_to(person, "TimeoutError"), failed_to(person, "KeyError"), sent_to(person)
    Log.objects.create(email=twice, status=STATUS.failed, exception_type="SMTPRecipientsRefused")
    Log.objects.create(email=twice, status=STATUS.sent, exception_type="")
    assert dict(OutgoingMail.objects.with_fault().values_list("pk", "fault")) == {
        twice.pk: "SMTPRecipientsRefused",
        once.pk: "KeyError",
        never.pk: None,
    }


def test_an_invitation_has_not_ended_in_its_last_moment(monkeypatch):
    person, moment = factories.user(), timezone.now()
    row = Invitation.objects.create(
        user=person,
        province=factories.province(),
        duty="Petugas",
        invited_by=person,
        sent_at=moment,
        until=moment,
    )
    for later, state in enumerate((InvitationState.SENT, InvitationState.EXPIRED)):
        now = moment + datetime.timedelta(microseconds=later)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert row.state == state
        assert [each for each in InvitationState if Invitation.objects.in_state(each).exists()] == [state]

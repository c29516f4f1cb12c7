"""What the outbox forgets and when: real messages, and the moment it is asked at."""

import datetime

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from config import worker
from config.logs.asked import SECRET
from regencies.actions.accounts import invite
from regencies.choices import InvitationState
from regencies.models import OutgoingMail
from regencies.personal_data import retention
from regencies.personal_data.retention import OPENS, forget_mail
from tests import factories
from tests.builders.outbox import failed_to, sent_to

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 30, 9, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)
WEEK, YEAR = datetime.timedelta(days=7), datetime.timedelta(days=365)
LINK = "Silakan buka https://contoh.id/akun/kata-sandi/atur/1-abc/"
WAITING = [STATUS.queued, STATUS.requeued]


@pytest.fixture
def person():
    return factories.user()


def sent(person, age: datetime.timedelta, text: str = "Isi", status: int = STATUS.sent) -> OutgoingMail:
    """A message that was last touched so long before NOW."""
    mail = sent_to(person, text=text, status=status)
    Email.objects.filter(pk=mail.pk).update(last_updated=NOW - age)
    return mail


def kept() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def test_a_link_is_kept_a_week_and_everything_else_a_year(person, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    young = [sent(person, WEEK, LINK), sent(person, YEAR)]
    old = [sent(person, WEEK + MOMENT, LINK), sent(person, YEAR + MOMENT), sent(person, 2 * YEAR, LINK)]
    assert forget_mail(NOW) == len(old)
    assert kept() == young
    assert forget_mail(NOW) == 0


@pytest.mark.parametrize("status", WAITING)
def test_what_waits_stays_however_old(person, status):
    waiting = sent(person, 2 * YEAR, LINK, status)
    assert forget_mail(NOW) == 0
    assert kept() == [waiting]


def test_what_failed_can_be_sent_again_for_a_year_and_is_gone_with_its_log(person):
    failed = failed_to(person, "ConnectionRefusedError", text=LINK)
    Email.objects.update(last_updated=NOW - YEAR)
    assert forget_mail(NOW) == 0
    Email.objects.update(last_updated=NOW - YEAR - MOMENT)
    assert (forget_mail(NOW), kept(), Log.objects.filter(email=failed.pk).exists()) == (1, [], False)


def test_an_invitation_whose_mail_is_forgotten_was_sent(settings):
    settings.EMAIL_BACKEND = "config.mail.Outbox"
    row = invite(
        factories.user(), "Petugas", province=factories.province(), award_year=2026, by=factories.admin()
    )
    Email.objects.update(status=STATUS.sent)
    assert forget_mail(timezone.now() + WEEK + MOMENT) == 1
    row.refresh_from_db()
    assert (row.mail, row.state) == (None, InvitationState.SENT)


def test_the_worker_forgets_once_a_day(person, monkeypatch):
    monkeypatch.setattr(worker, "LAST", {})
    monkeypatch.setattr(worker, "start_beside", lambda _: None)
    sent_to(person)
    Email.objects.update(last_updated=timezone.now() - YEAR - MOMENT)
    worker.turn()
    assert kept() == []
    sent_to(person)
    Email.objects.update(last_updated=timezone.now() - YEAR - MOMENT)
    worker.turn()
    assert len(kept()) == 1
    worker.LAST["forgotten"] -= datetime.timedelta(days=1)
    worker.turn()
    assert kept() == []


def addresses(patterns, before: str = ""):
    """Every address of the site with the names of its arguments."""
    for each in patterns:
        path = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, path)
        elif isinstance(each, URLPattern):
            yield f"/{path}", set(each.pattern.regex.groupindex)


def test_every_link_that_opens_something_by_itself_is_below_the_account_pages():
    found = [path for path, names in addresses(get_resolver().url_patterns) if names & SECRET]
    assert len(found) >= 2
    assert [path for path in found if not path.startswith(OPENS)] == []

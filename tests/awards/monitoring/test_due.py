"""Reminders that go by themselves, seven, three and one day before the deadline, once a day to each."""

import datetime

import pytest
from django.utils import timezone

from awards.models import Edition
from awards.monitoring.due import remind_of_deadlines
from config import worker
from regencies.models import FillingWindow, Notice
from tests import factories
from tests.builders import edition as world

pytestmark = pytest.mark.django_db
NOON = 12


@pytest.fixture
def edition(admin) -> Edition:
    factories.regency()
    return world.reload(world.filling(admin))


def noon(edition: Edition) -> datetime.datetime:
    return timezone.now().astimezone(edition.province.zone).replace(hour=NOON, minute=0)


def close_in(edition: Edition, days: int) -> None:
    FillingWindow.objects.filter(province=edition.province).update(
        deadline=noon(edition) + datetime.timedelta(days=days)
    )


@pytest.mark.parametrize(
    ("days", "told", "words"),
    [(8, 0, ""), (7, 2, "7 hari lagi"), (3, 2, "3 hari lagi"), (2, 0, ""), (1, 2, "besok")],
)
def test_office_is_told_on_its_days_what_is_missing(edition, mailoutbox, days, told, words):
    place = factories.regency()
    factories.officer(place, "Siti"), factories.head(place, "Hadi")
    close_in(edition, days)
    assert remind_of_deadlines(noon(edition)) == told
    assert [mail.to for mail in mailoutbox] == [
        [notice.person.email] for notice in Notice.objects.order_by("pk")
    ]
    for notice in Notice.objects.all():
        assert f"Batas waktu laporan Kabupaten Ketapang tahun penilaian 2025 {words}: " in notice.text
        assert "- Laporan belum mulai diisi." in notice.text
    assert remind_of_deadlines(noon(edition)) == 0  # once a day


def test_nobody_is_told_at_night_or_once_the_report_is_sent(edition):
    place = factories.regency()
    factories.officer(place)
    close_in(edition, 3)
    assert remind_of_deadlines(noon(edition).replace(hour=6)) == 0
    factories.sent(place)
    assert remind_of_deadlines(noon(edition)) == 0


def test_a_deadline_put_off_is_told_anew(edition):
    factories.officer(factories.regency())
    close_in(edition, 3)
    assert remind_of_deadlines(noon(edition)) == 1
    close_in(edition, 7)
    assert remind_of_deadlines(noon(edition)) == 1


def test_the_worker_asks_once_an_hour(edition, django_assert_num_queries):
    worker.LAST.clear()
    worker.remind_hourly()
    with django_assert_num_queries(0):
        worker.remind_hourly()
    worker.LAST["reminded"] -= datetime.timedelta(hours=1)
    worker.remind_hourly()
    assert timezone.now() - worker.LAST["reminded"] < datetime.timedelta(minutes=1)


def test_a_report_that_was_begun_tells_the_verifier_who_was_reminded_of_it(edition):
    place = factories.regency()
    officer = factories.officer(place, "Siti")
    report = factories.draft(place, by=officer)
    close_in(edition, 3)
    assert remind_of_deadlines(noon(edition)) == 1
    assert [(notice.kind, notice.person) for notice in report.notices.all()] == [("due", officer)]

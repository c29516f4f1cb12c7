"""The worker beside the server: mail that goes by itself, also after an hour without a mail server; one seal a day."""

import datetime
import io
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email

from config import worker
from regencies.models import HistoryCheck, HistorySeal
from tests import factories
from tests.commands import ROOT
from tests.served import here, serving

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def beside(monkeypatch) -> list[str]:
    """The commands that got a process of their own: here none does, it would not know this database."""
    started: list[str] = []
    monkeypatch.setattr(worker, "start_beside", started.append)
    monkeypatch.setattr(worker, "LAST", {})
    return started


@pytest.fixture
def letter(settings) -> Email:
    settings.EMAIL_BACKEND = "config.mail.Outbox"
    mail.send_mail("Undangan", "Isi", None, ["petugas@contoh.id"])
    return Email.objects.get()


@pytest.fixture
def nobody_takes_mail(settings):
    """A mail server that is down: nobody listens at its address."""
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": SMTP}}


def due_again() -> None:
    """Five minutes pass."""
    Email.objects.update(scheduled_time=timezone.now() - datetime.timedelta(seconds=1))


def test_what_waits_is_sent_once(letter):
    worker.turn()
    worker.turn()
    assert [message.subject for message in mail.outbox] == ["Undangan"]
    assert Email.objects.get().status == STATUS.sent


def test_an_hour_without_a_mail_server_loses_nothing(letter, settings, nobody_takes_mail):
    for _ in range(12):
        worker.turn()
        waiting = Email.objects.get()
        assert waiting.status == STATUS.requeued
        assert waiting.scheduled_time > timezone.now() + datetime.timedelta(minutes=4)
        due_again()
    assert mail.outbox == []
    assert "refused" in str(waiting.logs.last().message).lower()
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }
    worker.turn()
    assert [message.to for message in mail.outbox] == [["petugas@contoh.id"]]


def test_the_history_is_sealed_once_a_day():
    worker.turn()
    worker.turn()
    assert HistorySeal.objects.count() == 1


def test_the_history_is_held_against_its_seals_once_a_day(beside):
    worker.turn()
    worker.turn()
    assert beside == ["verify_history"]  # one that was killed is not started again at once
    worker.LAST.clear()
    call_command("verify_history", stdout=io.StringIO())
    worker.turn()
    assert beside == ["verify_history"]
    assert HistoryCheck.objects.get().differences == 0
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regencies_historycheck DISABLE TRIGGER USER")
        cursor.execute("UPDATE regencies_historycheck SET checked_at = checked_at - interval '1 day'")
    worker.turn()
    assert beside == ["verify_history"] * 2


def test_what_was_rewritten_is_remembered(db):
    factories.regency()
    worker.seal_daily()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE regencies_regencyevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE regencies_regencyevent SET name = 'Lain'")
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_history", stdout=io.StringIO())
    assert HistoryCheck.objects.get().differences == 1


def test_what_was_done_by_a_clock_that_was_put_back_is_due_again():
    now = timezone.now()
    worker.LAST.update(ahead=now + 2 * worker.DAY, lately=now - worker.MINUTE, long_ago=now - 2 * worker.HOUR)
    due = {what: worker.is_time(what, worker.HOUR, now) for what in (*worker.LAST, "never")}
    assert due == {"ahead": True, "lately": False, "long_ago": True, "never": True}


def test_a_job_that_fails_stops_no_other(letter, monkeypatch):
    monkeypatch.setattr(worker, "send_mail", lambda: 1 / 0)
    worker.turn()
    assert HistorySeal.objects.count() == 1
    assert Email.objects.get().status == STATUS.queued


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_is_at_work_until_its_session_ends():
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [worker.ALONE])
        assert worker.is_alone() is False
    for _ in range(50):  # until the server has noticed
        if alone := worker.is_alone():
            break
        time.sleep(0.1)
    assert alone is True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@pytest.mark.django_db(transaction=True)
def test_the_worker_reaches_the_database_past_the_pooler_of_its_server(tmp_path):
    variables = here(tmp_path)
    variables["WORKER_DATABASE_URL"] = f"{variables['DATABASE_URL']}&application_name=pekerja"
    holders = (
        "SELECT DISTINCT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) "
        "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s"
    )
    with serving(variables), connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute(holders, [worker.ALONE])
            if found := cursor.fetchall():
                break
            time.sleep(0.1)
        cursor.execute(
            "SELECT DISTINCT application_name FROM pg_stat_activity WHERE datname = current_database()"
        )
        assert len(cursor.fetchall()) > 1  # the server's own sessions are not called so
    assert found == [("pekerja",)]


def test_a_worker_whose_server_is_gone_before_its_first_turn_ends():
    """Killed while the worker still starts, the server is nobody's parent any more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    command = [sys.executable, "-m", "config.worker", str(gone.pid)]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == 0

"""What is no page: publishes what is planned, sends mail, tells of openings and deadlines, seals, backs up, forgets.

Runs beside the server, which starts it and starts it again, or apart from all servers; of all workers one is at work.
"""

from __future__ import annotations

import datetime
import logging
import os
import subprocess
import sys
import time

import django
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from config.backup.last import is_due
from config.postgres.changes import FORGET

logger = logging.getLogger(__name__)

EVERY = 10.0  # seconds
MINUTE = datetime.timedelta(minutes=1)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
LAST: dict[str, datetime.datetime] = {}  # when this process did what is not due in every turn
BESIDE: dict[str, subprocess.Popen[bytes]] = {}  # the processes that do what takes minutes, by their command
ALONE = (
    2026_06_10  # the advisory lock of the one that is at work; PostgreSQL gives it back when its session ends
)


def turn() -> None:
    """Do what is due, each job by itself: what fails is logged and tried again in the next turn."""
    for job in (
        publish_planned,
        tell_of_openings,
        remind_hourly,
        send_mail,
        scan_files,
        pack_files,
        make_open_data,
        seal_daily,
        check_history_daily,
        back_up_daily,
        forget_daily,
    ):
        try:
            job()
        except Exception:  # whatever stops one job, the others and the next turn go on
            logger.exception("%s failed", job.__name__)


def is_time(what: str, every: datetime.timedelta, now: datetime.datetime) -> bool:
    """Return whether this process did something so long ago, or never, or by a clock that has since been put back."""
    return not now - every < LAST.get(what, now - every) <= now


def publish_planned() -> None:
    """Publish the results whose minute has come."""
    from awards.publishing.plans import publish_due

    publish_due(timezone.now())


def tell_of_openings() -> None:
    """Tell offices that the filling of a year is open: in the turn after it opened, then hourly who came since."""
    from awards.monitoring.opening import tell_of_opening, years_being_filled

    now = timezone.now()
    for edition in years_being_filled():
        told = f"opening {edition.pk}"
        if is_time(told, HOUR, now):
            tell_of_opening(edition)
            LAST[told] = now


def remind_hourly() -> None:
    """Remind of the deadlines that are near; who was told today already is told nothing."""
    from awards.monitoring.due import remind_of_deadlines

    now = timezone.now()
    if is_time("reminded", HOUR, now):
        remind_of_deadlines(now)
        LAST["reminded"] = now


def send_mail() -> None:
    """Send the mail that waits; what the mail server does not take is tried again for three days."""
    from post_office.mail import send_queued

    send_queued()


def scan_files() -> None:
    """Scan the files that came while the scanner was away."""
    from regencies.actions.evidence.scanning import is_scanning, scan_held

    if is_scanning():
        scan_held()


def pack_files() -> None:
    """Have another process pack the files of winners that were asked for."""
    from awards.models import NominationPacket

    if NominationPacket.objects.unfinished().exists():
        start_beside("pack_packets")


def make_open_data() -> None:
    """Have another process make the open data anew once something was published; at most once a minute."""
    from awards.publishing.files import is_open_data_behind

    now = timezone.now()
    if is_time("open data", MINUTE, now) and is_open_data_behind():
        start_beside("render_publications")
        LAST["open data"] = now


def back_up_daily() -> None:
    """Have another process make the backup of the day, after midnight; what failed is tried again an hour later."""
    now = timezone.now()
    if is_time("backup", HOUR, now) and is_due(now):
        start_beside("backup")
        LAST["backup"] = now


def start_beside(command: str) -> None:
    """Start a command in a process of its own, unless it runs: it takes minutes, and mail goes on."""
    if command not in BESIDE or BESIDE[command].poll() is not None:
        arguments = [sys.executable, "manage.py", command]
        BESIDE[command] = subprocess.Popen(arguments, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)  # noqa: S603  our own


def seal_daily() -> None:
    """Seal the history, and forget ended sessions, when the last seal is of another day."""
    from regencies.models import HistorySeal
    from regencies.seals.seal import seal_history

    last = HistorySeal.objects.values_list("until", flat=True).last()
    if last is None or last.date() < timezone.now().date():
        seal_history()
        call_command("clearsessions")


def check_history_daily() -> None:
    """Have another process hold the history against its seals, when it was last done on another day; hourly at most."""
    from regencies.models import HistoryCheck

    now, last = timezone.now(), HistoryCheck.objects.values_list("checked_at", flat=True).last()
    if is_time("history", HOUR, now) and (last is None or last.date() < now.date()):
        start_beside("verify_history")
        LAST["history"] = now


def forget_daily() -> None:
    """Delete the mail whose time in the outbox is over, and which transactions changed something: once a day.

    Also when this process is new.
    """
    from regencies.personal_data.retention import forget_mail

    now = timezone.now()
    if is_time("forgotten", DAY, now):
        forget_mail(now)
        with connection.cursor() as cursor:
            cursor.execute(FORGET)
        LAST["forgotten"] = now


def is_alone() -> bool:
    """Return whether this session holds the lock, and take it if nobody does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ALONE])
        [got] = cursor.fetchone()
        return bool(got)


def go_past_the_pooler() -> None:
    """Have this process, and those it starts, reach the database by WORKER_DATABASE_URL: locks need one session."""
    if url := os.environ.get("WORKER_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url


def main() -> None:
    """Take turns until the server that started this process is gone; it names itself, for it may be gone by now."""
    go_past_the_pooler()
    django.setup()
    server = int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid()
    while os.getppid() == server:
        close_old_connections()
        try:
            if is_alone():
                turn()
        except Exception:  # the database is away: the next turn asks again
            logger.exception("The worker cannot work")
        time.sleep(EVERY)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()

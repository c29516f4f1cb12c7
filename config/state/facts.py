"""What can be wrong while the site still answers, measured: the one source of /readyz, the desk and the metrics."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.utils import timezone
from post_office.models import STATUS, Email

from config.backup.last import Outcome, last_backup
from config.env import VAR_DIR
from regencies.actions.evidence.scanning import is_scanning
from regencies.models import HistoryCheck, HistorySeal, Quarantined

MAIL_WAITS = datetime.timedelta(hours=1)  # the worker sends every ten seconds
DAILY = datetime.timedelta(hours=30)  # what is made every day is late after


class State(StrEnum):
    """What /readyz says of a fact."""

    OK = "ok"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    PENDING = "pending"
    LOW = "low"
    WAITING = "waiting"
    LATE = "late"
    NEVER = "never"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    NOT_SENT = "not_sent"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing and its state; `amount` (how many, or bytes) and `since` are for the desk and the metrics alone."""

    name: str
    state: State
    amount: int | None = None
    since: datetime.datetime | None = None

    @property
    def is_ok(self) -> bool:
        return self.state == State.OK


def facts() -> list[Fact]:
    """Measure everything, in five queries or six with a scanner; nothing is raised when the database is away."""
    try:
        known = [database(), *rows()]
    except DatabaseError:
        names = ["migrations", "mail", *(["scan"] if is_scanning() else []), "seal", "history"]
        known = [Fact("database", State.UNREACHABLE), *(Fact(name, State.UNKNOWN) for name in names)]
    return [*known, disk(), *backup()]


@cache
def migrations_in_code() -> frozenset[tuple[str, str]]:
    """Return (app, migration) of everything this version of the code expects; from disk, once.

    By the names of the files: loaded, they would take nine megabytes of every process that serves.
    """
    found = {app.label: find_spec(f"{app.name}.migrations") for app in apps.get_app_configs()}
    return frozenset(
        (label, module.name)
        for label, package in found.items()
        if package is not None and package.submodule_search_locations
        for module in iter_modules(package.submodule_search_locations)
        if not module.ispkg and module.name[0] not in "_~"
    )


def database() -> Fact:
    """Say that the database answers. Raises DatabaseError."""
    connection.ensure_connection()
    return Fact("database", State.OK)


def migrations() -> Fact:
    """Say how many migrations the tables lack. Raises DatabaseError."""
    pending = pending_migrations()
    return Fact("migrations", State.PENDING if pending else State.OK, pending)


def pending_migrations() -> int:
    """Return how many migrations the tables lack. Raises DatabaseError."""
    return len(migrations_in_code() - MigrationRecorder(connection).applied_migrations().keys())


def rows() -> Iterator[Fact]:
    """Yield what the rows of the database say. Raises DatabaseError."""
    found = migrations()
    yield found
    if not found.is_ok:  # the tables may be others than this code knows
        yield from (Fact(name, State.UNKNOWN) for name in ("mail", "seal", "history"))
        return
    now = timezone.now()
    queue = Email.objects.filter(status__in=(STATUS.queued, STATUS.requeued))
    mail = queue.aggregate(amount=Count("pk"), since=Min("created"))
    is_late = mail["since"] is not None and mail["since"] < now - MAIL_WAITS
    yield Fact("mail", State.WAITING if is_late else State.OK, **mail)
    if is_scanning():
        held = Quarantined.objects.filter(virus="").count()
        yield Fact("scan", State.WAITING if held else State.OK, held)
    sealed = HistorySeal.objects.values_list("until", flat=True).last()
    yield Fact("seal", daily(sealed), since=sealed)
    yield history()


def history() -> Fact:
    """Say whether the history was as sealed when it was last checked. Raises DatabaseError."""
    last = HistoryCheck.objects.last()
    if last and last.differences:
        return Fact("history", State.DIFFERS, last.differences, last.checked_at)
    return Fact("history", daily(last.checked_at if last else None), since=last.checked_at if last else None)


def disk() -> Fact:
    """Say how many bytes are free where the least is, of the directories that the site writes to."""
    places = [settings.MEDIA_ROOT, VAR_DIR, *([settings.BACKUP_DIR] if settings.BACKUP_DIR else [])]
    try:
        free = min(shutil.disk_usage(existing(Path(place))).free for place in places)
    except OSError:
        return Fact("disk", State.UNREACHABLE)
    return Fact("disk", State.LOW if free < settings.DISK_LEAST_BYTES else State.OK, free)


def existing(path: Path) -> Path:
    """Return the path, or the nearest directory above it that exists."""
    while not path.exists():
        path = path.parent
    return path


def backup() -> Iterator[Fact]:
    """Yield how the last backup is, when there are to be any."""
    if settings.BACKUP_DIR is None:
        return
    known = last_backup()
    made = known.made_at if known else None
    if known is None or known.outcome == Outcome.WHOLE:
        yield Fact("backup", daily(made), since=made)
    else:
        yield Fact("backup", State(known.outcome.value), since=made)


def daily(last: datetime.datetime | None) -> State:
    """Return the state of what is made every day."""
    if last is None:
        return State.NEVER
    return State.LATE if last < timezone.now() - DAILY else State.OK

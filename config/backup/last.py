"""What is known of the backups in BACKUP_DIR; needs neither the database nor the archives."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

KEPT_IN = "last.json"


class Outcome(StrEnum):
    """How a try at a backup ended."""

    WHOLE = "whole"
    INCOMPLETE = "incomplete"  # there is an archive, but evidence was missing or altered
    NOT_SENT = "not_sent"  # there is an archive, but BACKUP_COMMAND failed
    FAILED = "failed"  # there is none


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last try at a backup and, of this or an earlier try, the newest archive; without one `made_at` is None."""

    tried_at: datetime.datetime
    outcome: Outcome
    problems: tuple[str, ...] = ()  # English, for the operator
    archive: str = ""  # its name in BACKUP_DIR
    made_at: datetime.datetime | None = None
    size: int = 0  # bytes
    sha256: str = ""


def last_backup() -> LastBackup | None:
    """Return what is known of the last backup; None without BACKUP_DIR, before the first, or where it is unreadable."""
    if settings.BACKUP_DIR is None:
        return None
    try:
        kept = json.loads((settings.BACKUP_DIR / KEPT_IN).read_text())
        moments = {name: _moment(kept[name]) for name in ("tried_at", "made_at")}
        return LastBackup(
            **{
                **kept,
                **moments,
                "outcome": Outcome(kept["outcome"]),
                "problems": tuple(kept["problems"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(directory: Path, outcome: Outcome, problems: tuple[str, ...], **archive: Any) -> None:
    """Keep how a try ended now; where it made no archive, the one known before stays the newest."""
    known = last_backup() or LastBackup(timezone.now(), outcome)
    now = replace(known, tried_at=timezone.now(), outcome=outcome, problems=problems, **archive)
    path = directory / KEPT_IN
    draft = path.with_suffix(f".{os.getpid()}.part")
    draft.write_text(json.dumps(asdict(now), default=str, indent=1))
    os.replace(draft, path)


def is_due(now: datetime.datetime) -> bool:
    """Return whether BACKUP_DIR is set and this day, in TIME_ZONE, has no archive yet."""
    if settings.BACKUP_DIR is None:
        return False
    known = last_backup()
    made = known.made_at if known else None
    return made is None or timezone.localdate(made) < timezone.localdate(now)


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None

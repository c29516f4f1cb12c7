"""The lines of one request: noted where something happens, written when the request was answered (log.py).

So a refusal, which rolls its transaction back, keeps its line. Outside a request nothing is noted: the history says
what a command did.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from regencies.choices import SecurityEvent

SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done or refused. `actor` is left out for whoever is logged in."""

    event: SecurityEvent
    done: bool
    actor: Any = None
    person: Any = None  # whose account it is about
    province: int | None = None
    about: str = ""


@dataclass(slots=True)
class Noted:
    """What was noted of one request; `why` is the name of the exception that refused it."""

    lines: list[Line] = field(default_factory=list)
    why: str = ""


_NOTED: ContextVar[Noted | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Collect what is noted meanwhile."""
    noted = Noted()
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def is_noting() -> bool:
    """Return whether this is a request: only then anything is noted."""
    return _NOTED.get() is not None


def note(event: SecurityEvent, *, done: bool = True, **said: Any) -> None:
    """Note a line of the request: `actor`, `person`, `province` (primary key), `about` (never what was typed)."""
    noted = _NOTED.get()
    if noted is not None:
        noted.lines.append(Line(event, done, **said))


class WithoutRefusals(logging.Filter):
    """Leaves Django's own records of refused requests out of a stream, and the traceback out of every other stream.

    They have their line in the security log. A server error keeps both.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return False for the record of an answer below 500."""
        status = getattr(record, "status_code", SERVER_ERROR)
        if not record.name.startswith(("django.request", "django.security")) or status >= SERVER_ERROR:
            return True
        if (noted := _NOTED.get()) is not None:
            refused = record.exc_info[0] if record.exc_info else None
            noted.why = refused.__name__ if refused else record.name.rpartition(".")[2]
        record.exc_info = record.exc_text = None
        return False

"""How a line of the log is written: as text, or as JSON for a program; neither repeats what a visitor typed."""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

from django.conf import settings
from django.db import InterfaceError, OperationalError

from config.logs.asked import about_request, is_asked

SECURITY = "security"  # its messages are JSON themselves
Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class TextLines(logging.Formatter):
    """Message and, of a request, its number, actor, address and time until now; then the traceback."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        said = {} if record.name == SECURITY else about_request()
        return " ".join([message_of(record), *(f"{name}={value}" for name, value in said.items())])

    def formatException(self, ei: Failure) -> str:
        hides = is_asked() and not settings.DEBUG  # developers read what they typed themselves
        return "".join(trace(ei[1])) if hides and ei[1] else super().formatException(ei)


class JsonLines(TextLines):
    """One object a line: time, level, logger, message, what the request is, status, and the traceback as one text."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        said = {"time": moment.isoformat(), "level": record.levelname.lower(), "logger": record.name}
        said |= about_request()
        said |= (
            json.loads(record.getMessage()) if record.name == SECURITY else {"message": message_of(record)}
        )
        if status := getattr(record, "status_code", None):
            said["status"] = status
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    """Return the message; of Django's about a request without the path, which may hold a secret."""
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return record.getMessage()


def trace(problem: BaseException) -> Iterator[str]:
    """Yield where an exception, and what led to it, was raised, without its message: that may repeat what was typed."""
    before = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if before is not None:
        yield from trace(before)
        yield "\n\nAfter that:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(problem.__traceback__)
    yield " ".join([f"{type(problem).__module__}.{type(problem).__qualname__}", *known_of(problem)])


def known_of(problem: BaseException) -> Iterator[str]:
    """Yield what an exception says that nobody typed: why the database is away, codes, names of constraints."""
    if isinstance(problem, OperationalError | InterfaceError):
        yield str(problem).strip()
    elif isinstance(problem, OSError):
        yield f"{problem.errno} {problem.strerror}"
    diagnosis = getattr(problem, "diag", None)
    for name in ("sqlstate", "table_name", "column_name", "constraint_name"):
        if value := getattr(diagnosis, name, None):
            yield f"{name}={value}"

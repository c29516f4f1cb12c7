"""How far the files of a planned publication are, told while the transaction that makes them is still open.

A session of PostgreSQL may be renamed: others see its new name at once, and it is taken back when the transaction ends,
however it ends. So nothing is left behind by who is killed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
NAME = "paritrana plan {} made {} of {}"
EVERY = 0.5  # seconds between two names


@dataclass(slots=True)
class Progress:
    """How many files of a plan are made, of how many that are known of so far."""

    plan: int
    made: int = 0
    whole: int = 0
    told_at: float = -EVERY  # of the monotonic clock


_told: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def told_of(plan: int) -> Iterator[None]:
    """Tell of the files made inside, in a transaction, as those of the plan with this primary key."""
    before = _told.set(Progress(plan))
    try:
        yield
    finally:
        _told.reset(before)


def one_by_one(files: Sequence[T]) -> Iterator[T]:
    """Yield what is to be made, and tell how much of it is made where somebody waits for it: two queries a second."""
    found = _told.get()
    if found:
        found.whole += len(files)
    for file in files:
        if found and time.monotonic() - found.told_at >= EVERY:
            _tell(found)
        yield file
        if found:
            found.made += 1


def progress_of(plan: int) -> Progress | None:
    """Return how far the files of a plan are; None while nobody makes them, or who may not be looked at. One query."""
    head, _, _ = NAME.partition(" made")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE %s",
            [head.format(plan) + " made %"],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    *_, made, _, whole = row[0].split()
    return Progress(plan, int(made), int(whole))


def _tell(found: Progress) -> None:
    found.told_at = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, true)",
            [NAME.format(found.plan, found.made, found.whole)],
        )

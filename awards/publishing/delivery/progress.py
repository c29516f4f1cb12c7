"""How far the files of a planned publication are, told while the transaction that makes them is still open.

A session of PostgreSQL may be renamed: others see its new name at once, and it is taken back when the transaction ends,
however it ends. So nothing is left behind by who is killed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, TypeVar

from django.db import connection

T = TypeVar("T")
NAME = "paritrana plan {} made {} of {}"
EVERY = 0.5  # seconds between two names


class Progress(NamedTuple):
    """How many files of a plan are made, of how many that are known of so far."""

    plan: int
    made: int = 0
    whole: int = 0


class _Telling:
    """How far the files of a plan are, and when that was told last, by the monotonic clock."""

    def __init__(self, plan: int) -> None:
        self.progress, self.told_at = Progress(plan), -EVERY


_told: ContextVar[_Telling | None] = ContextVar("progress", default=None)


@contextmanager
def told_of(plan: int) -> Iterator[None]:
    """Tell of the files made inside, in a transaction, as those of the plan with this primary key."""
    before = _told.set(_Telling(plan))
    try:
        yield
    finally:
        _told.reset(before)


def one_by_one(files: Sequence[T]) -> Iterator[T]:
    """Yield what is to be made, and tell how much of it is made where somebody waits for it: two queries a second."""
    if (telling := _told.get()) is None:
        yield from files
        return
    _, made, whole = telling.progress
    for number, file in enumerate(files, start=made):
        telling.progress = telling.progress._replace(made=number, whole=whole + len(files))
        if time.monotonic() - telling.told_at >= EVERY:
            _tell(telling)
        yield file
    telling.progress = telling.progress._replace(made=made + len(files), whole=whole + len(files))


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


def _tell(telling: _Telling) -> None:
    telling.told_at = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, true)",
            [NAME.format(*telling.progress)],
        )

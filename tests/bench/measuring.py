"""Medians of interleaved rounds: whatever slows the machine for a moment slows page and floor alike.

The order changes from round to round: what runs after a heavy page finds cold caches.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench.asking import Reply

EXPECTED = {200, 302}
NO_QUESTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class WrongAnswer(Exception):
    """A page answered something else than it should: its speed says nothing."""


@dataclass(frozen=True)
class Measured:
    """Seconds of the median answer and of the 95th of a hundred, bytes of its body, queries where they are counted."""

    seconds: float
    slow: float
    size: int
    packed: int  # bytes as gzip sends them
    queries: int | None = None


def measure(steps: Mapping[str, Callable[[], Reply]], rounds: int, warm_up: int) -> dict[str, Measured]:
    """Every step once in each round, in an order of its own; the first rounds are not counted."""
    shuffled = Random(rounds)  # noqa: S311  the same orders in every run
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    bodies: dict[str, bytes] = {}
    for number in range(warm_up + rounds):
        for name in shuffled.sample(sorted(steps), len(steps)):
            reply = steps[name]()
            if reply.status not in EXPECTED:
                raise WrongAnswer(f"{name}: status {reply.status}")
            bodies[name] = reply.body
            if number >= warm_up:
                seconds[name].append(reply.seconds)
    return {
        name: Measured(
            median(taken), quantiles(taken, n=20)[-1], len(bodies[name]), len(gzip.compress(bodies[name]))
        )
        for name, taken in seconds.items()
    }


def count_queries(ask: Callable[[], Reply]) -> int:
    """Statements of one answer of a warm process but those that frame a transaction."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(not statement(query["sql"]).startswith(NO_QUESTIONS) for query in captured.captured_queries)


def statement(sql: str) -> str:
    """The statement itself, without the history context that rides before it in the same round trip."""
    return sql.split(" true); ", 1)[-1] if sql.startswith("SELECT set_config(") else sql

"""Eight people at once before the production server: answers a second, and what its worker holds afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from typing import NamedTuple

from tests.bench.asking import Reply
from tests.bench.measuring import EXPECTED, WrongAnswer

AT_ONCE, ANSWERS = 8, 200

Person = Mapping[str, Callable[[], Reply]]  # what one of them asks for, by the name of the page


class Crowded(NamedTuple):
    """Answers in a second while several ask at once, and the memory (MB) of the worker after all of them."""

    rate: float
    memory: float


class DeadlineHour(NamedTuple):
    """Saves in a second by the crowd, who open the page before each; and the seconds one takes, idle and then."""

    together: float
    idle_median: float  # of one person alone
    slow: float  # of the crowd: the slowest but one in twenty


def crowded(
    people: Sequence[Person], memory: Callable[[], float], answers: int = ANSWERS
) -> dict[str, Crowded]:
    """Return what each page yields when all of these people ask for it at once, one page after the other."""
    found = {}
    with ThreadPoolExecutor(len(people)) as pool:
        for page in people[0]:
            begun = time.perf_counter()
            taken = together(pool, [person[page] for person in people], answers)
            found[page] = Crowded(len(taken) / (time.perf_counter() - begun), memory())
    return found


def deadline_hour(savers: Sequence[Callable[[], Reply]], answers: int = ANSWERS) -> DeadlineHour:
    """Return how saves of one person compare with those of all of these people at once."""
    with ThreadPoolExecutor(len(savers)) as pool:
        alone = together(pool, savers[:1], answers // 4)
        begun = time.perf_counter()
        taken = together(pool, savers, answers)
        took = time.perf_counter() - begun
    return DeadlineHour(len(taken) / took, median(alone), quantiles(taken, n=20)[-1])


def together(pool: ThreadPoolExecutor, asks: Sequence[Callable[[], Reply]], answers: int) -> list[float]:
    """Return the seconds of so many answers, each person asking again as soon as they have theirs."""
    taken = pool.map(lambda ask: [_seconds(ask) for _ in range(answers // len(asks))], asks)
    return [seconds for own in taken for seconds in own]


def _seconds(ask: Callable[[], Reply]) -> float:
    reply = ask()
    if reply.status not in EXPECTED:
        raise WrongAnswer(f"status {reply.status}")
    return reply.seconds

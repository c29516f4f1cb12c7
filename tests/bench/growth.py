"""What one entrant costs the pure modules among few and among many: a flat line is work that grows with its rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from awards.document.build import build
from awards.document.fingerprint import fingerprint
from awards.document.rules import problems
from awards.scoring.agreement import agreement
from awards.scoring.ties import shared_ranks
from regencies.seals.canonical import canonical
from tests.builders.contest import contest

SIZES = (14, 514, 8_000, 75_000)  # a province, the country's regions, a province's villages, the country's
LEAST = 514  # entrants a time is taken of: fewer are gone through again
FEW = 3  # times a short act is measured
MOST = 2.0  # times what one costs among the fewest

ACTS: Mapping[str, Callable[[Any], object]] = {
    "rules": problems,
    "document with stability, sealed": build,
    "its bytes": canonical,
    "fingerprint": lambda given: fingerprint(given, "full"),
    "shared ranks": shared_ranks,
    "agreement": agreement,
}


def growth(sizes: tuple[int, ...] = SIZES) -> dict[str, list[float]]:
    """Processor time of each act per entrant, as a multiple of what it is in the smallest contest."""
    per_entrant: dict[str, list[float]] = {name: [] for name in ACTS}
    for size in sizes:
        given = contest(size)
        for name, act in ACTS.items():
            per_entrant[name].append(_seconds(act, given, -(-LEAST // size)) / size)
    return {name: [taken / found[0] for taken in found] for name, found in per_entrant.items()}


def grows_with_its_rows(found: Mapping[str, list[float]]) -> bool:
    return all(max(multiples) <= MOST for multiples in found.values())


def _seconds(act: Callable[[Any], object], given: Any, times: int) -> float:
    """Return the processor time of one act; of a short one the least of a few, which nothing else has prolonged."""
    taken = []
    for _ in range(FEW if len(given["entrants"]) <= LEAST else 1):
        begun = time.process_time()
        for _ in range(times):
            act(given)
        taken.append((time.process_time() - begun) / times)
    return min(taken)

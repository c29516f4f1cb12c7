"""What each page is held to, and which targets are met, missed, or lost since they were met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.bench import pages
from tests.bench.measuring import Measured

A_FIFTH = 1.2  # a target that was met is lost only beyond it: two runs differ by some per cent
MET = re.compile(r"^\| ([^|]+?) \| [^|]+ \| [\d.]+ \| [^|]+ \| met \|", re.MULTILINE)
LIMIT = 2  # empty responses the public ranking may cost, whether it met its target or not


class Target(NamedTuple):
    """The floor a page is compared with, how many times it may cost that, and how many queries it may ask."""

    floor: str
    ratio: float
    queries: int


TARGETS = {
    pages.RANKING: Target(pages.EMPTY, 1.3, 0),
    pages.COVERAGE: Target(pages.EMPTY, 1.5, 0),
    pages.REGION: Target(pages.EMPTY, 1.5, 0),
    pages.HOME: Target(pages.EMPTY, 1.5, 0),
    pages.ROOM: Target(pages.PAGE, 2, 1),  # each process reads the room anew about once a round
    pages.LOGIN: Target(pages.PAGE, 1.2, 2),
    pages.TASKS: Target(pages.PAGE, 4, 15),
    pages.SECTION: Target(pages.PAGE, 5, 8),
    pages.SECTION_SAVE: Target(pages.PAGE, 4, 10),
    pages.QUEUE: Target(pages.PAGE, 5, 15),
    pages.CHECKED: Target(pages.PAGE, 6, 15),
    pages.PANEL: Target(pages.PAGE, 5, 15),
    pages.DOSSIER: Target(pages.PAGE, 5, 15),
    pages.SHEET: Target(pages.PAGE, 5, 8),
    pages.SHEET_SAVE: Target(pages.PAGE, 4, 10),
    pages.INDEX: Target(pages.PAGE, 8, 15),
    pages.EDITION: Target(pages.PAGE, 8, 15),
}


def ratio_of(page: str, measured: Mapping[str, Measured]) -> float:
    """Return how many times its floor a page costs."""
    return measured[page].seconds / measured[TARGETS[page].floor].seconds


def is_met(page: str, measured: Mapping[str, Measured]) -> bool:
    """Return whether a page costs, and asks, no more than it may."""
    return (
        ratio_of(page, measured) <= TARGETS[page].ratio
        and (measured[page].queries or 0) <= TARGETS[page].queries
    )


def is_ranking_quick(measured: Mapping[str, Measured]) -> bool:
    """Return whether the page everybody asks for on the day keeps to its limit."""
    return measured[pages.RANKING].seconds <= LIMIT * measured[pages.EMPTY].seconds


def lost(written: str, measured: Mapping[str, Measured]) -> Iterator[str]:
    """Yield the pages that met their target when `written` was, and now miss it by more than a fifth."""
    met_before = set(MET.findall(written))
    for page, target in TARGETS.items():
        too_slow = ratio_of(page, measured) > target.ratio * A_FIFTH
        if page in met_before and (too_slow or (measured[page].queries or 0) > target.queries * A_FIFTH):
            yield page


def targets_table(measured: Mapping[str, Measured]) -> list[list[str]]:
    """Return a heading and a line for each page: floor, ratio, target, verdict, spread, queries, sizes."""
    lines = [
        ["", "held to", "ratio", "target", "verdict", "p95 ÷ median", "queries", "may ask", "bytes", "packed"]
    ]
    for page, target in TARGETS.items():
        found = measured[page]
        lines.append(
            [
                *(page, target.floor, f"{ratio_of(page, measured):.2f}", f"{target.ratio:g}"),
                *("met" if is_met(page, measured) else "missed", f"{found.slow / found.seconds:.2f}"),
                *(str(found.queries), str(target.queries)),
                *(f"{size:,}".replace(",", " ") for size in (found.size, found.packed)),
            ]
        )
    return lines

"""What the pages cost in a small province and in one as large as the country: the table of `size`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tests.bench import pages
from tests.bench.given import FEW_YEARS, LARGE, SMALL

BOARD, SPREAD, LOOK = "chair's board", "chair's spread", "look page"
PUBLICATION, HELD = "publication", "publication, award year held"
WITH_YEARS = 1.2  # times what it costs with few that a page may cost with many
MAY_HOLD = 0.5  # seconds of a publication
CONSTANT = 1  # queries more among many than among few: none but a page's second half

Found = Mapping[str, tuple[float, int]]  # page or floor: seconds and queries


class Limit(NamedTuple):
    """The floor a page among the many is compared with, and how many times it may cost that."""

    floor: str
    ratio: float


TABLE = pages.TABLES[pages.RANKING]
LIMITS = {
    pages.RANKING: Limit(pages.EMPTY, 1.3),
    pages.COVERAGE: Limit(pages.EMPTY, 1.5),
    LOOK: Limit(TABLE, 1),
    SPREAD: Limit(TABLE, 0.7),
    BOARD: Limit(TABLE, 0.7),
    pages.PANEL: Limit(pages.PAGE, 5),
    pages.QUEUE: Limit(pages.PAGE, 5),
    pages.DOSSIER: Limit(pages.PAGE, 5),
    pages.SHEET: Limit(pages.PAGE, 5),
    pages.INDEX: Limit(pages.PAGE, 8),
    pages.EDITION: Limit(pages.PAGE, 8),
}


def sizes_table(small: Found, large: Found) -> list[list[str]]:
    """Return a heading and a line for each page: what it costs among many, and that beside what it costs among few."""
    lines = [["", "held to", "ratio", "target", "verdict", f"÷ among {SMALL}", "queries", f"among {SMALL}"]]
    for page, limit in LIMITS.items():
        ratio = large[page][0] / large[limit.floor][0]
        verdict = "met" if ratio <= limit.ratio else "missed"
        lines.append(
            [page, limit.floor, f"{ratio:.2f}", f"{limit.ratio:g}", verdict, *_beside(page, small, large)]
        )
    for name in (PUBLICATION, HELD):
        ratio = large[name][0] / large[pages.PAGE][0]
        lines.append([name, pages.PAGE, f"{ratio:.0f}", "–", "–", *_beside(name, small, large)])
    return lines


def held_verdict(large: Found) -> str:
    """Return the seconds in which others wait for a publication among many, and may."""
    seconds, _ = large[HELD]
    return (
        f"A publication among {LARGE} regions holds its award year for {seconds:.2f} seconds on this machine "
        f"(may: {MAY_HOLD}): {'met' if seconds <= MAY_HOLD else 'missed'}; all its files are made before."
    )


def years_table(few: Found, many: Found) -> list[list[str]]:
    """Return a heading and a line for each page: what it costs with many years, and with few."""
    lines = [["", f"÷ with {FEW_YEARS} years", "target", "verdict", "queries", f"with {FEW_YEARS} years"]]
    for page in LIMITS:
        ratio = times(page, few, many)
        lines.append(
            [
                *(page, f"{ratio:.2f}", f"{WITH_YEARS:g}", "met" if ratio <= WITH_YEARS else "missed"),
                *(str(many[page][1]), str(few[page][1])),
            ]
        )
    return lines


def _beside(page: str, small: Found, large: Found) -> list[str]:
    return [f"{times(page, small, large):.1f}", str(large[page][1]), str(small[page][1])]


def times(page: str, one: Found, other: Found) -> float:
    """Return how many times what it costs in one a page costs in the other, both in greetings of its own process."""
    floor = pages.EMPTY if page in LIMITS and LIMITS[page].floor == pages.EMPTY else pages.PAGE
    return (other[page][0] / other[floor][0]) / (one[page][0] / one[floor][0])


def asks_more(small: Found, large: Found) -> list[str]:
    """Return the pages that ask the database more among many than among few."""
    return [page for page in LIMITS if large[page][1] > small[page][1] + CONSTANT]

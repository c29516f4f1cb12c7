"""The tile map of a province: every region an equal square, roughly where it lies."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from urllib.parse import urlencode

from awards.monitoring.states import NOT_BEGUN, STATES, ReportState
from config.env import BASE_DIR
from regencies.l10n.numbers import format_percent

SYLLABLES = re.compile(
    r"(?<=\w{3})(?:(?<=[aiueo])|(?<=ng))(?=[^aiueo\W\d_][aiueo])|(?<=\w[aiueo][mnrls])(?=[^aiueogy\W\d_][aiueo])"
)
LONG_WORD = re.compile(r"\w{8,}")
SHORT = {NOT_BEGUN: "Belum mulai"}  # what a square has room for
WIDEST = 8  # columns the style sheet has places for
COVERAGES = {  # by what a tile is coloured, and how the legend says it
    "coverage-80": "80% ke atas",
    "coverage-60": "60% sampai di bawah 80%",
    "coverage-40": "40% sampai di bawah 60%",
    "coverage-0": "di bawah 40%",
    "coverage-none": "belum ada angka",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One square: its place, what colours it, what it says, and where its row is."""

    row: int
    column: int
    name: str
    css: str  # state of the report, or class of coverage
    text: str
    url: str


@cache
def positions(province: str) -> Mapping[str, tuple[int, int]]:
    """Return (row, column) of the regions of a province by Kemendagri code; none where nobody drew it."""
    file = BASE_DIR / f"fixtures/tiles_{province}.json"
    if not file.exists():
        return {}
    return {code: (row, column) for code, (row, column) in json.loads(file.read_text()).items()}


def tiles(
    rows: Sequence[ReportState], province: str, listed: Collection[ReportState], *, by_coverage: bool
) -> list[Tile]:
    """Return a tile for every region, row by row; those without a place stand in rows of their own at the end.

    A tile leads to its row where that is among those listed, else to the list of that region alone.
    """
    places = positions(province)
    spare = _spare(places)
    shown = {row.regency.pk for row in listed}
    found = [
        Tile(
            *(places.get(row.regency.kemendagri_code) or next(spare)),
            name=_breakable(row.regency.name),
            css=_class_of(row.coverage) if by_coverage else row.status,
            text=format_percent(row.coverage, 1)
            if by_coverage
            else _breakable(SHORT.get(row.status, row.state)),
            url=f"#{row.anchor}"
            if row.regency.pk in shown
            else f"?{urlencode({'cari': row.regency.name})}#{row.anchor}",
        )
        for row in rows
    ]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def _spare(places: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    row = max((row for row, _ in places.values()), default=0)
    width = max((column for _, column in places.values()), default=WIDEST)
    while True:
        row += 1
        for column in range(1, width + 1):
            yield row, column


def _breakable(text: str) -> str:
    """Return the text with soft hyphens between the syllables of long words, for a square on a phone."""
    return LONG_WORD.sub(lambda word: SYLLABLES.sub("\u00ad", word[0]), text)


def legend(rows: Sequence[ReportState], *, by_coverage: bool) -> list[tuple[str, str, int]]:
    """Return (class, words, how many regions) of every colour of the map."""
    classes = [_class_of(row.coverage) if by_coverage else row.status for row in rows]
    words = COVERAGES if by_coverage else STATES
    return [(css, text, classes.count(css)) for css, text in words.items()]


def _class_of(coverage: Fraction | None) -> str:
    if coverage is None:
        return "coverage-none"
    return f"coverage-{next(least for least in (80, 60, 40, 0) if coverage >= least)}"

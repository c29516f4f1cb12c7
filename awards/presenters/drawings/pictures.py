"""The charts drawn by hand: ranges of ranks, slopes between two years, a map of tiles; each beside its table. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from awards.presenters.drawings.svg import WIDTH, box, dot, drawing, line, text
from regencies.l10n.numbers import format_percent

Range = tuple[str, int, int, int]  # label, best rank, rank, worst rank
Slope = tuple[str, Fraction, Fraction]  # label, before, now
Tile = tuple[str, str, Fraction | None, str]  # code, label, value, the value as it is read

NAMES = 172  # what labels of rows take of the width
ROW = 30
MOST_TICKS = 10
STEPS = (40, 60, 80)  # per cent: where a tile is darker
SHADES = ("di bawah 40%", "40% sampai di bawah 60%", "60% sampai di bawah 80%", "80% atau lebih")
# Code of a region → column and row: roughly as the map has them. A province without one is filled row by row.
PLACES = {
    "61.01": (0, 0), "61.72": (0, 1), "61.07": (1, 1), "61.02": (0, 2), "61.08": (1, 2), "61.03": (2, 2),
    "61.09": (3, 2), "61.05": (4, 2), "61.06": (4, 1), "61.71": (0, 3), "61.12": (1, 3), "61.10": (4, 3),
    "61.11": (1, 4), "61.04": (2, 4),
}  # fmt: skip
TILE = ("tile-0", "tile-1", "tile-2", "tile-3", "tile-4")
ON_TILE = ("tile-light", "tile-light", "tile-light", "tile-dark", "tile-dark")
COLUMNS = 5
GAP = 6


def rank_ranges(title: str, rows: Sequence[Range]) -> str:
    """Return a row for each: a line from its best to its worst rank, a dot at its rank."""
    last = max(worst for _, _, _, worst in rows)
    every = -(-last // MOST_TICKS)

    def at(rank: int) -> float:
        return NAMES + 18 + (WIDTH - NAMES - 36) * (rank - 1) / max(last - 1, 1)

    height = ROW * (len(rows) + 1) + 8
    parts = []
    for tick in range(1, last + 1):
        if tick == 1 or tick % every == 0:
            parts += [
                line("rule", at(tick), 26, at(tick), height - 6),
                text("at-middle", at(tick), 18, str(tick)),
            ]
    for number, (label, best, rank, worst) in enumerate(rows, start=1):
        y = ROW * number + 14
        parts += [text("at-end named", NAMES, y + 5, label), line("span", at(best), y, at(worst), y)]
        parts.append(dot("mark", at(rank), y, 6))
    return drawing("rentang", title, height, parts)


class Slopes:
    """A line for each of many between two years, each drawn once; a picture has one of them in front."""

    LEFT, RIGHT, TOP, BOTTOM = 96, WIDTH - 96, 24, 270

    def __init__(self, years: tuple[str, str], rows: Mapping[str, Slope]) -> None:
        self._rows = rows
        self._largest = max([Fraction(100), *(value for _, *both in rows.values() for value in both)])
        below = self.BOTTOM + 22
        self._frame = [
            line("rule", self.LEFT, self.TOP, self.LEFT, self.BOTTOM),
            line("rule", self.RIGHT, self.TOP, self.RIGHT, self.BOTTOM),
            text("at-middle", self.LEFT, below, years[0]),
            text("at-middle", self.RIGHT, below, years[1]),
        ]
        self._others = {key: self._line("other", before, now) for key, (_, before, now) in rows.items()}

    def picture(self, title: str, key: str) -> str:
        """Return the one of a key in front of all others, with its label and values; "" of none."""
        if key not in self._rows:
            return ""
        label, before, now = self._rows[key]
        others = [drawn for other, drawn in self._others.items() if other != key]
        own = [
            self._line("own", before, now),
            dot("mark", self.LEFT, self._at(before), 5),
            dot("mark", self.RIGHT, self._at(now), 5),
            text("at-end value", self.LEFT - 12, self._at(before) + 5, format_percent(before)),
            text("at-start value", self.RIGHT + 12, self._at(now) + 5, format_percent(now)),
            text("at-middle named", WIDTH / 2, min(self._at(before), self._at(now)) - 10, label),
        ]
        return drawing("perubahan", title, self.BOTTOM + 32, [*self._frame, *others, *own])

    def _line(self, style: str, before: Fraction, now: Fraction) -> str:
        return line(style, self.LEFT, self._at(before), self.RIGHT, self._at(now))

    def _at(self, value: Fraction) -> float:
        return self.BOTTOM - float((self.BOTTOM - self.TOP) * value / self._largest)


def tile_map(title: str, tiles: Sequence[Tile]) -> str:
    """Return a tile for each region where the map has it, darker for a higher value, and what the shades mean."""
    places = _places([code for code, *_ in tiles])
    side = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS
    down = max(row for _, row in places.values()) + 1
    parts: list[str] = []
    for code, label, value, shown in tiles:
        column, row = places[code]
        x, y = column * (side + GAP), row * (side + GAP)
        shade = _shade(value)
        parts += [box(TILE[shade], x, y, side, side), *_lines(label, shade, x + side / 2, y + side / 2 - 14)]
        parts.append(text(f"at-middle value {ON_TILE[shade]}", x + side / 2, y + side - 14, shown))
    top = down * (side + GAP) + 8
    parts += _legend(top)
    return drawing("peta", title, top + 22 * len(SHADES), parts)


def _places(codes: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    if all(code in PLACES for code in codes):
        return {code: PLACES[code] for code in codes}
    return {code: (place % COLUMNS, place // COLUMNS) for place, code in enumerate(sorted(codes))}


def _shade(value: Fraction | None) -> int:
    """Return 0 for no value, 1 for the lowest to 4 for the highest."""
    return 0 if value is None else 1 + sum(value >= step for step in STEPS)


def _lines(label: str, shade: int, x: float, y: float) -> Iterator[str]:
    """Yield the first word of a label and the rest below it."""
    for place, word in enumerate(label.split(maxsplit=1)):
        yield text(f"at-middle {ON_TILE[shade]}", x, y + 17 * place, word)


def _legend(top: float) -> Iterator[str]:
    for place, words in enumerate(SHADES):
        y = top + 22 * place
        yield box(TILE[place + 1], 0, y, 16, 16)
        yield text("at-start", 24, y + 13, words)

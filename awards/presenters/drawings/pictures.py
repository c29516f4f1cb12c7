"""The charts drawn by hand: ranges of ranks, slopes between two years, a map of tiles; each beside its table. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from awards.presenters.drawings.svg import WIDTH, box, dot, drawing, line, text
from regencies.l10n.numbers import format_percent

Range = tuple[str, int, int, int]  # label, best rank, rank, worst rank
Slope = tuple[str, Fraction, Fraction, bool]  # label, before, now, whether it is what the page is about
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


def slopes(title: str, years: tuple[str, str], rows: Sequence[Slope]) -> str:
    """Return a line for each between two years, the one the page is about in front with its label and values."""
    left, right, top, bottom = 96, WIDTH - 96, 24, 270
    largest = max(Fraction(100), *(value for _, before, now, _ in rows for value in (before, now)))

    def at(value: Fraction) -> float:
        return bottom - float((bottom - top) * value / largest)

    parts = [line("rule", left, top, left, bottom), line("rule", right, top, right, bottom)]
    parts += [text("at-middle", left, bottom + 22, years[0]), text("at-middle", right, bottom + 22, years[1])]
    for label, before, now, own in sorted(rows, key=lambda row: row[3]):
        parts.append(line("own" if own else "other", left, at(before), right, at(now)))
        if own:
            parts += [dot("mark", left, at(before), 5), dot("mark", right, at(now), 5)]
            parts += [text("at-end value", left - 12, at(before) + 5, format_percent(before))]
            parts += [text("at-start value", right + 12, at(now) + 5, format_percent(now))]
            parts += [text("at-middle named", WIDTH / 2, min(at(before), at(now)) - 10, label)]
    return drawing("perubahan", title, bottom + 32, parts)


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

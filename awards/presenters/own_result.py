"""What a document says of one entrant, by number and by criterion: what its office may object to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.presenters import wording
from awards.presenters.wording import decimal
from regencies.choices import Segment, WorkforceSegment
from regencies.l10n.numbers import format_integer
from regencies.l10n.rounding import plain

Document = Mapping[str, Any]

FIGURE, CRITERION = "figure:", "criterion:"
TARGET = f"{FIGURE}target_pct"
NAMES = {  # of a figure by its place in the document, with how many years before the assessed one it is of
    "registered": ("Peserta", 0),
    "registered_previous": ("Peserta", 1),
    "workforce": ("Semesta pekerja", 0),
    "workforce_previous": ("Semesta pekerja", 1),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing an office may object to; `value` is a plain decimal, None where it is not shown."""

    key: str  # "figure:registered.wage_earners", "figure:target_pct", "criterion:B1"
    label: str
    value: str | None

    @property
    def is_figure(self) -> bool:
        return self.key.startswith(FIGURE)

    @property
    def shown(self) -> str:
        """The value as people read it; "" for none."""
        if self.value is None:
            return ""
        if self.is_figure and self.key != TARGET:
            return format_integer(int(self.value))
        return decimal(self.value) + ("%" if self.key == TARGET else "")


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with what it gave; `point` is None where figures decide it, or where it does not apply."""

    code: str
    name: str
    weight: str
    measured: str
    score: str
    point: Point | None


def entrant_of(document: Document, code: str) -> Mapping[str, Any] | None:
    """Return an entrant of a document, None where it has none of this code."""
    return next((entrant for entrant in document["entrants"] if entrant["code"] == code), None)


def figure_points(document: Document, entrant: Mapping[str, Any]) -> Iterator[Point]:
    """Yield the numbers an entrant is judged by, those that were reported."""
    segments = document.get("labels", {}).get("segments", {})
    year = document["edition"]["assessed_year"]
    for place, (name, before) in NAMES.items():
        order = list(WorkforceSegment if place.startswith("workforce") else Segment)
        known = {slug: number for number, slug in enumerate(order)}
        figures = entrant["figures"][place]
        for slug in sorted(figures, key=lambda slug: (known.get(slug, len(known)), slug)):
            if (people := figures[slug]) is not None:
                label = f"{name} {segments.get(slug, slug)}, {year - before}"
                yield Point(f"{FIGURE}{place}.{slug}", label, str(people))
    if entrant["figures"]["target_pct"] is not None:
        yield Point(TARGET, f"Target cakupan daerah, {year}", entrant["figures"]["target_pct"])


def criterion_rows(document: Document, entrant: Mapping[str, Any], *, full: bool) -> Iterator[CriterionRow]:
    """Yield every criterion; the score of the panel only where everything is disclosed."""
    for criterion in document["criteria"]:
        code, by_panel = criterion["code"], criterion["source"] == "panel"
        applies = code not in entrant["not_applicable"]
        value = entrant["scores"].get(code) if applies and (full or not by_panel) else None
        hidden = "tidak diumumkan" if by_panel and not full else wording.decimal(None)
        yield CriterionRow(
            code,
            criterion["name"],
            decimal(criterion["weight"]),
            wording.measured(criterion),
            (decimal(value, 2) if value else hidden) if applies else "tidak berlaku",
            Point(f"{CRITERION}{code}", f"Kriteria {code} {criterion['name']}", value)
            if by_panel and applies and entrant["candidate"]
            else None,
        )


def points(document: Document, entrant: Mapping[str, Any], *, full: bool) -> dict[str, Point]:
    """Return everything an office may object to, by key: its numbers, then the criteria the panel marked."""
    rows = criterion_rows(document, entrant, full=full)
    found = [*figure_points(document, entrant), *(row.point for row in rows if row.point)]
    return {point.key: point for point in found}


def with_number(entrant: Mapping[str, Any], key: str, value: Decimal) -> dict[str, Any]:
    """Return an entrant's inputs with another number: of a criterion every member who marked it gave this mark."""
    if key.startswith(CRITERION):
        code = key.removeprefix(CRITERION)
        mark = plain(value.normalize())
        sheets = [
            {**sheet, "scores": sheet["scores"] | {code: mark}} if code in sheet["scores"] else sheet
            for sheet in entrant["sheets"]
        ]
        return {**entrant, "sheets": sheets}
    return {**entrant, "figures": with_figure(entrant["figures"], key, value)}


def with_figure(figures: Mapping[str, Any], key: str, value: Decimal) -> dict[str, Any]:
    """Return figures in which the one of this key is another."""
    if key == TARGET:
        return {**figures, "target_pct": plain(value.normalize())}
    place, _, slug = key.removeprefix(FIGURE).partition(".")
    return {**figures, place: {**figures[place], slug: int(value)}}

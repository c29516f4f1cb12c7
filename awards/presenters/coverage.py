"""The coverage list: every region by coverage, which is not the order of the award. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from regencies.figures.summary import Headline, headline

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Region:
    """One region in one assessed year: people, per cent, percentage points; None where nothing was reported."""

    code: str
    name: str
    registered: int | None
    registered_previous: int | None
    workforce: int | None
    workforce_previous: int | None
    coverage: Fraction | None
    coverage_previous: Fraction | None
    growth_pp: Fraction | None
    growth_pct: Fraction | None
    figures: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    order: int | None = None  # 1 for the highest coverage; equal coverage shares it
    award_rank: int | None = None


def regions(documents: Iterable[Document]) -> list[Region]:
    """Return every region of these documents of one year, highest coverage first, those without one last.

    A document that discloses only ranks has no figures and adds nothing.
    """
    found: dict[str, Region] = {}
    for document in documents:
        for entrant in document["entrants"]:
            if "figures" in entrant and entrant["code"] not in found:
                found[entrant["code"]] = region_of(entrant)
    return _in_order(list(found.values()))


def region_of(entrant: Mapping[str, Any]) -> Region:
    """Return the coverage figures of one entrant of a document."""
    return _region(
        headline(**entrant["figures"]),
        code=entrant["code"],
        name=entrant["name"],
        figures=entrant["figures"],
        notes=tuple(note["text"] for note in entrant["notes"]),
        award_rank=entrant["rank"],
    )


def province_total(rows: Sequence[Region]) -> Region | None:
    """Return all regions that reported both years as if they were one; None without any."""
    whole = [row for row in rows if row.coverage is not None and row.coverage_previous is not None]
    if not whole:
        return None
    people = ("registered", "registered_previous", "workforce", "workforce_previous")
    sums = {part: {row.code: getattr(row, part) for row in whole} for part in people}
    return _region(headline(**sums, target_pct=None), code="", name=f"Jumlah {len(whole)} daerah", figures={})


def _region(values: Headline, **named: Any) -> Region:
    return Region(
        registered=values.registered,
        registered_previous=values.registered_previous,
        workforce=values.workforce,
        workforce_previous=values.workforce_previous,
        coverage=values.coverage,
        coverage_previous=values.coverage_previous,
        growth_pp=values.coverage_growth_pp,
        growth_pct=values.participant_growth_pct,
        **named,
    )


def _in_order(rows: list[Region]) -> list[Region]:
    rows.sort(key=lambda row: (row.coverage is None, -(row.coverage or 0), row.code))
    first: dict[Fraction | None, int] = {}
    for place, row in enumerate(rows, start=1):
        first.setdefault(row.coverage, place)
    return [row if row.coverage is None else replace(row, order=first[row.coverage]) for row in rows]

"""The statistical list: coverage of every region in its own order, which is not the order of the award. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from awards.scoring import indicator_values
from regencies.indicators import coverage, coverage_growth_pp, participant_growth_pct, total

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Region:
    """One region in one assessed year. People, per cent and percentage points; None where nothing was reported."""

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
    """Every region of these documents of one year, highest coverage first, those without one last.

    A document that discloses only ranks has no figures and adds nothing.
    """
    found: dict[str, Region] = {}
    for document in documents:
        for entrant in document["entrants"]:
            if "figures" in entrant and entrant["code"] not in found:
                found[entrant["code"]] = region(entrant)
    return _in_order(list(found.values()))


def region(entrant: Mapping[str, Any]) -> Region:
    figures = entrant["figures"]
    values = indicator_values(figures)
    workforce, workforce_previous = (
        total(figures[part].values()) for part in ("workforce", "workforce_previous")
    )
    registered_previous = total(figures["registered_previous"].values())
    return Region(
        code=entrant["code"],
        name=entrant["name"],
        registered=total(figures["registered"].values()),
        registered_previous=registered_previous,
        workforce=workforce,
        workforce_previous=workforce_previous,
        coverage=values["coverage"],
        coverage_previous=coverage(registered_previous, workforce_previous),
        growth_pp=values["coverage_growth_pp"],
        growth_pct=values["participant_growth_pct"],
        figures=figures,
        notes=tuple(note["text"] for note in entrant["notes"]),
        award_rank=entrant["rank"],
    )


def province_total(rows: Sequence[Region]) -> Region | None:
    """All regions that reported people and workers of both years, as if they were one; None without any."""
    whole = [row for row in rows if row.coverage is not None and row.coverage_previous is not None]
    if not whole:
        return None
    registered, before = (
        total(getattr(row, name) for row in whole) for name in ("registered", "registered_previous")
    )
    workforce, workforce_before = (
        total(getattr(row, name) for row in whole) for name in ("workforce", "workforce_previous")
    )
    now, then = coverage(registered, workforce), coverage(before, workforce_before)
    return Region(
        code="",
        name=f"Jumlah {len(whole)} daerah",
        registered=registered,
        registered_previous=before,
        workforce=workforce,
        workforce_previous=workforce_before,
        coverage=now,
        coverage_previous=then,
        growth_pp=coverage_growth_pp(now, then),
        growth_pct=participant_growth_pct(registered, before),
        figures={},
    )


def _in_order(rows: list[Region]) -> list[Region]:
    rows.sort(key=lambda row: (row.coverage is None, -(row.coverage or 0), row.code))
    values = [row.coverage for row in rows]
    return [
        row if row.coverage is None else replace(row, order=1 + values.index(row.coverage)) for row in rows
    ]

"""Hints that a figure is unlike its usual ones, in words: against the own past years, against the province."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from regencies.choices import Section, Segment
from regencies.figures.counted import Figures
from regencies.figures.indicators import participant_growth_pct, total
from regencies.figures.province import ALL, growth_elsewhere, targets_elsewhere
from regencies.figures.usual import LEAST_REGIONS, LEAST_YEARS, Unusual, Usual, Value, unlike, unusual
from regencies.l10n.numbers import format_percent, format_signed_percent
from regencies.models import YearlyReport

Shown = Callable[[Fraction], str]


def unlike_own_years(now: Value | None, before: Iterable[Value | None], shown: Shown) -> str:
    """Return that a figure is higher or lower than in the own past years; "" where it is not, or they are few."""
    found = unusual(now, before, least=LEAST_YEARS)
    return (
        ""
        if found is None
        else f"{_side(found)} daripada biasanya: median {found.n} tahun {shown(found.median)}."
    )


def unlike_the_province(report: YearlyReport, section: Section, figures: Figures) -> list[str]:
    """Return which rates of a section are unlike those of the other regions a year before. One query, or none."""
    if report.nominee_id:
        return []
    if section == Section.TARGET:
        target = None if figures["target_pct"] is None else Fraction(figures["target_pct"])
        line = _beside("Target UCJ", target, targets_elsewhere(report), format_percent, report)
        return [line] if line else []
    return list(_growth(report, figures)) if section == Section.PARTICIPATION else []


def _growth(report: YearlyReport, figures: Figures) -> Iterator[str]:
    elsewhere = growth_elsewhere(report)
    now, before = figures["registered"], figures["registered_previous"]
    rates = {segment: participant_growth_pct(now[segment], before[segment]) for segment in now}
    if all((now[segment] is None) == (before[segment] is None) for segment in now):
        rates[ALL] = participant_growth_pct(total(now.values()), total(before.values()))
    for segment, growth in rates.items():
        called = f"Pertumbuhan peserta {Segment(segment).label}" if segment else "Pertumbuhan peserta"
        if line := _beside(called, growth, elsewhere.get(segment), format_signed_percent, report):
            yield line


def _beside(
    called: str, value: Fraction | None, others: Usual | None, shown: Shown, report: YearlyReport
) -> str:
    found = unlike(value, others, least=LEAST_REGIONS)
    if value is None or found is None:
        return ""
    return (
        f"{called} {shown(value)} {_side(found).lower()} daripada biasanya: median {found.n} daerah lain "
        f"{shown(found.median)} (hasil verifikasi {report.year - 1})."
    )


def _side(found: Unusual) -> str:
    return "Lebih tinggi" if found.is_high else "Lebih rendah"

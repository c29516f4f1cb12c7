"""A figure beside earlier years: last year, this year, the change and a spark line, in words for the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from regencies.choices import Section, WorkforceSegment
from regencies.figures import indicators
from regencies.figures.counted import OWN_WORKERS, Counted
from regencies.figures.earlier_years import ByYear, EarlierRows
from regencies.l10n.dates import format_date
from regencies.l10n.field_text import label
from regencies.l10n.numbers import (
    MISSING,
    format_integer,
    format_percent,
    format_points,
    format_rupiah,
    format_signed_percent,
    short_rupiah,
)
from regencies.l10n.rounding import round_half_up
from regencies.models import OfficialWorkforce, ReportEntry
from regencies.presenters.sparkline import spark
from regencies.presenters.unusual_figures import unlike_own_years

Value = int | Decimal


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in words; `trend` is "up", "down", "flat", or "" when there is nothing to compare with."""

    label: str
    previous: str
    current: str
    delta: str
    trend: str
    spark: SafeString
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """How values of one unit are written, and how the change between two of them is."""

    shown: Callable[[Value | None], str]
    change: Callable[[Value, Value], str]  # (before, now)
    typical: Callable[[Fraction], str]  # of a median, which may lie between two values


def _on_one_line(figure: str) -> str:
    """Return a figure and its unit with no space between them at which a line may break."""
    return figure.replace(" ", "\u00a0")


def _with_sign(text: str, difference: Value) -> str:
    return f"+{text}" if difference > 0 else text


def _relative(before: Value, now: Value) -> str:
    growth = indicators.participant_growth_pct(int(now), int(before))
    return "" if growth is None else f" ({format_signed_percent(growth)})"


def _people_change(before: Value, now: Value) -> str:
    if now == before:
        return "0"
    return _with_sign(format_integer(int(now - before)), now - before) + _relative(before, now)


def _rupiah_change(before: Value, now: Value) -> str:
    if now == before:
        return "Rp0"
    return _with_sign(_on_one_line(short_rupiah(int(now - before))), now - before) + _relative(before, now)


def _points_change(before: Value, now: Value) -> str:
    return _on_one_line(format_points(Fraction(now) - Fraction(before)))


def _whole(median: Fraction) -> int:
    return int(round_half_up(median, 0))


PEOPLE = Unit(format_integer, _people_change, lambda median: format_integer(_whole(median)))  # type: ignore[arg-type]
RUPIAH = Unit(format_rupiah, _rupiah_change, lambda median: format_rupiah(_whole(median)))  # type: ignore[arg-type]
PERCENT = Unit(format_percent, _points_change, format_percent)


def figure_row(
    label: str,
    by_year: Mapping[int, Value | None],
    year: int,
    unit: Unit = PEOPLE,
    *,
    note: str = "",
    total: bool = False,
) -> FigureRow:
    """Return the row of one figure whose values are known for some years up to `year`."""
    before, now = by_year.get(year - 1), by_year.get(year)
    delta, trend = change_between(before, now, unit)
    earlier = [value for place, value in by_year.items() if place < year]
    return FigureRow(
        label=label,
        previous=unit.shown(before),
        current=unit.shown(now),
        delta=delta,
        trend=trend,
        spark=spark([by_year.get(place) for place in range(min(by_year, default=year), year + 1)]),
        note=note or unlike_own_years(now, earlier, unit.typical),
        total=total,
    )


def change_between(before: Value | None, now: Value | None, unit: Unit = PEOPLE) -> tuple[str, str]:
    """Return (delta, trend) of a figure as a FigureRow has them."""
    if before is None or now is None:
        return MISSING, ""
    return unit.change(before, now), "up" if now > before else "down" if now < before else "flat"


YEAR_BEFORE = {
    "figure": "figure_previous",
    "workers": "workers_previous",
}  # figure → what the entry says of last year


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """Which fields of a section are figures, and which fields tell one of its rows from another every year."""

    key: tuple[str, ...]
    figures: Mapping[str, Unit]


FIGURES_OF: dict[Section, SectionFigures] = {
    Section.TARGET: SectionFigures((), {"target_pct": PERCENT, "vulnerable_workers": PEOPLE}),
    Section.HEADCOUNT: SectionFigures((), {"workers": PEOPLE, "target_pct": PERCENT}),
    Section.PROGRAMMES: SectionFigures((), dict.fromkeys(("jkk", "jkm", "jht", "jp", "jkp"), PEOPLE)),
    Section.WAGES: SectionFigures((), dict.fromkeys(("wages_paid", "wages_reported", "arrears"), RUPIAH)),
    Section.WORKFORCE: SectionFigures(("segment",), {"figure": PEOPLE}),
    Section.GROUPS: SectionFigures(
        ("group", "own_name", "funding_source"), {"persons": PEOPLE, "realised": RUPIAH}
    ),
    Section.PUBLIC_WORKERS: SectionFigures(
        (),
        dict.fromkeys(
            ("non_civil_servants", "village_officials", "neighbourhood_heads", "village_bodies"), PEOPLE
        ),
    ),
    Section.EMPLOYERS: SectionFigures(
        (),
        dict.fromkeys(
            (
                "employers",
                "employers_registered",
                "employers_noncompliant",
                "employers_sanctioned",
                "services_withheld",
            ),
            PEOPLE,
        ),
    ),
    Section.BUDGET: SectionFigures(("activity", "funding_source"), {"ceiling": RUPIAH, "realised": RUPIAH}),
}


def entry_rows(entry: ReportEntry, earlier: EarlierRows, year: int) -> dict[str, FigureRow]:
    """Return the figure rows of a report entry by field, beside what earlier reports said under the same key."""
    section, detail = FIGURES_OF[Section(entry.section)], entry.detail
    before = earlier.get(tuple(getattr(detail, name) for name in section.key), {})
    absent = detail.not_asked | ({*detail.VILLAGE_FIELDS} if not entry.report.has_villages else set())
    rows = {}
    for name, unit in section.figures.items():
        if name in absent:
            continue
        by_year = dict(before.get(name, {})) | {year: getattr(detail, name)}
        if before_field := YEAR_BEFORE.get(name):  # the entry states both years itself
            by_year[year - 1] = getattr(detail, before_field)
        rows[name] = figure_row(capfirst(label(detail, name)), by_year, year, unit)
    return rows


def participation_row(entry: ReportEntry, earlier: Mapping[str, ByYear], year: int) -> FigureRow:
    """Return the row of one segment; the year before is what this report says of it, not what last year's did."""
    row = entry.participation
    own = {year - 1: row.registered_previous, year: row.registered}
    return figure_row(str(row), {**earlier.get(row.segment, {}), **own}, year)


def workforce_source(counted: Counted) -> str:
    """Return whose denominators of the assessed year count: the province's, approved proposals, a nominee's own."""
    if OWN_WORKERS in counted.figures["workforce"]:
        return "jumlah pekerja menurut calon, diperiksa verifikator"
    known = [segment for segment, workers in counted.figures["workforce"].items() if workers is not None]
    if not (proposed := counted.proposed):
        return "angka resmi provinsi"
    names = " dan ".join(WorkforceSegment(segment).label.lower() for segment in proposed)
    rest = "" if set(known) <= set(proposed) else "; selebihnya angka resmi provinsi"
    return f"{names} menurut usulan dinas yang disetujui{rest}"


def workforce_rows(workforce: Sequence[OfficialWorkforce], year: int) -> list[FigureRow]:
    """Return the official denominators by segment, each with source and date, and their sum last."""
    by_segment: dict[str, ByYear] = {segment: {} for segment in WorkforceSegment.values}
    sources: dict[str, str] = {}
    for row in workforce:  # oldest first: the newest source is the one that is shown
        by_segment[row.segment][row.year] = row.figure
        sources[row.segment] = f"{row.source}, per {format_date(row.as_of)}"
    rows = [
        figure_row(WorkforceSegment(segment).label, by_year, year, note=sources[segment])
        for segment, by_year in by_segment.items()
        if by_year
    ]
    years = {year for by_year in by_segment.values() for year in by_year}
    sums = {each: indicators.total(by_year.get(each) for by_year in by_segment.values()) for each in years}
    return [*rows, figure_row("Jumlah", sums, year, total=True)] if rows else []

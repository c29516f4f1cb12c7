"""The second source in words: reported, counted by the BPJS branch, difference, agreed; and how each is taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regencies.figures.second_source import SecondSource, second_sources
from regencies.figures.verified import COLUMN_OF
from regencies.l10n.dates import format_date
from regencies.l10n.numbers import format_integer, format_signed_percent
from regencies.models import ReportEntry, YearlyReport

BRANCH, REPORT = "bpjs", "laporan"


@dataclass(frozen=True, slots=True)
class SecondLine:
    """One figure in words: both sides, their difference and whether it is marked, what is agreed, the source."""

    year: int
    claimed: str
    branch: str
    difference: str  # "+1.101 (+1,39%)"
    is_notable: bool
    agreed: str
    source: str
    file: int | None


def second_lines(report: YearlyReport, entries: Iterable[ReportEntry]) -> dict[int, list[SecondLine]]:
    """Return by entry its figures beside those of the branch, of a report fetched by `with_branch_figures`."""
    found = second_sources(report, entries)
    return {pk: [_line(each) for each in sources] for pk, sources in found.items()}


def _line(found: SecondSource) -> SecondLine:
    return SecondLine(
        year=found.year,
        claimed=format_integer(found.claimed),
        branch=format_integer(found.branch),
        difference=difference_text(found),
        is_notable=found.is_notable,
        agreed=format_integer(found.agreed),
        source=source_text(found),
        file=found.file,
    )


def difference_text(found: SecondSource) -> str:
    """Return how much more or less the report says: "+1.101 (+1,39%)", "0", "–" without a figure of the report."""
    if not found.difference:
        return format_integer(found.difference)
    sign = "+" if found.difference > 0 else ""
    rate = "" if found.percent is None else f" ({format_signed_percent(found.percent)})"
    return f"{sign}{format_integer(found.difference)}{rate}"


def source_text(found: SecondSource) -> str:
    """Return where the branch's figure is from: "Surat B/12/2025, per 31 Desember 2025"."""
    return f"{found.source}, per {format_date(found.as_of)}"


def taken_from(which: str, section: str, sources: Iterable[SecondSource]) -> Mapping[str, str]:
    """Return what one click fills in, by column: the branch's figures, or none, so that the office's count; a note.

    A figure on which both agree stays without a value of the verifier's.
    """
    sources = list(sources)
    columns = COLUMN_OF[section]
    said = "; ".join(dict.fromkeys(source_text(each) for each in sources))
    if which == BRANCH:
        values = {
            columns[each.name]: "" if each.branch == each.claimed else format_integer(each.branch)
            for each in sources
        }
        return values | {"note": f"Angka BPJS dipakai: {said}."}
    counted = ", ".join(f"{format_integer(each.branch)} ({each.year})" for each in sources)
    return dict.fromkeys(columns.values(), "") | {
        "note": f"Angka laporan dipakai. BPJS mencatat {counted}: {said}."
    }

"""What the BPJS branch counts beside what a report says: source, difference and agreed value of each figure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from regencies.choices import Section
from regencies.figures.verified import counted_whole, is_approved, is_judged, verified
from regencies.models import BranchFigure, Regency, ReportEntry, YearlyReport

NOTABLE = Fraction(5)  # per cent of the branch's figure: a difference above it is marked
YEARS_BACK = {"registered": 0, "registered_previous": 1}  # figure of an entry → years before the assessed one


@dataclass(frozen=True, slots=True)
class SecondSource:
    """One figure of a report beside that of the branch, in people; None where somebody states none."""

    name: str  # of the field
    year: int
    claimed: int | None
    branch: int
    agreed: int | None  # what counts, once a verifier has found so
    source: str
    as_of: datetime.date
    file: int | None

    @property
    def difference(self) -> int | None:
        """How many more the report says."""
        return None if self.claimed is None else self.claimed - self.branch

    @property
    def percent(self) -> Fraction | None:
        """The difference in per cent of the branch's figure; None where that is 0."""
        if self.difference is None or not self.branch:
            return None
        return Fraction(self.difference, self.branch) * 100

    @property
    def is_notable(self) -> bool:
        """Whether the two differ by more than anybody would let pass."""
        return self.difference is not None and abs(self.difference) * 100 > NOTABLE * self.branch


def with_branch_figures(reports: QuerySet[Any]) -> QuerySet[Any]:
    """Fetch reports with what the branch counts of their region in both years, in the same query, as `branch_rows`.

    Of the year before also what it counts of the region that one goes on with, where it has none of its own.
    """
    renamed = Regency.objects.filter(pk=OuterRef(OuterRef("regency"))).renamed()
    of_report = Q(regency=OuterRef("regency"), year__in=[OuterRef("year"), OuterRef("year") - 1])
    of_origin = Q(regency__in=renamed.values("predecessor"), year=OuterRef("year") - 1)
    said = JSONObject(
        regency="regency",
        year="year",
        segment="segment",
        figure="figure",
        source="source",
        as_of="as_of",
        file="source_file",
    )
    rows = BranchFigure.objects.filter(of_report | of_origin).order_by("pk")
    found: QuerySet[Any] = reports.annotate(branch_rows=ArraySubquery(rows.values(said=said)))
    return found


def second_sources(report: Any, entries: Iterable[ReportEntry]) -> dict[int, list[SecondSource]]:
    """Return by entry what the branch counts beside it, of a report fetched by `with_branch_figures`. No query.

    A nominee's participants are counted by nobody but itself.
    """
    if report.nominee_id:
        return {}
    rows = sorted(report.branch_rows, key=lambda row: row["regency"] == report.regency_id)
    known = {(row["segment"], row["year"]): row for row in rows}
    of_segments = [entry for entry in entries if entry.section == Section.PARTICIPATION]
    found = {entry.pk: [*_of_entry(report, entry, known)] for entry in of_segments}
    return {pk: lines for pk, lines in found.items() if lines}


def _of_entry(
    report: YearlyReport, entry: ReportEntry, known: Mapping[tuple[str, int], Mapping[str, Any]]
) -> Iterable[SecondSource]:
    for name, back in YEARS_BACK.items():
        year = report.year - back
        if row := known.get((entry.participation.segment, year)):
            yield SecondSource(
                name=name,
                year=year,
                claimed=getattr(entry.participation, name),
                branch=row["figure"],
                agreed=agreed_on(entry, name),
                source=row["source"],
                as_of=datetime.date.fromisoformat(row["as_of"]),
                file=row["file"],
            )


def agreed_on(entry: ReportEntry, name: str) -> int | None:
    """Return a figure as both sides agree on it: the verifier's, or the office's that was found right; else None."""
    return counted_whole(entry, name) if is_approved(entry) or name in verified(entry) else None


def apart(report: YearlyReport, entries: Iterable[ReportEntry]) -> list[ReportEntry]:
    """Return the entries no verifier has judged yet that say something notably else than the branch."""
    entries = list(entries)
    found = second_sources(report, entries)
    return [
        entry
        for entry in entries
        if not is_judged(entry) and any(line.is_notable for line in found.get(entry.pk, ()))
    ]

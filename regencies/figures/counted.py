"""Figures of reports as they count: verified values replace claimed ones, approved proposals official denominators.

Screens, scores and publications take a report's figures from here and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from django.db.models import Q, QuerySet

from regencies.choices import ReportStatus, Section, Segment, WorkforceSegment
from regencies.figures.verified import counted_value, counted_whole, is_approved
from regencies.l10n.rounding import plain
from regencies.models import OfficialWorkforce, ReportEntry, YearlyReport
from regencies.models.places import heir_of, taken_over_by
from regencies.models.reports import DETAIL_OF


class Figures(TypedDict):
    """People per segment, `None` where nothing was reported; the shape of a published entrant's figures."""

    registered: dict[str, int | None]
    registered_previous: dict[str, int | None]
    workforce: dict[str, int | None]
    workforce_previous: dict[str, int | None]
    target_pct: str | None


def no_figures() -> Figures:
    """Return figures in which nothing was reported: every segment and the target None."""
    return {
        "registered": dict.fromkeys(Segment.values),
        "registered_previous": dict.fromkeys(Segment.values),
        "workforce": dict.fromkeys(WorkforceSegment.values),
        "workforce_previous": dict.fromkeys(WorkforceSegment.values),
        "target_pct": None,
    }


@dataclass(slots=True)
class Counted:
    """The figures of one report, the entries they come from, and last year's figures where they were verified."""

    figures: Figures
    entries: list[ReportEntry] = field(default_factory=list)
    last_year: Figures | None = None

    @property
    def proposed(self) -> list[str]:
        """The segments whose denominator of the assessed year is an approved proposal."""
        proposals = [entry for entry in self.entries if entry.section == Section.WORKFORCE]
        return [entry.workforceproposal.segment for entry in proposals if is_approved(entry)]


def counted_for(reports: Iterable[YearlyReport]) -> dict[int, Counted]:
    """Return what counts of every report by primary key, in two queries however many reports there are."""
    reports = list(reports)
    return _counted(reports, _rows(Q(report__in=reports) | _verified_last_year(reports)))


def counted_of(report: YearlyReport, entries: Iterable[ReportEntry]) -> Counted:
    """Return what counts of one report; `entries` carry their content and reviews already. Two queries."""
    own = [entry for entry in entries if entry.section in COUNTED]
    return _counted([report], [*own, *_rows(_verified_last_year([report]))])[report.pk]


def figures_for(reports: Iterable[YearlyReport]) -> dict[int, Figures]:
    """Return the figures of every report by primary key, in two queries however many reports there are."""
    return {key: counted.figures for key, counted in counted_for(reports).items()}


def _rows(which: Q) -> QuerySet[ReportEntry]:
    details = (DETAIL_OF[section] for section in COUNTED)
    rows = ReportEntry.objects.filter(which, section__in=COUNTED).annotate(heir=heir_of("report__regency"))
    found: QuerySet[ReportEntry] = rows.select_related("report", *details, "review")
    return found


def _verified_last_year(reports: list[YearlyReport]) -> Q:
    settled = [ReportStatus.VERIFIED, ReportStatus.LOCKED]
    which = Q(pk=None)
    for year in {report.year for report in reports}:
        regencies = [report.regency_id for report in reports if report.year == year]
        place = Q(report__regency__in=regencies) | Q(report__regency__in=taken_over_by(regencies))
        which |= place & Q(report__year=year - 1, report__status__in=settled)
    return which


def _counted(asked: list[YearlyReport], entries: Iterable[ReportEntry]) -> dict[int, Counted]:
    """Return what counts of each report asked about; `entries` are theirs and those of the year before."""
    reports = {report.pk: report for report in asked}
    own: dict[int, list[ReportEntry]] = {key: [] for key in reports}
    heirs: dict[int, int | None] = {}
    for entry in entries:
        heirs[entry.report_id] = getattr(entry, "heir", None)
        entry.report = reports.setdefault(entry.report_id, entry.report)
        own.setdefault(entry.report_id, []).append(entry)
    counted = {key: Counted(figures, own[key]) for key, figures in _official(list(reports.values())).items()}
    settled: dict[tuple[int, int], Figures] = {}
    for report in sorted(reports.values(), key=lambda report: report.year):
        found = counted[report.pk]
        if last := settled.get((report.regency_id, report.year - 1)):
            found.last_year = last
            found.figures["workforce_previous"] = dict(last["workforce"])
        for entry in found.entries:
            COUNTED[Section(entry.section)](found.figures, entry)
        if report.status in {ReportStatus.VERIFIED, ReportStatus.LOCKED}:
            settled[report.regency_id, report.year] = found.figures
            if heir := heirs.get(report.pk):
                settled.setdefault((heir, report.year), found.figures)
    return {report.pk: counted[report.pk] for report in asked}


def _official(reports: list[YearlyReport]) -> dict[int, Figures]:
    """Return figures by report that hold the official denominators and nothing else yet."""
    figures = {report.pk: no_figures() for report in reports}
    by_place: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for report in reports:
        by_place.setdefault((report.regency_id, report.year), []).append((report.pk, "workforce"))
        by_place.setdefault((report.regency_id, report.year - 1), []).append(
            (report.pk, "workforce_previous")
        )
    places = {regency for regency, _ in by_place}
    official = OfficialWorkforce.objects.filter(
        Q(regency__in=places) | Q(regency__in=taken_over_by(places)), year__in={year for _, year in by_place}
    )
    for row in official.annotate(heir=heir_of("regency")):
        for number, which in by_place.get((row.regency_id, row.year), ()):
            figures[number][which][row.segment] = row.figure  # type: ignore[literal-required]
        for number, which in by_place.get((row.heir, row.year), ()):
            if which == "workforce_previous" and figures[number]["workforce_previous"][row.segment] is None:
                figures[number]["workforce_previous"][row.segment] = row.figure
    return figures


def _count_participants(into: Figures, entry: ReportEntry) -> None:
    segment = entry.participation.segment
    into["registered"][segment] = counted_whole(entry, "registered")
    into["registered_previous"][segment] = counted_whole(entry, "registered_previous")


def _state_target(into: Figures, entry: ReportEntry) -> None:
    target = counted_value(entry, "target_pct")
    into["target_pct"] = None if target is None else plain(Decimal(target))


def _count_workforce(into: Figures, entry: ReportEntry) -> None:
    """Add a proposal to the figures once the verifier has approved it."""
    if not is_approved(entry):
        return
    segment = entry.workforceproposal.segment
    if (now := counted_whole(entry, "figure")) is not None:
        into["workforce"][segment] = now
    if (before := counted_whole(entry, "figure_previous")) is not None:
        into["workforce_previous"][segment] = before


COUNTED = {
    Section.PARTICIPATION: _count_participants,
    Section.TARGET: _state_target,
    Section.WORKFORCE: _count_workforce,
}

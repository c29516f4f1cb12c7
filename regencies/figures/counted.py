"""Figures of reports as they count: verified values replace claimed ones, approved proposals official denominators.

Screens, scores and publications take a report's figures from here and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from regencies.choices import ReportStatus, ReviewState, Section, Segment, WorkforceSegment
from regencies.l10n.rounding import plain
from regencies.models import OfficialWorkforce, ReportEntry, YearlyReport
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


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one report and the entries they come from, in the order of the screen."""

    figures: Figures
    entries: list[ReportEntry] = field(default_factory=list)


def counted_for(reports: Iterable[YearlyReport]) -> dict[int, Counted]:
    """Return what counts of every report by primary key, in two queries however many reports there are."""
    by_key = {report.pk: report for report in reports}
    counted = {key: Counted(figures) for key, figures in _official(list(by_key.values())).items()}
    rows = ReportEntry.objects.filter(report__in=by_key, section__in=COUNTED)
    for entry in rows.select_related(*(DETAIL_OF[section] for section in COUNTED), "review"):
        entry.report = by_key[entry.report_id]
        counted[entry.report_id].entries.append(entry)
        COUNTED[Section(entry.section)](counted[entry.report_id].figures, entry)
    return counted


def figures_for(reports: Iterable[YearlyReport]) -> dict[int, Figures]:
    """Return the figures of every report by primary key, in two queries however many reports there are."""
    return {key: counted.figures for key, counted in counted_for(reports).items()}


def figures_of(report: YearlyReport, entries: Iterable[ReportEntry]) -> Figures:
    """Return the figures of one report; `entries` carry their content and reviews already. One query."""
    figures = _official([report])[report.pk]
    for entry in entries:
        if entry.section in COUNTED:
            COUNTED[Section(entry.section)](figures, entry)
    return figures


def _official(reports: list[YearlyReport]) -> dict[int, Figures]:
    """Return figures by report that hold the official denominators and nothing else yet."""
    figures = {report.pk: no_figures() for report in reports}
    by_place: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for report in reports:
        by_place.setdefault((report.regency_id, report.year), []).append((report.pk, "workforce"))
        by_place.setdefault((report.regency_id, report.year - 1), []).append(
            (report.pk, "workforce_previous")
        )
    official = OfficialWorkforce.objects.filter(
        regency__in={regency for regency, _ in by_place}, year__in={year for _, year in by_place}
    )
    for row in official:
        for number, which in by_place.get((row.regency_id, row.year), ()):
            figures[number][which][row.segment] = row.figure  # type: ignore[literal-required]
    return figures


def verified_value(entry: ReportEntry) -> int | None:
    """Return what the verifier found instead of the claim; None for what the office is correcting now."""
    review = getattr(entry, "review", None)
    if review is None:
        return None
    is_corrected = entry.report.status == ReportStatus.RETURNED and ReviewState(review.state).is_flagged
    return None if is_corrected else review.verified_value


def _count_participants(into: Figures, entry: ReportEntry) -> None:
    row, verified = entry.participation, verified_value(entry)
    into["registered"][row.segment] = row.registered if verified is None else verified
    into["registered_previous"][row.segment] = row.registered_previous


def _state_target(into: Figures, entry: ReportEntry) -> None:
    target = entry.ucjtarget.target_pct
    into["target_pct"] = None if target is None else plain(Decimal(target))


def _count_workforce(into: Figures, entry: ReportEntry) -> None:
    """Add a proposal to the figures once the verifier has approved it."""
    row, review = entry.workforceproposal, getattr(entry, "review", None)
    if review is None or review.state != ReviewState.APPROVED:
        return
    if row.figure is not None:
        into["workforce"][row.segment] = row.figure
    if row.figure_previous is not None:
        into["workforce_previous"][row.segment] = row.figure_previous


COUNTED = {
    Section.PARTICIPATION: _count_participants,
    Section.TARGET: _state_target,
    Section.WORKFORCE: _count_workforce,
}

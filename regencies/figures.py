"""A report's figures as they count: verified values in place of claimed ones, approved proposals in place of
official denominators. The one place screens, scores and publications take them from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from regencies.choices import ReviewState, Section, Segment, WorkforceSegment
from regencies.indicators import plain
from regencies.models import (
    OfficialWorkforce,
    Participation,
    ReportEntry,
    UcjTarget,
    WorkforceProposal,
    YearlyReport,
)


class Figures(TypedDict):
    """People per segment, `None` where nothing was reported; the shape of a published entrant's figures."""

    registered: dict[str, int | None]
    registered_previous: dict[str, int | None]
    workforce: dict[str, int | None]
    workforce_previous: dict[str, int | None]
    target_pct: str | None


def no_figures() -> Figures:
    return {
        "registered": dict.fromkeys(Segment.values),
        "registered_previous": dict.fromkeys(Segment.values),
        "workforce": dict.fromkeys(WorkforceSegment.values),
        "workforce_previous": dict.fromkeys(WorkforceSegment.values),
        "target_pct": None,
    }


def figures_for(reports: Iterable[YearlyReport]) -> dict[int, Figures]:
    """Figures by report primary key, in four queries however many reports there are."""
    reports = list(reports)
    figures = {report.pk: no_figures() for report in reports}
    _read_participation(figures)
    _read_targets(figures)
    _read_workforce(figures, reports)
    return figures


def figures_of(report: YearlyReport, entries: Iterable[ReportEntry]) -> Figures:
    """Figures of one report whose entries were read with their content and reviews: one query."""
    figures = {report.pk: no_figures()}
    _read_official(figures, [report])
    for entry in entries:
        if entry.section == Section.PARTICIPATION:
            _count_participants(figures[report.pk], entry.participation, entry)
        elif entry.section == Section.TARGET:
            _state_target(figures[report.pk], entry.ucjtarget)
        elif entry.section == Section.WORKFORCE and _is_approved(entry):
            _count_workforce(figures[report.pk], entry.workforceproposal)
    return figures[report.pk]


def _read_participation(figures: dict[int, Figures]) -> None:
    rows = Participation.objects.filter(entry__report__in=figures).select_related("entry__review")
    for row in rows:
        _count_participants(figures[row.entry.report_id], row, row.entry)


def _count_participants(into: Figures, row: Participation, entry: ReportEntry) -> None:
    review = getattr(entry, "review", None)
    verified = review.verified_value if review else None
    into["registered"][row.segment] = row.registered if verified is None else verified
    into["registered_previous"][row.segment] = row.registered_previous


def _read_targets(figures: dict[int, Figures]) -> None:
    for row in UcjTarget.objects.filter(entry__report__in=figures).select_related("entry"):
        _state_target(figures[row.entry.report_id], row)


def _state_target(into: Figures, row: UcjTarget) -> None:
    if row.target_pct is not None:
        into["target_pct"] = plain(Decimal(row.target_pct))


def _read_workforce(figures: dict[int, Figures], reports: list[YearlyReport]) -> None:
    _read_official(figures, reports)
    approved = WorkforceProposal.objects.filter(
        entry__report__in=figures, entry__review__state=ReviewState.APPROVED
    ).select_related("entry")
    for row in approved:
        _count_workforce(figures[row.entry.report_id], row)


def _read_official(figures: dict[int, Figures], reports: list[YearlyReport]) -> None:
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
        for report, which in by_place.get((row.regency_id, row.year), ()):
            figures[report][which][row.segment] = row.figure  # type: ignore[literal-required]


def _is_approved(entry: ReportEntry) -> bool:
    review = getattr(entry, "review", None)
    return review is not None and review.state == ReviewState.APPROVED


def _count_workforce(into: Figures, row: WorkforceProposal) -> None:
    if row.figure is not None:
        into["workforce"][row.segment] = row.figure
    if row.figure_previous is not None:
        into["workforce_previous"][row.segment] = row.figure_previous

"""A report's figures as they count: verified values in place of claimed ones, approved proposals in place of
official denominators. The one place screens, scores and publications take them from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from regencies.choices import ReviewState, Segment, WorkforceSegment
from regencies.indicators import plain
from regencies.models import OfficialWorkforce, Participation, UcjTarget, WorkforceProposal, YearlyReport


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


def workforce_for(reports: Iterable[YearlyReport]) -> dict[int, Figures]:
    """The denominators alone, by report primary key, in two queries."""
    reports = list(reports)
    figures = {report.pk: no_figures() for report in reports}
    _read_workforce(figures, reports)
    return figures


def _read_participation(figures: dict[int, Figures]) -> None:
    rows = Participation.objects.filter(entry__report__in=figures).select_related("entry__review")
    for row in rows:
        review = getattr(row.entry, "review", None)
        verified = review.verified_value if review else None
        into = figures[row.entry.report_id]
        into["registered"][row.segment] = row.registered if verified is None else verified
        into["registered_previous"][row.segment] = row.registered_previous


def _read_targets(figures: dict[int, Figures]) -> None:
    for row in UcjTarget.objects.filter(entry__report__in=figures).select_related("entry"):
        if row.target_pct is not None:
            figures[row.entry.report_id]["target_pct"] = plain(Decimal(row.target_pct))


def _read_workforce(figures: dict[int, Figures], reports: list[YearlyReport]) -> None:
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
    approved = WorkforceProposal.objects.filter(
        entry__report__in=figures, entry__review__state=ReviewState.APPROVED
    ).select_related("entry")
    for row in approved:
        into = figures[row.entry.report_id]
        if row.figure is not None:
            into["workforce"][row.segment] = row.figure
        if row.figure_previous is not None:
            into["workforce_previous"][row.segment] = row.figure_previous

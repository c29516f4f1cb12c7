"""How far every region of a province is with its report of an award year, read in bulk."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone

from awards.models import Edition, Reminder
from regencies.actions.deadlines import deadline_of, reasons_closed
from regencies.checks.progress import Progress, progress_for
from regencies.choices import REGENCY_KIND, ReportStatus
from regencies.figures.counted import Counted, counted_for
from regencies.figures.summary import draft_headline, headline
from regencies.kinds.registry import KINDS
from regencies.models import FillingWindow, Regency, YearlyReport
from regencies.models.places import heir_of
from regencies.presenters.audit_log import last_touched
from regencies.presenters.succession import is_split_off

NOT_BEGUN = "unopened"
SECTIONS = KINDS[REGENCY_KIND].ordered_sections
STATES: dict[str, str] = {NOT_BEGUN: "Belum mulai diisi", **dict(ReportStatus.choices)}
SETTLED = frozenset({ReportStatus.VERIFIED, ReportStatus.LOCKED})


@dataclass(frozen=True, slots=True)
class RegionState:
    """One region in an award year; what nobody reported is None. Coverage and target in per cent."""

    regency: Regency
    status: str  # of STATES
    sections: Sequence[Progress]  # none before the report is begun
    touched_by: str
    touched_at: datetime.datetime | None
    deadline: datetime.datetime | None  # the region's own, its extension counted
    days: int | None  # until then, in days of the calendar; below 0 when it has passed
    reminded_at: datetime.datetime | None
    is_open: bool  # whether the office can fill in and send now
    coverage: Fraction | None
    coverage_last_year: Fraction | None  # as it was verified
    is_split_off: bool  # whether last year's is another region's
    target: Decimal | None

    @property
    def name(self) -> str:
        return str(self.regency)

    @property
    def state(self) -> str:
        """The state of the report in words."""
        return STATES[self.status]

    @property
    def left(self) -> int | None:
        """How many things remain in the report; None before it is begun."""
        return sum(part.left for part in self.sections) if self.sections else None

    @property
    def anchor(self) -> str:
        """The name of its row in the page."""
        return f"daerah-{self.regency.pk}"

    def has_open(self, section: str) -> bool:
        """Return whether something is left in a section; everything is before the report is begun."""
        parts = (part for part in self.sections if part.section == section)
        return not self.sections or any(part.left or part.gap for part in parts)


def region_states(edition: Edition) -> list[RegionState]:
    """Return every region of the province in the order of its code, in as many queries for many as for one."""
    now, year = timezone.now(), edition.assessed_year
    regencies = _with_reports(edition)
    begun = [place.report for place in regencies if place.report]
    last = [place.last_report for place in regencies if place.last_report]
    counted = counted_for([*begun, *last])
    sections, touched = progress_for(begun, counted), last_touched(begun)
    window = FillingWindow.objects.filter(province=edition.province_id, year=year, kind=REGENCY_KIND).first()
    found = []
    for regency in regencies:
        report = regency.report or YearlyReport(regency=regency, year=year)
        deadline = deadline_of(window, regency.extension)
        who, when = touched.get(report.pk, ("", None))
        found.append(
            RegionState(
                regency=regency,
                status=report.status if report.pk else NOT_BEGUN,
                sections=sections.get(report.pk, []),
                touched_by=who,
                touched_at=when,
                deadline=deadline,
                reminded_at=regency.reminded_at,
                days=_days(edition, now, deadline),
                is_open=not reasons_closed(report, now, window, regency.extension),
                coverage_last_year=_verified_coverage(regency.last_report, counted),
                is_split_off=is_split_off(regency, year),
                **_so_far(counted.get(report.pk)),
            )
        )
    return found


def _with_reports(edition: Edition) -> list[Any]:
    """Return the regencies with `report` of the assessed year, `last_report` as verified, `extension`, `reminded_at`.

    None where there is none. One query.
    """
    year = edition.assessed_year
    settled = Q(reports__nominee=None, reports__year=year - 1, reports__status__in=SETTLED)
    joined = {
        "report": FilteredRelation("reports", condition=Q(reports__nominee=None, reports__year=year)),
        "last_report": FilteredRelation("reports", condition=settled),
        "extension": FilteredRelation(
            "extensions", condition=Q(extensions__nominee=None, extensions__year=year)
        ),
    }
    places = Regency.objects.filter(province=edition.province_id).in_year(year)
    reminders = Reminder.objects.filter(edition=edition, regency=OuterRef("pk")).order_by("-sent_at")
    latest = Subquery(reminders.values("sent_at")[:1])
    renamed = Exists(Regency.objects.renamed().filter(pk=OuterRef("pk")))
    found = list(places.annotate(**joined, reminded_at=latest, is_renamed=renamed).select_related(*joined))
    for place in found:
        place.province = edition.province
        for name in joined:
            setattr(place, name, getattr(place, name, None))  # an empty join leaves the name out
        for report in filter(None, (place.report, place.last_report)):
            report.regency = place
    _add_reports_before(found, year)
    return found


def _add_reports_before(places: list[Any], year: int) -> None:
    """Give a region that goes on with another that one's verified report of last year. One query, where any does."""
    new = {place.pk: place for place in places if place.is_renamed and not place.last_report}
    if new:
        origins = Regency.objects.filter(successors__in=new)
        reports = YearlyReport.objects.filter(regency__in=origins, year=year - 1, status__in=SETTLED)
        for report in reports.annotate(heir=heir_of("regency")):
            new[report.heir].last_report = report


def _days(edition: Edition, now: datetime.datetime, deadline: datetime.datetime | None) -> int | None:
    zone = edition.province.zone
    return (deadline.astimezone(zone).date() - now.astimezone(zone).date()).days if deadline else None


def _verified_coverage(report: YearlyReport | None, counted: Mapping[int, Counted]) -> Fraction | None:
    return headline(**counted[report.pk].figures).coverage if report else None


def _so_far(counted: Counted | None) -> dict[str, Any]:
    if counted is None:
        return {"coverage": None, "target": None}
    target = counted.figures["target_pct"]
    return {
        "coverage": draft_headline(**counted.figures).coverage,
        "target": None if target is None else Decimal(target),
    }

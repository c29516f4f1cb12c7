"""How far the report of each participant of an award year is, of regions or of nominees, read in bulk."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from awards.models import Edition, Reminder
from regencies.actions.deadlines import deadline_of, reasons_closed
from regencies.checks.build_snapshot import entries_for
from regencies.checks.progress import Progress, is_complete, progress_for
from regencies.choices import ReportStatus
from regencies.figures.counted import Counted, counted_for
from regencies.figures.summary import draft_headline, headline
from regencies.l10n.dates import days_until
from regencies.models import FillingWindow, Nominee, Regency, YearlyReport
from regencies.presenters.audit_log import last_touched
from regencies.presenters.succession import is_split_off

NOT_BEGUN = "unopened"
STATES: dict[str, str] = {NOT_BEGUN: "Belum mulai diisi", **dict(ReportStatus.choices)}
SETTLED = frozenset({ReportStatus.VERIFIED, ReportStatus.LOCKED})
SENT = SETTLED | {ReportStatus.SENT}


@dataclass(frozen=True, slots=True)
class ReportState:
    """One participant in an award year; what nobody reported is None. Coverage and target in per cent."""

    report: YearlyReport  # unsaved before it is begun
    regency: Regency
    nominee: Nominee | None  # None: the region itself takes part
    status: str  # of STATES
    sections: Sequence[Progress]  # none before the report is begun
    touched_by: str
    touched_at: datetime.datetime | None
    deadline: datetime.datetime | None  # the participant's own, its extension counted
    days: int | None  # until then, in days of the calendar; below 0 when it has passed
    reminded_at: datetime.datetime | None
    is_open: bool  # whether its report can be filled in and sent now
    coverage: Fraction | None
    coverage_last_year: Fraction | None  # as it was verified
    is_split_off: bool  # whether last year's is another region's
    target: Decimal | None

    @property
    def pk(self) -> int:
        """The primary key of the nominee, or of the region."""
        return (self.nominee or self.regency).pk

    @property
    def name(self) -> str:
        return str(self.nominee or self.regency)

    @property
    def place(self) -> tuple[str, str]:
        """The code of its region, then its name: what it is ordered by."""
        return self.regency.kemendagri_code, self.name

    @property
    def state(self) -> str:
        """The state of the report in words."""
        return STATES[self.status]

    @property
    def is_ready(self) -> bool:
        """Whether the report is complete and only waits to be certified and sent, which it still can be."""
        return self.is_open and self.status not in SENT and is_complete(self.sections)

    @property
    def left(self) -> int | None:
        """How many things remain in the report; None before it is begun."""
        return sum(part.left for part in self.sections) if self.sections else None

    @property
    def anchor(self) -> str:
        """The name of its row in the page."""
        return f"{'calon' if self.nominee else 'daerah'}-{self.pk}"

    def has_open(self, section: str) -> bool:
        """Return whether something is left in a section it has; everything is before the report is begun."""
        if not self.sections:
            return self.nominee is None or section in self.nominee.form.sections
        return any(part.left or part.gap for part in self.sections if part.section == section)


def with_reports(participants: QuerySet[Any], edition: Edition) -> list[Any]:
    """Return regions or nominees with `report` of the assessed year, `last_report`, `extension`, `reminded_at`.

    None where there is none; `last_report` only as it was verified. One query.
    """
    year = edition.assessed_year
    of_region = participants.model is Regency
    own = {way: Q(**{f"{way}__nominee": None} if of_region else {}) for way in ("reports", "extensions")}
    settled = Q(reports__year=year - 1, reports__status__in=SETTLED)
    joined = {
        "report": FilteredRelation("reports", condition=own["reports"] & Q(reports__year=year)),
        "last_report": FilteredRelation("reports", condition=own["reports"] & settled),
        "extension": FilteredRelation("extensions", condition=own["extensions"] & Q(extensions__year=year)),
    }
    whose = {"regency": OuterRef("pk"), "nominee": None} if of_region else {"nominee": OuterRef("pk")}
    reminders = Reminder.objects.filter(edition=edition, **whose).order_by("-sent_at")
    latest = Subquery(reminders.values("sent_at")[:1])
    found = list(participants.annotate(**joined, reminded_at=latest).select_related(*joined))
    for one in found:
        for name in joined:
            setattr(one, name, getattr(one, name, None))  # an empty join leaves the name out
    return found


def report_states(edition: Edition, participants: Sequence[Any]) -> list[ReportState]:
    """Return the state of each, given what `with_reports` returned, in as many queries for many as for one."""
    now, year = timezone.now(), edition.assessed_year
    reports = [_report(one, edition) for one in participants]
    begun = [report for report in reports if report.pk]
    last = [one.last_report for one in participants if one.last_report]
    entries = entries_for(begun)
    counted = counted_for([*begun, *last], entries)
    sections, touched = progress_for(begun, entries, counted), last_touched(begun)
    windows = FillingWindow.objects.filter(province=edition.province_id, year=year)
    by_kind = {window.kind: window for window in windows}
    found = []
    for one, report in zip(participants, reports, strict=True):
        window = by_kind.get(report.kind.slug)
        deadline = deadline_of(window, one.extension)
        who, when = touched.get(report.pk, ("", None))
        found.append(
            ReportState(
                report=report,
                regency=report.regency,
                nominee=report.nominee,
                status=report.status if report.pk else NOT_BEGUN,
                sections=sections.get(report.pk, []),
                touched_by=who,
                touched_at=when,
                deadline=deadline,
                reminded_at=one.reminded_at,
                days=_days(edition, now, deadline),
                is_open=not reasons_closed(report, now, window, one.extension),
                coverage_last_year=_verified_coverage(one.last_report, counted),
                is_split_off=report.nominee is None and is_split_off(report.regency, year),
                **_so_far(counted.get(report.pk)),
            )
        )
    return found


def _report(participant: Any, edition: Edition) -> YearlyReport:
    """Return the participant's report, unsaved where it is not begun; it and last year's know whose they are."""
    nominee = participant if isinstance(participant, Nominee) else None
    regency = nominee.regency if nominee else participant
    regency.province = edition.province
    report = participant.report or YearlyReport(year=edition.assessed_year)
    for known in filter(None, (report, participant.last_report)):
        known.regency, known.nominee = regency, nominee
    return report


def _days(edition: Edition, now: datetime.datetime, deadline: datetime.datetime | None) -> int | None:
    return days_until(deadline, now, edition.province.zone) if deadline else None


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

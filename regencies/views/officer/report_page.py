"""The report as an officer's pages show it: fetched once, each part when a page first asks for it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from regencies.actions.deadlines import deadline_of, known_window, reasons_closed, window_of
from regencies.actions.locks import is_unlocked
from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.checks.findings import Finding
from regencies.checks.progress import Progress, office_findings, progress, sections_of
from regencies.checks.snapshot import Snapshot
from regencies.choices import Section
from regencies.figures.counted import Counted, Figures, counted_of
from regencies.figures.earlier_years import Earlier, earlier_and_last
from regencies.l10n.dates import days_in_words, days_until
from regencies.models import ReportEntry, YearlyReport
from regencies.permissions import can_certify
from regencies.presenters.succession import why_not_compared
from regencies.receipts.document import said_by
from regencies.views.officer.report_key import READ, SHOWN, ReportKey, key_of


class ReportPage:
    """One report this person fills in or certifies, and what its pages show of it."""

    def __init__(self, request: HttpRequest, key: ReportKey, report: YearlyReport | None = None) -> None:
        self.user, self.key = request.user, key
        self._last_year: list[ReportEntry] | None = None
        self.report = report or key.report(self.user, use=READ if request.method == "POST" else SHOWN)
        self.regency, self.participant = self.report.regency, self.report.participant
        timezone.activate(self.regency.province.zone)
        self.kind, self.year, self.previous_year = self.report.kind, key.year, key.year - 1
        self.current_label, self.previous_label = f"31 Des {self.year}", f"31 Des {self.previous_year}"

    @classmethod
    def of(cls, request: HttpRequest, report: YearlyReport) -> ReportPage:
        """Return the page of a report that has been fetched."""
        return cls(request, key_of(report, request.user), report)

    @property
    def above(self) -> list[tuple[str, str]]:
        """(address, name) of the pages above the report: the own office's, or the nominee's."""
        if self.report.nominee is None:
            return [(reverse("report_index"), "Laporan")]
        own = reverse("nominee", args=[self.report.nominee_id])
        return [(reverse("nominee_index"), "Calon"), (own, str(self.participant))]

    @cached_property
    def may_certify(self) -> bool:
        """Whether this person may certify and send the report."""
        return can_certify(self.user, self.report)

    @cached_property
    def window(self):
        """(window, extension); either may be None."""
        return known_window(self.report) or window_of(self.report)

    @cached_property
    def closed(self) -> list[str]:
        """Why nothing can be changed now; empty when it can."""
        return reasons_closed(self.report, timezone.now(), *self.window)

    @cached_property
    def not_compared(self) -> str:
        """Why its figures stand beside none of the year before; "" where they may be compared."""
        return why_not_compared(self.regency, self.year)

    @cached_property
    def deadline(self) -> datetime.datetime | None:
        """Until when the province accepts the report."""
        return deadline_of(*self.window)

    @property
    def time_left(self) -> str:
        """How long that is, in days as its province counts them: "3 hari lagi"; "" without a deadline or after it."""
        now = timezone.now()
        if self.deadline is None or self.deadline < now:
            return ""
        return days_in_words(days_until(self.deadline, now, self.regency.province.zone))

    @cached_property
    def entries(self) -> list[ReportEntry]:
        """Every entry with its content, review and evidence, and what it is `called` apart from its namesakes."""
        found, known = entries_of(self.report, with_typists=True), Counter[tuple[str, str]]()
        for entry in found:
            known[name := (entry.section, str(entry.detail))] += 1
            entry.called = f"{name[1]} ({known[name]})" if known[name] > 1 else name[1]
        return found

    @cached_property
    def counted(self) -> Counted:
        """What counts of the report, beside last year's figures where they were verified."""
        return counted_of(self.report, self.entries, self._last_year)

    def earlier(self, sections: Collection[Section]) -> Earlier:
        """Return what earlier reports hold in these sections; asked first, one query for this and what counts."""
        found, self._last_year = earlier_and_last(self.report, sections)
        return found

    @property
    def figures(self) -> Figures:
        """The figures as they count: verified values replace claimed ones."""
        return self.counted.figures

    @cached_property
    def claimed(self) -> Figures:
        """The figures as the office claims them, beside those that count."""
        rows = [entry.participation for entry in self.in_section(Section.PARTICIPATION)]
        claims = {
            name: {row.segment: getattr(row, name) for row in rows}
            for name in ("registered", "registered_previous")
        }
        return cast(Figures, self.figures | claims)

    @cached_property
    def facts(self) -> Snapshot:
        """The snapshot the checks judge."""
        return snapshot(self.report, self.entries, self.counted)

    @cached_property
    def said(self) -> dict[str, Any]:
        """Everything the report says, as its receipt would have it."""
        return said_by(self.report, self.entries, self.facts)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find; what a verifier's figures ask is asked once the report is back."""
        return office_findings(self.report, self.facts)

    @cached_property
    def progress(self) -> list[Progress]:
        """How far each section is."""
        return progress(self.report, self.entries, self.facts, self.findings)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections it has, in the order of the form."""
        return sections_of(self.report, self.entries)

    def in_section(self, section: Section) -> list[ReportEntry]:
        """Return the entries of a section."""
        return [entry for entry in self.entries if entry.section == section]

    def entry(self, pk: int) -> ReportEntry:
        """Return an entry of this report with its content; 404 for any other."""
        if (found := self.find(pk)) is None:
            raise Http404
        return found

    def find(self, pk: int) -> ReportEntry | None:
        """Return an entry of this report with its content; None for any other."""
        return next((entry for entry in self.entries if entry.pk == pk), None)

    def may_edit(self, entry: ReportEntry) -> bool:
        """Return whether the entry can be changed now."""
        return not self.closed and is_unlocked(entry)

    def saved_at(self, section: Section) -> datetime.datetime | None:
        """Return when anything of the section was last saved."""
        moments = [entry.entered_at for entry in self.in_section(section) if entry.entered_at]
        return max(moments, default=None)

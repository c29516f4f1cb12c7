"""The years of a region or nominee for who fills in: sent, still to be sent, or ready to be opened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from regencies.actions.deadlines import deadline_of, reasons_closed
from regencies.checks.build_snapshot import entries_for
from regencies.checks.progress import flagged, is_complete, progress_for
from regencies.choices import ReportStatus, Role, WindowState
from regencies.figures.counted import counted_for
from regencies.models import Extension, FillingWindow, Receipt, User, YearlyReport
from regencies.tables.years import YearsTable
from regencies.views.officer.report_key import ReportKey, key_of
from regencies.views.officer.report_page import ReportPage


@dataclass(frozen=True)
class Year:
    """One year; `report` is None while nobody has opened it, `closed` says why nothing can be done now."""

    key: ReportKey
    report: YearlyReport | None
    deadline: datetime.datetime | None
    closed: list[str]
    is_running: bool  # the province accepts reports or corrections of this year
    receipts: list[Receipt]

    @property
    def year(self) -> int:
        """The assessed year."""
        return self.key.year

    @property
    def is_unsent(self) -> bool:
        """Whether a running year's report is still with the office: the one thing it must not overlook."""
        return self.is_running and (self.report is None or ReportStatus(self.report.status).is_editable)

    @property
    def can_be_opened(self) -> bool:
        """Whether the report can be begun now."""
        return self.report is None and not self.closed


def years_shown(user: User, blank: YearlyReport) -> dict[str, Any]:
    """Return what a page shows of the years of a region or nominee, that of `blank`. Four queries."""
    receipts = Prefetch("receipts", Receipt.objects.defer("document").order_by("-version"))
    reports = YearlyReport.objects.filter(regency=blank.regency, nominee=blank.nominee)
    years = years_of(user, blank, reports.prefetch_related(receipts))
    return {
        "participant": blank.participant,
        "zone": blank.regency.province.zone,
        "table": YearsTable(years),
        "unsent": [year for year in years if year.is_unsent],
    }


def years_of(user: User, blank: YearlyReport, reports: Iterable[YearlyReport]) -> list[Year]:
    """Return every year with a report or a running window, newest first. Two queries.

    `blank` is a report not stored, whose region or nominee `reports` are about.
    """
    regency, nominee = blank.regency, blank.nominee
    open_for = FillingWindow.objects.filter(province=regency.province_id, kind=blank.kind.slug)
    windows = {window.year: window for window in open_for}
    granted = Extension.objects.filter(regency=regency, nominee=nominee)
    extensions = {extension.year: extension for extension in granted}
    by_year = {report.year: report for report in reports}
    running = {year for year, window in windows.items() if window.state != WindowState.CLOSED}
    running |= {year for year, extension in extensions.items() if timezone.now() <= extension.until}
    running = {year for year in running if regency.is_in_year(year)}
    found = []
    for year in sorted(running | set(by_year), reverse=True):
        judged = by_year.get(year) or YearlyReport(regency=regency, nominee=nominee, year=year)
        judged.regency, judged.nominee = regency, nominee
        found.append(_year(user, judged, windows.get(year), extensions.get(year), year in running))
    return found


def _year(
    user: User,
    report: YearlyReport,
    window: FillingWindow | None,
    extension: Extension | None,
    is_running: bool,
) -> Year:
    return Year(
        key=key_of(report, user),
        report=report if report.pk else None,
        deadline=deadline_of(window, extension),
        closed=reasons_closed(report, timezone.now(), window, extension),
        is_running=is_running,
        receipts=list(report.receipts.all()) if report.pk else [],
    )


def waiting_for(head: User) -> list[tuple[ReportKey, YearlyReport]]:
    """Return the reports of a head's offices, and of their nominees, that are complete and only wait to be sent.

    Ten queries at most, however many there are.
    """
    offices = [each.regency_id for each in head.active_memberships if each.role == Role.HEAD]
    if not offices:
        return []
    editable = [status for status in ReportStatus if status.is_editable]
    reports = YearlyReport.objects.filter(regency__in=offices, status__in=editable).with_participant()
    running = _open(list(reports.order_by("-year", "pk")), offices)
    if not running:
        return []
    entries = entries_for(running)
    parts = progress_for(running, entries, counted_for(running, entries))
    return [(key_of(report, head), report) for report in running if is_complete(parts[report.pk])]


def _open(reports: list[YearlyReport], offices: list[int]) -> list[YearlyReport]:
    """Return those of these offices' reports that can be sent now. Two queries where an own extension may decide."""
    windows = FillingWindow.objects.filter(province__regencies__in=offices).distinct()
    by_kind = {(one.province_id, one.year, one.kind): one for one in windows}
    now = timezone.now()

    def is_open(report: YearlyReport, extension: Extension | None = None) -> bool:
        window = by_kind.get((report.regency.province_id, report.year, report.kind.slug))
        return not reasons_closed(report, now, window, extension)

    late = {report.pk for report in reports if not is_open(report)}
    given = Extension.objects.filter(regency__in=offices) if late else ()
    extensions = {(one.regency_id, one.nominee_id, one.year): one for one in given}
    own = [(report.regency_id, report.nominee_id, report.year) for report in reports]
    return [
        report
        for report, which in zip(reports, own, strict=True)
        if report.pk not in late or is_open(report, extensions.get(which))
    ]


def next_step(page: ReportPage) -> dict[str, Any]:
    """Return who does what next: {text, url, label}; url is "" when it is somebody else's turn."""
    report = page.report
    status = ReportStatus(report.status)
    if status == ReportStatus.SENT and report.opened_at:
        return _turn("Verifikator provinsi sedang memeriksa laporan ini.")
    if status == ReportStatus.SENT:
        text = "Menunggu verifikator provinsi. Selama verifikasi belum dimulai, laporan masih dapat ditarik kembali."
        return _turn(text, reverse("report_withdraw", args=[page.key]), "Tarik kembali")
    if not status.is_editable:
        return _turn("Laporan sudah diverifikasi. Tidak ada lagi yang perlu dilakukan dinas.")
    if page.closed:
        return _turn(" ".join(page.closed))
    return _towards_sending(page, reverse("report_send", args=[page.key]))


def _towards_sending(page: ReportPage, send: str) -> dict[str, Any]:
    left = "Lihat yang belum selesai"
    who = "Petugas atau pengusul" if page.report.nominee else "Petugas"
    if waiting := len(flagged(page.report, page.entries)):
        text = (
            f"{who} memperbaiki {waiting} butir yang ditandai verifikator. Setelah itu kepala dinas mengirim."
        )
        return _turn(text, send, left)
    if blocking := sum(finding.blocks for finding in page.findings):
        text = f"{who} melengkapi isian: {blocking} hal belum selesai. Setelah itu kepala dinas mengirim."
        return _turn(text, send, left)
    if page.may_certify:
        text = "Isian sudah lengkap. Silakan baca, nyatakan kebenarannya, lalu kirim."
        return _turn(text, send, "Kirim laporan")
    return _turn(
        "Isian sudah lengkap. Mintalah kepala dinas masuk dan mengirim.", send, "Lihat ringkasan kirim"
    )


def _turn(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    return {"text": text, "url": url, "label": label}

"""The years of a regency for its officers: sent, still to be sent, or ready to be opened."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from regencies.actions.deadlines import deadline_of, reasons_closed
from regencies.checks.progress import flagged
from regencies.choices import ReportStatus, WindowState
from regencies.models import Extension, FillingWindow, Receipt, Regency, YearlyReport
from regencies.views.officer.report_page import ReportPage


@dataclass(frozen=True)
class Year:
    """One year; `report` is None while nobody has opened it, `closed` says why nothing can be done now."""

    year: int
    report: YearlyReport | None
    deadline: datetime.datetime | None
    closed: list[str]
    is_running: bool  # the province accepts reports or corrections of this year
    receipts: list[Receipt]

    @property
    def is_unsent(self) -> bool:
        """Whether a running year's report is still with the office: the one thing it must not overlook."""
        return self.is_running and (self.report is None or ReportStatus(self.report.status).is_editable)

    @property
    def can_be_opened(self) -> bool:
        """Whether the report can be begun now."""
        return self.report is None and not self.closed


def years_of(regency: Regency, reports: list[YearlyReport]) -> list[Year]:
    """Return every year with a report or a running window, newest first. Two queries."""
    windows = {window.year: window for window in FillingWindow.objects.filter(province=regency.province_id)}
    extensions = {extension.year: extension for extension in Extension.objects.filter(regency=regency)}
    by_year = {report.year: report for report in reports}
    running = {year for year, window in windows.items() if window.state != WindowState.CLOSED}
    running |= {year for year, extension in extensions.items() if timezone.now() <= extension.until}
    running = {year for year in running if regency.is_in_year(year)}
    return [
        _year(regency, year, by_year.get(year), windows.get(year), extensions.get(year), year in running)
        for year in sorted(running | set(by_year), reverse=True)
    ]


def _year(
    regency: Regency,
    year: int,
    report: YearlyReport | None,
    window: FillingWindow | None,
    extension: Extension | None,
    is_running: bool,
) -> Year:
    judged = report or YearlyReport(regency=regency, year=year)
    judged.regency = regency
    return Year(
        year=year,
        report=report,
        deadline=deadline_of(window, extension),
        closed=reasons_closed(judged, timezone.now(), window, extension),
        is_running=is_running,
        receipts=list(report.receipts.all()) if report else [],
    )


def next_step(page: ReportPage) -> dict[str, Any]:
    """Return who does what next: {text, url, label}; url is "" when it is somebody else's turn."""
    report = page.report
    status = ReportStatus(report.status)
    if status == ReportStatus.SENT and report.opened_at:
        return _turn("Verifikator provinsi sedang memeriksa laporan ini.")
    if status == ReportStatus.SENT:
        text = "Menunggu verifikator provinsi. Selama verifikasi belum dimulai, laporan masih dapat ditarik kembali."
        return _turn(text, reverse("report_withdraw", args=[page.year]), "Tarik kembali")
    if not status.is_editable:
        return _turn("Laporan sudah diverifikasi. Tidak ada lagi yang perlu dilakukan dinas.")
    if page.closed:
        return _turn(" ".join(page.closed))
    return _towards_sending(page, reverse("report_send", args=[page.year]))


def _towards_sending(page: ReportPage, send: str) -> dict[str, Any]:
    left = "Lihat yang belum selesai"
    if waiting := len(flagged(page.report, page.entries)):
        text = f"Petugas memperbaiki {waiting} butir yang ditandai verifikator. Setelah itu kepala dinas mengirim."
        return _turn(text, send, left)
    if blocking := sum(finding.blocks for finding in page.findings):
        text = f"Petugas melengkapi isian: {blocking} hal belum selesai. Setelah itu kepala dinas mengirim."
        return _turn(text, send, left)
    if page.may_certify:
        text = "Isian sudah lengkap. Silakan baca, nyatakan kebenarannya, lalu kirim."
        return _turn(text, send, "Kirim laporan")
    return _turn(
        "Isian sudah lengkap. Mintalah kepala dinas masuk dan mengirim.", send, "Lihat ringkasan kirim"
    )


def _turn(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    return {"text": text, "url": url, "label": label}

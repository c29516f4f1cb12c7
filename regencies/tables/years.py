"""The years of a regency: the state of each report, its deadline and the receipts of each time it was sent."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from regencies.choices import ReportStatus
from regencies.models import Receipt
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import moment, weekday_moment


class YearsTable(ListTable):
    """Rows are `Year`s of regencies/views/officer/years.py, newest first."""

    caption = "Laporan menurut tahun penilaian"
    caption_class = "visually-hidden"
    empty_title = "Belum ada masa pengisian"
    empty_text = (
        "Provinsi belum membuka pengisian laporan. Halaman ini akan menampilkan batas waktu begitu pengisian "
        "dibuka."
    )
    year = ListColumn("Laporan", heads_row=True)
    status = ListColumn("Status")
    deadline = ListColumn("Batas waktu", folds_away=True)
    receipts = ListColumn("Tanda terima", folds_away=True)

    def render_year(self, record: Any) -> SafeString | str:
        """Return the year, a link once its report was begun; below it why the verifier returned it."""
        name, report = f"Tahun penilaian {record.year}", record.report
        if report is None:
            return name
        link = format_html('<a href="{}">{}</a>', reverse("report_overview", args=[record.key]), name)
        if report.status != ReportStatus.RETURNED or not report.return_note:
            return link
        return link + format_html(
            '<span class="cell-note">Catatan verifikator: {}</span>', report.return_note
        )

    def render_status(self, record: Any) -> SafeString:
        if record.report is None:
            return badge("pending", "Belum mulai diisi")
        return badge(record.report.status, record.report.get_status_display())

    def render_deadline(self, record: Any, value: datetime.datetime | None) -> Any:
        """Return the deadline while the province accepts reports of the year."""
        return weekday_moment(value) if value and record.is_running else ""

    def render_receipts(self, record: Any, value: list[Receipt]) -> SafeString | str:
        """Return each version that was sent; for a year that is over also that none was."""
        if not value:
            return "" if record.is_unsent else "Laporan tahun ini tidak dikirim."
        lines = [
            (
                reverse("report_receipt", args=[record.key, receipt.version]),
                receipt.version,
                moment(receipt.sent_at),
            )
            for receipt in value
        ]
        line = '<li><a href="{}">Versi {}</a>, dikirim {}</li>'
        return format_html('<ul class="receipts">{}</ul>', format_html_join("", line, lines))

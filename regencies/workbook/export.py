"""A whole report to take away, as XLSX or PDF, in any state; what nobody has certified says so on every page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.conf import settings

from regencies.checks.build_snapshot import snapshot
from regencies.choices import ReportStatus
from regencies.figures.verified import review_of, stated
from regencies.l10n.dates import format_moment
from regencies.l10n.field_text import figure_text, label
from regencies.models import ReportEntry, YearlyReport
from regencies.presenters.standing import is_draft, is_withdrawn
from regencies.receipts.document import said_by
from regencies.receipts.pdf import draft_pdf, receipt_pdf
from regencies.workbook.file import about
from regencies.workbook.last_year import last_year
from regencies.workbook.plan import plan_of
from regencies.workbook.write import workbook_bytes

NEVER_SENT = "DRAF — belum dikirim"


def standing(report: YearlyReport) -> str:
    """Return what a reader has before them: "DRAF — belum dikirim", "Versi 2, dikirim 29 Juli 2025 14.30 WIB"."""
    if report.version == 0 or report.sent_at is None:
        return NEVER_SENT
    if is_draft(report):
        since = "ditarik kembali" if is_withdrawn(report) else "dikembalikan untuk perbaikan"
        return f"DRAF — versi {report.version} {since}, belum dikirim lagi"
    sent = format_moment(report.sent_at.astimezone(report.regency.province.zone))
    verified = report.status in {ReportStatus.VERIFIED, ReportStatus.LOCKED}
    return f"Versi {report.version}, dikirim {sent}{', terverifikasi' if verified else ''}"


def report_xlsx(report: YearlyReport, entries: Sequence[ReportEntry], now: datetime.datetime) -> bytes:
    """Return the XLSX file of a report to read: a sheet for each section, answers and evidence on the first."""
    facts = [
        ("Laporan", about(report)),
        ("Keadaan", standing(report)),
        ("Diunduh", format_moment(now.astimezone(report.regency.province.zone))),
        ("Kegunaan", "Salinan untuk dibaca; tidak dapat diunggah kembali."),
    ]
    if settings.DEMO:
        facts.append(("Catatan", "Data contoh — bukan hasil resmi."))
    return workbook_bytes(
        plan_of(report, entries, last_year(report, entries), ()),
        about=about(report),
        instructions=[*facts, *_answers(report, entries), *_reviews(report, entries), *_evidence(entries)],
        first="Keterangan",
    )


def _answers(report: YearlyReport, entries: Sequence[ReportEntry]) -> Iterator[tuple[str, str]]:
    """Yield each question the checks asked with its answer."""
    for item in said_by(report, [*entries], snapshot(report, [*entries]))["explanations"]:
        yield "Pertanyaan", item["asked"]
        yield "Penjelasan", item["answer"]


def _reviews(report: YearlyReport, entries: Sequence[ReportEntry]) -> Iterator[tuple[str, str]]:
    """Yield what the verifier found about each entry, once it is no longer being judged."""
    for entry in entries if report.status != ReportStatus.SENT else ():
        if (review := review_of(entry)) is not None:
            found = [
                f"{label(entry.detail, name)}: {figure_text(entry.detail, name, value)}"
                for name, value in stated(entry).items()
            ]
            said = "; ".join(filter(None, [review.get_state_display(), *found, review.note]))
            yield "Hasil verifikasi", f"{entry.get_section_display()}, {entry.detail}: {said}"


def _evidence(entries: Sequence[ReportEntry]) -> Iterator[tuple[str, str]]:
    """Yield each file with the entry it supports."""
    for entry in entries:
        for file in entry.evidence.all():
            page = f", halaman {file.page}" if file.page else ""
            yield (
                "Bukti dukung",
                f"{entry.get_section_display()}, {entry.detail}: {file.title} ({file.name}{page})",
            )


def report_pdf(report: YearlyReport, entries: Sequence[ReportEntry], now: datetime.datetime) -> bytes:
    """Return the PDF of a report: its receipt, as it was certified; of a draft what it says now, marked as one."""
    if not is_draft(report):
        return receipt_pdf(report.receipts.get(version=report.version))
    said = said_by(report, [*entries], snapshot(report, [*entries]))
    return draft_pdf(said, standing(report), format_moment(now.astimezone(report.regency.province.zone)))

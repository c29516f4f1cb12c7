"""What a sent report is worth today: whether a receipt still counts, and whether a reader has a draft before them."""

from __future__ import annotations

from django.db.models import TextChoices

from regencies.choices import ReportStatus
from regencies.models import Receipt, ReportEntry, YearlyReport


class ReceiptState(TextChoices):
    """Whether what a receipt states is what the office states today."""

    CURRENT = "current", "Berlaku"
    RETURNED = "returned", "Dikembalikan untuk perbaikan"
    WITHDRAWN = "withdrawn", "Ditarik kembali"
    REPLACED = "replaced", "Sudah digantikan"


def receipt_state(receipt: Receipt) -> ReceiptState:
    """Return whether the version of a receipt counts; its report is fetched already."""
    report = receipt.report
    if receipt.version < report.version:
        return ReceiptState.REPLACED
    if not is_draft(report):
        return ReceiptState.CURRENT
    return ReceiptState.WITHDRAWN if is_withdrawn(report) else ReceiptState.RETURNED


def is_draft(report: YearlyReport) -> bool:
    """Return whether the report holds what the office is writing, which nobody has certified."""
    return report.status in {ReportStatus.DRAFT, ReportStatus.RETURNED}


def is_withdrawn(report: YearlyReport) -> bool:
    """Return whether the office took back what it sent last, be it after an earlier return."""
    if report.sent_at is None or not is_draft(report):
        return False
    return report.returned_at is None or report.returned_at < report.sent_at


def is_changed_since_sent(entry: ReportEntry, report: YearlyReport) -> bool:
    """Return whether somebody changed an entry of a draft after the report was sent last."""
    return bool(
        is_draft(report) and report.sent_at and entry.entered_at and entry.entered_at > report.sent_at
    )


def draft_notice(report: YearlyReport) -> str:
    """Return what a reader of a draft has before them; "" for a report that is certified as it stands."""
    if not is_draft(report):
        return ""
    since = "ditarik kembali oleh dinas" if is_withdrawn(report) else "dikembalikan untuk perbaikan"
    return f"Versi {report.version} {since}. Yang tampil adalah draf dinas: belum dikirim dan belum dinyatakan benar."

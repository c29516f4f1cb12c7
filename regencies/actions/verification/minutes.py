"""The verb that keeps the signed minutes of a reconciliation, held against what they say."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.evidence.scanning import scan
from regencies.actions.files import describe, keep
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReportStatus
from regencies.figures.second_source import with_branch_figures
from regencies.files.pdf import PDF
from regencies.files.signatures import read_signatures
from regencies.models import SignedMinutes, User, YearlyReport
from regencies.permissions import can_verify
from regencies.receipts.typesetting import NotPrinted
from regencies.reconciliation.document import LONGEST_CODE, has_begun, minutes_of
from regencies.reconciliation.paper import minutes_pdf

NOTHING = b"\0"  # no file begins with it
NOT_BEGUN = "Verifikasi versi ini belum dimulai. Mulai verifikasi lebih dahulu, lalu cetak berita acaranya."


@verb
def keep_signed_minutes(
    report: YearlyReport, upload: UploadedFile[Any], *, code: str, by: User
) -> SignedMinutes:
    """Store the scan of the minutes as they stand now. Raises Refused, also for paper that says something else.

    `code`: the beginning of the hash, as it is printed on the paper.
    """
    if not can_verify(by, report):
        raise Refused("Hanya verifikator provinsi yang dapat mengunggah berita acara bertanda tangan.")
    row = SignedMinutes(report=report)
    describe(row, upload, "", by)
    content = upload.read()
    is_scanned = scan(row, content)  # before anything is locked
    row.signatures = read_signatures(content, _printed(report)) if row.content_type == PDF else None
    reports = YearlyReport.objects.select_for_update(of=("self",)).with_participant()
    report = with_branch_figures(reports).get(pk=report.pk)
    if report.status == ReportStatus.LOCKED:
        raise Refused("Laporan sudah terkunci karena penilaian telah dimulai. Hubungi admin provinsi.")
    if not has_begun(report):
        raise Refused(NOT_BEGUN)
    minutes = minutes_of(report, entries_of(report))
    if (typed := code.strip().lower()[:LONGEST_CODE]) != minutes.code:
        raise Refused(
            f"Kode “{typed}” bukan kode berita acara sekarang, “{minutes.code}”. Periksa ketikannya, atau cetak dan "
            "tanda tangani lagi."
        )
    row.report, row.number, row.title = report, minutes.number, minutes.number
    row.document, row.document_sha256 = minutes.document, minutes.sha256
    same = SignedMinutes.objects.filter(
        report=report, sha256=row.sha256, document_sha256=row.document_sha256
    ).first()
    if same is not None:
        return same  # a second tap
    keep(row, upload, is_scanned=is_scanned)
    return row


def _printed(report: YearlyReport) -> bytes:
    """Return the PDF of the minutes as they stand; nothing where it cannot be made or has not begun."""
    found = with_branch_figures(YearlyReport.objects.with_participant()).get(pk=report.pk)
    try:
        return minutes_pdf(minutes_of(found, entries_of(found)), found.pk) if has_begun(found) else NOTHING
    except NotPrinted:
        return NOTHING

"""The reconciliation of a report with the second source: what both say, its minutes on paper, the signed scan."""

from __future__ import annotations

import logging
from datetime import tzinfo
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regencies.actions.verification.minutes import keep_signed_minutes
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReportStatus
from regencies.figures.second_source import with_branch_figures
from regencies.files.pdf import PDF
from regencies.files.signatures import UNCHECKED, about_file, signature_rows
from regencies.forms.review import SignedMinutesForm
from regencies.models import SignedMinutes, YearlyReport
from regencies.permissions import can_verify
from regencies.receipts.typesetting import NotPrinted
from regencies.reconciliation.document import Minutes, has_begun, minutes_of
from regencies.reconciliation.paper import minutes_pdf
from regencies.tables.signatures import SignaturesTable
from regencies.views.confirm import confirm_response
from regencies.views.downloads import serve
from regencies.views.officer.report_key import key_of
from regencies.views.workbook import download

logger = logging.getLogger(__name__)
NOT_PRINTED = "PDF tidak dapat dibuat sekarang. Angkanya lengkap di halaman ini; silakan coba lagi nanti."


def _report(request: HttpRequest, report: int) -> YearlyReport:
    """Return a report this person sees whose verification has begun; 404 for any other."""
    reports = YearlyReport.objects.visible_to(request.user).with_participant().select_related("certified_by")
    found: YearlyReport = get_object_or_404(with_branch_figures(reports), pk=report)
    if not has_begun(found):
        raise Http404
    timezone.activate(found.regency.province.zone)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, report: int) -> HttpResponse:
    """Show what is reconciled; a verifier closes it with the signed scan."""
    found = _report(request, report)
    posted = request.method == "POST"
    if posted and not can_verify(request.user, found):
        raise PermissionDenied
    return confirm_response(
        request,
        lambda file, code: keep_signed_minutes(found, file, code=code, by=request.user),
        next_url=reverse("reconciliation", args=[found.pk]),
        message="Berita acara bertanda tangan tersimpan.",
        form=SignedMinutesForm(*((request.POST, request.FILES) if posted else ())),
        template="reconciliation/page.html",
        shared=lambda: _context(request, found),
    )


def _context(request: HttpRequest, report: YearlyReport) -> dict[str, Any]:
    minutes = minutes_of(report, entries_of(report))
    signed = list(report.signed_minutes.defer("document").select_related("uploaded_by"))
    verifies = can_verify(request.user, report)
    return {
        "report": report,
        "minutes": minutes,
        "said": minutes.said,
        "signed": [_as_signed(row, report.regency.province.zone) for row in signed],
        "unchecked": UNCHECKED,
        "is_closed": any(row.document_sha256 == minutes.sha256 for row in signed),
        "may_sign": verifies and report.status != ReportStatus.LOCKED,
        "back": _back(request, report, verifies),
    }


def _as_signed(row: SignedMinutes, zone: tzinfo) -> dict[str, Any]:
    """Return a signed copy with what is said of its file and of each electronic signature in it."""
    rows = signature_rows(row.signatures, zone)
    return {
        "row": row,
        "about": about_file(row.signatures, is_pdf=row.content_type == PDF),
        "signatures": SignaturesTable(rows) if rows else None,
    }


def _back(request: HttpRequest, report: YearlyReport, verifies: bool) -> str:
    """Return the page of the report this person comes from."""
    if verifies:
        return reverse("verifier_report", args=[report.pk])
    if YearlyReport.objects.filter(YearlyReport.filled_by(request.user), pk=report.pk).exists():
        return reverse("report_overview", args=[key_of(report, request.user)])
    return reverse("admin:regencies_yearlyreport_contents", args=[report.pk])


@require_safe
def minutes_file(request: HttpRequest, report: int) -> HttpResponse:
    """Send the minutes as a PDF; when it cannot be made, the page with all figures and a sentence that says so."""
    found = _report(request, report)
    minutes: Minutes = minutes_of(found, entries_of(found))
    try:
        content = minutes_pdf(minutes, found.pk)
    except (NotPrinted, OSError):
        logger.exception("The minutes of report %s were not printed", found.pk)
        shown = _context(request, found) | {"problems": [NOT_PRINTED], "form": SignedMinutesForm()}
        return render(request, "reconciliation/page.html", shown, status=503)
    name = f"{minutes.number.replace('/', '-').lower()}.pdf"
    return download(content, "application/pdf", name)


@require_safe
def signed_file(request: HttpRequest, file: int) -> HttpResponse:
    """Serve a signed scan to whoever sees the reconciliation; 404 to everybody else."""
    rows = SignedMinutes.objects.defer("document").select_related("report__regency")
    row = get_object_or_404(rows, pk=file, report__in=YearlyReport.objects.visible_to(request.user))
    return serve(request, row)

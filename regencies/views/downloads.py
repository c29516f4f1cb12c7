"""The files behind a report, served as downloads to those who may see them."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from config.security.lines import note
from regencies.actions.evidence.scanning import why_held
from regencies.actions.files import Altered, read_kept, tell_admins
from regencies.choices import SecurityEvent
from regencies.models import Evidence, FiguresFile, Receipt, User, YearlyReport
from regencies.models.kept_file import KeptFile
from regencies.permissions import can_fill, can_open_evidence, can_open_figures, can_verify
from regencies.receipts.pdf import receipt_pdf
from regencies.views.officer.report_key import key_of


@require_safe
def evidence_file(request: HttpRequest, evidence: int) -> HttpResponse:
    """Serve a file of the own regency, or of a sent report of the own province; 404 to everybody else."""
    return serve(request, opened_evidence(request, evidence))


def opened_evidence(request: HttpRequest, evidence: int) -> Evidence:
    """Return a file this person may open; 404 for one they may not know of, 403 for one they may not open yet."""
    found = get_object_or_404(
        Evidence.objects.select_related("entry__report__regency", "entry__report__nominee"),
        pk=evidence,
        entry__report__in=YearlyReport.objects.visible_to(request.user),
    )
    if not can_open_evidence(request.user, found):
        raise PermissionDenied
    return found


@require_safe
def figures_file(request: HttpRequest, file: int) -> HttpResponse:
    """Serve a file that official figures are from to the staff of its province; 404 to everybody else."""
    found = get_object_or_404(FiguresFile.objects.select_related("province"), pk=file)
    if not can_open_figures(request.user, found):
        raise Http404
    return serve(request, found)


def not_opened(
    request: HttpRequest, file: KeptFile, reason: str, *, is_altered: bool = False
) -> HttpResponse:
    """Say why a file is not opened, and lead back to where it stands."""
    back = way_back(request.user, file) if isinstance(file, Evidence) else {}
    context = {"reason_text": reason, "is_altered": is_altered, **back}
    return render(request, "409.html", context, status=HTTPStatus.CONFLICT)


def way_back(user: User, evidence: Evidence) -> dict[str, str]:
    """Return the page a file was reached from: the office's, or the verifier's at its entry."""
    report, entry = evidence.entry.report, evidence.entry_id
    if can_fill(user, report):
        address = reverse("report_evidence", args=[key_of(report, user), entry])
        return {"back_url": address, "back_label": "Bukti dukung"}
    if can_verify(user, report):
        return {
            "back_url": f"{reverse('verifier_report', args=[report.pk])}#butir-{entry}",
            "back_label": "Laporan",
        }
    return {}


def serve(request: HttpRequest, evidence: KeptFile) -> HttpResponse:
    """Return the file as a download that no browser runs, guesses at or keeps; the caller has asked who may.

    409 while it waits for the scanner or is infected, and when the stored bytes are not those that were uploaded; the
    admins of the province are told.
    """
    if reason := why_held(evidence, request.user):
        return not_opened(request, evidence, reason)
    note(
        SecurityEvent.EVIDENCE,
        province=evidence.province_id,
        about=f"Berkas nomor {evidence.pk}, {evidence.owner}",
    )
    try:
        content = read_kept(evidence)
    except Altered as altered:
        tell_admins(altered)
        return not_opened(request, evidence, altered.reasons[0], is_altered=True)
    response = HttpResponse(content, content_type=evidence.content_type)
    response["Content-Disposition"] = content_disposition_header(True, evidence.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def receipt_file(request: HttpRequest, sha256: str, suffix: str) -> HttpResponse:
    """Serve a receipt on paper, or the very bytes its hash is of, to the office and provincial staff; else 404."""
    receipt = get_object_or_404(
        Receipt.objects.select_related("report__regency__province", "report__nominee"),
        sha256=sha256,
        report__in=YearlyReport.objects.visible_to(request.user),
    )
    report = receipt.report
    if suffix == "pdf":
        response = HttpResponse(receipt_pdf(receipt), content_type="application/pdf")
    else:
        response = HttpResponse(bytes(receipt.document), content_type="application/json")
    code = report.nominee.code if report.nominee else report.regency.kemendagri_code
    name = f"tanda-terima-{code}-{report.year}-v{receipt.version}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

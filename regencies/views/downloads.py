"""The files behind a report, served as downloads to those who may see them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from regencies.models import Evidence, YearlyReport
from regencies.permissions import can_open_evidence


@require_safe
def evidence_file(request: HttpRequest, evidence: int) -> FileResponse:
    """Serve a file of the own regency, or of a sent report of the own province; 404 to everybody else."""
    found = get_object_or_404(
        Evidence.objects.select_related("entry__report__regency"),
        pk=evidence,
        entry__report__in=YearlyReport.objects.visible_to(request.user),
    )
    if not can_open_evidence(request.user, found):
        raise PermissionDenied
    return serve(found)


def serve(evidence: Evidence) -> FileResponse:
    """Return the file as a download that no browser runs, guesses at or keeps; the caller has asked who may."""
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404(f"Berkas “{evidence.name}” tidak ada di penyimpanan. Hubungi admin provinsi.") from None
    response = FileResponse(
        file, as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response

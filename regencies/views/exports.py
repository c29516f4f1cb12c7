"""A whole report to take away, for whoever sees it: as XLSX, or as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from regencies.checks.build_snapshot import entries_of
from regencies.files.office import XLSX
from regencies.models import YearlyReport
from regencies.views.workbook import download
from regencies.workbook.export import report_pdf, report_xlsx
from regencies.workbook.file import file_name

KINDS = {"xlsx": (report_xlsx, XLSX), "pdf": (report_pdf, "application/pdf")}


@require_safe
def report_export(request: HttpRequest, report: int, suffix: str) -> HttpResponse:
    """Send a report to its office in any state, to provincial staff once it was sent; 404 to everybody else."""
    reports = YearlyReport.objects.visible_to(request.user).with_participant()
    found = get_object_or_404(reports, pk=report)
    make, kind = KINDS[suffix]
    content = make(found, entries_of(found), timezone.now())
    return download(content, kind, file_name(found, "laporan", suffix))

"""What a verifier finds: about one entry, saved where it stands, or about all carry-overs of a section."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config.accounts.typed_values import shows_typed
from regencies.actions.report_status import review_entry
from regencies.actions.verification.carry_overs import approve_carry_overs, carry_overs_of
from regencies.choices import ReportStatus, Section
from regencies.figures.last_year import carried_token
from regencies.forms.review import ReviewForm
from regencies.models import ReportEntry, YearlyReport
from regencies.views.confirm import confirm_response
from regencies.views.save_response import FormPage, save_response
from regencies.views.verifier.report_page import report_response, report_to_judge, saved_parts


@shows_typed
@require_POST
def review(request: HttpRequest, report: int, entry: int) -> HttpResponse:
    """Record one finding; when another verifier was faster, show both for a choice."""
    found = report_to_judge(request, report)
    item = get_object_or_404(ReportEntry.objects.with_details(), pk=entry, report=found)
    form = ReviewForm(item, request.POST, flags_only=found.status == ReportStatus.RETURNED)
    return save_response(
        request,
        form,
        lambda: review_entry(item, by=request.user, **form.given),
        FormPage(
            show=lambda form, **shown: report_response(request, found, form=form, **shown),
            next_url=f"{reverse('verifier_report', args=[found.pk])}#butir-{item.pk}",
            time_zone=found.regency.province.time_zone,
            extras=lambda saved: form.as_saved(saved) | {"parts": saved_parts(request, found.pk, item.pk)},
            message="Hasil pemeriksaan tersimpan pukul {}.",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def approve_section(request: HttpRequest, report: int, section: str) -> HttpResponse:
    """Find the carry-overs of a section right at once, after a page that lists them by name."""
    found = report_to_judge(request, report)
    if section not in found.kind.ordered_sections:
        raise Http404
    part = Section(section)
    return confirm_response(
        request,
        lambda: approve_carry_overs(
            found, section=part, shown=request.POST.get("shown", ""), by=request.user
        ),
        next_url=f"{reverse('verifier_report', args=[found.pk])}#bagian-{section}",
        message="Butir yang sama dengan tahun lalu dinyatakan sesuai, masing-masing tercatat sendiri.",
        shared=lambda: _carry_over_question(found, part),
        page_title=f"{part.label}: nyatakan sesuai yang sama dengan tahun lalu",
        page_eyebrow=str(found),
        confirm_label="Nyatakan sesuai",
        cancel_url=f"{reverse('verifier_report', args=[found.pk])}#bagian-{section}",
    )


def _carry_over_question(report: YearlyReport, section: Section) -> dict[str, Any]:
    """Return what stands before the button: each entry by name, and the token of just these."""
    entries = carry_overs_of(report, section) if report.status == ReportStatus.SENT else []
    lines = [f"“{entry.detail}” dinyatakan sesuai." for entry in entries]
    why = "Isian dan bukti dukungnya sama dengan yang diverifikasi tahun lalu."
    return {
        "consequences": [*lines, why] if lines else [],
        "closed": "" if lines else "Tidak ada butir yang sama dengan tahun lalu dan belum diperiksa.",
        "hidden": {"shown": carried_token(entries)},
    }

"""The officer's pages of an entry's evidence: list, upload, remove."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from regencies.actions.entries import attach_evidence, remove_evidence
from regencies.actions.errors import Refused
from regencies.forms.evidence import EvidenceForm
from regencies.models import Evidence, ReportEntry
from regencies.views.confirm import confirm_response
from regencies.views.officer.entry_cards import files_of
from regencies.views.officer.links import entry_url, section_url
from regencies.views.officer.removed_rows import gone_file, of_a_row
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_row
def report_evidence(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Show the files of one entry and store another one, whole or not at all."""
    if request.method != "POST":
        return _page(request, page, found, EvidenceForm())
    form = EvidenceForm(request.POST, request.FILES, too_large_name=getattr(request, "too_large", None))
    if not form.is_valid():
        return _page(request, page, found, form, status=422)
    given = form.cleaned_data
    try:
        evidence = attach_evidence(
            found, given["file"], title=given["title"], page=given["page"], by=page.user
        )
    except Refused as refusal:
        form.add_error("file", refusal.reasons)
        return _page(request, page, found, form, status=422)
    messages.success(request, f"“{evidence.title}” tersimpan sebagai bukti dukung.")
    return redirect("report_evidence", page.key, found.pk)


def _page(
    request: HttpRequest, page: ReportPage, entry: ReportEntry, form: EvidenceForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": page,
        "entry": entry,
        "form": form if page.may_edit(entry) else None,
        "files": files_of(page, entry),
        "section_url": section_url(page, entry.section),
        "entry_url": entry_url(page, entry),
    }
    return render(request, "officer/evidence.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_evidence_remove(request: HttpRequest, which: ReportKey, evidence: int) -> HttpResponse:
    """Take a file out of the report, after a page that says what follows."""
    page = ReportPage(request, which)
    found = Evidence.objects.select_related("entry").filter(pk=evidence, entry__report=page.report).first()
    if found is None:
        return gone_file(request, page, evidence)
    back = reverse("report_evidence", args=[which, found.entry_id])
    return confirm_response(
        request,
        lambda: remove_evidence(found, by=page.user),
        message=f"“{found.title}” dihapus dari bukti dukung.",
        next_url=back,
        page_title=f"Hapus “{found.title}”",
        page_eyebrow=f"Laporan {page.year} · {page.participant}",
        consequences=["Berkas ini tidak lagi mendukung butir laporan.", "Riwayat tetap mencatatnya."],
        confirm_label="Hapus",
        tone="danger",
        cancel_url=back,
    )

"""The officer's pages of an entry's evidence: list, upload, use a file again, describe, remove."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config.accounts.typed_values import shows_typed
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import describe_evidence, remove_evidence, use_evidence
from regencies.actions.evidence.room import room_text
from regencies.actions.files import tell_admins
from regencies.forms.evidence import DescribeForm, FilesForm, UseForm
from regencies.models import Evidence, ReportEntry
from regencies.views.confirm import confirm_response
from regencies.views.evidence.uploads import Outcome, is_sent_alone, reusable, stored_once, take
from regencies.views.officer.entry_cards import files_of
from regencies.views.officer.links import entry_url, section_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.rows.removed import gone_file, of_a_row
from regencies.views.save_response import FormPage, save_response

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_row
def report_evidence(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Show the files of one entry and store more: each whole or not at all, whatever becomes of the others."""
    if request.method != "POST":
        return _page(request, page, found)
    form = FilesForm(request.POST, request.FILES, request=request)
    if not form.is_valid():
        return _wrong(request, page, found, form)
    outcome = take(found, form, by=page.user)
    for text in outcome.held:
        messages.warning(request, text)
    if is_sent_alone(request):
        return JsonResponse(
            outcome.as_answer(), status=UNPROCESSABLE if outcome.refused else HTTPStatus.CREATED
        )
    if outcome.stored:
        messages.success(request, outcome.message)
    if not outcome.refused:
        return redirect("report_evidence", page.key, found.pk)
    typed = None if outcome.stored else form
    return _page(
        request, ReportPage(request, page.key), found, form=typed, outcome=outcome, status=UNPROCESSABLE
    )


def _wrong(request: HttpRequest, page: ReportPage, found: ReportEntry, form: FilesForm) -> HttpResponse:
    if is_sent_alone(request):
        reasons = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"reasons": [*form.left_out, *reasons]}, status=UNPROCESSABLE)
    return _page(request, page, found, form=form, status=UNPROCESSABLE)


@require_POST
@of_a_row
def report_evidence_use(request: HttpRequest, page: ReportPage, found: ReportEntry) -> HttpResponse:
    """Let a file the report has already support this entry too."""
    form = UseForm(reusable(page, found), request.POST)
    if not form.is_valid():
        return _page(request, page, found, use=form, status=UNPROCESSABLE)
    chosen = Evidence(pk=form.cleaned_data["evidence"])
    try:
        used = use_evidence(found, chosen, page=form.cleaned_data["page"], by=page.user)
    except Refused as refusal:
        tell_admins(refusal)
        form.add_error(None, refusal.reasons)
        return _page(request, page, found, use=form, status=HTTPStatus.CONFLICT)
    messages.success(request, f"“{used.title}” kini mendukung butir ini juga.")
    return redirect("report_evidence", page.key, found.pk)


def _page(
    request: HttpRequest,
    page: ReportPage,
    entry: ReportEntry,
    *,
    form: FilesForm | None = None,
    use: UseForm | None = None,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    entry = page.entry(entry.pk)
    may_edit = page.may_edit(entry)
    context: dict[str, Any] = {
        "page": page,
        "entry": entry,
        "form": (form or FilesForm()) if may_edit else None,
        "not_shown": None if may_edit else form,
        "use": (use or UseForm(reusable(page, entry))) if may_edit else None,
        "outcome": outcome,
        "files": files_of(page, entry),
        "room": room_text(stored_once(page)),
        "section_url": section_url(page, entry.section),
        "entry_url": entry_url(page, entry),
    }
    return render(request, "officer/evidence.html", context, status=status)


def _file(page: ReportPage, evidence: int) -> Evidence | None:
    return Evidence.objects.select_related("entry").filter(pk=evidence, entry__report=page.report).first()


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def report_evidence_change(request: HttpRequest, which: ReportKey, evidence: int) -> HttpResponse:
    """Change title and pages of a file at its entry."""
    page = ReportPage(request, which)
    if (found := _file(page, evidence)) is None:
        return gone_file(request, page, evidence)
    form = DescribeForm(found, request.POST if request.method == "POST" else None)
    back = reverse("report_evidence", args=[which, found.entry_id])

    def show(form: DescribeForm, **shown: Any) -> HttpResponse:
        status = shown.pop("status", 200)
        context = {"page": page, "file": found, "form": form, "back": back, **shown}
        return render(request, "officer/evidence_change.html", context, status=status)

    if request.method != "POST":
        return show(form)
    zone = page.regency.province.time_zone
    return save_response(
        request,
        form,
        lambda: describe_evidence(found, form.cleaned_data, seen=form.seen, by=page.user),
        FormPage(show=show, next_url=back, time_zone=zone, message="Keterangan berkas tersimpan pukul {}."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_evidence_remove(request: HttpRequest, which: ReportKey, evidence: int) -> HttpResponse:
    """Take a file out of the report, after a page that says what follows."""
    page = ReportPage(request, which)
    if (found := _file(page, evidence)) is None:
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

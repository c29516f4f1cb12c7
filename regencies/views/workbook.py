"""The pages of a report as a workbook: download, upload, what it would change, and storing it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regencies.files.office import XLSX
from regencies.tables.workbook import DifferencesTable
from regencies.views.confirm import confirm_response
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.workbook.differences import FILE, STORED, Proposal
from regencies.workbook.file import file_name, propose_workbook, workbook_to_fill_in
from regencies.workbook.forms import ChoicesForm, StepsForm, WorkbookForm
from regencies.workbook.store import chosen, load_workbook, read_signed, sign

NOTHING = "Isi berkas sama dengan yang tersimpan; tidak ada yang berubah."


@require_safe
def report_workbook_file(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Send the workbook, filled with what is stored."""
    page = ReportPage(request, which)
    content = workbook_to_fill_in(page.report, page.entries, _editable(page), timezone.now())
    return download(content, XLSX, file_name(page.report, "isian"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_workbook(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Offer the workbook, take the filled one, show what it changes, and store that by one button."""
    page, shown = ReportPage(request, which), "steps" in request.POST
    form: Any = StepsForm(request.POST) if shown else WorkbookForm()
    if request.method == "POST" and not shown:
        form = WorkbookForm(request.POST, request.FILES, too_large_name=getattr(request, "too_large", None))

    def act(upload: Any = None, steps: str = "") -> HttpResponse | None:
        return _store(request, page, steps) if shown else _look(request, page, upload)

    return confirm_response(
        request,
        act,
        next_url=reverse("report_overview", args=[page.key]),
        form=form,
        again=WorkbookForm() if shown else None,
        template="officer/workbook.html",
        page=page,
    )


def _editable(page: ReportPage) -> set[int]:
    return {entry.pk for entry in page.entries if page.may_edit(entry)}


def _store(request: HttpRequest, page: ReportPage, steps: str) -> None:
    taken = chosen(read_signed(steps, page.report, page.user), request.POST)
    stored = load_workbook(page.report, taken, by=page.user)
    messages.success(request, f"{stored} butir tersimpan dari berkas isian." if stored else NOTHING)


def _look(request: HttpRequest, page: ReportPage, upload: Any) -> HttpResponse:
    """Show what a file would change, or every cell that is wrong."""
    proposal = propose_workbook(upload, page.report, page.entries, _editable(page))
    if proposal.problems:
        context = {"page": page, "form": WorkbookForm(), "problems": proposal.problems}
        return render(request, "officer/workbook.html", context, status=HTTPStatus.CONFLICT)
    context = {
        "page": page,
        "table": DifferencesTable(proposal.plain),
        "plain": proposal.plain,
        "newer": proposal.newer,
        "choices": _choices(proposal) if proposal.asked else None,
        "steps": sign(proposal, page.report, page.user) if proposal.steps else "",
    }
    return render(request, "officer/workbook_preview.html", context)


def _choices(proposal: Proposal) -> ChoicesForm:
    asked = [(one.choice, one.question, [(STORED, one.kept), (FILE, one.taken)]) for one in proposal.asked]
    return ChoicesForm(asked, STORED)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file to keep under a name, which no cache keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

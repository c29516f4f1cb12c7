"""The pages to certify and send a report and to take it back, and the receipt of every version sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from regencies.actions.errors import Refused
from regencies.actions.files import tell_admins
from regencies.actions.report_status import submit_report, withdraw_report
from regencies.checks.progress import flagged
from regencies.choices import ReportStatus, Role, Section
from regencies.forms.certify import CertifyForm
from regencies.models import Membership, User
from regencies.presenters.standing import receipt_state
from regencies.receipts.document import read_receipt
from regencies.receipts.sections import receipt_sections, whose
from regencies.receipts.shown import changed_entries, shown_token
from regencies.views.confirm import confirm_response
from regencies.views.officer.entry_cards import chapters, denominators
from regencies.views.officer.links import entry_url, finding_url
from regencies.views.officer.report_key import ReportKey
from regencies.views.officer.report_page import ReportPage
from regencies.views.officer.reports import headline_shown

WITHDRAWN = [
    "Laporan kembali menjadi draf dan dapat diubah petugas.",
    "Laporan harus dikirim lagi oleh kepala dinas sebelum batas waktu; bila tidak, laporan dianggap belum dikirim.",
    "Tanda terima versi ini tetap tersimpan.",
]


@require_http_methods(["GET", "HEAD", "POST"])
def report_send(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Show what stops the report, and all it says; let the head certify just that and send it."""
    page = ReportPage(request, which)
    problems: list[str] = []
    if page.report.status == ReportStatus.SENT:
        return _sent_already(request, page)
    if request.method == "POST" and (form := CertifyForm(request.POST)).is_valid():
        if not page.may_certify:
            raise PermissionDenied
        try:
            receipt = submit_report(page.report, by=page.user, **form.cleaned_data)
            messages.success(request, f"Laporan {page.year} terkirim sebagai versi {receipt.version}.")
            return redirect("report_receipt", which, receipt.version)
        except Refused as refusal:
            tell_admins(refusal)
            problems = refusal.reasons
    shown = _shown(page, problems, request.POST.get("shown", ""))
    return render(request, "officer/send.html", shown, status=409 if problems else 200)


def _sent_already(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Lead to the receipt of what was sent, by this person in another tab or by another head."""
    report = page.report
    messages.info(request, f"Laporan {report.year} sudah dikirim sebagai versi {report.version}.")
    return redirect("report_receipt", page.key, report.version)


def _shown(page: ReportPage, problems: list[str], shown: str) -> dict[str, Any]:
    """Return what the page of sending shows: the whole report; marked, what differs from what was `shown` before."""
    return {
        "page": page,
        "form": CertifyForm(initial={"shown": shown_token(page.said)}),
        "problems": problems,
        "heads": (heads := heads_of(page)),
        "blocks": blocks(page, heads),
        "office_name": _office_name(page),
        "unchanged": [(entry, entry_url(page, entry)) for entry in flagged(page.report, page.entries)],
        **headline_shown(page),
        "chapters": chapters(page),
        "general": [item for item in page.said["explanations"] if item["entry"] is None],
        "denominators": denominators(page),
        "changed": changed_entries(shown, page.said),
        "left_blank": page.said["left_blank"],
    }


def _office_name(page: ReportPage) -> str:
    """Return the office's name as the report has it, else as the province has it."""
    identity = next((entry.detail for entry in page.in_section(Section.IDENTITY)), None)
    return (identity and identity.office_name) or page.regency.office_name


def heads_of(page: ReportPage) -> list[User]:
    """Return who may certify: the heads of the office today."""
    heads = Membership.objects.active().filter(regency=page.regency, role=Role.HEAD)
    return [membership.user for membership in heads.select_related("user")]


def blocks(page: ReportPage, heads: list[User]) -> list[dict[str, str]]:
    """Return everything that stops the report, each as {text, url} of the page that mends it."""
    found = [{"text": reason, "url": ""} for reason in page.closed]
    found += [
        {"text": finding.message, "url": finding_url(page, finding)}
        for finding in page.findings
        if finding.blocks
    ]
    typists = {head.pk: head for head in ([page.user] if page.may_certify else heads)}
    for entry in page.entries:
        if head := typists.get(entry.entered_by_id):
            who = "Bapak/Ibu sendiri" if head.pk == page.user.pk else str(head)
            text = (
                f"“{entry.detail}” terakhir diisi oleh {who}, dan yang mengisi tidak boleh menyatakan "
                "kebenarannya. Mintalah petugas memeriksanya, lalu menekan Simpan draf."
            )
            found.append({"text": text, "url": entry_url(page, entry)})
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def report_withdraw(request: HttpRequest, which: ReportKey) -> HttpResponse:
    """Take a sent report back, after a page that says what follows."""
    page = ReportPage(request, which)
    return confirm_response(
        request,
        lambda: withdraw_report(page.report, by=page.user),
        message=f"Laporan {page.year} ditarik kembali dan dapat diubah. Jangan lupa mengirimnya.",
        next_url=reverse("report_overview", args=[which]),
        page_title=f"Tarik kembali laporan {page.year}",
        page_eyebrow=str(page.participant),
        consequences=WITHDRAWN,
        confirm_label="Tarik kembali",
        cancel_url=reverse("report_overview", args=[which]),
    )


@require_safe
def report_receipt(request: HttpRequest, which: ReportKey, version: int) -> HttpResponse:
    """Show what was sent, from the frozen document and not from the report as it is today."""
    page = ReportPage(request, which)
    receipt = get_object_or_404(
        page.report.receipts.select_related("certified_by", "report"), version=version
    )
    document = read_receipt(receipt.document)
    context: dict[str, Any] = {
        "page": page,
        "receipt": receipt,
        "state": receipt_state(receipt),
        "document": document,
        "whose": whose(document),
        "chapters": receipt_sections(document),
    }
    return render(request, "officer/receipt.html", context)

"""Certify and send, take back, and the receipt of every version that was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from regencies.actions.errors import Refused
from regencies.actions.report_status import submit_report, withdraw_report
from regencies.checks.progress import flagged
from regencies.choices import Role, Section
from regencies.models import Membership, Receipt, User, YearlyReport
from regencies.receipts.contents import chapters
from regencies.receipts.document import left_blank, read_receipt
from regencies.receipts.pdf import receipt_pdf
from regencies.views.officer.links import entry_url, finding_url
from regencies.views.officer.report_page import Desk

WITHDRAWN = [
    "Laporan kembali menjadi draf dan dapat diubah petugas.",
    "Laporan harus dikirim lagi oleh kepala dinas sebelum batas waktu; bila tidak, laporan dianggap belum dikirim.",
    "Tanda terima versi ini tetap tersimpan.",
]


@require_http_methods(["GET", "HEAD", "POST"])
def report_send(request: HttpRequest, year: int) -> HttpResponse:
    """What stops the report, what is left blank, and for the head the statement."""
    desk = Desk(request, year)
    problems: list[str] = []
    if request.method == "POST":
        if not desk.may_certify:
            raise PermissionDenied
        try:
            receipt = submit_report(desk.report, by=desk.user, statement="statement" in request.POST)
        except Refused as refusal:
            problems = refusal.reasons
        else:
            messages.success(request, f"Laporan {year} terkirim sebagai versi {receipt.version}.")
            return redirect("report_receipt", year, receipt.version)
    heads = heads_of(desk)
    context = {
        "desk": desk,
        "problems": problems,
        "blocks": blocks(desk, heads),
        "heads": heads,
        "office_name": _office_name(desk),
        "unchanged": [(entry, entry_url(desk, entry)) for entry in flagged(desk.report, desk.entries)],
        "left_blank": left_blank(desk.facts),
    }
    return render(request, "officer/send.html", context, status=409 if problems else 200)


def _office_name(desk: Desk) -> str:
    """As the report states it, else as the province knows it."""
    identity = desk.in_section(Section.IDENTITY)[0].detail
    return identity.office_name or desk.regency.office_name


def heads_of(desk: Desk) -> list[User]:
    """Who may certify: the heads of the office today."""
    heads = Membership.objects.active().filter(regency=desk.regency, role=Role.HEAD)
    return [membership.user for membership in heads.select_related("user")]


def blocks(desk: Desk, heads: list[User]) -> list[dict[str, str]]:
    """Everything that stops the report, each with the page that mends it."""
    found = [{"text": reason, "url": ""} for reason in desk.closed]
    found += [
        {"text": finding.message, "url": finding_url(desk, finding)}
        for finding in desk.findings
        if finding.blocks
    ]
    typists = {head.pk: head for head in ([desk.user] if desk.may_certify else heads)}
    for entry in desk.entries:
        if head := typists.get(entry.entered_by_id):
            who = "Bapak/Ibu sendiri" if head.pk == desk.user.pk else str(head)
            text = (
                f"“{entry.detail}” terakhir diisi oleh {who}, dan yang mengisi tidak boleh menyatakan "
                "kebenarannya. Petugas membuka isian itu, memeriksanya, lalu menekan Simpan draf."
            )
            found.append({"text": text, "url": entry_url(desk, entry)})
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def report_withdraw(request: HttpRequest, year: int) -> HttpResponse:
    desk = Desk(request, year)
    problems: list[str] = []
    if request.method == "POST":
        try:
            withdraw_report(desk.report, by=desk.user)
        except Refused as refusal:
            problems = refusal.reasons
        else:
            messages.success(
                request, f"Laporan {year} ditarik kembali dan dapat diubah. Jangan lupa mengirimnya."
            )
            return redirect("report_overview", year)
    context = {
        "page_title": f"Tarik kembali laporan {year}",
        "page_eyebrow": str(desk.regency),
        "consequences": WITHDRAWN,
        "confirm_label": "Tarik kembali",
        "problems": problems,
        "cancel_url": reverse("report_overview", args=[year]),
    }
    return render(request, "confirm.html", context, status=409 if problems else 200)


@require_safe
def report_receipt(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """What was sent, as it was sent: read from the frozen document, not from the report of today."""
    desk = Desk(request, year)
    receipt = get_object_or_404(desk.report.receipts.select_related("certified_by"), version=version)
    document = read_receipt(receipt.document)
    context: dict[str, Any] = {
        "desk": desk,
        "receipt": receipt,
        "document": document,
        "chapters": chapters(document),
    }
    return render(request, "officer/receipt.html", context)


@require_safe
def report_receipt_pdf(request: HttpRequest, sha256: str) -> HttpResponse:
    """The receipt on paper, for the office itself and for provincial staff; 404 to everybody else."""
    receipt = get_object_or_404(
        Receipt.objects.select_related("report__regency__province"),
        sha256=sha256,
        report__in=YearlyReport.objects.visible_to(request.user),
    )
    name = (
        f"tanda-terima-{receipt.report.regency.kemendagri_code}-{receipt.report.year}-v{receipt.version}.pdf"
    )
    response = HttpResponse(receipt_pdf(receipt), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

"""The verifier's pages: the queue of a province, and one report with every entry beside its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.accounts.typed_values import shows_typed
from regencies.actions.errors import Refused
from regencies.actions.report_status import (
    return_report,
    review_entry,
    start_verification,
    verify_report,
)
from regencies.checks.build_snapshot import entries_of
from regencies.checks.findings import Finding
from regencies.checks.unsettled import by_state, open_questions, unsettled
from regencies.choices import REGENCY_KIND, ReportStatus, ReviewState, Role
from regencies.forms.review import ReturnForm, ReviewForm, review_form
from regencies.kinds.registry import KINDS
from regencies.models import ReportEntry, YearlyReport
from regencies.permissions import can_verify
from regencies.presenters.audit_log import report_changes
from regencies.presenters.report_contents import report_contents
from regencies.presenters.standing import draft_notice
from regencies.tables.history import HistoryTable
from regencies.tables.notices import ToldTable
from regencies.tables.queue import QUEUES, QueueFilter, participants_with_report, waiting_reports
from regencies.views.confirm import confirm_response
from regencies.views.save_response import FormPage, save_response


def _report(request: HttpRequest, report: int) -> YearlyReport:
    """Return a report of this verifier's province (else 404) that they may judge (else 403)."""
    found = get_object_or_404(
        YearlyReport.objects.for_verifier(request.user)
        .with_participant()
        .select_related("certified_by")
        .prefetch_related("explanations"),
        pk=report,
    )
    if not can_verify(request.user, found):
        raise PermissionDenied
    timezone.activate(found.regency.province.zone)
    return found


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show every participant of a kind in the province and how far its report is."""
    provinces = [m.province_id for m in request.user.active_memberships if m.role == Role.VERIFIER]
    if not provinces:
        raise Http404
    timezone.activate(request.user.zone)
    reports = YearlyReport.objects.filter(regency__province__in=provinces)
    waiting = waiting_reports(reports)
    year = next((y for y in waiting if str(y) == request.GET.get("tahun")), next(iter(waiting), None))
    kind = asked if (asked := request.GET.get("jenis")) in KINDS else REGENCY_KIND
    context: dict[str, Any] = {"years": list(waiting), "year": year}
    if year:
        listed = QueueFilter(request.GET, participants_with_report(kind, provinces, year))
        table = QUEUES[KINDS[kind].is_nominated](listed.qs, request=request)
        table.caption = f"Laporan {KINDS[kind].label.lower()} tahun {year}"
        context |= {"table": table, "filter": listed, "waiting": waiting[year]}
    return render(request, "verifier/queue.html", context)


def _page(
    request: HttpRequest, report: YearlyReport, *, form: ReviewForm | None = None, status: int = 200, **more
) -> HttpResponse:
    """Show the report; `form` is a finding that was refused, shown again with what was typed."""
    contents = report_contents(report)
    for card in (cards := contents.cards):
        card.form = (
            form if form and form.entry == card.report_entry else review_form(report, card.report_entry)
        )
    context = {
        "report": report,
        "draft_notice": (notice := draft_notice(report)),
        "receipt": report.receipts.defer("document").last() if notice else None,
        "contents": contents,
        "findings": _questions(contents.findings),
        "cards": cards,
        "judged": (judged := sum(card.is_judged for card in cards)),
        "progress": f"{judged} dari {len(cards)}",
        "open_for_review": report.status == ReportStatus.SENT,
    }
    return render(request, "verifier/report.html", context | {"refused": form} | more, status=status)


def _questions(findings: list[Finding]) -> list[dict[str, str]]:
    """Return what the checks found; an entry without evidence is left to its card."""
    return [{"text": f.found, "severity": f.level, "answer": f.answer} for f in findings if f.level != "note"]


@require_safe
def report_page(request: HttpRequest, report: int) -> HttpResponse:
    """Show one report for judging."""
    return _page(request, _report(request, report))


@require_POST
def start(request: HttpRequest, report: int) -> HttpResponse:
    """Open a sent report for verification."""
    found = _report(request, report)
    try:
        start_verification(found, by=request.user)
    except Refused as refusal:
        return _page(request, found, problems=refusal.reasons, status=409)
    messages.success(request, "Verifikasi dimulai. Dinas tidak dapat lagi menarik kembali laporan ini.")
    return redirect("verifier_report", found.pk)


@shows_typed
@require_POST
def review(request: HttpRequest, report: int, entry: int) -> HttpResponse:
    """Record one finding; when another verifier was faster, show both for a choice."""
    found = _report(request, report)
    item = get_object_or_404(ReportEntry.objects.with_details(), pk=entry, report=found)
    form = ReviewForm(item, request.POST, flags_only=found.status == ReportStatus.RETURNED)
    return save_response(
        request,
        form,
        lambda: review_entry(item, by=request.user, **form.given),
        FormPage(
            show=lambda form, **shown: _page(request, found, form=form, **shown),
            next_url=f"{reverse('verifier_report', args=[found.pk])}#butir-{item.pk}",
            time_zone=found.regency.province.time_zone,
            extras=form.as_saved,
            message="Hasil pemeriksaan tersimpan pukul {}.",
        ),
    )


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, report: int) -> HttpResponse:
    """Return the report for correction, after a page that says what opens."""
    found = _report(request, report)
    return confirm_response(
        request,
        lambda reason: return_report(found, by=request.user, reason=reason),
        form=ReturnForm(request.POST if request.method == "POST" else None),
        next_url=reverse("verifier_told", args=[found.pk]),
        message=f"Laporan {found.participant} dikembalikan untuk perbaikan. Dinas diberi tahu.",
        shared=lambda: {"consequences": [*_what_is_returned(found)]},
        page_title=f"Kembalikan laporan {found}",
        confirm_label="Kembalikan untuk perbaikan",
        cancel_url=reverse("verifier_report", args=[found.pk]),
    )


def _what_is_returned(report: YearlyReport) -> Iterator[str]:
    """Yield what opens for the office, and how many entries nobody has judged yet."""
    entries = entries_of(report)
    found = by_state(entries)
    flagged, unseen = (
        [str(entry.detail) for entry in found[ReviewState.NEEDS_WORK] + found[ReviewState.WRONG]],
        len(found[ReviewState.PENDING]),
    )
    yield "Dinas dapat mengubah butir yang ditandai, dan hanya butir itu."
    yield f"Butir yang ditandai: {'; '.join(flagged)}." if flagged else "Belum ada butir yang ditandai."
    yield from (f"Dinas menjelaskan: {question}" for question in open_questions(report, entries))
    if unseen:
        yield (
            f"{unseen} butir belum diperiksa dan tetap terkunci bagi dinas; periksa dahulu bila laporan tidak ingin "
            "dikembalikan dua kali."
        )


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, report: int) -> HttpResponse:
    """Declare the report verified, after a page that says what follows."""
    found = _report(request, report)
    back = reverse("verifier_report", args=[found.pk])
    gaps = [] if request.method == "POST" else unsettled(found, entries_of(found))
    return confirm_response(
        request,
        lambda: verify_report(found, by=request.user),
        next_url=reverse("verifier_queue"),
        message=f"Laporan {found.participant} dinyatakan terverifikasi. Dinas diberi tahu.",
        page_title=f"Nyatakan laporan {found} terverifikasi",
        consequences=[
            "Dinas tidak dapat mengubah laporan ini lagi.",
            "Angka hasil verifikasi dipakai dalam penilaian dan daftar cakupan.",
        ],
        confirm_label="Nyatakan terverifikasi",
        gaps=[{"text": text, "url": f"{back}{place}"} for text, place in gaps],
        cancel_url=back,
    )


@require_safe
def history(request: HttpRequest, report: int) -> HttpResponse:
    """Show every change of the report."""
    found = _report(request, report)
    table = HistoryTable(report_changes(found), request=request)
    return render(request, "verifier/history.html", {"report": found, "table": table})


@require_safe
def told(request: HttpRequest, report: int) -> HttpResponse:
    """Show who was told what about the report, each as a text for WhatsApp too."""
    found = _report(request, report)
    table = ToldTable(found.notices.select_related("person"), request=request)
    return render(request, "verifier/told.html", {"report": found, "table": table})

"""What a verifier does with a whole report: start, return, settle."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config.accounts.typed_values import shows_typed
from regencies.actions.errors import Refused
from regencies.actions.report_status import return_report, start_verification, verify_report
from regencies.checks.build_snapshot import entries_of
from regencies.checks.unsettled import by_state, open_questions, unsettled
from regencies.choices import NoticeKind, ReportStatus, ReviewState
from regencies.forms.review import ReturnForm
from regencies.models import YearlyReport
from regencies.notices.inbox import office_told
from regencies.views.confirm import confirm_response
from regencies.views.verifier.report_page import report_response, report_to_judge


@require_POST
def start(request: HttpRequest, report: int) -> HttpResponse:
    """Open a sent report for verification."""
    found = report_to_judge(request, report)
    try:
        start_verification(found, by=request.user)
    except Refused as refusal:
        return report_response(request, found, problems=refusal.reasons, status=409)
    messages.success(request, "Verifikasi dimulai. Dinas tidak dapat lagi menarik kembali laporan ini.")
    return redirect("verifier_report", found.pk)


@shows_typed
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, report: int) -> HttpResponse:
    """Return the report for correction, after a page that says what opens."""
    found = report_to_judge(request, report)
    return confirm_response(
        request,
        lambda reason: return_report(found, by=request.user, reason=reason),
        form=ReturnForm(request.POST if request.method == "POST" else None),
        next_url=reverse("verifier_told", args=[found.pk]),
        message=lambda done: (
            f"Laporan {found.participant} dikembalikan untuk perbaikan. "
            f"{office_told(done, NoticeKind.RETURNED, done.returned_at)}"
        ),
        shared=lambda: {"consequences": [*_what_is_returned(found)]},
        page_title=f"Kembalikan laporan {found}",
        confirm_label="Kembalikan untuk perbaikan",
        asks_again=found.status == ReportStatus.VERIFIED,
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
    found = report_to_judge(request, report)
    back = reverse("verifier_report", args=[found.pk])
    gaps = [] if request.method == "POST" else unsettled(found, entries_of(found))
    return confirm_response(
        request,
        lambda: verify_report(found, by=request.user),
        next_url=reverse("verifier_queue"),
        message=lambda done: (
            f"Laporan {found.participant} dinyatakan terverifikasi. "
            f"{office_told(done, NoticeKind.VERIFIED, done.verified_at)}"
        ),
        page_title=f"Nyatakan laporan {found} terverifikasi",
        consequences=[
            "Dinas tidak dapat mengubah laporan ini lagi.",
            "Angka hasil verifikasi dipakai dalam penilaian dan daftar cakupan.",
        ],
        confirm_label="Nyatakan terverifikasi",
        gaps=[{"text": text, "url": f"{back}{place}"} for text, place in gaps],
        cancel_url=back,
    )

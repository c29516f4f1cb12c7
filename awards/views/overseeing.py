"""The pages that decide on a member's sheets: reopening one, an absence, a conflict of interest that is none.

The chair decides for the others; for the chair the secretary or the provincial admin. Each asks for the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.conflicts.recusals import withdraw_recusal
from awards.forms import ReasonForm
from awards.models import Absence, Entry, Recusal, ScoreSheet, Seat
from awards.panel.absences import record_absence, withdraw_absence
from awards.panel.permissions import can_follow, has_conflict, is_chair, overseen_by, refusal
from awards.panel.sheets import reopen_sheet
from awards.views.chair import known_editions
from config.accounts.typed_values import shows_typed
from regencies.actions.base import removed_row
from regencies.views.confirm import confirm_response

FORM = require_http_methods(["GET", "HEAD", "POST"])
OF_MEMBER = ("seat__user", "entry__regency", "entry__category__edition__province")


def _require_overseen(request: HttpRequest, seat: Seat, entry: Entry) -> None:
    """Ask for a seat this person decides on (else 403) of a known edition, and no conflict of interest (else 404).

    A member who judges other categories finds nothing of this one.
    """
    seat.edition = get_object_or_404(known_editions(request), pk=seat.edition_id)
    overseen = overseen_by(request.user, seat.edition.seats.all(), without_chair=entry.is_without_chair())
    if seat.pk not in overseen:
        if seat.user_id != request.user.pk and is_chair(request.user, seat.edition):
            raise Http404  # a chair in conflict with the candidate
        raise refusal(request.user, pk=entry.category_id)
    if has_conflict(request.user, entry):
        raise Http404


def _found(request: HttpRequest, model: type[Any], pk: int) -> Any:
    """Return a row about one member and candidate that this person decides on; for a POST also one that is gone."""
    found = model.objects.select_related(*OF_MEMBER).order_by().filter(pk=pk).first()
    if found is None and request.method == "POST":
        found = removed_row(model, pk)
    if found is None:
        raise Http404
    _require_overseen(request, found.seat, found.entry)
    return found


def ask(
    request: HttpRequest,
    seat: Seat,
    entry: Entry,
    act: Callable[..., object],
    *,
    what: str = "",
    **question: Any,
) -> HttpResponse:
    """Ask the reason of a verb on one member and candidate; done or not, the candidate's page comes next.

    `what` of theirs it is about, the year and the candidate stand above the question.
    """
    board = "chair_edition" if can_follow(request.user, seat.edition) else "panel_edition"
    back = reverse("chair_entry", args=[entry.pk])
    question = {"form": ReasonForm(request.POST if request.method == "POST" else None)} | question
    return confirm_response(
        request,
        act,
        next_url=back,
        cancel_url=back,
        page_eyebrow=" · ".join(filter(None, [what, str(entry), str(seat.edition.award_year)])),
        crumbs=[(reverse(board, args=[seat.edition_id]), "Tim Sembilan"), (back, entry)],
        **question,
    )


@shows_typed
@FORM
def reopen(request: HttpRequest, sheet: int) -> HttpResponse:
    """Make a locked sheet a draft again, after a page that asks for the reason."""
    found = _found(request, ScoreSheet, sheet)
    seat, entry, member = found.seat, found.entry, found.seat.user
    return ask(
        request,
        seat,
        entry,
        lambda reason: reopen_sheet(found, by=request.user, reason=reason),
        message=f"Lembar {entry} kursi {seat.number} dibuka kembali.",
        page_title=f"Buka kembali lembar {member}?",
        what=found.get_stage_display(),
        consequences=[
            f"{member} dapat mengubah nilainya, lalu menguncinya lagi.",
            "Nilai kandidat ini tidak tampil bagi Ketua dan admin sampai semua lembarnya terkunci kembali.",
            "Nilai lama dan alasan Bapak/Ibu tetap tercatat dalam riwayat.",
        ],
        confirm_label="Buka kembali",
        asks_again=True,
    )


@shows_typed
@FORM
def absent(request: HttpRequest, entry: int, seat: int) -> HttpResponse:
    """Record that a member is absent from the judging of a candidate, after a page that asks for the reason."""
    of_entry = Entry.objects.candidates().select_related("regency", "nominee", "category__edition__province")
    found = get_object_or_404(of_entry, pk=entry)
    of = get_object_or_404(Seat.objects.judging(found.category_id).select_related("user"), pk=seat)
    _require_overseen(request, of, found)
    return ask(
        request,
        of,
        found,
        lambda reason: record_absence(of, found, by=request.user, reason=reason),
        message=f"{of.user} tercatat tidak hadir untuk {found}.",
        page_title=f"Catat {of.user} tidak hadir?",
        page_lead="Untuk anggota yang berhalangan menilai kandidat ini, misalnya karena sakit.",
        consequences=[
            "Lembarnya untuk kandidat ini tidak dihitung, juga yang sudah terkunci; tidak hadir bukan nilai nol.",
            "Kuorum menghitung lembar anggota lain.",
            "Lembarnya tetap tersimpan. Selama Penilaian catatan ini dapat dicabut, dengan alasan.",
        ],
        confirm_label="Catat tidak hadir",
    )


@shows_typed
@FORM
def present(request: HttpRequest, absence: int) -> HttpResponse:
    """Let an absent member judge the candidate after all, after a page that asks for the reason."""
    found = _found(request, Absence, absence)
    entry, member = found.entry, found.seat.user
    return ask(
        request,
        found.seat,
        found.entry,
        lambda reason: withdraw_absence(found, by=request.user, reason=reason),
        message=f"{member} kembali menilai {found.entry}.",
        page_title=f"Cabut catatan tidak hadir {member}?",
        page_lead=f"Alasan yang dicatat: {found.reason}",
        consequences=[
            f"Lembar {member} untuk {entry} dihitung lagi, seperti terakhir tersimpan.",
            "Lembar yang belum terkunci menunggu diisi dan dikunci.",
            "Pencabutan dan alasannya tercatat dalam riwayat.",
        ],
        confirm_label="Cabut catatan",
    )


@shows_typed
@FORM
def lift(request: HttpRequest, recusal: int) -> HttpResponse:
    """Let a member judge an entry after all, after a page that asks for the reason."""
    found = _found(request, Recusal, recusal)
    entry, member = found.entry, found.seat.user
    return ask(
        request,
        found.seat,
        found.entry,
        lambda reason: withdraw_recusal(found, by=request.user, reason=reason),
        message=f"{member} kembali menilai {found.entry}.",
        page_title=f"Cabut catatan benturan kepentingan {member}?",
        page_lead=f"Alasan yang dinyatakan: {found.reason}",
        consequences=[
            f"{member} kembali menilai {entry}, mulai dari lembar kosong.",
            "Pencabutan dan alasannya tercatat dalam riwayat.",
        ],
        confirm_label="Cabut catatan",
    )

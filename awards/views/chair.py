"""The pages of the chair and the provincial admin: progress, reopening, differences.

No score is shown before every sheet of an entry is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.forms import ReasonForm
from awards.models import Edition, Entry, Recusal, Score, ScoreSheet, Seat
from awards.panel.boards import Board, board, candidates_for
from awards.panel.marks import Marks, differences, side_by_side
from awards.panel.permissions import can_follow, can_lift, can_reopen, can_see_scores_of_others, has_conflict
from awards.panel.recusals import record_conflicts, unrecorded_conflicts, withdraw_recusal
from awards.panel.sheets import reopen_sheet
from awards.tables.chair import (
    BoardTable,
    DifferencesTable,
    MarksTable,
    MembersTable,
    ProgressTable,
    SheetsTable,
)
from config.accounts.typed_values import shows_typed
from regencies.presenters.audit_log import changes
from regencies.tables.history import HistoryTable
from regencies.tables.long_list import LongList
from regencies.views.confirm import confirm_response

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _known(request: HttpRequest) -> QuerySet[Edition]:
    """Return the editions this person sits on the panel of, or administers."""
    user = request.user
    mine = Q(pk__in=user.seats.order_by().values("edition")) | Q(province__in=user.administered_province_ids)
    return Edition.objects.filter(Q() if user.is_superuser else mine).select_related("province")


def _edition(request: HttpRequest, **which: int) -> Edition:
    """Return an edition of `_known` (else 404) that this person follows (else 403)."""
    found = get_object_or_404(_known(request), **which)
    if not can_follow(request.user, found):
        raise PermissionDenied
    return found


def _newest(request: HttpRequest) -> Edition:
    """Return the newest edition this person follows; 404 for who knows none, 403 for a member who follows none."""
    known = list(_known(request).order_by("-award_year", "pk"))
    if found := next((one for one in known if can_follow(request.user, one)), None):
        return found
    if not known:
        raise Http404
    raise PermissionDenied


@require_safe
def index(request: HttpRequest, edition: int | None = None) -> HttpResponse:
    """Show who has locked what, as states and counts."""
    found = _newest(request) if edition is None else _edition(request, pk=edition)
    progress = board(found, candidates_for(request.user, found))
    listed = LongList(progress.rows, lambda row: row.entry.regency, request)
    context = {
        "edition": found,
        "listed": listed,
        "board": progress,
        "is_chair": _chairs(request, progress),
        "candidates": ProgressTable(listed.page.object_list),
        "members": MembersTable(progress.members),
        "grid": BoardTable(listed.page.object_list, progress.seats),
    }
    return render(request, "panel/chair_index.html", context)


def _chairs(request: HttpRequest, progress: Board) -> bool:
    return any(seat.is_chair and seat.user_id == request.user.pk for seat in progress.seats)


@require_safe
def entry(request: HttpRequest, entry: int) -> HttpResponse:
    """Show one candidate: the state of every sheet, and the marks once all are locked; 404 in a conflict."""
    edition = _edition(request, categories__entries=entry)
    progress = board(edition, candidates_for(request.user, edition).filter(pk=entry))
    if (row := progress.row(entry)) is None:
        raise Http404
    is_chair = _chairs(request, progress)
    scores = side_by_side(row.entry, _marks(progress)) if row.complete else None
    context = {
        "edition": edition,
        "row": row,
        "sheets": SheetsTable(row.cells, may_reopen=is_chair, readable=scores is not None),
        "recusals": [
            (recusal, seat)
            for recusal in progress.recusals
            for seat in progress.seats
            if recusal.entry_id == entry and recusal.seat_id == seat.pk
        ],
        "is_chair": is_chair,
        "scores": scores,
        "marks": scores and MarksTable(scores),
    }
    return render(request, "panel/chair_entry.html", context)


def _marks(progress: Board) -> Marks:
    return Marks(progress.edition, progress.known, progress.seats, progress.absent, progress.asked)


@require_safe
def spread(request: HttpRequest, edition: int) -> HttpResponse:
    """Show where the members differ, widest first, and how alike they rank, once every sheet is locked."""
    found = _edition(request, pk=edition)
    progress = board(found, candidates_for(request.user, found))
    if not progress.complete:
        raise PermissionDenied
    categories = differences(_marks(progress))
    listed = [
        (category, one, DifferencesTable(one.rows, request=request, prefix=f"{category.slug}-"))
        for category, one in categories.items()
    ]
    context = {"edition": found, "categories": categories, "listed": listed}
    return render(request, "panel/chair_spread.html", context)


def _sheet(request: HttpRequest, sheet: int) -> ScoreSheet:
    """Return a sheet of a followed edition; 404 where the viewer has a conflict of interest."""
    sheets = ScoreSheet.objects.select_related(
        "seat__user", "entry__regency", "entry__category__edition__province"
    )
    found = get_object_or_404(sheets.order_by(), pk=sheet)
    found.seat.edition = _edition(request, pk=found.seat.edition_id)
    if has_conflict(request.user, found.entry):
        raise Http404
    return found


@shows_typed
@FORM
def reopen(request: HttpRequest, sheet: int) -> HttpResponse:
    """Make a locked sheet a draft again, after a page that asks for the reason."""
    found = _sheet(request, sheet)
    if not can_reopen(request.user, found):
        raise PermissionDenied
    regency, member = found.entry.regency, found.seat.user
    return _ask_for_reason(
        request,
        found,
        lambda reason: reopen_sheet(found, by=request.user, reason=reason),
        message=f"Lembar {found.entry} kursi {found.seat.number} dibuka kembali.",
        page_title=f"Buka kembali lembar {member}?",
        page_eyebrow=f"{found.get_stage_display()} · {regency}",
        consequences=[
            f"{member} dapat mengubah nilainya, lalu menguncinya lagi.",
            "Nilai daerah ini tidak tampil bagi Bapak/Ibu sampai semua lembarnya terkunci kembali.",
            "Nilai lama dan alasan Bapak/Ibu tetap tercatat dalam riwayat.",
        ],
        confirm_label="Buka kembali",
    )


def _ask_for_reason(
    request: HttpRequest, about: ScoreSheet | Recusal, act: Callable[[str], object], **question: Any
) -> HttpResponse:
    """Ask the reason of a verb on one member and candidate; done or not, the candidate's page comes next."""
    board, back = (
        reverse("chair_edition", args=[about.seat.edition_id]),
        reverse("chair_entry", args=[about.entry_id]),
    )
    return confirm_response(
        request,
        act,
        form=ReasonForm(request.POST if request.method == "POST" else None),
        next_url=back,
        cancel_url=back,
        crumbs=[(board, "Kemajuan Tim Sembilan"), (back, about.entry.regency)],
        **question,
    )


@require_safe
def history(request: HttpRequest, sheet: int) -> HttpResponse:
    """Show every change of one sheet, old values included, to whoever may see its scores."""
    found = _sheet(request, sheet)
    if not can_see_scores_of_others(request.user, found.entry):
        raise PermissionDenied
    rows = changes(
        found,
        Score.pgh_event_model.objects.filter(sheet=found),
        subject=lambda event: getattr(getattr(event.row, "criterion", None), "code", ""),
    )
    return render(
        request, "panel/history.html", {"sheet": found, "table": HistoryTable(rows, request=request)}
    )


@FORM
def record(request: HttpRequest, edition: int) -> HttpResponse:
    """Withdraw members from the region they work for, after a page that names them."""
    found = _edition(request, pk=edition)
    return confirm_response(
        request,
        lambda: record_conflicts(found, by=request.user),
        next_url=reverse("chair_edition", args=[found.pk]),
        message=lambda recorded: f"{len(recorded)} benturan kepentingan tercatat.",
        template="panel/record.html",
        shared=lambda: {"consequences": [_recorded(*pair) for pair in unrecorded_conflicts(found)]},
        page_title="Catat benturan kepentingan",
        page_eyebrow=str(found),
        page_lead="Tidak seorang pun menilai daerah tempatnya bertugas.",
        confirm_label="Catat",
        crumbs=[(reverse("chair_edition", args=[found.pk]), "Kemajuan Tim Sembilan")],
        cancel_url=reverse("chair_edition", args=[found.pk]),
    )


def _recorded(seat: Seat, entry: Entry) -> str:
    return f"{seat.user} (kursi {seat.number}) tidak menilai {entry.regency}; draf nilainya dibuang."


@shows_typed
@FORM
def lift(request: HttpRequest, recusal: int) -> HttpResponse:
    """Let a member judge an entry after all, after a page that asks for the reason."""
    recusals = Recusal.objects.select_related("seat__user", "entry__regency", "entry__category")
    found = get_object_or_404(recusals.order_by(), pk=recusal)
    found.seat.edition = _edition(request, pk=found.seat.edition_id)
    if not can_lift(request.user, found):
        raise PermissionDenied
    regency, member = found.entry.regency, found.seat.user
    return _ask_for_reason(
        request,
        found,
        lambda reason: withdraw_recusal(found, by=request.user, reason=reason),
        message=f"{member} kembali menilai {found.entry}.",
        page_title=f"Cabut catatan benturan kepentingan {member}?",
        page_eyebrow=str(regency),
        page_lead=f"Alasan yang dinyatakan: {found.reason}",
        consequences=[
            f"{member} kembali menilai {regency}, mulai dari lembar kosong.",
            "Pencabutan dan alasannya tercatat dalam riwayat.",
        ],
        confirm_label="Cabut catatan",
    )

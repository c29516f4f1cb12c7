"""The pages of the chair and the provincial admin: progress and sheets; what they decide is in overseeing.py.

No score is shown before every sheet of an entry is locked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from awards.choices import Phase
from awards.conflicts.quorum import quorum_of, warnings
from awards.conflicts.recusals import WITHDRAWING, counted, record_conflicts, unrecorded_conflicts
from awards.conflicts.substitutes import substitutions_of
from awards.models import Edition, Entry, PaperSheet, Score, ScoreSheet, Seat
from awards.models.editions import newest_first
from awards.panel.boards import Board, BoardRow, board, candidates_for, listed_for, whole
from awards.panel.marks import Marks, PanelScores, note_reading, side_by_side
from awards.panel.permissions import (
    can_follow,
    can_see_scores_of_others,
    has_conflict,
    overseen_by,
    refusal,
)
from awards.publishing.corrections import open_corrections
from awards.publishing.look_page import may_look
from awards.tables.chair import (
    MarksTable,
    MembersTable,
    ProgressTable,
    SheetsTable,
)
from awards.tables.chair_room.matrix import BoardTable
from awards.tables.conflicts import SubstitutesTable
from config.postgres.compiled import compiled
from config.postgres.kept import KeptWhole
from regencies.permissions import can_administer
from regencies.presenters.audit_log import Event, changes
from regencies.tables.history import HistoryTable
from regencies.tables.long_list import LongList
from regencies.views.confirm import confirm_response

FORM = require_http_methods(["GET", "HEAD", "POST"])


def known_editions(request: HttpRequest) -> QuerySet[Edition]:
    """Return the editions this person sits on the panel of, or administers."""
    user = request.user
    return _known.queryset(user.pk, user.administered_province_ids, sees_all=user.is_superuser)


@compiled
def _known(user: int, provinces: list[int], *, sees_all: bool) -> QuerySet[Edition]:
    seats = Seat.objects.filter(user=user).order_by().values("edition")
    mine = Q() if sees_all else Q(pk__in=seats) | Q(province__in=provinces)
    found: QuerySet[Edition] = Edition.living.filter(mine).select_related("province").with_corrected()
    return found.order_by(*newest_first(), "pk")


@compiled
def _known_by_key(key: int, user: int, provinces: list[int], *, sees_all: bool) -> QuerySet[Edition]:
    return _known.queryset(user, provinces, sees_all=sees_all).filter(pk=key).order_by()


def followed_edition(request: HttpRequest, *, pk: int) -> Edition:
    """Return an edition of `known_editions` (else 404) that this person follows (else 403)."""
    user = request.user
    found = _known_by_key.first(pk, user.pk, user.administered_province_ids, sees_all=user.is_superuser)
    if found is None:
        raise Http404
    if not can_follow(user, found):
        raise PermissionDenied
    return in_its_time(found)


def in_its_time(edition: Edition) -> Edition:
    """Return the edition; from here on the page tells times in the zone of its province."""
    timezone.activate(edition.province.zone)
    return edition


def _newest(request: HttpRequest) -> Edition:
    """Return the newest edition this person follows; 404 for who knows none, 403 for a member who follows none."""
    user = request.user
    known = _known(user.pk, user.administered_province_ids, sees_all=user.is_superuser)
    if found := next((one for one in known if can_follow(request.user, one)), None):
        return in_its_time(found)
    if not known:
        raise Http404
    raise PermissionDenied


@dataclass(frozen=True, slots=True)
class Shown:
    """What a board says to one viewer: whether all is locked, whether they chair, who did not withdraw, its lists."""

    complete: bool
    is_chair: bool
    unrecorded: list[tuple[str, str]]  # member and candidate
    short: list[str]  # of members
    lists: SafeString


SHOWN: KeptWhole[Shown] = KeptWhole()


@require_safe
def index(request: HttpRequest, edition: int | None = None) -> HttpResponse:
    """Show who has locked what, as states and counts."""
    found = _newest(request) if edition is None else followed_edition(request, pk=edition)
    whose = request.user.pk, found.pk, timezone.localdate(), request.GET.urlencode()
    context = {
        "edition": found,
        "shown": SHOWN.of(whose, lambda: _shown(request, found)),
        "corrections": open_corrections(found) if found.corrected else (),
        "results": found.categories.all() if may_look(request.user, found) else (),
    }
    return render(request, "panel/chair_index.html", context)


def _shown(request: HttpRequest, edition: Edition) -> Shown:
    progress = board(edition, listed_for(request.user, edition))
    listed = LongList(progress.entries, str, request, lambda page: whole(page, edition))
    rows = progress.rows_of(listed.page.object_list)
    lists = {
        "board": progress,
        "listed": listed,
        "candidates": ProgressTable(rows),
        "members": MembersTable(progress.members),
        "grid": BoardTable(rows, progress.seats),
    }
    return Shown(
        complete=progress.complete,
        is_chair=_chairs(request, progress),
        unrecorded=[(str(seat.user), str(entry)) for seat, entry in progress.unrecorded],
        short=warnings(progress) if edition.phase in WITHDRAWING else [],
        lists=render_to_string("panel/_chair_board.html", lists),
    )


def _chairs(request: HttpRequest, progress: Board[Any]) -> bool:
    return any(seat.is_chair and seat.user_id == request.user.pk for seat in progress.seats)


@require_safe
def entry(request: HttpRequest, entry: int) -> HttpResponse:
    """Show a candidate's sheets, those they decide on to who does not follow; the marks once all are locked."""
    edition = in_its_time(get_object_or_404(known_editions(request), categories__entries=entry))
    progress = board(edition, candidates_for(request.user, edition).filter(pk=entry))
    # As `can_follow` says, of the seats that are read already.
    follows = can_administer(request.user, edition.province_id) or _chairs(request, progress)
    rows = progress.rows_of(progress.entries)
    without = any(cell.conflict and cell.seat.is_chair for row in rows for cell in row.cells)
    overseen = overseen_by(request.user, progress.seats, without_chair=without)
    if not (follows or overseen):
        raise refusal(request.user, entries=entry)
    if (row := next((row for row in rows if not row.hidden), None)) is None:
        raise Http404
    scores = _read(progress, row.entry) if follows and row.complete else None
    context = {
        "edition": edition,
        "row": row,
        "follows": follows,
        "quorum": quorum_of(row),
        "overseen": overseen,
        "scores": scores,
        "marks": scores and MarksTable(scores),
    }
    context |= _sheets(progress, row, _named_for(overseen, progress, row), context)
    return render(request, "panel/chair_entry.html", context)


def _sheets(progress: Board, row: BoardRow, names: set[int], shown: dict[str, Any]) -> dict[str, Any]:
    """Return the lists of a candidate's page: sheets, records, who stands in for whom, and what may be done now."""
    edition, follows, overseen = progress.edition, shown["follows"], shown["overseen"]
    cells = [
        cell for cell in row.cells if not cell.elsewhere and (follows or cell.seat.pk in overseen | names)
    ]
    standing = [one for one in substitutions_of(row.entry) if follows or one.replaced_id in names]
    sheets = SheetsTable(
        cells,
        row.entry,
        overseen=acts_on(edition, overseen),
        readable=bool(shown["scores"]),
        replaceable=acts_on(edition, names - {one.replaced_id for one in standing}),
    )
    return {
        "sheets": sheets,
        "substitutes": standing and SubstitutesTable(standing, named_by_viewer=acts_on(edition, names)),
        "recusals": progress.of_cells(progress.recusals, row.entry, cells),
        "absences": progress.of_cells(progress.absences, row.entry, cells),
    }


def _named_for(overseen: set[int], progress: Board, row: BoardRow) -> set[int]:
    """Return those of the nine out of a candidate for whom whoever decides on them names a substitute."""
    out = {cell.seat.pk for cell in row.cells if cell.conflict or cell.away}
    return overseen & out & {seat.pk for seat in progress.seats if not seat.is_substitute}


def _read(progress: Board, entry: Entry) -> PanelScores:
    """Return the marks of all members for an entry; who read them is noted."""
    note_reading(progress.edition, entry)
    return side_by_side(entry, marks_of(progress))


def marks_of(progress: Board) -> Marks:
    """Return the locked marks of what a board shows; ask first whether the viewer may see them. One query."""
    return Marks(progress.edition, progress.known, progress.seats, progress.uncounted, progress.asked)


def _sheet(request: HttpRequest, sheet: int) -> ScoreSheet:
    """Return a sheet of a followed edition; 404 where the viewer has a conflict of interest."""
    sheets = ScoreSheet.objects.select_related(
        "seat__user", "entry__regency", "entry__nominee", "entry__category__edition__province"
    )
    found = get_object_or_404(sheets.order_by(), pk=sheet)
    found.seat.edition = in_its_time(get_object_or_404(known_editions(request), pk=found.seat.edition_id))
    if not can_follow(request.user, found.seat.edition):
        raise refusal(request.user, pk=found.entry.category_id)
    if has_conflict(request.user, found.entry):
        raise Http404
    return found


@require_safe
def history(request: HttpRequest, sheet: int) -> HttpResponse:
    """Show every change of one sheet, old values included, to whoever may see its scores."""
    found = _sheet(request, sheet)
    if not can_see_scores_of_others(request.user, found.entry):
        raise PermissionDenied
    note_reading(found.seat.edition, found.entry)
    papers = {"seat": found.seat, "entry": found.entry, "stage": found.stage}
    rows = changes(
        found,
        Score.pgh_event_model.objects.filter(sheet=found),
        PaperSheet.pgh_event_model.objects.filter(**papers),
        subject=_subject,
    )
    return render(
        request, "panel/history.html", {"sheet": found, "table": HistoryTable(rows, request=request)}
    )


def _subject(event: Event) -> str:
    """Return which criterion an event of a sheet is about, or that it is about the paper it was locked from."""
    if isinstance(event.row, PaperSheet):
        return "Lembar kertas"
    return getattr(getattr(event.row, "criterion", None), "code", "")


@FORM
def record(request: HttpRequest, edition: int) -> HttpResponse:
    """Withdraw members from the region they work for, after a page that names them."""
    found = followed_edition(request, pk=edition)
    return confirm_response(
        request,
        lambda: record_conflicts(found, by=request.user),
        next_url=reverse("chair_edition", args=[found.pk]),
        message=counted,
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
    return f"{seat.user} (kursi {seat.number}) tidak menilai {entry}; draf nilainya dibuang."


def acts_on(edition: Edition, overseen: set[int]) -> set[int]:
    """Return those of the overseen seats whose sheets may be reopened or left out now: all while the panel scores."""
    return overseen if edition.phase == Phase.SCORING else set()

"""The pages of who runs the presentation day: the console, and the question before a candidate is noted as absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.choices import Stage
from awards.forms import FactsForm, FloorForm, ReasonForm
from awards.live.floor import Floor, address_of, etag_of, floor_of, lines_of
from awards.live.presentations import (
    call,
    close_floor,
    extend,
    finish,
    open_floor,
    pause,
    record_facts,
    record_no_show,
    recordable,
    resume,
    skip,
)
from awards.models import Edition, Entry
from awards.panel.boards import board, candidates_for
from awards.panel.permissions import can_run_presentations, refusal
from awards.views.chair import in_its_time, known_editions
from config.accounts.typed_values import shows_typed
from regencies.models import User
from regencies.views.confirm import confirm_response

FORM = require_http_methods(["GET", "HEAD", "POST"])
ROOM: dict[str, Callable[..., Edition]] = {"open": open_floor, "close": close_floor}
ON_FLOOR: dict[str, Callable[..., Any]] = {
    "call": call,
    "pause": pause,
    "resume": resume,
    "extend": extend,
    "finish": finish,
    "skip": skip,
}


def own_edition(request: HttpRequest, edition: int) -> Edition:
    """Return an award year whose presentations this person runs; 404 for one they do not know, else 403."""
    found = get_object_or_404(known_editions(request), pk=edition)
    if not can_run_presentations(request.user, found):
        raise PermissionDenied
    return in_its_time(found)


@FORM
def console(request: HttpRequest, edition: int) -> HttpResponse:
    """Show the order of the day and who is on the floor; call, pause, extend, end and skip."""
    found = own_edition(request, edition)
    here = reverse("live_console", args=[found.pk])
    return confirm_response(
        request,
        lambda **asked: _act(request, found, **asked),
        form=FloorForm([*ROOM, *ON_FLOOR], request.POST if request.method == "POST" else None),
        next_url=here,
        template="live/console.html",
        shared=lambda: _on_console(request, found),
    )


def _on_console(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return what the console shows; after a tap that was refused as somebody else has left it meanwhile."""
    if request.method == "POST":
        edition.refresh_from_db(fields=["live", "phase"])
    address, floor = address_of(edition), floor_of(edition)
    return {
        "edition": edition,
        "floor": floor,
        "seen": etag_of(lines_of(edition, floor)),
        "address": address,
        "screen": request.build_absolute_uri(reverse("live_screen", args=[address])),
        "desk_sheets": _desk_sheets(request.user, edition, floor) if edition.room_is_open else None,
    }


def _desk_sheets(viewer: User, edition: Edition, floor: Floor) -> tuple[int, int] | None:
    """Return how many desk sheets of the candidate to be called are locked, of how many; None where nobody may say."""
    if floor.current or not floor.following:
        return None
    found = board(edition, candidates_for(viewer, edition).filter(pk=floor.following.entry.pk))
    counts = {stage: (locked, of) for row in found.rows_of(found.entries) for stage, locked, of in row.counts}
    return counts.get(Stage.DESK)


def _act(request: HttpRequest, edition: Edition, *, act: str, entry: int | None, minutes: int | None) -> None:
    """Do what a button of the console says. Raises Refused."""
    if act in ROOM:
        ROOM[act](edition, by=request.user)
        return
    candidates = Entry.objects.select_related("category__edition").filter(category__edition=edition)
    found = get_object_or_404(candidates, pk=entry)
    given = {"minutes": minutes or 0} if act == "extend" else {}
    ON_FLOOR[act](found, by=request.user, **given)


def candidate(request: HttpRequest, entry: int) -> tuple[Entry, Edition]:
    """Return a candidate and its award year, whose presentations this person runs; 404 or 403 for others."""
    of_entry = Entry.objects.candidates().select_related("regency", "nominee", "category__edition__province")
    found = get_object_or_404(of_entry, pk=entry)
    edition = get_object_or_404(known_editions(request), pk=found.category.edition_id)
    if not can_run_presentations(request.user, edition):
        raise refusal(request.user, pk=found.category_id)
    return found, in_its_time(edition)


def ask(
    request: HttpRequest, edition: Edition, act: Callable[..., object], form: Form, **question: Any
) -> HttpResponse:
    """Ask before a verb on one candidate; done or not, the console comes next."""
    back = reverse("live_console", args=[edition.pk])
    return confirm_response(
        request,
        act,
        form=form,
        next_url=back,
        cancel_url=back,
        page_eyebrow=str(edition),
        crumbs=[(back, "Ruang paparan")],
        **question,
    )


@FORM
def facts(request: HttpRequest, entry: int) -> HttpResponse:
    """Record who came to a presentation, and whatever else everybody in the room saw."""
    found, edition = candidate(request, entry)
    return ask(
        request,
        edition,
        lambda **seen: record_facts(found, seen, by=request.user),
        FactsForm(recordable(found), request.POST if request.method == "POST" else None),
        message=f"Yang terlihat pada paparan {found} tercatat.",
        page_title=f"Catat yang hadir: {found}",
        consequences=[
            "Nilai kriterianya terisi sama pada lembar setiap anggota yang belum mengisinya.",
            "Anggota yang memberi nilai lain menuliskan sebabnya pada catatan.",
            "Catatan yang keliru diganti di sini; yang lama tetap dalam riwayat.",
        ],
        confirm_label="Catat",
    )


@shows_typed
@FORM
def no_show(request: HttpRequest, entry: int) -> HttpResponse:
    """Record that nobody came to a presentation, after a page that asks for the reason."""
    found, edition = candidate(request, entry)
    return ask(
        request,
        edition,
        lambda reason: record_no_show(found, by=request.user, reason=reason),
        ReasonForm(request.POST if request.method == "POST" else None),
        message=f"{found} tercatat tidak hadir pada paparannya.",
        page_title=f"Catat {found} tidak hadir?",
        consequences=[
            "Tidak ada waktu paparan yang berjalan; kandidat berikutnya dapat dipanggil.",
            "Anggota Tim Sembilan menilai wawancaranya menurut kehadirannya, lalu menguncinya.",
            "Bila kandidat datang kemudian, tekan “Mulai”: catatan ini berganti menjadi paparan.",
        ],
        confirm_label="Catat tidak hadir",
    )

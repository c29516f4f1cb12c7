"""The pages of a panel member: what there is to judge, the sheet, the report beside it, locking, withdrawing."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from awards.choices import Stage
from awards.conflicts.recusals import declared_by, recuse
from awards.forms import ConflictForm, LockForm, SheetForm
from awards.live.floor import banner_of
from awards.models import Entry, Recusal, ScoreSheet, Seat
from awards.panel.locks import hold_own_sheet
from awards.panel.marks import note_reading, panel_scores
from awards.panel.member.board import MemberBoard, member_board, next_sheet, seats_of
from awards.panel.member.peers import peer_rows
from awards.panel.member.sheet_page import SheetPage, judged_entry, sheet_page
from awards.panel.permissions import can_recuse, can_see_scores_of_others
from awards.panel.sheets import lock_sheet, save_scores
from awards.tables.chair import MarksTable
from awards.views.conflicts.gate import after_declaring, require_declared
from awards.views.member.drawn_report import drawn_report
from config.accounts.typed_values import shows_typed
from config.postgres.kept import KeptWhole
from regencies.models import Evidence
from regencies.tables.long_list import LongList
from regencies.views.confirm import confirm_response
from regencies.views.downloads import serve
from regencies.views.evidence.pages import picture, show, urls_of
from regencies.views.save_response import FormPage, save_response

FORM = require_http_methods(["GET", "HEAD", "POST"])
LOCKING = [
    "Nilai di atas berlaku untuk kandidat ini dan tidak dapat Bapak/Ibu ubah lagi.",
    "Bila ada kekeliruan, hanya {} yang dapat membukanya kembali, dengan alasan yang tercatat.",
]
DECLARED = "Benturan kepentingan dengan {} tercatat."
WITHDRAWING = {
    "page_lead": "Misalnya karena hubungan keluarga, jabatan, atau usaha dengan kandidat ini.",
    "consequences": [
        "Bapak/Ibu tidak menilai kandidat ini; draf nilainya dibuang.",
        "Laporan, berkas, dan nilai kandidat ini tidak lagi tampil bagi Bapak/Ibu.",
        "Pernyataan ini tidak dapat Bapak/Ibu batalkan sendiri; alasannya tercatat dalam riwayat.",
    ],
    "tone": "danger",
    "confirm_label": "Nyatakan benturan kepentingan",
}

PAGES: KeptWhole[SafeString] = KeptWhole(32)  # of the candidates of each member


@require_safe
def index(request: HttpRequest, edition: int | None = None) -> HttpResponse:
    """Show the candidates of the newest panel this person sits on, or of an earlier one."""
    seats = seats_of(request.user)
    seat = next((seat for seat in seats if edition in (None, seat.edition_id)), None)
    if seat is None:
        raise Http404
    seat.user, request.seat = request.user, seat
    timezone.activate(seat.edition.province.zone)
    board = member_board(seat, timezone.now())
    context = {"seat": seat, "seats": seats, "board": board, "live": banner_of(seat.edition, request.user)}
    which = seat.pk, timezone.localdate(), request.GET.urlencode()
    context["page"] = board.candidates and PAGES.of(which, lambda: _candidates(request, seat, board))
    return render(request, "panel/index.html", context)


def _candidates(request: HttpRequest, seat: Seat, board: MemberBoard) -> SafeString:
    listed = LongList(board.candidates, str, request, board.rows_of)
    context = {"seat": seat, "listed": listed, "several": board.has_categories}
    return render_to_string("panel/_candidates.html", context)


def _entry(request: HttpRequest, entry: int) -> Entry:
    found = judged_entry(request.user, entry)
    if found is None:
        raise Http404
    require_declared(request, found)
    timezone.activate(found.category.edition.province.zone)
    request.seat = found.seat_held_by(request.user)
    return found


def own_page(request: HttpRequest, entry: int, stage: Stage) -> SheetPage:
    """Return the page of one sheet; 404 for what the member may not see, and for a stage without a criterion."""
    try:
        page = sheet_page(request.user, entry, stage)
    except Entry.DoesNotExist:
        raise Http404 from None
    if not page.asked:
        raise Http404
    require_declared(request, page.entry)
    timezone.activate(page.entry.category.edition.province.zone)
    request.seat = page.seat
    return page


@require_safe
@vary_on_headers("HX-Request")
@after_declaring
def dossier(request: HttpRequest, entry: int) -> HttpResponse:
    """Show the verified report; only its body when a sheet asks for it."""
    found = _entry(request, entry)
    stages = [stage for stage in Stage if stage in found.stages]
    context = {
        "entry": found,
        "dossier": drawn_report(found),
        "peers": peer_rows(request.user, found),
    }
    if request.htmx:
        return render(request, "panel/_dossier.html", context)
    return render(request, "panel/dossier.html", context | {"stages": stages})


def _file(request: HttpRequest, entry: int, evidence: int) -> Evidence:
    """Return a file of the report of an entry this member judges; 404 for any other."""
    judged = _entry(request, entry)
    files = Evidence.objects.select_related("entry__report__regency", "entry__report__nominee")
    return get_object_or_404(files, pk=evidence, entry__report=judged.report_id)


@require_safe
@after_declaring
def evidence_file(request: HttpRequest, entry: int, evidence: int) -> HttpResponse:
    """Serve a file of the report that is judged, as a download."""
    return serve(request, _file(request, entry, evidence))


@require_safe
@after_declaring
def evidence_page(request: HttpRequest, entry: int, evidence: int, number: int | None = None) -> HttpResponse:
    """Show one page of a file, the first that is cited unless another is asked for."""
    back = {"back_url": reverse("panel_dossier", args=[entry]), "back_label": "Laporan terverifikasi"}
    urls = urls_of(entry, evidence, prefix="panel_")
    return show(request, _file(request, entry, evidence), number, urls, **back)


@require_safe
@after_declaring
def evidence_picture(request: HttpRequest, entry: int, evidence: int, number: int) -> HttpResponse:
    """Serve the picture of a page that its page has had drawn."""
    return picture(request, _file(request, entry, evidence), number)


@shows_typed
@FORM
@after_declaring
def sheet(request: HttpRequest, entry: int, stage: Stage) -> HttpResponse:
    """Show the own sheet of one entry and stage; save it."""
    if request.method == "POST":
        return _save(request, entry, stage)
    page = own_page(request, entry, stage)
    return _render_sheet(
        request,
        page,
        SheetForm(page.asked, page.scores, page.sheet.version, note_below=page.entry.category.note_below),
    )


def _render_sheet(
    request: HttpRequest, page: SheetPage, form: SheetForm, *, status: int = 200, **more
) -> HttpResponse:
    form.together = page.together
    context = {"page": page, "form": form, "action": _url(page, "panel_sheet")} | more
    context["live"] = banner_of(page.seat.edition, request.user)
    return render(request, "panel/sheet.html", context, status=status)


def _url(page: SheetPage, name: str) -> str:
    return reverse(name, args=[page.entry.pk, page.stage])


def _save(request: HttpRequest, entry: int, stage: Stage) -> HttpResponse:
    """Save the draft of a sheet that is held before it is read."""
    try:
        held = hold_own_sheet(request.user, entry, stage)
    except Entry.DoesNotExist:
        raise Http404 from None
    if not held.asked:
        raise Http404
    form = SheetForm(held.asked, held.scores, 0, request.POST, note_below=held.entry.category.note_below)
    lock_next = request.POST.get("next") == "lock"

    def save() -> ScoreSheet:
        given = {"expected_version": form.cleaned_data["version"], "seen": form.seen}
        return save_scores(held, form.values, form.notes, by=request.user, **given)

    page = FormPage(
        show=lambda form, **shown: _render_sheet(request, own_page(request, entry, stage), form, **shown),
        next_url=reverse("panel_lock", args=[entry, stage]) if lock_next else request.path,
        time_zone=held.seat.edition.province.time_zone,
        extras=form.as_saved,
        message="Draf tersimpan {}.",
    )
    return save_response(request, form, save, page)


@require_safe
@after_declaring
def total(request: HttpRequest, entry: int, stage: Stage) -> HttpResponse:
    """Show the running total and those of groups alone, for the sheet to refresh them."""
    return render(request, "panel/totals.html", {"page": own_page(request, entry, stage)})


@FORM
@after_declaring
def lock(request: HttpRequest, entry: int, stage: Stage) -> HttpResponse:
    """Hand the sheet in, after a page with the statement; a sheet that is not open leads back to it."""
    page = own_page(request, entry, stage)
    initial = {"version": page.sheet.version}
    form = LockForm(request.POST if request.method == "POST" else None, initial=initial)
    if not page.is_open and not form.is_valid():
        return redirect(_url(page, "panel_sheet"))
    return confirm_response(
        request,
        lambda statement, version: lock_sheet(
            page.sheet, by=request.user, statement=statement, expected_version=version
        ),
        form=form,
        again=LockForm(initial=initial),
        next_url=partial(_after, page),
        message=partial(_locked, page),
        template="panel/lock.html",
        page=page,
        page_title=f"Kunci lembar {page.entry}?",
        page_eyebrow=f"{page.stage.label} · {page.entry.category.edition}",
        consequences=[text.format(page.overseer) for text in LOCKING],
        confirm_label="Kunci lembar",
        cancel_url=_url(page, "panel_sheet"),
    )


def _after(page: SheetPage, sheet: ScoreSheet) -> str:
    """Return where a member goes on after locking: the next open sheet, or the list without one."""
    if following := next_sheet(page.seat, page.entry, page.stage, page.now):
        entry, stage = following
        return reverse("panel_sheet", args=[entry.pk, stage])
    return reverse("panel_edition", args=[page.entry.category.edition_id])


def _locked(page: SheetPage, sheet: ScoreSheet) -> str:
    of = f"{page.stage.label.lower()} {page.entry}"
    return f"Lembar {of} terkunci. Kode tanda terima: {sheet.receipts.last()}."


@shows_typed
@FORM
@after_declaring
def withdraw(request: HttpRequest, entry: int) -> HttpResponse:
    """Record a conflict of interest the member declares, after a page that asks for the reason."""
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (mine := declared_by(request.user, entry, **form.cleaned_data)):
        return _declared(request, mine)
    found = _entry(request, entry)
    seat = request.seat
    back = reverse("panel_edition", args=[found.category.edition_id])
    return confirm_response(
        request,
        lambda **declared: recuse(seat, found, by=request.user, **declared),
        form=form,
        next_url=back,
        message=DECLARED.format(found),
        template="panel/withdraw.html",
        seat=seat,
        shared=lambda: {"allowed": can_recuse(request.user, found), "overseer": seat.overseer_of(found)},
        page_title=f"Nyatakan benturan kepentingan dengan {found}?",
        page_eyebrow=str(found.category.edition),
        **WITHDRAWING,
        crumbs=[(back, "Penilaian")],
        cancel_url=back,
    )


def _declared(request: HttpRequest, mine: Recusal) -> HttpResponse:
    """Answer a second tap as the first: the entry is out of sight by then."""
    messages.success(request, DECLARED.format(mine.entry))
    return redirect("panel_edition", mine.entry.category.edition_id)


@require_safe
@after_declaring
def scores(request: HttpRequest, entry: int) -> HttpResponse:
    """Show what the others gave, once every own sheet of the entry is locked."""
    found = _entry(request, entry)
    if not can_see_scores_of_others(request.user, found):
        raise PermissionDenied
    note_reading(found.category.edition, found)
    scores = panel_scores(found)
    context = {"entry": found, "stages": scores.stages, "scores": scores, "marks": MarksTable(scores)}
    return render(request, "panel/scores.html", context)

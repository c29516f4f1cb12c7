"""The pages of one sheet of paper: where its QR code leads, its confirmation, its way back, its scan."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.choices import Stage
from awards.models import PaperSheet
from awards.panel.marks import note_reading
from awards.paper.forms import CheckForm, PaperForm, ReturnForm
from awards.paper.page import PaperPage
from awards.paper.sheets import confirm_paper, enter_paper, return_paper
from awards.views.paper.place import page_of
from config.accounts.typed_values import shows_typed
from regencies.views.confirm import confirm_response
from regencies.views.downloads import serve
from regencies.views.save_response import FormPage, save_response

FORM = require_http_methods(["GET", "HEAD", "POST"])
CONFIRMING = [
    "Nilai di atas menjadi lembar nilai {} dan langsung terkunci.",
    "Riwayat mencatat siapa yang memasukkan dan siapa yang mengonfirmasi.",
    "{} diberi tahu. Bila ada kekeliruan, hanya {} yang dapat membuka kembali lembar itu, dengan alasan.",
]


def _url(page: PaperPage, name: str) -> str:
    return reverse(name, args=[page.seat.pk, page.held.entry.pk, page.stage])


@shows_typed
@FORM
def sheet(request: HttpRequest, seat: int, entry: int, stage: Stage) -> HttpResponse:
    """Show the boxes of a paper to who enters it, what was entered to who may read it, how far it is to others."""
    page = page_of(request, seat, entry, stage)
    if request.method == "POST":
        return _enter(request, page)
    if not page.why_not_checked and not page.closed:
        return redirect(_url(page, "paper_confirm"))
    _note(request, page)
    return _render(request, page, PaperForm(*page.boxes, note_below=page.note_below))


def _render(
    request: HttpRequest, page: PaperPage, form: PaperForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"page": page, "form": form, "action": _url(page, "paper_sheet")} | more
    return render(request, "paper/sheet.html", context, status=status)


def _note(request: HttpRequest, page: PaperPage) -> None:
    """Note in the security log that somebody was shown the marks of another's paper."""
    if page.marks and page.seat.user_id != request.user.pk:
        note_reading(page.seat.edition, page.held.entry)


def _enter(request: HttpRequest, page: PaperPage) -> HttpResponse:
    """Store what a clerk typed; 403 for who enters no papers of this candidate."""
    if page.viewer.why_not_enter():
        raise PermissionDenied
    form = PaperForm(
        *page.boxes,
        request.POST,
        request.FILES,
        note_below=page.note_below,
        too_large_name=getattr(request, "too_large", None),
    )

    def save() -> PaperSheet:
        given = form.cleaned_data
        own = (page.seat, page.held.entry, page.stage, form.values, form.notes, given["file"])
        return enter_paper(*own, expected_version=given["version"], by=request.user)

    shown = FormPage(
        show=lambda form, **shown: _render(request, page, form, **shown),
        next_url=_url(page, "paper_sheet"),
        time_zone=page.seat.edition.province.time_zone,
        message="Lembar kertas tersimpan {}. Sekarang mintalah orang kedua mengonfirmasinya.",
    )
    return save_response(request, form, save, shown)


def _waiting(request: HttpRequest, seat: int, entry: int, stage: Stage) -> PaperPage:
    """Return the page of a paper that was entered, to who may confirm it: 403 for its clerk and who has own to lock."""
    page = page_of(request, seat, entry, stage)
    if page.paper is None:
        raise Http404
    if page.open_paper and page.open_paper.is_waiting and page.why_not_checked:
        raise PermissionDenied
    return page


def _check(request: HttpRequest, page: PaperPage, act: Any, form: Any, **question: Any) -> HttpResponse:
    """Ask before a paper is confirmed or sent back; what is done already leads back to its page."""
    back = _url(page, "paper_sheet")
    if request.method != "POST" and (page.why_not_checked or page.closed):
        return redirect(back)
    _note(request, page)
    return confirm_response(
        request,
        act,
        form=form,
        next_url=_next(page),
        template="paper/confirm.html",
        page=page,
        page_eyebrow=f"{page.stage.label} · {page.held.entry} · {page.seat.edition.award_year}",
        cancel_url=_next(page),
        **question,
    )


def _next(page: PaperPage) -> str:
    """Return where a person works on: the list of papers, or for a member the own sheet."""
    if page.viewer.leads:
        return reverse("paper_desk", args=[page.seat.edition_id])
    return reverse("panel_sheet", args=[page.held.entry.pk, page.stage])


@FORM
def confirm(request: HttpRequest, seat: int, entry: int, stage: Stage) -> HttpResponse:
    """Make what a clerk entered the member's locked sheet, after a page that shows it and asks for the statement."""
    page = _waiting(request, seat, entry, stage)
    member, sent = page.seat.user, request.POST if request.method == "POST" else None
    again = CheckForm(initial={"version": page.version})
    return _check(
        request,
        page,
        lambda statement, version: confirm_paper(
            page.paper, statement=statement, expected_version=version, by=request.user
        ),
        CheckForm(sent, initial={"version": page.version}),
        again=again,
        message=f"Lembar {page.stage.label.lower()} {page.held.entry} milik {member} terkunci.",
        page_title=f"Konfirmasi lembar kertas {member}?",
        consequences=[
            CONFIRMING[0].format(member),
            CONFIRMING[1],
            CONFIRMING[2].format(member, page.seat.overseer_of(page.held.entry)),
        ],
        confirm_label="Konfirmasi dan kunci",
        other=(_url(page, "paper_return"), "Berbeda dari kertasnya? Kembalikan"),
    )


@shows_typed
@FORM
def send_back(request: HttpRequest, seat: int, entry: int, stage: Stage) -> HttpResponse:
    """Send a paper back to be entered again, after a page that asks for the reason."""
    page = _waiting(request, seat, entry, stage)
    sent = request.POST if request.method == "POST" else None
    return _check(
        request,
        page,
        lambda reason, version: return_paper(
            page.paper, reason=reason, expected_version=version, by=request.user
        ),
        ReturnForm(sent, initial={"version": page.version}),
        message=f"Lembar kertas {page.seat.user} untuk {page.held.entry} dikembalikan.",
        page_title=f"Kembalikan lembar kertas {page.seat.user}?",
        consequences=[
            f"{page.paper.entered_by} diberi tahu dan memasukkannya lagi, atau orang lain yang memegang kertasnya.",
            "Alasannya tercatat dalam riwayat.",
        ],
        confirm_label="Kembalikan",
    )


@require_safe
def scan(request: HttpRequest, seat: int, entry: int, stage: Stage, file: int) -> HttpResponse:
    """Serve the scan of a paper to who may read its marks; 404 to everybody else."""
    page = page_of(request, seat, entry, stage)
    found = page.paper and page.paper.files.filter(pk=file).first()
    if not found or not page.is_readable:
        raise Http404
    found.paper = page.paper
    return serve(request, found)

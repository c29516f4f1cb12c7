"""The page that every verb of the desk has: what it will do, a reason where one is asked, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from config.accounts.asked_again import NOTHING_DONE, ask_again
from config.accounts.typed_values import is_given_back
from regencies.views.confirm import confirm_response

TEMPLATE = "admin/desk/confirm.html"
METHODS = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AskedAgainError(Exception):
    """Raised where a form of the desk was sent by who must first show who they are; carries the way there."""

    def __init__(self, way: HttpResponse) -> None:
        super().__init__()
        self.way = way


class AsksAgain:
    """A page of the desk that gives rights: who stores it shows first who they are, if that was long ago."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; one that was sent before is only shown. Raises AskedAgainError for who must show first."""
        if asking := ask_again(request):
            raise AskedAgainError(asking)
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        return shown_only(form) if is_given_back(request) else form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except AskedAgainError as asked:
            return asked.way


def shown_only(form: Any) -> Any:
    """Return the form class, which stores nothing and says so."""

    class ShownForm(form):  # type: ignore[misc]
        def clean(self) -> Any:
            super().clean()
            raise forms.ValidationError(NOTHING_DONE)

    return ShownForm


class SheetForm(forms.Form):
    """The spreadsheet to look at."""

    upload = forms.FileField(
        label="Berkas XLSX atau CSV",
        error_messages={
            "required": "Pilih berkas yang akan diperiksa.",
            "empty": "Berkas ini tidak berisi apa-apa. Pilih berkas yang sudah diisi.",
        },
        help_text="Kolom seperti templat. Perubahannya ditampilkan dahulu; belum ada yang disimpan.",
    )


class ChangesForm(forms.Form):
    """The changes that were shown, signed."""

    changes = forms.CharField(widget=forms.HiddenInput)


def confirm_verb(
    request: HttpRequest,
    site: AdminSite,
    *,
    title: str,
    label: str,
    back: str,
    allowed: bool,
    act: Callable[..., object],
    consequences: Sequence[str] = (),
    form: forms.Form | None = None,
    tone: str = "",
    template: str = TEMPLATE,
    **context: Any,
) -> HttpResponse:
    """Show the question; on POST run `act` with the form's values and go back, or show every refusal.

    `form` is bound on POST by the caller. 403 without the right, 422 for a wrong form, 409 for a refused verb.
    """
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if not allowed:
        raise PermissionDenied
    return confirm_response(
        request,
        act,
        next_url=back,
        form=form,
        template=template,
        shared=lambda: site.each_context(request),
        title=title,
        confirm_label=label,
        consequences=consequences,
        cancel_url=back,
        tone=tone,
        **context,
    )


def load_file(
    request: HttpRequest,
    site: AdminSite,
    *,
    title: str,
    back: str,
    look: Callable[[Any], HttpResponse],
    store: Callable[[str], object],
) -> HttpResponse:
    """Ask for a file, show by `look` what it changes, keep that by `store`: three answers of one page."""
    shown = "changes" in request.POST
    form = ChangesForm(request.POST) if shown else SheetForm(request.POST or None, request.FILES or None)

    def act(upload: Any = None, changes: str = "") -> object:
        return store(changes) if shown else look(upload)

    return confirm_verb(
        request,
        site,
        title=title,
        label="Periksa berkas",
        back=back,
        allowed=True,
        act=act,
        form=form,
        again=SheetForm() if shown else None,
    )


def show_sheet(request: HttpRequest, site: AdminSite, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return the page of what a file changes, whose button sends `hidden` to `load_url`; `stores`: whether anything."""
    return render(
        request, "admin/desk/sheet_preview.html", site.each_context(request) | context, status=status
    )


def sheet_response(content: bytes, name: str) -> HttpResponse:
    """Return an XLSX file to keep under a name."""
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

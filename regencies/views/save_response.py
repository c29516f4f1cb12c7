"""How every form is saved, by its button or by autosave, and answered: saved, wrong, refused, or overtaken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from config.accounts.typed_values import is_given_back
from regencies.actions.errors import Refused, Stale
from regencies.actions.files import tell_admins
from regencies.l10n.dates import local_time

Extras = dict[str, Any]
GIVEN_BACK = "Isian Bapak/Ibu di bawah ini belum tersimpan. Periksa isiannya, lalu simpan."
EMPTIED = "Isian dikosongkan pukul {}."
ALL_BLANK = "Semua isian di halaman ini kosong; tidak ada yang disimpan."
WHOLE_FORM = {NON_FIELD_ERRORS, "version"}  # an error there lets no box be stored


class SavedForm(Protocol):
    """A form whose values an action stores.

    `saves_good_boxes`: an action may store its cleaned boxes while others are wrong.
    """

    errors: Any
    fields: dict[str, Any]
    changed_data: list[str]
    cleaned_data: dict[str, Any]
    saves_good_boxes: bool

    def is_valid(self) -> bool: ...

    def against(self, stale: Stale) -> tuple[Any, Any]:
        """Return (the form to be posted again, its version then), in knowledge of what is stored now."""


def is_autosave(request: HttpRequest) -> bool:
    """Return whether the page saved by itself, while it was being filled in."""
    return request.headers.get("X-Autosave") == "1"


def by_box(form: Any) -> dict[str, list[str]]:
    """Return what is wrong, by the name of the box as it is on the page."""
    return {form.add_prefix(name) if name in form.fields else name: why for name, why in form.errors.items()}


def saves_in_part(form: SavedForm) -> bool:
    """Return whether the good boxes of a form with wrong ones can be stored."""
    return form.saves_good_boxes and WHOLE_FORM.isdisjoint(form.errors)


def nothing_stored(form: SavedForm) -> str:
    """Return that boxes were emptied, or that all were blank as before; "" when a value was stored."""
    boxes = [name for name, field in form.fields.items() if not field.widget.is_hidden]
    filled = {name for name in boxes if form.cleaned_data.get(name) not in (None, "", [])}
    changed = set(form.changed_data).intersection(boxes)
    if changed and not changed & filled:
        return EMPTIED
    return "" if filled else ALL_BLANK


def no_extras(_: object) -> Extras:
    """Return nothing more for an autosaved page."""
    return {}


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """The page a form is saved from.

    `show` makes it again, given form, status and problems or conflict; `extras` returns what an autosaved page is
    sent besides the time; `message` is shown after the button that stored something, with the place of the time.
    Either may be made of what the action returns.
    """

    show: Callable[..., HttpResponse]
    next_url: str | Callable[[Any], str]
    time_zone: str
    extras: Callable[[Any], Extras] = no_extras
    message: str | Callable[[Any], str] = "Tersimpan pukul {}."


def save_response(
    request: HttpRequest, form: SavedForm, action: Callable[[], object], page: FormPage
) -> HttpResponse:
    """Run `action` with the cleaned form and answer: 200 or a redirect, 422 for a wrong form, 409 for a refusal.

    A page that saves by itself has its good boxes stored beside a wrong one, and is told both with the 422.
    """
    if is_given_back(request):
        return page.show(form=form, problems=[GIVEN_BACK])
    if request.POST.get("choice") == "stored":
        messages.info(request, "Isian yang tersimpan tetap dipakai; isian Bapak/Ibu tidak disimpan.")
        return redirect(page.next_url if isinstance(page.next_url, str) else request.path)
    alone = is_autosave(request)
    wrong = {} if form.is_valid() else {"errors": by_box(form)}
    if wrong and not (alone and saves_in_part(form)):
        return JsonResponse(wrong, status=422) if alone else page.show(form=form, status=422)
    try:
        saved = action()
    except Stale as stale:
        return _overtaken(request, form, stale, page)
    except Refused as refusal:
        tell_admins(refusal)
        problems = {"problems": refusal.reasons}
        return _refused(request, form, page, "includes/error_summary.html", problems, **problems)
    return _saved(request, form, saved, wrong, page)


def _saved(
    request: HttpRequest, form: SavedForm, saved: object, wrong: Extras, page: FormPage
) -> HttpResponse:
    at = local_time(timezone.now(), page.time_zone)
    if is_autosave(request):
        return JsonResponse(wrong | {"saved_at": at} | page.extras(saved), status=422 if wrong else 200)
    said, url = nothing_stored(form) or page.message, page.next_url
    messages.success(request, said(saved) if callable(said) else said.format(at))
    return redirect(url(saved) if callable(url) else url)


def _overtaken(request: HttpRequest, form: SavedForm, stale: Stale, page: FormPage) -> HttpResponse:
    form, version = form.against(stale)
    conflict = {"rows": stale.rows, "action": request.get_full_path(), "version": version, "hidden": form}
    return _refused(request, form, page, "includes/conflict.html", conflict, conflict=conflict)


def _refused(
    request: HttpRequest, form: Any, page: FormPage, part: str, context: Extras, **shown: Any
) -> HttpResponse:
    """Answer 409: an autosaved page gets the part of it that is new, any other the whole page."""
    if is_autosave(request):
        return render(request, part, context, status=409)
    return page.show(form=form, status=409, **shown)

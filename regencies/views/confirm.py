"""The one way a page asks before a verb: what will happen and one button; done, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from config.accounts.asked_again import NOTHING_DONE, ask_again
from config.accounts.typed_values import is_given_back
from regencies.actions.errors import Refused
from regencies.actions.files import tell_admins
from regencies.views.save_response import GIVEN_BACK


def confirm_response(
    request: HttpRequest,
    act: Callable[..., Any],
    *,
    next_url: str | Callable[[Any], str],
    message: str | Callable[[Any], str] = "",
    form: forms.BaseForm | None = None,
    again: forms.BaseForm | None = None,
    template: str = "confirm.html",
    shared: Callable[[], Mapping[str, Any]] = dict,
    asks_again: bool = False,
    **context: Any,
) -> HttpResponse:
    """Ask on GET; on POST run `act` with the values of `form`, say the message and go to `next_url`.

    Else the page again: 422 for a wrong form, 409 for a refusal, then with the form `again` where the typed one must
    not be sent twice. `asks_again`: who does it shows first who they are, if that was long ago. `message` and
    `next_url` may be made of what `act` returns; a response it returns is the answer.
    """
    status, problems, done = _outcome(request, act, form, asks_again)
    if status == HTTPStatus.FOUND:
        return _gone_on(request, done, message, next_url)
    shown = again if again and status == HTTPStatus.CONFLICT else form
    context = {**shared(), "form": shown, "problems": problems, **context}
    return render(request, template, context, status=status)


def _gone_on(
    request: HttpRequest, done: Any, message: str | Callable[[Any], str], next_url: str | Callable[[Any], str]
) -> HttpResponse:
    """Return where to go after an act: what it answered itself, or the next page with a message."""
    if isinstance(done, HttpResponse):
        return done
    if message:
        messages.success(request, _told(message, done))
    return redirect(_told(next_url, done))


def _told(text: str | Callable[[Any], str], done: Any) -> str:
    """Return a text that may be made of what an act returned."""
    return text(done) if callable(text) else text


def _outcome(
    request: HttpRequest, act: Callable[..., Any], form: forms.BaseForm | None, asks_again: bool
) -> tuple[HTTPStatus, list[str], Any]:
    """Return the status, the reasons of a refusal, of which nothing is stored, and what `act` returned."""
    if is_given_back(request):
        return HTTPStatus.OK, [NOTHING_DONE if asks_again else GIVEN_BACK], None
    if request.method != "POST":
        return HTTPStatus.OK, [], None
    if form is not None and not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY, [], None
    if asks_again and (asking := ask_again(request)):
        return HTTPStatus.FOUND, [], asking
    try:
        with transaction.atomic():
            return HTTPStatus.FOUND, [], act(**form.cleaned_data) if form is not None else act()
    except Refused as refusal:
        tell_admins(refusal)
        return HTTPStatus.CONFLICT, refusal.reasons, None

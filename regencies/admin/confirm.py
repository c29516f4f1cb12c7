"""The page that every verb of the desk has: what it will do, a reason where one is asked, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from regencies.actions.errors import Refused

TEMPLATE = "admin/desk/confirm.html"
METHODS = ["GET", "HEAD", "POST"]


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
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        if form is not None and not form.is_valid():
            status = 422
        else:
            try:
                with transaction.atomic():
                    act(**form.cleaned_data) if form is not None else act()
            except Refused as refusal:
                problems, status = refusal.reasons, 409
            else:
                return redirect(back)
    shown = {
        **site.each_context(request),
        "title": title,
        "confirm_label": label,
        "consequences": consequences,
        "cancel_url": back,
        "form": form,
        "problems": problems,
        "tone": tone,
        **context,
    }
    return TemplateResponse(request, template, shown, status=status)

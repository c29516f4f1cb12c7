"""The page that every verb of the desk has: what it will do, a reason where one is asked, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from regencies.views.confirm import confirm_response

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

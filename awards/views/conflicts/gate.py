"""What a member opens of a candidate only after having declared what ties them to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from awards.models import Entry

SAFE = {"GET", "HEAD"}


class Undeclared(Exception):
    """The member has not declared about this entry yet."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self.edition = entry.category.edition_id


def require_declared(request: HttpRequest, entry: Entry) -> None:
    """Raise Undeclared where a page of an entry read `with_declaration_of` is asked for; verbs refuse by themselves."""
    if request.method in SAFE and not entry.declared:
        raise Undeclared(entry)


def after_declaring(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead from a page of a candidate to the declaration while that is due."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Undeclared as due:
            return redirect("panel_declaration", due.edition)

    return led

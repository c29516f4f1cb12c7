"""The one way a page asks before a verb: what will happen and one button; done, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regencies.actions.errors import Refused


def confirm_response(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    said: str,
    next_url: str,
    template: str = "confirm.html",
    **shown: Any,
) -> HttpResponse:
    """Ask on GET; on POST run `act`, say so and go to `next_url`, or show the page again with 409 and the reasons."""
    problems: list[str] = []
    if request.method == "POST":
        try:
            act()
        except Refused as refusal:
            problems = refusal.reasons
        else:
            messages.success(request, said)
            return redirect(next_url)
    return render(request, template, shown | {"problems": problems}, status=409 if problems else 200)

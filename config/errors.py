"""The pages of refusals and errors: what happened, that nothing changed, and what to do next."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from config.accounts.typed_values import keep_typed

AWAY = (OperationalError, InterfaceError, OSError)
LAST_WORDS = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>Ada gangguan</title>'
    "<h1>Ada gangguan di pihak kami</h1><p>Yang sudah tersimpan tetap aman. Silakan coba lagi sebentar lagi.</p>"
)


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 400."""
    # Without the request: its host may be the very thing that was refused.
    return HttpResponse(render_to_string("400.html", known(request)), status=400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 403; `PermissionDenied("…")` carries an Indonesian sentence to the page."""
    return render(request, "403.html", known(request) | {"reason_text": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open for too long with its page and what was typed; 403 to one from elsewhere."""
    if request.resolver_match and keep_typed(request, request.resolver_match.func):
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", known(request), status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 404."""
    return render(request, "404.html", known(request), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without context or database; when even the template fails, in plain words.

    503 while the database or the disk is away: a monitor, a proxy and a browser then know that it passes.
    """
    passes = isinstance(sys.exception(), AWAY)
    try:
        page = render_to_string("500.html", known(request) | {"status": "503" if passes else "500"})
    except Exception:
        page = LAST_WORDS
    if passes:
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    return HttpResponseServerError(page)


def known(request: HttpRequest) -> dict[str, str]:
    """Return what every such page shows: the number of the request, by which the log is searched."""
    return {"number": getattr(request, "number", "")}

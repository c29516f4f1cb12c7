"""Middleware of our own, in the order settings.MIDDLEWARE names them."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from config.accounts.second_step import lead_to_set_up
from config.accounts.typed_values import give_back_typed, keep_typed
from config.errors import known
from regencies.l10n.letters import with_likenesses

Responder = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ACCEPTED = r"(?:^|,)\s*{}\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))"


def accepts(request: HttpRequest, coding: str) -> bool:
    """Return whether the reader can unpack a coding ("gzip", "br"); `gzip;q=0` says no."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    return coding in accepted and re.search(ACCEPTED.format(coding), accepted) is not None


def is_page(response: HttpResponse) -> bool:
    """Return whether an answer is HTML."""
    return response.headers.get("Content-Type", "").startswith("text/html")


def refuse_other_methods(get_response: Responder) -> Responder:
    """Answers 405 to every other method, whatever a library's view would make of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return get_response(request)
        return HttpResponseNotAllowed(METHODS, render_to_string("405.html", known(request)))

    return middleware


def refuse_nul(get_response: Responder) -> Responder:
    """Answers 404 to an address with a NUL byte: it names nothing, and PostgreSQL takes none in a text.

    400 to a cookie with one, which Python reads from a backslash and three zeros: no browser of ours was given it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\\000" in request.META.get("HTTP_COOKIE", ""):
            raise BadRequest("A cookie holds a NUL byte.")
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware


def keep_nowhere(get_response: Responder) -> Responder:
    """Forbids browsers and proxies to keep a page made for the person who is logged in.

    On a shared computer the back button then shows nobody what was on the screen before logging out. A page that
    never asked for the session says the same to everybody and is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.has_header("Cache-Control") or not request.session.accessed:
            return response
        if SESSION_KEY in request.session:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def pack_pages(get_response: Responder) -> Responder:
    """Compresses every HTML page for who can unpack it; other files are packed already or served as they are.

    Django hides the length of a packed page behind random bytes and masks the token of a form anew in each answer:
    docs/decisions/compression.md.
    """
    packer = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_page(response) or "Accept-Encoding" in response.headers.get("Vary", ""):
            return response  # a page that names it has been packed for who can unpack it
        patch_vary_headers(response, ["Accept-Encoding"])
        return packer.process_response(request, response) if accepts(request, "gzip") else response

    return middleware


def likened(response: HttpResponse) -> HttpResponse:
    """Return the answer, a page with what private-use letters look like; looks once, however often it is given."""
    is_shown = response.has_header("Content-Encoding") or getattr(response, "shows_likenesses", False)
    if is_page(response) and not is_shown and not response.streaming:
        shown = with_likenesses(page := response.content.decode(response.charset))
        if shown != page:
            response.content = shown
        response.shows_likenesses = True
    return response


def show_likenesses(get_response: Responder) -> Responder:
    """Shows in every page what private-use letters (bullets pasted from Word) look like; nothing stored changes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return likened(get_response(request))

    return middleware


def forget_the_zone(get_response: Responder) -> Responder:
    """Answers every request in the zone of the site, whatever zone the one before it had been given."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return get_response(request)

    return middleware


class LoginUnlessPublic(LoginRequiredMiddleware):
    """Asks for a log-in as Django's does, but lets a public page through before asking who is reading it.

    Django looks first whether the visitor is logged in: that reads the session on every public request, and
    makes the answer vary by cookie, so that no cache could keep it.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        asked = super().process_view(request, view_func, view_args, view_kwargs)
        asked = asked or lead_to_set_up(request, view_func)
        if asked is None:
            give_back_typed(request, view_func)
        return asked

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        """Lead to the log-in; what a form of the person last here had typed waits for them."""
        keep_typed(request, view_func)
        return super().handle_no_permission(request, view_func)


def explain_refused_methods(get_response: Responder) -> Responder:
    """Puts a page into an empty 405: after a session ended on a POST, the log-in leads back with a GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", known(request), status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware

"""Answers that are the same for every visitor: bytes made at publication, and pages made anew every five seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import parse_http_date
from django.views.decorators.cache import cache_page
from django.views.decorators.http import conditional_page, require_safe

from awards.publishing.delivery.packing import CODINGS
from awards.publishing.delivery.serve import BEHIND, File, NotPublished, packed
from config.middleware import accepts, likened

FRESH = "public, max-age=60"  # a correction is seen within a minute, and asked for again by its hash
LASTING = "public, max-age=31536000, immutable"  # a year: the bytes of this address never change
HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"

MOST_TOLD = 64  # pages told again without asking Django's cache

View = Callable[..., HttpResponse]


class _Told(NamedTuple):
    """A page that came out of Django's cache, and until when (seconds since 1970) it may be told again."""

    content: bytes
    headers: dict[str, str]
    expires: int


_told: dict[str, _Told] = {}  # by address


def forget() -> None:
    """Ask Django's cache again for every page."""
    _told.clear()


def public_page(view: View) -> View:
    """Open a view to everybody; what it shows to visitors is kept as long as published bytes are.

    On the day of an announcement a thousand readers cost what one costs every five seconds. A visitor brings no cookie:
    who brings one may be logged in, or be told something, and gets a page of their own.
    """

    kept = cache_page(BEHIND, cache="pages")(_as_it_goes_out(view))

    @conditional_page
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = (view if request.COOKIES else kept)(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if request.method == "GET" and not request.COOKIES:
            _remember(request, response)
        return response

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_asked = request.COOKIES or request.method != "GET"
        return (None if is_asked else _told_again(request)) or asked(request, *args, **kwargs)

    return require_safe(login_not_required(transaction.non_atomic_requests(shown)))


def _as_it_goes_out(view: View) -> View:
    """Return a view whose pages are finished, so that nothing is made anew for who is given what is kept."""

    def made(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = likened(view(request, *args, **kwargs))
        set_response_etag(response)
        return response

    return made


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    """Remember what Django's cache gave, which decides what is kept for whom, where it depends on the address alone."""
    is_kept = not getattr(request, "_cache_update_cache", True)
    if is_kept and response.status_code == 200 and response["Vary"] == "Cookie" and not response.cookies:
        headers = {name: value for name, value in response.items() if name != "Age"}
        if len(_told) >= MOST_TOLD:
            _told.clear()
        expires = parse_http_date(response["Expires"])
        _told[request.build_absolute_uri()] = _Told(response.content, headers, expires)


def _told_again(request: HttpRequest) -> HttpResponse | None:
    """Return the page of this address as Django's cache would give it, or 304; None of one it has to be asked for."""
    page, now = _told.get(request.build_absolute_uri()), time.time()
    if page is None or page.expires <= now:
        return None
    response = HttpResponse(
        page.content, headers=page.headers | {"Age": max(0, BEHIND - page.expires + int(now))}
    )
    response.shows_likenesses = True
    return get_conditional_response(request, etag=page.headers["ETag"], response=response)


def bytes_response(
    request: HttpRequest, file: File, content_type: str, *, disposition: str = "", lasting: bool = False
) -> HttpResponse:
    """Return the bytes, a page packed for who can unpack it, or 304 for who has them already.

    Files are for the scripts of any site. `lasting`: these bytes are all there will ever be at this address.
    """
    is_page = content_type == HTML
    coding = next((each for each in CODINGS if accepts(request, each)), "") if is_page else ""
    shown = packed(file, coding) if coding else file
    response = HttpResponse(shown.content, content_type=content_type)
    response.shows_likenesses = True  # as they were when it was made: config.middleware need not look
    response["Cache-Control"] = LASTING if lasting else FRESH
    if is_page:
        response["Vary"] = "Accept-Encoding"
    if coding:
        response["Content-Encoding"] = coding
    if disposition:
        response["Content-Disposition"] = disposition
    response["ETag"] = etag = f'"{shown.sha256}"'
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if is_page else for_any_site(answer)


def file_or_404(path: str, find: Callable[[], File]) -> File:
    """Return the file found for an address; 404 where nothing is published there."""
    try:
        return find()
    except NotPublished:
        raise Http404(f"{path} belum diumumkan.") from None


def for_any_site(response: HttpResponse) -> HttpResponse:
    """Return the answer, which the scripts of every site may read: public data, the same for whoever asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

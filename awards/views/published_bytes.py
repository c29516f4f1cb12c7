"""Answers that are the same for every visitor: bytes made at publication, and pages made anew every five seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.cache import cache_page
from django.views.decorators.http import conditional_page, require_safe

from awards.publishing.delivery.packing import CODINGS
from awards.publishing.delivery.serve import BEHIND, File, NotPublished, packed
from config.middleware import accepts, likened

FRESH = "public, max-age=60"  # a correction is seen within a minute, and asked for again by its hash
LASTING = "public, max-age=31536000, immutable"  # a year: the bytes of this address never change
HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Open a view to everybody; what it shows to visitors is kept as long as published bytes are.

    On the day of an announcement a thousand readers cost what one costs every five seconds. A visitor brings no cookie:
    who brings one may be logged in, or be told something, and gets a page of their own.
    """

    def made(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as it goes out, so that nothing of it is made anew for who is given what is kept."""
        response = likened(view(request, *args, **kwargs))
        set_response_etag(response)
        return response

    kept = cache_page(BEHIND, cache="pages")(made)

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = (view if request.COOKIES else kept)(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        return response

    return require_safe(login_not_required(transaction.non_atomic_requests(conditional_page(shown))))


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

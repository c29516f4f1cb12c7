"""The open data: page, datasets, data package and feed, all made at publication and served as bytes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.open_data.catalogue import MEDIA
from awards.open_data.feed import written
from awards.open_data.pages import TEMPLATE
from awards.publishing.delivery.serve import NotPublished, served_page
from awards.views.published_bytes import HTML, bytes_response, file_or_404, for_any_site

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@login_not_required
@transaction.non_atomic_requests
def index(request: HttpRequest) -> HttpResponse:
    """Show the datasets, their files and what their columns mean."""
    try:
        return bytes_response(request, served_page(request.path), HTML)
    except NotPublished:
        return render(request, TEMPLATE)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def dataset(request: HttpRequest, dataset: str, ending: str) -> HttpResponse:
    """Serve one dataset in one of its forms."""
    way = "" if ending == "json" else f'attachment; filename="{dataset}.{ending}"'
    return _bytes(request, MEDIA[ending], way)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def region(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Serve the coverage of one region over the years: what its page draws."""
    return _bytes(
        request, MEDIA[ending], "" if ending == "json" else f'attachment; filename="cakupan-{code}.csv"'
    )


@require_safe
@login_not_required
@transaction.non_atomic_requests
def coverage(request: HttpRequest, province: str, assessed_year: int) -> HttpResponse:
    """Serve the coverage of every region in one year: what the list draws."""
    return _bytes(request, MEDIA["json"])


@require_safe
@login_not_required
@transaction.non_atomic_requests
def package(request: HttpRequest) -> HttpResponse:
    """Serve the description of all datasets."""
    return _bytes(request, MEDIA["json"])


@require_safe
@login_not_required
@transaction.non_atomic_requests
def feed(request: HttpRequest) -> HttpResponse:
    """Serve the feed of publications; an empty one before the first."""
    try:
        return bytes_response(request, served_page(request.path), ATOM)
    except NotPublished:
        return for_any_site(HttpResponse(written([]), content_type=ATOM))


def _bytes(request: HttpRequest, media: str, disposition: str = "") -> HttpResponse:
    file = file_or_404(request.path, lambda: served_page(request.path))
    return bytes_response(request, file, media, disposition=disposition)

"""A chart of a public page as PNG, made from the page's own bytes when somebody asks for it."""

from __future__ import annotations

import html
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from awards.exports.picture import png_bytes
from awards.presenters.drawings.svg import ID
from awards.publishing.delivery.serve import File, served, served_page
from awards.publishing.names import PAGE, CategoryAddress
from awards.views.published_bytes import FRESH, file_or_404, for_any_site

PNG = "image/png"
LABEL = re.compile(r'aria-label="([^"]*)"')


@require_safe
@login_not_required
@transaction.non_atomic_requests
def of_ranking(
    request: HttpRequest, province: str, award_year: int, category: str, number: int, chart: str
) -> HttpResponse:
    """Serve a chart of a publication's page."""
    place = CategoryAddress(province, award_year, category)
    return _picture(request, file_or_404(request.path, lambda: served(place, number, PAGE)), chart)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def of_page(request: HttpRequest, chart: str, **place: str) -> HttpResponse:
    """Serve a chart of a coverage list or of a region's page."""
    return _picture(request, file_or_404(request.path, lambda: served_page(_page(request.path))), chart)


def _page(path: str) -> str:
    """Return the address of the page a picture belongs to."""
    return path.rpartition("grafik-")[0]


def _picture(request: HttpRequest, page: File, chart: str) -> HttpResponse:
    """Return the PNG of a chart on a page; 404 where the page has none of this name."""
    shown = page.content.decode()
    found = re.search(rf'<svg [^>]*id="{ID.format(re.escape(chart))}".*?</svg>', shown, re.DOTALL)
    if found is None:
        raise Http404(f"Tidak ada grafik “{chart}” pada halaman itu.")
    label = LABEL.search(found[0])
    sample = " · data contoh" if "Data contoh" in shown else ""
    content = png_bytes(
        found[0],
        html.unescape(label[1]) if label else "",
        f"Paritrana Award · {settings.SITE_URL}{_page(request.path)}{sample}",
    )
    response = HttpResponse(content, content_type=PNG)
    response["Cache-Control"] = FRESH
    return for_any_site(response)

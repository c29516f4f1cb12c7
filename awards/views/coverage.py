"""Public pages of coverage: every region in a year, and one region over the years; made at publication.

What they show: awards.publishing.coverage_pages.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.models import Edition
from awards.publishing.coverage_pages import page_path
from awards.publishing.delivery.serve import File, NotPublished, served_page
from awards.views.published_bytes import CSV, HTML, bytes_response, public_page
from regencies.models import Regency


@public_page
def coverage_index(request: HttpRequest) -> HttpResponse:
    """Show the years with a published list, by province."""
    editions = (
        Edition.objects.filter(categories__publications__live=True)
        .select_related("province")
        .order_by("province__name", "-assessed_year")
        .distinct()
    )
    return render(request, "public/coverage_index.html", {"editions": editions})


@require_safe
@login_not_required
@transaction.non_atomic_requests
def coverage(request: HttpRequest, province: str, assessed_year: int) -> HttpResponse:
    """Show every region's verified figures of one year, highest coverage first or in the order asked for."""
    asked = page_path(request.path, request.GET.get("sort", ""), request.GET.get("page", ""))
    try:
        file = served_page(asked)
    except NotPublished:
        file = _served_or_404(request.path, assessed_year)
    return bytes_response(request, file, HTML)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def coverage_csv(request: HttpRequest, province: str, assessed_year: int) -> HttpResponse:
    """Serve the coverage list of one year as CSV."""
    file = _served_or_404(request.path, assessed_year)
    name = f"cakupan-{province}-{assessed_year}.csv"
    return bytes_response(request, file, CSV, disposition=f'attachment; filename="{name}"')


def _served_or_404(path: str, assessed_year: int) -> File:
    try:
        return served_page(path)
    except NotPublished:
        raise Http404(f"Cakupan tahun penilaian {assessed_year} belum diumumkan.") from None


@require_safe
@login_not_required
@transaction.non_atomic_requests
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show one region over the years, from every live publication of its province."""
    try:
        return bytes_response(request, served_page(request.path), HTML)
    except NotPublished:
        regency = get_object_or_404(Regency.objects.select_related("province"), kemendagri_code=code)
        return render(request, "public/region.html", {"regency": regency, "years": []})

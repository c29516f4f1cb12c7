"""Pages open to everybody: rankings served as rendered bytes, and the pages around them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.editions.differences import differences, previous_year, with_criteria
from awards.models import Edition, Publication
from awards.models.editions import by_kind
from awards.publishing.delivery.serve import served
from awards.publishing.names import (
    CARD,
    CSV,
    DATA,
    DOCUMENT,
    LASTING,
    PACKAGE,
    PAGE,
    PDF,
    RECEIPTS,
    WORKBOOK,
    CategoryAddress,
)
from awards.views import published_bytes
from awards.views.public_context import criteria_of, edition_card
from awards.views.published_bytes import bytes_response, file_or_404, public_page

CONTENT_TYPES = {
    PAGE: published_bytes.HTML,
    RECEIPTS: published_bytes.HTML,
    DOCUMENT: "application/json",
    CSV: published_bytes.CSV,
    DATA: published_bytes.CSV,
    PACKAGE: "application/json",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
    CARD: "image/png",
}
DISPOSITIONS = {CSV: "attachment", DATA: "attachment", WORKBOOK: "attachment", PDF: "inline"}
YEARS_AT_LENGTH = 2


@require_safe
@login_not_required
@transaction.non_atomic_requests
def publication_file(
    request: HttpRequest,
    province: str,
    award_year: int,
    category: str,
    number: int | None = None,
    name: str = PAGE,
) -> HttpResponse:
    """Serve a file of one publication, of the live one without `number`: bytes, no query, no session."""
    place = CategoryAddress(province, award_year, category)
    file = file_or_404(request.path, lambda: served(place, number, name))
    way = DISPOSITIONS.get(name, "")
    disposition = way and f'{way}; filename="{province}-{award_year}-{category}-v{number}-{name}"'
    lasting = number is not None and (name == DOCUMENT or name in LASTING)
    return bytes_response(request, file, CONTENT_TYPES[name], disposition=disposition, lasting=lasting)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the editions with phase and dates, and the latest rankings; earlier years as links."""
    public = Edition.objects.public().select_related("province")
    newest = public.aggregate(year=Max("award_year"))["year"] or 0
    live = Publication.objects.live().select_related("correction").without_documents()
    recent = public.filter(award_year__gt=newest - YEARS_AT_LENGTH).prefetch_related(
        Prefetch("categories__publications", live.with_summary(), to_attr="live")
    )
    earlier = (
        live.filter(category__edition__award_year__lte=newest - YEARS_AT_LENGTH)
        .select_related("category__edition__province")
        .order_by("-category__edition__award_year", "category__edition__province", "category__slug")
    )
    context = {"editions": [edition_card(row) for row in recent], "earlier": earlier}
    return render(request, "public/home.html", context)


@public_page
def criteria(request: HttpRequest, province: str, award_year: int) -> HttpResponse:
    """Show criteria, weights, rubrics and tie rules of an award year, from before the first figure is typed."""
    edition = get_object_or_404(
        Edition.objects.public().select_related("province"), province__slug=province, award_year=award_year
    )
    categories = by_kind(with_criteria(edition))
    before = previous_year(edition)
    context = {
        "edition": edition,
        "before": before,
        "changed": differences(categories, list(with_criteria(before))) if before else [],
        "categories": [criteria_of(category) for category in categories],
        "sample_data": edition.sample_data,
    }
    return render(request, "public/criteria.html", context)

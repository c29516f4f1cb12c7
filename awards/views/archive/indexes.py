"""The pages where public addresses are cut: all rankings, those of a province or year, all regions, all criteria."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from awards.models import Edition, Publication
from awards.models.seats import NINE
from awards.tables.public.indexes import CriteriaYearsTable, RankingsTable, RegionsTable
from awards.tables.public.year import PanelTable, SpecialAwardsTable
from awards.views.published_bytes import public_page
from regencies.models import Province, Regency


@public_page
def rankings(request: HttpRequest, province: str = "", award_year: int | None = None) -> HttpResponse:
    """List every ranking in force, of a province, of one award year of it."""
    place = _province(province)
    rows = Publication.objects.live().without_documents()
    if place:
        rows = rows.filter(category__edition__province=place)
    if award_year is not None:
        rows = rows.filter(category__edition__award_year=award_year)
        if not rows.exists():
            raise Http404(f"Belum ada peringkat {award_year} yang diumumkan.")
    rows = rows.select_related("category__edition__province").order_by(
        "-category__edition__award_year", "category__edition__province__name", "category__slug"
    )
    more = _year(place, award_year) if place and award_year is not None else {}
    return _listed(request, "rankings", RankingsTable(rows, request=request), place, **more)


def _year(province: Province, award_year: int) -> dict[str, Any]:
    """Return who sat on the panel of an announced year, by which decree, and its special awards. Three queries."""
    edition = Edition.objects.get(province=province, award_year=award_year)
    seats = edition.seats.filter(number__lte=NINE).select_related("user").order_by("number")
    live = Publication.objects.live().filter(category__edition=edition).order_by("category__slug")
    awards = [
        {**award, "category": document["category"]["name"]}
        for document in (json.loads(bytes(row)) for row in live.values_list("document", flat=True))
        for award in document["special_awards"]
    ]
    return {
        "award_year": award_year,
        "edition": edition,
        "sample_data": edition.sample_data,
        "panel": PanelTable(seats),
        "awards": SpecialAwardsTable(awards) if awards else None,
    }


@public_page
def regions(request: HttpRequest) -> HttpResponse:
    """List the regions whose results are public."""
    live = Q(entries__category__publications__live=True)
    years = ArrayAgg(
        "entries__category__edition__award_year",
        filter=live,
        distinct=True,
        order_by="-entries__category__edition__award_year",
    )
    rows = Regency.objects.filter(live).select_related("province").annotate(years=years)
    table = RegionsTable(rows.order_by("province__code", "kemendagri_code"), request=request)
    return _listed(request, "regions", table)


@public_page
def criteria(request: HttpRequest, province: str = "") -> HttpResponse:
    """List the award years whose criteria are public, of a province."""
    place = _province(province)
    rows = Edition.objects.public().select_related("province").order_by("-award_year", "province__name")
    if place:
        rows = rows.filter(province=place)
    return _listed(request, "criteria", CriteriaYearsTable(rows, request=request), place)


def _province(slug: str) -> Province | None:
    return get_object_or_404(Province, slug=slug) if slug else None


def _listed(
    request: HttpRequest, name: str, table: Any, province: Province | None = None, **more: Any
) -> HttpResponse:
    return render(request, f"public/indexes/{name}.html", {"table": table, "province": province, **more})

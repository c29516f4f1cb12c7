"""Public pages of coverage: every region in a year, and one region over the years.

Both show what was published and nothing else (docs/decisions/coverage-list.md).
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from awards.exports.coverage import coverage_table
from awards.exports.csv_file import csv_bytes
from awards.models import Edition, Publication
from awards.presenters.charts import bars, trend
from awards.presenters.coverage import province_total, regions
from awards.presenters.region import region_years, year_points
from awards.presenters.wording import short_name
from awards.tables.coverage import CoverageTable
from regencies.l10n.numbers import format_percent
from regencies.models import OfficialWorkforce, Regency


def live_documents(**edition: Any) -> list[tuple[Edition, dict[str, Any]]]:
    """Return (edition, document) of live publications, latest year first. One query.

    `edition` filters the editions by their fields.
    """
    rows = (
        Publication.objects.live()
        .filter(**{f"category__edition__{name}": value for name, value in edition.items()})
        .select_related("category__edition__province")
        .defer("sealed_document")
        .order_by("-category__edition__award_year", "category__slug")
    )
    return [(row.category.edition, json.loads(bytes(row.document))) for row in rows]


def _published_year(province: str, year: int) -> tuple[Edition, list[dict[str, Any]]]:
    found = live_documents(province__slug=province, assessed_year=year)
    if not found:
        raise Http404(f"Cakupan tahun penilaian {year} belum diumumkan.")
    return found[0][0], [document for _, document in found]


@require_safe
@login_not_required
@conditional_page
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
@conditional_page
def coverage(request: HttpRequest, province: str, assessed_year: int) -> HttpResponse:
    """Show every region's verified figures of one year, highest coverage first."""
    edition, documents = _published_year(province, assessed_year)
    rows = regions(documents)
    known = [row for row in rows if row.coverage is not None]
    points = [(short_name(row.name), row.coverage, format_percent(row.coverage)) for row in known]
    sources = OfficialWorkforce.objects.filter(
        regency__province=edition.province_id, year=edition.assessed_year
    )
    context = {
        "edition": edition,
        "table": CoverageTable(rows, total=province_total(rows), year=assessed_year, request=request),
        "chart": bars(f"Cakupan {assessed_year} menurut daerah", points) if points else "",
        "sources": sources.order_by("source").values_list("source", flat=True).distinct(),
        "sample_data": any(document["sample_data"] for document in documents),
    }
    return render(request, "public/coverage.html", context)


@require_safe
@login_not_required
@conditional_page
def coverage_csv(request: HttpRequest, province: str, assessed_year: int) -> HttpResponse:
    """Serve the coverage list of one year as CSV."""
    _, documents = _published_year(province, assessed_year)
    response = HttpResponse(
        csv_bytes(coverage_table(regions(documents), assessed_year)), content_type="text/csv; charset=utf-8"
    )
    name = f"cakupan-{province}-{assessed_year}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@login_not_required
@conditional_page
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show one region over the years, from every live publication of its province."""
    regency = get_object_or_404(Regency.objects.select_related("province"), kemendagri_code=code)
    documents = live_documents(province=regency.province_id)
    years = region_years(code, documents)
    context = {
        "regency": regency,
        "years": years,
        "latest": years[0] if years else None,
        "chart": trend(f"Cakupan {regency} dari tahun ke tahun", year_points(years)) if years else "",
        "sample_data": any(document["sample_data"] for _, document in documents) and bool(years),
    }
    return render(request, "public/region.html", context)

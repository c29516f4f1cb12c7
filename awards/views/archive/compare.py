"""Two to four regions side by side, from what was published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.presenters.charts import trend
from awards.presenters.compared import compared
from awards.presenters.region import region_years, year_points
from awards.publishing.coverage_pages import live_documents
from awards.tables.public.compare import ComparedTable, CompareForm
from awards.views.published_bytes import public_page
from regencies.models import Regency


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Show the regions that `?daerah=` names beside each other, or ask which."""
    public = Regency.objects.filter(
        entries__category__publications__live=True, entries__nominee=None
    ).distinct()
    known = {
        regency.kemendagri_code: regency
        for regency in public.select_related("province").order_by("province__code", "kemendagri_code")
    }
    names = {code: str(regency) for code, regency in known.items()}
    form = CompareForm(request.GET if "daerah" in request.GET else None, names=names)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _compared([known[code] for code in form.cleaned_data["daerah"]])
    return render(request, "public/compare.html", context, status=422 if form.errors else 200)


def _compared(regencies: list[Regency]) -> dict[str, Any]:
    """Return table and charts of these regions. One query for each province."""
    provinces = {regency.province_id: regency.province for regency in regencies}
    found = {
        code: years
        for province in provinces.values()
        for code, years in region_years(live_documents(province)).items()
    }
    rows = [found.get(regency.kemendagri_code, []) for regency in regencies]
    names = [str(regency) for regency in regencies]
    return {
        "names": names,
        "table": ComparedTable(compared(rows), names),
        "charts": [
            (regency, trend(f"Cakupan {regency}", points, name=f"daerah-{place}"))
            for place, (regency, years) in enumerate(zip(regencies, rows, strict=True))
            if (points := year_points(years))
        ],
        "sample_data": any(year["sample_data"] for years in rows for year in years),
    }

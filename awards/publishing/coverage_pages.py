"""What the public pages about coverage hold: every region in a year, and each region over the years.

Both show what was published and nothing else (docs/decisions/coverage-list.md). Nothing here writes a row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from awards.exports.coverage import coverage_table
from awards.exports.csv_file import csv_bytes
from awards.models import Edition, Entry, Publication
from awards.open_data.beside_charts import ChartFiles
from awards.open_data.pages import Page
from awards.presenters.charts import bars, trend
from awards.presenters.coverage import Region, province_total, regions
from awards.presenters.drawings.pictures import Slopes, tile_map
from awards.presenters.nominee_results import NomineeResult, nominee_results
from awards.presenters.region import region_years, year_points
from awards.presenters.wording import short_name
from awards.publishing.names import address_of
from awards.tables.coverage import CoverageTable
from awards.tables.ranking import NomineeResultsTable
from regencies.choices import REGENCY_KIND, ReviewState, Section
from regencies.kinds.registry import KINDS
from regencies.l10n.letters import with_likenesses
from regencies.l10n.numbers import format_percent
from regencies.models import OfficialWorkforce, Province, Regency, Review, YearlyReport
from regencies.tables.base import PER_PAGE

Published = list[tuple[Edition, dict[str, Any]]]


def page_path(path: str, sort: str = "", number: str = "") -> str:
    """Return the address of a page of a list in one order; the first page is the list itself."""
    query = QueryDict(mutable=True)
    query.update(
        {name: value for name, value in (("sort", sort), ("page", number)) if value not in ("", "1")}
    )
    return f"{path}?{query.urlencode()}" if query else path


def pages_of(province: Province, *, assessed_year: int | None = None) -> Iterator[Page]:
    """Yield every page of a province; with `assessed_year`, of the lists that year's only."""
    published, files = live_documents(province), ChartFiles(province)
    years: dict[int, Published] = {}
    for edition, document in published:
        years.setdefault(edition.assessed_year, []).append((edition, document))
    for year, of_year in years.items():
        if assessed_year in (None, year):
            yield from _lists(of_year, [found for found in published if found[0].assessed_year <= year])
            yield files.of_year(year)
    results = cache(lambda: region_years(published))
    of_nominees = cache(lambda: _nominee_results(province))
    slopes_of = cache(partial(_slopes_of, results))
    for regency in Regency.objects.filter(province=province).select_related("province"):
        path = reverse("region", args=[regency.kemendagri_code])
        yield Page(path, partial(_region, regency, results, of_nominees, slopes_of))
        yield from files.of_region(regency)


def live_documents(province: Province) -> Published:
    """Return (edition, document) of every live publication about regions, latest year first. One query."""
    rows = _live(province).filter(category__kind=REGENCY_KIND)
    return [(row.category.edition, json.loads(bytes(row.document))) for row in rows]


def _live(province: Province) -> QuerySet[Publication]:
    """Return the publications in force, latest year first, then by the kind of their category."""
    kinds = [When(category__kind=kind, then=place) for place, kind in enumerate(KINDS)]
    found: QuerySet[Publication] = Publication.objects.live().filter(category__edition__province=province)
    return (
        found.select_related("category__edition__province")
        .defer("sealed_document")
        .order_by("-category__edition__award_year", Case(*kinds, default=len(kinds)), "category__slug")
    )


def _nominee_results(province: Province) -> dict[str, list[NomineeResult]]:
    """Return what is in force of nominees by the code of the region each was nominated in. Three queries."""
    rows = list(_live(province).exclude(category__kind=REGENCY_KIND))
    regions_of: dict[int, dict[str, str]] = {row.category_id: {} for row in rows}
    entries = Entry.objects.filter(category__in=regions_of)
    for (category, code), regency in entries.regions_of_nominees().items():
        regions_of[category][code] = regency.kemendagri_code
    return nominee_results(
        (
            reverse("ranking", args=address_of(row)[:3]),
            json.loads(bytes(row.document)),
            regions_of[row.category_id],
        )
        for row in rows
    )


def _lists(published: Published, so_far: Published) -> Iterator[Page]:
    """Yield the list of one year as CSV, and as a page in every order, page by page; `so_far` are all years to it."""
    edition, year = published[0][0], published[0][0].assessed_year
    place = (edition.province.slug, year)
    rows = cache(lambda: regions(document for _, document in published))
    context = cache(lambda: _list_context(published, rows()) | {"trend": _trend(so_far)})
    yield Page(reverse("coverage_csv", args=place), lambda: csv_bytes(coverage_table(rows(), year)))
    path = reverse("coverage", args=place)
    listed = {entrant["code"] for _, document in published for entrant in document["entrants"]}
    for sort in CoverageTable.orders():
        for number in range(1, max(1, ceil(len(listed) / PER_PAGE)) + 1):
            address = page_path(path, sort, str(number))
            yield Page(address, partial(_list, address, year, rows, context))


def _list(
    address: str, year: int, rows: Callable[[], list[Region]], context: Callable[[], dict[str, Any]]
) -> bytes:
    request = HttpRequest()
    request.GET = QueryDict(address.partition("?")[2])
    table = CoverageTable(rows(), total=context()["total"], year=year, request=request)
    return _html("public/coverage.html", address, context() | {"table": table})


def _list_context(published: Published, rows: Sequence[Region]) -> dict[str, Any]:
    edition = published[0][0]
    known = [row for row in rows if row.coverage is not None]
    points = [(short_name(row.name), row.coverage, format_percent(row.coverage)) for row in known]
    sources = OfficialWorkforce.objects.filter(
        regency__province=edition.province_id, year=edition.assessed_year
    )
    return {
        **_site(edition.province, any(document["sample_data"] for _, document in published)),
        "edition": edition,
        "total": province_total(rows),
        "chart": bars(f"Cakupan {edition.assessed_year} menurut daerah", points, name="cakupan")
        if points
        else "",
        "map": _map(edition, known) if known else "",
        "sources": list(sources.order_by("source").values_list("source", flat=True).distinct()),
        "proposals": _approved_proposals(edition).exists(),
    }


def _approved_proposals(edition: Edition) -> QuerySet[Review]:
    settled: QuerySet[YearlyReport] = YearlyReport.objects.of_regions().settled()
    approved: QuerySet[Review] = Review.objects.filter(
        entry__report__in=settled,
        entry__report__regency__province=edition.province_id,
        entry__report__year=edition.assessed_year,
        entry__section=Section.WORKFORCE,
        state=ReviewState.APPROVED,
    )
    return approved


def _region(
    regency: Regency,
    results: Callable[[], dict[str, list[dict[str, Any]]]],
    of_nominees: Callable[[], dict[str, list[NomineeResult]]],
    slopes_of: Callable[[int], Slopes],
) -> bytes:
    years = results().get(regency.kemendagri_code, [])
    nominees = of_nominees().get(regency.kemendagri_code, [])
    sample_data = any(year["sample_data"] for year in years) or any(one.sample_data for one in nominees)
    context = {
        **_site(regency.province, sample_data),
        "regency": regency,
        "years": years,
        "nominees": NomineeResultsTable(nominees) if nominees else None,
        "latest": years[0] if years else None,
        "chart": trend(f"Cakupan {regency} dari tahun ke tahun", year_points(years), name="tahunan")
        if years
        else "",
        "slopes": _slopes(regency, years, slopes_of),
    }
    return _html("public/region.html", reverse("region", args=[regency.kemendagri_code]), context)


def _trend(so_far: Published) -> str:
    """Return the coverage of the province over the years; "" while one year is known."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for edition, document in so_far:
        by_year.setdefault(edition.assessed_year, []).append(document)
    found = {year: province_total(regions(documents)) for year, documents in by_year.items()}
    values = {year: total.coverage for year, total in found.items() if total}
    for year, total in found.items():
        if total:
            values.setdefault(year - 1, total.coverage_previous)
    points = [(str(year), values[year], format_percent(values[year])) for year in sorted(values)]
    return trend("Cakupan provinsi dari tahun ke tahun", points, name="provinsi") if len(points) > 1 else ""


def _map(edition: Edition, rows: Sequence[Region]) -> str:
    tiles = [
        (row.code, row.name.removeprefix("Kabupaten "), row.coverage, format_percent(row.coverage))
        for row in rows
    ]
    return tile_map(f"Cakupan {edition.assessed_year} pada peta petak", tiles)


def _slopes(regency: Regency, years: Sequence[dict[str, Any]], of_year: Callable[[int], Slopes]) -> str:
    """Return the last two years of a region before those of all others; "" where its own are not known."""
    if not years or not years[0]["figures"]:
        return ""
    year = years[0]["assessed_year"]
    title = f"Cakupan {year - 1} dan {year}: {regency} dan daerah lain di provinsinya"
    return of_year(year).picture(title, regency.kemendagri_code)


def _slopes_of(results: Callable[[], dict[str, list[dict[str, Any]]]], year: int) -> Slopes:
    """Return the regions between a year and the one before it, where both are known."""
    rows = {
        code: (short_name(figures.name), figures.coverage_previous, figures.coverage)
        for code, told in results().items()
        for figures in [of_year["figures"] for of_year in told if of_year["assessed_year"] == year][:1]
        if figures and figures.coverage is not None and figures.coverage_previous is not None
    }
    return Slopes((str(year - 1), str(year)), rows)


def _site(province: Province, sample_data: bool) -> dict[str, Any]:
    """What the head of a page asks for, of which no reader is known."""
    return {"site_role": {"province": province.name}, "demo": settings.DEMO, "sample_data": sample_data}


def _html(template: str, path: str, context: dict[str, Any]) -> bytes:
    page = render_to_string(template, context | {"address": f"{settings.SITE_URL}{path}"})
    return with_likenesses(page).encode()

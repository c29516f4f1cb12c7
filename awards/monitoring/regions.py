"""The regions of a province in an award year, each with how far its report is."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from awards.models import Edition
from awards.monitoring.states import SETTLED, ReportState, report_states, with_reports
from regencies.choices import REGENCY_KIND
from regencies.kinds.registry import KINDS
from regencies.models import Regency, YearlyReport
from regencies.models.places import heir_of

SECTIONS = KINDS[REGENCY_KIND].ordered_sections


def region_states(edition: Edition) -> list[ReportState]:
    """Return every region of the province in the order of its code, in as many queries for many as for one."""
    return report_states(edition, regions_with_reports(edition))


def regions_with_reports(edition: Edition) -> list[Any]:
    """Return every region of the province in the order of its code, as `report_states` takes them. Two queries."""
    year = edition.assessed_year
    renamed = Exists(Regency.objects.renamed().filter(pk=OuterRef("pk")))
    places = Regency.objects.filter(province=edition.province_id).in_year(year).annotate(is_renamed=renamed)
    found = with_reports(places, edition)
    _add_reports_before(found, year)
    return found


def _add_reports_before(places: list[Any], year: int) -> None:
    """Give a region that goes on with another that one's verified report of last year. One query, where any does."""
    new = {place.pk: place for place in places if place.is_renamed and not place.last_report}
    if new:
        origins = Regency.objects.filter(successors__in=new)
        reports = YearlyReport.objects.filter(regency__in=origins, year=year - 1, status__in=SETTLED)
        for report in reports.annotate(heir=heir_of("regency")):
            new[report.heir].last_report = report

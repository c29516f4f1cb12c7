"""What figures come from, as queries whose rows change whenever a figure does (`config.postgres.kept`)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Subquery

from regencies.choices import ReportStatus
from regencies.figures.counted import counted_rows
from regencies.models import OfficialWorkforce, Regency, YearlyReport
from regencies.models.places import taken_over_by


def read_for(reports: QuerySet[YearlyReport]) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever a figure of these reports does (`config.postgres.kept`).

    What locked reports contain no longer changes (`frozen_when_locked`): of those it is enough which they are.
    """
    regencies, last_years = reports.values("regency"), reports.values(before=F("year") - 1)
    origins = taken_over_by(regencies)
    places = Q(regency__in=regencies) | Q(regency__in=origins)
    whose = places | Q(nominee__in=reports.values("nominee"))
    before = YearlyReport.objects.settled().filter(whose, year__in=last_years)
    counted = YearlyReport.objects.filter(Q(pk__in=reports.values("pk")) | Q(pk__in=before.values("pk")))
    changing = counted.exclude(status=ReportStatus.LOCKED)
    official = OfficialWorkforce.objects.filter(
        places, Q(year__in=last_years) | Q(year__in=reports.values("year"))
    )
    return [
        counted.values_list("pk", "status", "verified_at"),
        counted_rows(Q(report__in=changing.values("pk"))),
        official.values_list("regency", "year", "segment", "figure"),
        Regency.objects.renamed().filter(predecessor__in=origins).values("pk", "predecessor"),
    ]


def read_beside(report: Any) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever a figure of a report does that it does not state itself.

    `report` is the key of one, or of each of many (`digested_each`): everything is found by index.
    """
    own = YearlyReport.objects.filter(pk=report).order_by()
    place, origin, nominee, year = (
        Subquery(own.values(name)) for name in ("regency", "regency__predecessor", "nominee", "year")
    )
    places = Q(regency=place) | Q(regency=origin)
    before = YearlyReport.objects.settled().filter(
        Q(places, nominee=None) | Q(nominee=nominee), year=year - 1
    )
    regions = Q(report__regency=place) | Q(report__regency=origin)
    whose = Q(regions, report__nominee=None) | Q(report__nominee=nominee)
    return [
        before.order_by("pk").values_list("pk", "status", "verified_at"),
        counted_rows(Q(whose, report__year=year - 1, report__status=ReportStatus.VERIFIED)).order_by("pk"),
        OfficialWorkforce.objects.filter(places, year__in=[year, year - 1]).order_by("pk"),
        Regency.objects.renamed().filter(predecessor=origin).order_by("pk").values("pk", "predecessor"),
    ]

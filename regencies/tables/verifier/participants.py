"""Whom the verifier's queue lists, how far each is, and how many reports wait."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Greatest

from config.postgres.compiled import compiled
from regencies.choices import REGENCY_KIND, ReportStatus
from regencies.kinds.registry import KINDS
from regencies.models import Extension, FillingWindow, Nominee, Regency, YearlyReport
from regencies.models.places import existing_on, last_day

NOT_BEGUN = "unopened"
STATES = {  # in the order of the work
    NOT_BEGUN: "Belum mulai diisi",
    ReportStatus.DRAFT: "Belum dikirim",
    ReportStatus.RETURNED: ReportStatus.RETURNED.label,
    ReportStatus.SENT: ReportStatus.SENT.label,
    ReportStatus.VERIFIED: ReportStatus.VERIFIED.label,
    ReportStatus.LOCKED: ReportStatus.LOCKED.label,
}


def participants_with_report(kind: str, provinces: Iterable[int], year: int) -> QuerySet[Any]:
    """Return the regencies, or the nominees of a kind, with what is known of the report of the year.

    `report_pk` is None without one, `progress` orders the states, `deadline` is the province's or a later one of its
    own. Nothing of what a report contains: that is read of the rows of one page (`judging`).
    """
    return _participants(kind, provinces, year, last_day(year))


def _participants(kind: str, provinces: Iterable[int], year: int, day: datetime.date) -> QuerySet[Any]:
    sent = Q(report__version__gt=0)
    if kind == REGENCY_KIND:
        rows: QuerySet[Any] = Regency.objects.filter(province__in=provinces).order_by("kemendagri_code")
        own, kept = Q(reports__nominee=None), existing_on(day) | sent
    else:
        nominees = Nominee.objects.filter(kind=kind, regency__province__in=provinces)
        rows = nominees.select_related("regency").order_by("regency__kemendagri_code", "name")
        own, kept = Q(), Q(withdrawn_at=None) | sent
    known: QuerySet[Any] = (
        rows.annotate(report=FilteredRelation("reports", condition=own & Q(reports__year=year)))
        .annotate(
            report_pk=F("report__pk"),
            status=F("report__status"),
            sent_at=F("report__sent_at"),
            returned_at=F("report__returned_at"),
            version=F("report__version"),
            deadline=_deadline(kind, year),
            progress=Case(
                *(When(report__status=state, then=Value(place)) for place, state in enumerate(STATES)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
        .filter(kept)
    )
    return known


@compiled
def listed(provinces: list[int], year: int, day: datetime.date, *, kind: str) -> QuerySet[Any, int]:
    """Return the keys of all of them, in order, with the last day of the year given."""
    return _participants(kind, provinces, year, day).values_list("pk", flat=True)


@compiled
def known_of(
    keys: list[int], provinces: list[int], year: int, day: datetime.date, *, kind: str
) -> QuerySet[Any]:
    """Return the rows of some of them, in no order."""
    return _participants(kind, provinces, year, day).filter(pk__in=keys).order_by()


def _deadline(kind: str, year: int) -> Greatest:
    """Return until when a participant of a kind can send its report, its extension counted; None without a date."""
    of_region = kind == REGENCY_KIND
    province, own = ("province", "regency") if of_region else ("regency__province", "nominee")
    windows = FillingWindow.objects.filter(province=OuterRef(province), year=year, kind=kind)
    given = Extension.objects.filter(**{own: OuterRef("pk")}, year=year, nominee__isnull=of_region)
    return Greatest(Subquery(windows.values("deadline")[:1]), Subquery(given.values("until")[:1]))


def waiting_reports(provinces: list[int]) -> dict[int, list[tuple[str, int]]]:
    """Return by year, newest first, how many reports of each kind wait: [("kabupaten/kota", 2)]. One query."""
    by_year: dict[int, dict[str, int]] = {}
    for year, kind, waiting in _waiting(provinces):
        by_year.setdefault(year, {})[kind or REGENCY_KIND] = waiting
    return {
        year: [(KINDS[kind].label.lower(), found[kind]) for kind in KINDS if found.get(kind)]
        for year, found in by_year.items()
    }


@compiled
def _waiting(provinces: list[int]) -> QuerySet[Any, tuple[int, str | None, int]]:
    reports: QuerySet[Any] = YearlyReport.objects.filter(regency__province__in=provinces).order_by("-year")
    counted = reports.values("year", "nominee__kind").annotate(
        waiting=Count("pk", filter=Q(status=ReportStatus.SENT))
    )
    found: QuerySet[Any, tuple[int, str | None, int]] = counted.values_list(
        "year", "nominee__kind", "waiting"
    )
    return found

"""Telling who fills in that the filling of a year is open: each person once, whatever becomes of its dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase
from awards.models import Edition
from awards.monitoring.reminders import DONE
from regencies.choices import REGENCY_KIND, NoticeKind, Role
from regencies.kinds.registry import KINDS
from regencies.models import Membership, Notice, Regency, YearlyReport
from regencies.notices.audience import people_of_each
from regencies.notices.tell import deliver_once, page_of_office, worded

OFFICE = frozenset({Role.OFFICER, Role.HEAD})
FIELD = "filling_deadline"


@dataclass(frozen=True, slots=True)
class _Until:
    """Until when an award year is filled in, in words; "" where no date is set."""

    region: str
    nominated: list[tuple[str, str]]  # kind, until
    is_over: bool  # of the regions'


def years_being_filled() -> list[Edition]:
    """Return the award years whose filling is open. One query."""
    return list(Edition.objects.filter(phase=Phase.FILLING).select_related("province"))


def tell_of_opening(edition: Edition) -> int:
    """Tell who fills in that filling is open and who has not been told yet; return how many were told."""
    return deliver_once(opening_notices(edition))


def opening_notices(edition: Edition) -> list[Notice]:
    """Return what each person is told when filling opens, told already or not; none once its deadline is over.

    Officers and heads of each region that has not sent, then who nominates for any kind of nominee.
    """
    until = _until(edition)
    found = [] if until.is_over else [*_to_offices(edition, until)]
    if until.nominated:
        found += _to_nominators(edition, until, {notice.person_id for notice in found})
    return found


def _until(edition: Edition) -> _Until:
    now, by_kind = timezone.now(), edition.date_by_kind(FIELD)
    dates = {kind: date for kind, date in by_kind.items() if date is None or date > now}

    def shown(date: datetime.datetime | None) -> str:
        return edition.province.in_its_time(date) if date else ""

    nominated = [
        (kind.label.lower(), shown(dates[slug]))
        for slug, kind in KINDS.items()
        if kind.is_nominated and slug in dates
    ]
    own = by_kind.get(REGENCY_KIND) or edition.date(FIELD)
    return _Until(shown(own), nominated, is_over=own is not None and own <= now)


def _to_offices(edition: Edition, until: _Until) -> Iterator[Notice]:
    year = edition.assessed_year
    sent = YearlyReport.objects.filter(nominee=None, year=year, status__in=DONE).values("regency")
    places = list(Regency.objects.filter(province=edition.province_id).in_year(year).exclude(pk__in=sent))
    for place, people in zip(
        places, people_of_each([(place, None) for place in places], OFFICE), strict=True
    ):
        place.province = edition.province
        page = page_of_office(YearlyReport(regency=place, year=year))
        for person, _ in people:
            yield worded(
                NoticeKind.FILLING,
                f"{place}, tahun penilaian {year}",
                person,
                page,
                {"of_office": True, "place": place, "year": year, "until": until.region}
                | {"nominated": until.nominated},
                f"filling:{edition.pk}:{place.pk}",
            )


def _to_nominators(edition: Edition, until: _Until, told: set[int]) -> Iterator[Notice]:
    year = edition.assessed_year
    held = Membership.objects.active().filter(
        Q(province=edition.province_id) | Q(regency__province=edition.province_id),
        role=Role.NOMINATOR,
        user__is_active=True,
    )
    for office in held.select_related("user", "regency", "province").order_by("pk"):
        if office.user_id in told:
            continue
        told.add(office.user_id)
        place = office.regency or office.province
        yield worded(
            NoticeKind.FILLING,
            f"calon di {place}, tahun penilaian {year}",
            office.user,
            reverse("nominee_index"),
            {"of_office": False, "place": place, "year": year, "until": "", "nominated": until.nominated},
            f"filling:{edition.pk}:calon",
        )

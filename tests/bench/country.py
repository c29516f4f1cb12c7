"""One province of as many regions as one likes, with nine members and years of them, written in bulk.

One report goes through the verbs; the others are its rows again with figures of their own. Whatever the database
refuses or notes of a row, it refuses and notes of these.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.choices import Phase, SheetStatus, Source, Stage
from awards.editions.default_criteria import create_category
from awards.models import Category, Edition, Entry, Score, ScoreSheet
from regencies.choices import RegencyKind, ReportStatus, WorkforceSegment
from regencies.models import OfficialWorkforce, Province, Regency, User, YearlyReport
from tests import factories
from tests.builders.copies import copy_entries, store
from tests.builders.declarations import declared

FIRST_YEAR = 2023  # assessed; the panel scores the last one


def country(regions: int, years: int = 3) -> list[Category]:
    """Return the category of each year, every region a candidate with nine locked sheets; the last year is open."""
    province = factories.province("99", "Seluruh Daerah", "seluruh-daerah")
    places = _places(province, regions)
    whole = factories.verified(places[0], FIRST_YEAR)
    seats: list[User] = []
    found = []
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        category = _category(province, year, seats, is_last=year == FIRST_YEAR + years - 1)
        with transaction.atomic():
            reports = _reports(whole, places, year)
            _judged(category, reports)
        found.append(category)
    return found


def _places(province: Province, many: int) -> list[Regency]:
    return Regency.objects.bulk_create(
        Regency(
            province=province,
            kind=RegencyKind.REGENCY,
            name=f"Daerah {number:04}",
            kemendagri_code=f"{number // 100 + 1:02}.{number % 100:02}",
            bps_code=f"{number:04}",
            capital=f"Ibu Kota {number:04}",
            districts=20,
            urban_villages=9,
            villages=200,
            reference_year=FIRST_YEAR,
            office_name=f"Dinas Tenaga Kerja {number:04}",
        )
        for number in range(many)
    )


def _category(province: Province, year: int, people: list[User], *, is_last: bool) -> Category:
    """The category of an award year, whose nine members are those of the years before."""
    phase = Phase.SCORING if is_last else Phase.PROVISIONAL
    edition = factories.edition(province, year + 1, phase=phase, sample_data=True)
    seats = factories.seats(edition)
    if people:
        for seat, person in zip(seats, people, strict=True):
            seat.user = person
            seat.save()
    else:
        people += [seat.user for seat in seats]
    return create_category(edition)


def _reports(whole: YearlyReport, places: Iterable[Regency], year: int) -> list[YearlyReport]:
    """One locked report a region, each with the rows of a whole one and its own number of wage earners."""
    there = set(YearlyReport.objects.filter(year=year).values_list("regency_id", flat=True))
    said = {"certified_by": whole.certified_by, "verified_by": whole.verified_by, "version": 1}
    said |= {"sent_at": whole.sent_at, "verified_at": whole.verified_at, "status": ReportStatus.VERIFIED}
    store(YearlyReport(regency=place, year=year, **said) for place in places if place.pk not in there)
    reports = list(YearlyReport.objects.filter(year=year).select_related("regency").order_by("pk"))
    new = [report for report in reports if report.pk != whole.pk]
    copy_entries(whole, new, vary=lambda detail, place: _fewer(detail, place, len(new)))
    _workforce(places, year)
    _workforce(places, year - 1)
    YearlyReport.objects.filter(year=year).update(status=ReportStatus.LOCKED)
    return reports


def _fewer(detail: Any, place: int, many: int) -> None:
    """Up to a quarter fewer participants, by the place of the region."""
    if getattr(detail, "registered", None):
        detail.registered -= detail.registered * place // (4 * many)


def _workforce(places: Iterable[Regency], year: int) -> None:
    """The official figures of every region; those there are stay."""
    common = {"year": year, "source": "Data contoh", "as_of": datetime.date(year, 12, 31)}
    OfficialWorkforce.objects.bulk_create(
        (
            OfficialWorkforce(
                regency=place,
                segment=segment,
                figure=180_000 if segment == WorkforceSegment.FORMAL else 0,
                **common,
            )
            for place in places
            for segment in WorkforceSegment.values
        ),
        ignore_conflicts=True,
    )


def _judged(category: Category, reports: Iterable[YearlyReport]) -> None:
    """Every report a candidate, and what nine members gave it, locked; in the year being scored, desk sheets only."""
    entries = store(
        Entry(category=category, regency=report.regency, report=report, report_version=1, candidate=True)
        for report in reports
    )
    edition: Edition = category.edition
    declared(edition)
    stages = [Stage.DESK] if edition.phase == Phase.SCORING else list(Stage)
    seats = list(edition.seats.all())
    sheets = store(
        ScoreSheet(seat=seat, entry=entry, stage=stage)
        for entry in entries
        for seat in seats
        for stage in stages
    )
    criteria, per_entry = list(category.criteria.filter(source=Source.PANEL)), len(seats) * len(stages)
    store(
        Score(
            sheet=sheet,
            criterion=criterion,
            value=Decimal(60 + (place // per_entry * 7 + number * 3 + sheet.seat.number) % 40),
        )
        for place, sheet in enumerate(sheets)
        for number, criterion in enumerate(criteria)
        if criterion.stage == sheet.stage
    )
    done = ScoreSheet.objects.filter(entry__category=category)
    if edition.phase == Phase.SCORING:  # one member has them all to do
        done = done.exclude(seat=seats[-1])
    done.update(status=SheetStatus.LOCKED, locked_at=timezone.now())

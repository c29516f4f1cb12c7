"""One province of as many regions as one likes, with nine members and years of them, written in bulk.

One report goes through the verbs; the others are its rows again with figures of their own. Whatever the database
refuses or notes of a row, it refuses and notes of these.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from copy import copy
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from awards.choices import Phase, SheetStatus, Source, Stage
from awards.editions.default_criteria import create_category
from awards.models import Category, Edition, Entry, Score, ScoreSheet
from regencies.choices import RegencyKind, ReportStatus, WorkforceSegment
from regencies.models import OfficialWorkforce, Province, Regency, User, YearlyReport
from tests import factories
from tests.builders.declarations import declared

M = TypeVar("M", bound=models.Model)

FIRST_YEAR = 2023  # assessed; the panel scores the last one
MANY = 2_000  # rows of one statement


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
    _store(YearlyReport(regency=place, year=year, **said) for place in places if place.pk not in there)
    reports = list(YearlyReport.objects.filter(year=year).select_related("regency").order_by("pk"))
    new = [report for report in reports if report.pk != whole.pk]
    rows = list(whole.entries.with_details())
    entries = _store(_again(row, report=report) for report in new for row in rows)
    details: dict[type[models.Model], list[Any]] = {}
    for place, (entry, row) in enumerate(zip(entries, rows * len(new), strict=True)):
        detail = _again(row.detail, entry=entry)
        if hasattr(detail, "registered") and detail.registered:
            detail.registered -= detail.registered * (place // len(rows)) // (4 * len(new))
        details.setdefault(type(detail), []).append(detail)
        details.setdefault(type(row.review), []).append(_again(row.review, entry=entry))
    for of_one_kind in details.values():
        _store(of_one_kind)
    _workforce(places, year)
    _workforce(places, year - 1)
    YearlyReport.objects.filter(year=year).update(status=ReportStatus.LOCKED)
    return reports


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
    entries = _store(
        Entry(category=category, regency=report.regency, report=report, report_version=1, candidate=True)
        for report in reports
    )
    edition: Edition = category.edition
    declared(edition)
    stages = [Stage.DESK] if edition.phase == Phase.SCORING else list(Stage)
    seats = list(edition.seats.all())
    sheets = _store(
        ScoreSheet(seat=seat, entry=entry, stage=stage)
        for entry in entries
        for seat in seats
        for stage in stages
    )
    criteria = list(category.criteria.filter(source=Source.PANEL))
    _store(
        Score(
            sheet=sheet,
            criterion=criterion,
            value=Decimal(60 + (sheet.entry_id * 7 + number * 3 + sheet.seat_id) % 40),
        )
        for sheet in sheets
        for number, criterion in enumerate(criteria)
        if criterion.stage == sheet.stage
    )
    done = ScoreSheet.objects.filter(entry__category=category)
    if edition.phase == Phase.SCORING:  # one member has them all to do
        done = done.exclude(seat=seats[-1])
    done.update(status=SheetStatus.LOCKED, locked_at=timezone.now())


def _again(row: M, **instead: models.Model) -> M:
    """A new row that says the same, but for whom it belongs to."""
    new = copy(row)
    new._state = models.base.ModelState()
    new.pk = None
    for name, value in instead.items():
        setattr(new, name, value)
    return new


def _store(rows: Iterable[M]) -> list[M]:
    stored: list[M] = []
    for some in _in_parts(list(rows)):
        stored += type(some[0])._default_manager.bulk_create(some)
    return stored


def _in_parts(rows: list[M]) -> Iterator[list[M]]:
    for begin in range(0, len(rows), MANY):
        yield rows[begin : begin + MANY]

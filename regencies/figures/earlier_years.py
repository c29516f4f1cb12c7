"""What a participant reported in earlier years, for the column of last year and the spark line. One query each."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from config.postgres.among import among
from config.postgres.compiled import compiled
from regencies.choices import Section
from regencies.figures.counted import COUNTED, SETTLED
from regencies.figures.verified import counted_value
from regencies.models import OfficialWorkforce, Regency, ReportEntry, YearlyReport
from regencies.models.places import heir_of, taken_over_by, with_taken_over
from regencies.models.reports import DETAIL_OF

ByYear = dict[int, int | Decimal | None]
Earlier = Mapping[str, Sequence[ReportEntry]]  # section → entries of earlier reports, newest report first
EarlierRows = Mapping[tuple[object, ...], Mapping[str, ByYear]]  # key of a row → figure → year → value


def earlier_entries(report: YearlyReport, sections: Collection[Section]) -> Earlier:
    """Return what earlier reports hold in these sections. One query, however many sections."""
    return _by_section(_before(report.regency_id, report.nominee_id, report.year, sections=tuple(sections)))


def earlier_and_last(
    report: YearlyReport, sections: Collection[Section]
) -> tuple[Earlier, list[ReportEntry]]:
    """Return the same, and what counts of last year's report where it was verified. One query for both."""
    last = report.year - 1
    own = report.regency_id, report.nominee_id
    found = before_and_last(*own, report.year, last, sections=tuple(sections))
    counted = [
        entry
        for entry in found
        if entry.section in COUNTED and entry.report.year == last and entry.report.status in SETTLED
    ]
    return _by_section(entry for entry in found if entry.section in sections), counted


def _by_section(entries: Iterable[ReportEntry]) -> Earlier:
    found: defaultdict[str, list[ReportEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.section].append(entry)
    return found


@compiled
def _before(
    regency: int, nominee: int | None, year: int, *, sections: tuple[Section, ...]
) -> QuerySet[ReportEntry]:
    return _of(regency, nominee, sections).filter(report__year__lt=year, section__in=sections)


@compiled
def before_and_last(
    regency: int, nominee: int | None, year: int, last: int, *, sections: tuple[Section, ...]
) -> QuerySet[ReportEntry]:
    """Return the entries of `earlier_and_last`."""
    counted = Q(report__year=last, report__status__in=SETTLED, section__in=COUNTED)
    rows = _of(regency, nominee, {*sections, *COUNTED})
    rows = rows.filter(counted | Q(report__year__lt=year, section__in=sections))
    return rows.annotate(heir=heir_of("report__regency"))


def _of(regency: int, nominee: int | None, sections: Iterable[Section]) -> QuerySet[ReportEntry]:
    """Return the entries of all reports of a participant, with the content of these sections, newest report first."""
    own = YearlyReport.objects.filter(among("regency", with_taken_over([regency])), nominee=nominee)
    rows = ReportEntry.objects.filter(among("report", own.order_by().values("pk")))
    details = (DETAIL_OF[section] for section in sections)
    report = "report" if nominee is None else "report__nominee"
    return rows.select_related(report, "review", *details).order_by("-report__year", "pk")


def participants_by_year(report: YearlyReport, earlier: Earlier | None = None) -> dict[str, ByYear]:
    """Return segment → year → active participants before this report; verified values replace claimed ones.

    Where two reports state a year, the one of that year counts. `earlier`: `earlier_entries`, where they are at hand.
    """
    found: dict[str, ByYear] = defaultdict(dict)
    section = Section.PARTICIPATION
    for entry in (earlier_entries(report, [section]) if earlier is None else earlier).get(section, []):
        by_year, year = found[entry.detail.segment], entry.report.year
        by_year[year] = counted_value(entry, "registered")
        by_year[year - 1] = counted_value(entry, "registered_previous")
    return found


def rows_by_year(
    report: YearlyReport,
    section: Section,
    key: Sequence[str],
    figures: Sequence[str],
    earlier: Earlier | None = None,
) -> EarlierRows:
    """Return the summed figures of all earlier reports' rows in one section: key of a row → figure → year → value.

    Verified values replace claimed ones. `key` names the fields that tell one row from another, `figures` those that
    are summed. `earlier`: `earlier_entries`, where they are at hand.
    """
    found: defaultdict[tuple[object, ...], defaultdict[str, ByYear]] = defaultdict(lambda: defaultdict(dict))
    for entry in (earlier_entries(report, [section]) if earlier is None else earlier).get(section, []):
        which, year = found[tuple(getattr(entry.detail, name) for name in key)], entry.report.year
        for figure in figures:
            if (value := counted_value(entry, figure)) is not None:
                which[figure][year] = (which[figure].get(year) or 0) + value
    return found


def official_workforce(report: YearlyReport) -> list[OfficialWorkforce]:
    """Return the denominators the province loaded, oldest first in each segment, up to the assessed year.

    Of earlier years also those of the region this one goes on with, where it has none itself. One query, none of a
    report fetched by `with_official`.
    """
    known = getattr(report, "official_rows", None)
    rows = _loaded(report.regency_id, report.year) if known is None else [_official(row) for row in known]
    found = {(row.segment, row.year): row for row in rows if row.regency_id != report.regency_id}
    found |= {(row.segment, row.year): row for row in rows if row.regency_id == report.regency_id}
    return [found[key] for key in sorted(found)]


def with_official(reports: QuerySet[YearlyReport]) -> QuerySet[YearlyReport]:
    """Fetch reports with the denominators of all years up to theirs, in the same query, as `official_rows`."""
    renamed = Regency.objects.filter(pk=OuterRef(OuterRef("regency"))).renamed()
    own = Q(regency=OuterRef("regency"), year__lte=OuterRef("year"))
    of_origin = Q(regency__in=renamed.values("predecessor"), year__lt=OuterRef("year"))
    said = JSONObject(
        **{name: name for name in ("segment", "year", "figure", "source", "as_of")}, of="regency"
    )
    rows = OfficialWorkforce.objects.filter(own | of_origin).order_by("segment", "year")
    return reports.annotate(official_rows=ArraySubquery(rows.values(said=said)))


def _official(row: Mapping[str, Any]) -> OfficialWorkforce:
    said = {**row, "as_of": datetime.date.fromisoformat(row["as_of"])}
    return OfficialWorkforce(regency_id=said.pop("of"), **said)


@compiled
def _loaded(regency: int, year: int) -> QuerySet[OfficialWorkforce]:
    before = Q(regency__in=taken_over_by([regency]), year__lt=year)
    rows = OfficialWorkforce.objects.filter(Q(regency=regency, year__lte=year) | before)
    return rows.order_by("segment", "year")

"""What a participant reported in earlier years, for the column of last year and the spark line. One query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db.models import Q, QuerySet

from config.postgres.compiled import compiled
from regencies.choices import Section
from regencies.figures.verified import counted_value
from regencies.models import OfficialWorkforce, ReportEntry, YearlyReport
from regencies.models.places import taken_over_by
from regencies.models.reports import DETAIL_OF

ByYear = dict[int, int | Decimal | None]
Earlier = Mapping[str, Sequence[ReportEntry]]  # section → entries of earlier reports, newest report first
EarlierRows = Mapping[tuple[object, ...], Mapping[str, ByYear]]  # key of a row → figure → year → value


def earlier_entries(report: YearlyReport, sections: Collection[Section]) -> Earlier:
    """Return what earlier reports hold in these sections. One query, however many sections."""
    found: defaultdict[str, list[ReportEntry]] = defaultdict(list)
    for entry in _before(report.regency_id, report.nominee_id, report.year, sections=tuple(sections)):
        found[entry.section].append(entry)
    return found


@compiled
def _before(
    regency: int, nominee: int | None, year: int, *, sections: tuple[Section, ...]
) -> QuerySet[ReportEntry]:
    own = Q(report__regency=regency) | Q(report__regency__in=taken_over_by([regency]))
    rows = ReportEntry.objects.filter(
        own, report__nominee=nominee, report__year__lt=year, section__in=sections
    )
    details = (DETAIL_OF[section] for section in sections)
    return rows.select_related("report", "review", *details).order_by("-report__year", "pk")


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

    Of earlier years also those of the region this one goes on with, where it has none itself.
    """
    rows = _loaded(report.regency_id, report.year)
    found = {(row.segment, row.year): row for row in rows if row.regency_id != report.regency_id}
    found |= {(row.segment, row.year): row for row in rows if row.regency_id == report.regency_id}
    return [found[key] for key in sorted(found)]


@compiled
def _loaded(regency: int, year: int) -> QuerySet[OfficialWorkforce]:
    before = Q(regency__in=taken_over_by([regency]), year__lt=year)
    rows = OfficialWorkforce.objects.filter(Q(regency=regency, year__lte=year) | before)
    return rows.order_by("segment", "year")

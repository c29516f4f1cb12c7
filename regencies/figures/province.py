"""What the other regions of a province had a year before, as it was verified: what a draft's rates are held against."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from django.db.models import QuerySet

from config.postgres.compiled import compiled
from regencies.choices import Section
from regencies.figures.indicators import participant_growth_pct, total
from regencies.figures.verified import counted_value, counted_whole
from regencies.models import ReportEntry, YearlyReport
from regencies.models.reports import DETAIL_OF

ALL = ""  # all segments together


def growth_elsewhere(report: YearlyReport) -> dict[str, list[Fraction]]:
    """Return segment (or ALL) → the growth of participants in per cent in each other region. One query."""
    by_region: defaultdict[int, dict[str, tuple[int | None, int | None]]] = defaultdict(dict)
    for entry in _verified_elsewhere(report, Section.PARTICIPATION):
        both = counted_whole(entry, "registered"), counted_whole(entry, "registered_previous")
        by_region[entry.report.regency_id][entry.participation.segment] = both
    found: defaultdict[str, list[Fraction]] = defaultdict(list)
    for segments in by_region.values():
        sums = total(now for now, _ in segments.values()), total(before for _, before in segments.values())
        for name, (now, before) in {**segments, ALL: sums}.items():
            if now is not None and (growth := participant_growth_pct(now, before)) is not None:
                found[name].append(growth)
    return found


def targets_elsewhere(report: YearlyReport) -> list[Fraction]:
    """Return the coverage target in per cent of each other region. One query."""
    found = (counted_value(entry, "target_pct") for entry in _verified_elsewhere(report, Section.TARGET))
    return [Fraction(target) for target in found if target is not None]


def _verified_elsewhere(report: YearlyReport, section: Section) -> list[ReportEntry]:
    return _verified_in(report.regency.province_id, report.year - 1, report.regency_id, section=section)


@compiled
def _verified_in(province: int, year: int, but: int, *, section: Section) -> QuerySet[ReportEntry]:
    reports = YearlyReport.objects.of_regions().settled().filter(year=year, regency__province=province)
    rows = ReportEntry.objects.filter(section=section, report__in=reports.exclude(regency=but))
    return rows.select_related("report", "review", DETAIL_OF[section])

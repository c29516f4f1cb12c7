"""What the other regions of a province had a year before, as it was verified: what a draft's rates are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from config.postgres.compiled import compiled
from regencies.choices import Section
from regencies.figures.indicators import participant_growth_pct, total
from regencies.figures.usual import Usual, usual_of
from regencies.figures.verified import COLUMN_OF
from regencies.models import ReportEntry, YearlyReport
from regencies.models.reports import DETAIL_OF

ALL = ""  # all segments together
Growing = tuple[int, str, int | None, int | None]  # region, segment, participants, those of the year before


def growth_elsewhere(report: YearlyReport) -> Mapping[str, Usual]:
    """Return segment (or ALL) → the usual growth of participants, in per cent, in the other regions. One query."""
    return _growth(tuple(_participants(report.regency.province_id, report.year - 1, report.regency_id)))


def targets_elsewhere(report: YearlyReport) -> Usual | None:
    """Return the usual coverage target, in per cent, of the other regions; None without any. One query."""
    return _target(tuple(_targets(report.regency.province_id, report.year - 1, report.regency_id)))


@lru_cache(maxsize=16)
def _growth(rows: tuple[Growing, ...]) -> Mapping[str, Usual]:
    by_region: defaultdict[int, dict[str, tuple[int | None, int | None]]] = defaultdict(dict)
    for region, segment, now, before in rows:
        by_region[region][segment] = now, before
    found: defaultdict[str, list[Fraction]] = defaultdict(list)
    for segments in by_region.values():
        sums = total(now for now, _ in segments.values()), total(before for _, before in segments.values())
        for name, (now, before) in {**segments, ALL: sums}.items():
            if now is not None and (growth := participant_growth_pct(now, before)) is not None:
                found[name].append(growth)
    return {name: usual for name, rates in found.items() if (usual := usual_of(rates))}


@lru_cache(maxsize=16)
def _target(targets: tuple[Decimal | None, ...]) -> Usual | None:
    return usual_of(targets)


@compiled
def _participants(province: int, year: int, but: int) -> QuerySet[ReportEntry, Growing]:
    section = Section.PARTICIPATION
    both = (_counted(section, name) for name in ("registered", "registered_previous"))
    rows: QuerySet[ReportEntry, Growing] = _verified_in(province, year, but, section).values_list(
        "report__regency_id", "participation__segment", *both
    )
    return rows


@compiled
def _targets(province: int, year: int, but: int) -> QuerySet[ReportEntry, Decimal | None]:
    target = _counted(Section.TARGET, "target_pct")
    rows: QuerySet[ReportEntry, Decimal | None] = _verified_in(
        province, year, but, Section.TARGET
    ).values_list(target, flat=True)
    return rows


def _verified_in(province: int, year: int, but: int, section: Section) -> QuerySet[ReportEntry]:
    reports = YearlyReport.objects.of_regions().settled().filter(year=year, regency__province=province)
    rows = ReportEntry.objects.filter(section=section, report__in=reports.exclude(regency=but))
    found: QuerySet[ReportEntry] = rows.order_by("pk")
    return found


def _counted(section: Section, name: str) -> Coalesce:
    """Return a figure as `verified.counted_value` has it; no settled report is with the office."""
    return Coalesce(f"review__{COLUMN_OF[section][name]}", f"{DETAIL_OF[section]}__{name}")

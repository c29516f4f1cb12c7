"""The nominees of a province in an award year, each with how far its report is."""

from __future__ import annotations

from typing import Any

from awards.models import Edition
from awards.monitoring.states import ReportState, report_states, with_reports
from regencies.choices import Section
from regencies.kinds.registry import KINDS
from regencies.models import Nominee, Regency

SECTIONS = [
    section
    for section in Section
    if any(section in kind.sections for kind in KINDS.values() if kind.is_nominated)
]


def nominee_states(edition: Edition) -> list[ReportState]:
    """Return who takes part, by region, kind and name, in as many queries for many as for one."""
    return report_states(edition, nominees_with_reports(edition))


def nominees_with_reports(edition: Edition) -> list[Any]:
    """Return who takes part, by region, kind and name, as `report_states` takes them. One query."""
    regencies = Regency.objects.filter(province=edition.province_id).in_year(edition.assessed_year)
    nominees = Nominee.objects.taking_part().filter(regency__in=regencies).select_related("regency")
    found = with_reports(nominees.order_by("regency__kemendagri_code", "name", "pk"), edition)
    kinds = list(KINDS)
    found.sort(key=lambda one: (one.regency.kemendagri_code, kinds.index(one.kind)))
    return found

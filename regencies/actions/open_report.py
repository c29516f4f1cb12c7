"""The verb that starts a yearly report: its fixed entries, and what is carried forward from last year."""

from __future__ import annotations

from regencies.actions.base import verb
from regencies.actions.entries import create_entry
from regencies.actions.errors import Refused
from regencies.actions.locks import require_open
from regencies.choices import RegulationStatus, Section, Segment
from regencies.figures.counted import figures_for
from regencies.models import (
    Identity,
    Regency,
    RegulationUse,
    UcjTarget,
    User,
    YearlyReport,
)
from regencies.permissions import can_fill


@verb
def open_report(regency: Regency, year: int, *, by: User) -> YearlyReport:
    """Return the regency's report of that year; made on first use, with last year's figures carried forward."""
    Regency.objects.select_for_update(no_key=True).get(pk=regency.pk)
    existing: YearlyReport | None = YearlyReport.objects.filter(regency=regency, year=year).first()
    if existing:
        return existing
    report = YearlyReport(regency=regency, year=year)
    if not can_fill(by, report):
        raise Refused("Hanya petugas atau kepala dinas daerah ini yang dapat mulai mengisi laporan.")
    require_open(report)
    report.save()
    previous = YearlyReport.objects.filter(regency=regency, year=year - 1).first()
    _carry_forward(report, previous)
    return report


def _carry_forward(report: YearlyReport, previous: YearlyReport | None) -> None:
    identity = Identity.objects.filter(entry__report=previous).first() if previous else None
    target = UcjTarget.objects.filter(entry__report=previous).first() if previous else None
    kept = ("office_name", "address", "head_name", "head_nip", "contact_name", "contact_phone")
    values = {name: getattr(identity, name) for name in kept} if identity else {}
    create_entry(report, Section.IDENTITY, {"office_name": report.regency.office_name} | values)
    last_year = figures_for([previous])[previous.pk]["registered"] if previous else {}
    for position, segment in enumerate(Segment.values):
        figures = {"segment": segment, "registered_previous": last_year.get(segment)}
        create_entry(report, Section.PARTICIPATION, figures, position=position)
    document = {"document": target.document} if target else {}
    create_entry(report, Section.TARGET, document)
    in_force = [RegulationStatus.IN_FORCE, RegulationStatus.AMENDED]
    stated = report.regency.regulations.filter(status__in=in_force)
    if previous:
        ended = RegulationUse.objects.filter(entry__report=previous, still_in_force=False)
        stated = stated.exclude(pk__in=ended.values("regulation"))
    for position, regulation in enumerate(stated):
        create_entry(report, Section.REGULATIONS, {"regulation": regulation}, position=position)

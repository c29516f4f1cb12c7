"""The verb that starts a yearly report: its fixed entries, and what is carried forward from last year."""

from __future__ import annotations

from django.db.models import Case, Q, When

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
from regencies.models.places import taken_over_by
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
    _carry_forward(report, _last_year(report))
    return report


def _last_year(report: YearlyReport) -> YearlyReport | None:
    """Return the report of the year before, else that of the region this one goes on with; None without either."""
    place, before = report.regency_id, taken_over_by([report.regency_id])
    reports = YearlyReport.objects.filter(Q(regency=place) | Q(regency__in=before), year=report.year - 1)
    return reports.order_by(Case(When(regency=place, then=0), default=1)).first()


def _carry_forward(report: YearlyReport, previous: YearlyReport | None) -> None:
    identity = Identity.objects.filter(entry__report=previous).first() if previous else None
    target = UcjTarget.objects.filter(entry__report=previous).first() if previous else None
    kept = ("office_name", "address", "head_name", "head_nip", "contact_name", "contact_phone")
    values = {name: getattr(identity, name) for name in kept} if identity else {}
    if previous and previous.regency_id != report.regency_id:
        values.pop("office_name", None)
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

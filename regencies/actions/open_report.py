"""The verbs that carry last year forward: one starts a yearly report, the other copies the rows of a section."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from regencies.actions.base import verb
from regencies.actions.entries import NO_NEW_ROWS, create_blanks, create_entry
from regencies.actions.errors import Refused
from regencies.actions.locks import hold_region, lock_for_editing, require_open, who_fills
from regencies.choices import RegulationStatus, ReportStatus, Section
from regencies.figures.counted import Figures, figures_for, no_figures
from regencies.figures.indicators import total
from regencies.models import Nominee, Regency, Regulation, RegulationUse, ReportEntry, User, YearlyReport
from regencies.models.places import taken_over_by
from regencies.permissions import can_fill
from regencies.presenters.figure_rows import FIGURES_OF

OFFICE = ("office_name", "address", "head_name", "head_nip", "contact_name", "contact_phone")
OF_THE_TEXT = ("is_special", "articles", "pages")  # of a regulation: what another year does not change
PROFILE = ("chief_name", "chief_title", "address", "contact_name", "contact_phone")

Blank = tuple[Section, int, Mapping[str, Any]]  # the section, the position and the values of an entry


@verb
def open_report(regency: Regency, year: int, *, by: User, nominee: Nominee | None = None) -> YearlyReport:
    """Return the report of that year about the regency, or about a nominee of it; made on first use.

    Last year's figures are carried forward.
    """
    hold_region(regency.pk)
    reports = YearlyReport.objects.filter(regency=regency, nominee=nominee)
    existing: YearlyReport | None = reports.filter(year=year).first()
    if existing:
        return existing
    report = YearlyReport(regency=regency, nominee=nominee, year=year)
    if not can_fill(by, report):
        raise Refused(f"Hanya {who_fills(report)} yang dapat mulai mengisi laporan.")
    require_open(report)
    report.save()
    create_blanks(report, _carried_forward(report, _last_year(report)))
    return report


def _last_year(report: YearlyReport) -> YearlyReport | None:
    """Return the report of the year before, else that of the region this one goes on with; None without either."""
    if report.nominee_id:
        return YearlyReport.objects.filter(nominee=report.nominee_id, year=report.year - 1).first()
    place, before = report.regency_id, taken_over_by([report.regency_id])
    regions = YearlyReport.objects.of_regions().filter(year=report.year - 1)
    reports = regions.filter(Q(regency=place) | Q(regency__in=before))
    return max(reports, key=lambda found: found.regency_id == place, default=None)


def _carried_forward(report: YearlyReport, previous: YearlyReport | None) -> Iterator[Blank]:
    figures = figures_for([previous])[previous.pk] if previous else no_figures(report.kind)
    rows = previous.entries.with_content() if previous else ()
    last = {entry.section: entry for entry in rows if Section(entry.section).is_single}
    for section in report.kind.ordered_sections:
        if section.is_single:
            start = STARTS.get(section, _start_blank)
            yield section, 0, start(report, last.get(section), figures)
        elif section == Section.PARTICIPATION:
            for position, segment in enumerate(report.kind.segments):
                known = {"segment": segment, "registered_previous": figures["registered"].get(segment)}
                yield section, position, known
        elif section == Section.REGULATIONS:
            yield from _carried_regulations(report, previous)


def _carried_regulations(report: YearlyReport, previous: YearlyReport | None) -> Iterator[Blank]:
    in_force = [RegulationStatus.IN_FORCE, RegulationStatus.AMENDED]
    stated = Regulation.objects.filter(regency=report.regency, nominee=report.nominee, status__in=in_force)
    named = RegulationUse.objects.filter(entry__report=previous) if previous else ()
    uses = {use.regulation_id: use for use in named}
    ended = [key for key, use in uses.items() if use.still_in_force is False]
    for position, regulation in enumerate(stated.exclude(pk__in=ended)):
        use = uses.get(regulation.pk)
        kept = {name: getattr(use, name) for name in OF_THE_TEXT} if use else {}
        yield Section.REGULATIONS, position, {"regulation": regulation} | kept


# What a row of last year's says of this year too: who and what, not how many or how much, nor what came of it.
CARRIED: dict[Section, tuple[str, ...]] = {
    Section.GROUPS: ("group", "group_name", "funding_source", "programmes"),
    Section.BUDGET: ("activity", "funding_source"),
    Section.INNOVATIONS: (
        "name",
        "since_year",
        "problem",
        "method",
        "funding_source",
        "continuity",
        "replication",
    ),
}


def key_of_row(section: Section, entry: ReportEntry) -> tuple[Any, ...]:
    """Return what tells a row of these sections from another every year."""
    names = ("name",) if section == Section.INNOVATIONS else FIGURES_OF[section].key
    return tuple(getattr(entry.detail, name) for name in names)


def not_there_yet(
    section: Section, earlier: Iterable[ReportEntry], present: Iterable[ReportEntry]
) -> list[ReportEntry]:
    """Return the rows of last year's report that can be copied: those whose key no row has, each key once."""
    if section not in CARRIED:
        return []
    known, found = {key_of_row(section, entry) for entry in present}, []
    for entry in earlier:
        if (key := key_of_row(section, entry)) not in known:
            known.add(key)
            found.append(entry)
    return found


@verb
def copy_rows(
    report: YearlyReport, section: Section, shown: Collection[int], *, by: User
) -> list[ReportEntry]:
    """Add last year's rows of a section, of those that were `shown`, which the report does not have yet.

    Figures and results stay blank; nothing is overwritten. Raises Refused.
    """
    report = lock_for_editing(report, by).report
    if report.status == ReportStatus.RETURNED:
        raise Refused(NO_NEW_ROWS)
    if section == Section.REGULATIONS:
        hold_region(report.regency_id)
    previous = _last_year(report)
    earlier = previous.entries.filter(section=section).with_content() if previous else ()
    present = list(report.entries.filter(section=section).with_content())
    rows = [row for row in not_there_yet(section, earlier, present) if row.pk in shown]
    if not rows:
        raise Refused("Tidak ada butir tahun lalu yang belum ada di bagian ini. Isi butir yang ada.")
    return [
        create_entry(report, section, _kept(row, CARRIED[section]), by=by, position=len(present) + nth)
        for nth, row in enumerate(rows)
    ]


Start = Callable[[YearlyReport, ReportEntry | None, Figures], dict[str, Any]]


def _start_blank(report: YearlyReport, last: ReportEntry | None, figures: Figures) -> dict[str, Any]:
    return {}


def _start_identity(report: YearlyReport, last: ReportEntry | None, figures: Figures) -> dict[str, Any]:
    kept = _kept(last, OFFICE)
    if last and last.report.regency_id != report.regency_id:  # of the region it goes on with
        kept.pop("office_name")
    return {"office_name": report.regency.office_name} | kept


def _start_target(report: YearlyReport, last: ReportEntry | None, figures: Figures) -> dict[str, Any]:
    return _kept(last, ("document",))


def _start_profile(report: YearlyReport, last: ReportEntry | None, figures: Figures) -> dict[str, Any]:
    nominee = report.nominee
    known = {name: getattr(nominee, name) for name in ("address", "contact_name", "contact_phone")}
    return known | _kept(last, PROFILE)


def _start_headcount(report: YearlyReport, last: ReportEntry | None, figures: Figures) -> dict[str, Any]:
    return {"workers_previous": total(figures["workforce"].values())} | _kept(last, ("source",))


def _kept(last: ReportEntry | None, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(last.detail, name) for name in names} if last else {}


STARTS: dict[Section, Start] = {
    Section.IDENTITY: _start_identity,
    Section.TARGET: _start_target,
    Section.PROFILE: _start_profile,
    Section.HEADCOUNT: _start_headcount,
}

"""Builds the snapshot of a report, the plain values the checks judge, from the database."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DecimalField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from config.postgres.compiled import compiled
from regencies.checks.snapshot import (
    Answer,
    BudgetFigures,
    EntryState,
    EvidenceFile,
    GroupFigures,
    InnovationFacts,
    OwnFacts,
    ProposalFigures,
    RegulationFacts,
    SegmentFigures,
    Snapshot,
)
from regencies.choices import ReportStatus, Section
from regencies.figures.counted import OWN_WORKERS, Counted, counted_of
from regencies.figures.verified import counted_whole, is_approved, is_refused, is_with_the_office, verified
from regencies.l10n.field_text import label
from regencies.models import Evidence, Explanation, MinimumPremium, ReportEntry, YearlyReport
from regencies.models.evidence import explanations_of, files_of
from regencies.models.reports import EntryDetail

TARGETS = {Section.TARGET, Section.HEADCOUNT}  # the sections that state one
STATED = (Section.WORKFORCE, Section.HEADCOUNT)  # those that state denominators
OWN = (
    Section.HEADCOUNT,
    Section.PROGRAMMES,
    Section.WAGES,
    Section.COMPLIANCE,
    Section.PUBLIC_WORKERS,
    Section.EMPLOYERS,
)


def entries_for(
    reports: Iterable[YearlyReport], *, with_typists: bool = False
) -> dict[int, list[ReportEntry]]:
    """Return the entries of every report by its primary key, with detail, review and evidence, ordered as on screen.

    Two queries, however many reports there are, one of those fetched `with_files`. `with_typists`: each knows the
    account of who filled it in, too.
    """
    by_key = {report.pk: report for report in reports}
    order = {section: place for place, section in enumerate(Section.values)}
    found: dict[int, list[ReportEntry]] = {key: [] for key in by_key}
    rows = _entries(list(by_key), with_typists=with_typists) if by_key else []
    files: dict[int, list[Evidence]] = {entry.pk: [] for entry in rows}
    for file in files_of([*by_key.values()]) if rows else ():
        if file.entry_id in files:  # its entry was there a moment ago
            files[file.entry_id].append(file)
    for entry in sorted(rows, key=lambda entry: (order[entry.section], entry.position, entry.pk)):
        entry.report = by_key[entry.report_id]
        entry._prefetched_objects_cache = {"evidence": files[entry.pk]}  # type: ignore[attr-defined]
        for file in files[entry.pk]:
            file.entry = entry
        found[entry.report_id].append(entry)
    return found


@compiled
def _entries(reports: list[int], *, with_typists: bool) -> QuerySet[ReportEntry]:
    rows = ReportEntry.objects.filter(report__in=reports).order_by()
    return rows.with_details() if with_typists else rows.with_content()


def entries_of(report: YearlyReport, *, with_typists: bool = False) -> list[ReportEntry]:
    """Return every entry of a report as `entries_for` does. Two queries, one of a report `with_files`."""
    return entries_for([report], with_typists=with_typists)[report.pk]


def least_premium(year: int) -> Decimal:
    """Return the least premium in force at the end of a year, in rupiah per person and month; 0 before the first."""
    premium = MinimumPremium.objects.in_force(datetime.date(year, 12, 31))
    return Decimal(premium.amount if premium else 0)


def with_premium(reports: QuerySet[YearlyReport]) -> QuerySet[YearlyReport]:
    """Annotate `premium`: the same for the year of each report."""
    in_force = MinimumPremium.objects.filter(since__year__lte=OuterRef("year")).values("amount")[:1]
    return reports.annotate(premium=Coalesce(Subquery(in_force), 0, output_field=DecimalField()))


def with_answers(reports: QuerySet[YearlyReport]) -> QuerySet[YearlyReport]:
    """Annotate `answers`: what the office answered the checks, {rule, entry, answer, asked, figures} each."""
    said = JSONObject(rule="rule", entry="entry_id", answer="answer", asked="asked", figures="figures")
    given = Explanation.objects.filter(report=OuterRef("pk")).order_by("rule", "entry_id")
    return reports.annotate(answers=ArraySubquery(given.values(said=said)))


def labels(detail: EntryDetail, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (field, label) of those named fields that are still blank."""
    return tuple(
        (name, label(detail, name).rstrip("?")) for name in names if getattr(detail, name) in (None, "")
    )


def snapshot(
    report: YearlyReport,
    entries: list[ReportEntry] | None = None,
    counted: Counted | None = None,
    premium: Decimal | None = None,
) -> Snapshot:
    """Return the report as plain values, in a constant number of queries: fewer when what counts is given.

    None for the answers of a report fetched by `with_answers`, none for the premium of one by `with_premium`.
    """
    entries = entries_of(report) if entries is None else entries
    by_section: dict[str, list[ReportEntry]] = {section: [] for section in Section.values}
    for entry in entries:
        by_section[entry.section].append(entry)
    counted = counted or counted_of(report, entries)
    return replace(
        counted_snapshot(report, counted, _answers(report)),
        proposals=tuple(
            _proposal(entry) for section in STATED for entry in by_section[section] if not is_refused(entry)
        ),
        own={section: _own(entry, report) for section in OWN for entry in by_section[section]},
        entries=tuple(_state(entry, report) for entry in entries),
        groups=tuple(_group(entry) for entry in by_section[Section.GROUPS]),
        budgets=tuple(_budget(entry) for entry in by_section[Section.BUDGET]),
        regulations=tuple(_regulation(entry) for entry in by_section[Section.REGULATIONS]),
        innovations=tuple(
            InnovationFacts(entry.pk, entry.innovation.name, entry.innovation.since_year)
            for entry in by_section[Section.INNOVATIONS]
        ),
        evidence=tuple(
            EvidenceFile(entry.pk, str(entry.detail), entry.section, file.title, file.sha256, file.page)
            for entry in entries
            for file in entry.evidence.all()
        ),
        premium=_premium(report) if premium is None else premium,
    )


def _premium(report: YearlyReport) -> Decimal:
    known: Decimal | None = getattr(report, "premium", None)
    return least_premium(report.year) if known is None else known


def _answers(report: YearlyReport) -> dict[tuple[str, int | None], Answer]:
    given = getattr(report, "answers", None)
    if given is None:
        given = [vars(item) | {"entry": item.entry_id} for item in explanations_of(report)]
    return {
        (said["rule"], said["entry"]): Answer(said["answer"], said["asked"], said["figures"])
        for said in given
    }


def counted_snapshot(
    report: YearlyReport, counted: Counted, answers: Mapping[tuple[str, int | None], Answer]
) -> Snapshot:
    """Return what the published figures are judged by, and nothing else of the report; no query."""
    figures, entries = counted.figures, counted.entries
    target = next((entry for entry in entries if entry.section in TARGETS), None)
    segments = (entry for entry in entries if entry.section == Section.PARTICIPATION)
    proposals = (entry for entry in entries if entry.section in STATED)
    return Snapshot(
        region=str(report.participant),
        year=report.year,
        villages=report.regency.villages if report.has_villages else 0,
        entries=(),
        segments=tuple(_segment(entry) for entry in segments),
        workforce=figures["workforce"],
        workforce_previous=figures["workforce_previous"],
        registered_last_year=counted.last_year["registered"] if counted.last_year else {},
        workforce_last_year=counted.last_year["workforce"] if counted.last_year else {},
        proposals=tuple(_proposal(entry) for entry in proposals if is_approved(entry)),
        target_entry=target.pk if target else None,
        target_pct=None if figures["target_pct"] is None else Decimal(figures["target_pct"]),
        vulnerable_workers=_vulnerable(target),
        unasked=report.kind.unasked,
        homes=dict(report.kind.homes),
        sections=frozenset(report.kind.sections),
        groups=(),
        budgets=(),
        regulations=(),
        innovations=(),
        evidence=(),
        premium=Decimal(0),
        answers=answers,
    )


def _vulnerable(target: ReportEntry | None) -> int | None:
    if target is None or target.section != Section.TARGET:
        return None
    return counted_whole(target, "vulnerable_workers")


def _state(entry: ReportEntry, report: YearlyReport) -> EntryState:
    detail = entry.detail
    hidden = set() if report.has_villages else {*detail.VILLAGE_FIELDS}
    demanded = _demanded(entry)
    optional = [name for name in detail.REQUIRED if name not in demanded] + [*detail.OPTIONAL]
    blank = labels(detail, [name for name in optional if name not in hidden])
    return EntryState(
        entry=entry.pk,
        section=entry.section,
        label=str(detail),
        missing=labels(detail, demanded),
        blank=blank,
        evidence=len(entry.evidence.all()),
        needs_evidence=Section(entry.section) in report.kind.supported,
        is_empty=Section(entry.section).is_single
        and not detail.REQUIRED
        and len(blank) == len({*detail.OPTIONAL} - hidden),
    )


def _demanded(entry: ReportEntry) -> list[str]:
    """Return what must be filled in: a field added later only where the office can still fill it in."""
    detail = entry.detail
    is_open = entry.report.status == ReportStatus.DRAFT or is_with_the_office(entry)
    return [name for name in detail.REQUIRED if is_open or name not in detail.LATER]


def _segment(entry: ReportEntry) -> SegmentFigures:
    row = entry.participation
    now, before = counted_whole(entry, "registered"), counted_whole(entry, "registered_previous")
    return SegmentFigures(entry.pk, row.segment, str(row), now, before)


def _proposal(entry: ReportEntry) -> ProposalFigures:
    if entry.section == Section.HEADCOUNT:
        now, before = counted_whole(entry, "workers"), counted_whole(entry, "workers_previous")
        return ProposalFigures(entry.pk, OWN_WORKERS, "Jumlah pekerja", now, before, "workers_previous")
    row = entry.workforceproposal
    now, before = counted_whole(entry, "figure"), counted_whole(entry, "figure_previous")
    return ProposalFigures(entry.pk, row.segment, str(row), now, before)


def _own(entry: ReportEntry, report: YearlyReport) -> OwnFacts:
    row, stated = entry.detail, verified(entry)
    names = [*row.REQUIRED, *row.OPTIONAL]
    if not report.has_villages:
        names = [name for name in names if name not in row.VILLAGE_FIELDS]
    values = {name: stated.get(name, getattr(row, name)) for name in names}
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return OwnFacts(entry.pk, str(row), {name: values[name] for name in names if name not in texts}, texts)


def _group(entry: ReportEntry) -> GroupFigures:
    row = entry.fundedgroup
    return GroupFigures(
        entry=entry.pk,
        label=str(row),
        funding_source=row.funding_source,
        funding_label=row.get_funding_source_display(),
        persons=counted_whole(entry, "persons"),
        months_covered=counted_whole(entry, "months_covered"),
        realised=counted_whole(entry, "realised"),
        villages=row.villages,
        group=row.group,
        own_name=row.own_name,
    )


def _budget(entry: ReportEntry) -> BudgetFigures:
    row = entry.budgetline
    return BudgetFigures(
        entry=entry.pk,
        label=str(row),
        funding_source=row.funding_source,
        funding_label=row.get_funding_source_display(),
        ceiling=row.ceiling,
        realised=counted_whole(entry, "realised"),
    )


def _regulation(entry: ReportEntry) -> RegulationFacts:
    use = entry.regulationuse
    rule = use.regulation
    return RegulationFacts(
        entry=entry.pk,
        label=str(rule),
        kind=rule.kind,
        number=rule.number,
        year=rule.year,
        status=rule.status,
        status_label=rule.get_status_display(),
        still_in_force=use.still_in_force,
    )

"""Figures of reports as they count: verified values replace claimed ones, approved proposals official denominators.

A nominee has no official denominator: its own workforce counts, from the draft on, until a verifier refuses it.

Screens, scores and publications take a report's figures from here and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypedDict

from django.db.models import Func, Q, QuerySet

from config.postgres.among import among
from config.postgres.compiled import compiled
from regencies.choices import ReportStatus, Section, WorkforceSegment
from regencies.figures.verified import counted_value, counted_whole, is_approved, is_refused
from regencies.kinds.kind import Kind
from regencies.l10n.rounding import plain
from regencies.models import OfficialWorkforce, ReportEntry, YearlyReport
from regencies.models.places import heir_of, with_taken_over
from regencies.models.reports import DETAIL_OF

OWN_WORKERS = "workers"  # the one key of a nominee's denominators
SETTLED = (ReportStatus.VERIFIED, ReportStatus.LOCKED)
Participant = tuple[int, int | None]  # primary keys of regency and nominee


class Figures(TypedDict):
    """People per segment, `None` where nothing was reported; the shape of a published entrant's figures."""

    registered: dict[str, int | None]
    registered_previous: dict[str, int | None]
    workforce: dict[str, int | None]
    workforce_previous: dict[str, int | None]
    target_pct: str | None


def no_figures(kind: Kind) -> Figures:
    """Return figures in which nothing was reported: every segment of the kind and the target None."""
    segments, workforce = [str(segment) for segment in kind.segments], workforce_of(kind)
    return {
        "registered": dict.fromkeys(segments),
        "registered_previous": dict.fromkeys(segments),
        "workforce": dict.fromkeys(workforce),
        "workforce_previous": dict.fromkeys(workforce),
        "target_pct": None,
    }


def workforce_of(kind: Kind) -> dict[str, str]:
    """Return slug → name of what the denominators of a kind are counted by: a nominee's workers all together."""
    return {OWN_WORKERS: "Pekerja"} if kind.is_nominated else dict(WorkforceSegment.choices)


@dataclass(slots=True)
class Counted:
    """The figures of one report, the entries they come from, and last year's figures where they were verified."""

    figures: Figures
    entries: list[ReportEntry] = field(default_factory=list)
    last_year: Figures | None = None

    @property
    def proposed(self) -> list[str]:
        """The segments whose denominator of the assessed year is an approved proposal."""
        proposals = [entry for entry in self.entries if entry.section == Section.WORKFORCE]
        return [entry.workforceproposal.segment for entry in proposals if is_approved(entry)]


def counted_for(
    reports: Iterable[YearlyReport],
    known: Mapping[int, Iterable[ReportEntry]] | None = None,
    last_year: Iterable[ReportEntry] | None = None,
) -> dict[int, Counted]:
    """Return what counts of every report by primary key, in two queries however many reports there are.

    `known`: report → its entries with their content and reviews, of those that were fetched already; `last_year`:
    those of the reports of a year before, where all are at hand.
    """
    reports, known = list(reports), known or {}
    at_hand = [*known.values(), *([] if last_year is None else [last_year])]
    own = [entry for entries in at_hand for entry in entries if entry.section in COUNTED]
    unknown = [report.pk for report in reports if report.pk not in known]
    return _counted(reports, [*own, *(_fetched(unknown, reports) if last_year is None else ())])


def counted_of(
    report: YearlyReport, entries: Iterable[ReportEntry], last_year: Iterable[ReportEntry] | None = None
) -> Counted:
    """Return what counts of one report; `entries` carry their content and reviews already. Two queries.

    One with `last_year`, the entries of `earlier_years.earlier_and_last`; one less of a report `with_official`.
    """
    return counted_for([report], {report.pk: entries}, last_year)[report.pk]


def figures_for(reports: Iterable[YearlyReport]) -> dict[int, Figures]:
    """Return the figures of every report by primary key, in two queries however many reports there are."""
    return {key: counted.figures for key, counted in counted_for(reports).items()}


def counted_rows(which: Q | Func) -> QuerySet[ReportEntry]:
    """Return the entries figures come from that a condition holds of, with their reports, content and reviews."""
    details = (DETAIL_OF[section] for section in COUNTED)
    rows = ReportEntry.objects.filter(which, section__in=COUNTED).annotate(heir=heir_of("report__regency"))
    found: QuerySet[ReportEntry] = rows.select_related("report__nominee", *details, "review")
    return found


def _fetched(unknown: list[int], reports: list[YearlyReport]) -> Iterable[ReportEntry]:
    """Return the entries of the unknown reports (primary keys), and what was verified a year before the reports."""
    years = {report.year for report in reports}
    if len(years) == 1:
        return _of_one_year(unknown, *participants(reports), years.pop() - 1)
    which = Q(report__in=unknown)
    for year in years:
        before = verified_in(*participants(each for each in reports if each.year == year), year - 1)
        which |= Q(report__in=before)
    return counted_rows(which)


@compiled
def _of_one_year(
    unknown: list[int], regencies: list[int], nominees: list[int], year: int
) -> QuerySet[ReportEntry]:
    known = YearlyReport.objects.filter(pk__in=unknown).order_by().values("pk")
    return counted_rows(among("report", known.union(verified_in(regencies, nominees, year))))


def participants(reports: Iterable[YearlyReport]) -> tuple[list[int], list[int]]:
    """Return the primary keys of the regions that report for themselves, and of the nominees."""
    reports = list(reports)
    return (
        [report.regency_id for report in reports if not report.nominee_id],
        [report.nominee_id for report in reports if report.nominee_id],
    )


def verified_in(regencies: Iterable[int], nominees: Iterable[int], year: int) -> QuerySet[Any]:
    """Return the primary keys of those participants' reports of a year that were verified.

    A union, not one condition: each part is found by index, however many regions and years there are.
    """
    settled = YearlyReport.objects.settled().filter(year=year).order_by().values("pk")
    of_regions = settled.filter(among("regency", with_taken_over(regencies)), nominee=None)
    return of_regions.union(settled.filter(nominee__in=nominees))


def _participant(report: YearlyReport) -> Participant:
    return report.regency_id, report.nominee_id


def _counted(asked: list[YearlyReport], entries: Iterable[ReportEntry]) -> dict[int, Counted]:
    """Return what counts of each report asked about; `entries` are theirs and those of the year before."""
    reports = {report.pk: report for report in asked}
    own: dict[int, list[ReportEntry]] = {key: [] for key in reports}
    heirs: dict[int, int | None] = {}
    for entry in {
        entry.pk: entry for entry in entries
    }.values():  # one asked about may be another's last year
        heirs[entry.report_id] = getattr(entry, "heir", None)
        entry.report = reports.setdefault(entry.report_id, entry.report)
        own.setdefault(entry.report_id, []).append(entry)
    counted = {key: Counted(figures, own[key]) for key, figures in _official(list(reports.values())).items()}
    settled: dict[tuple[Participant, int], Figures] = {}
    for report in sorted(reports.values(), key=lambda report: report.year):
        found = counted[report.pk]
        if last := settled.get((_participant(report), report.year - 1)):
            found.last_year = last
            found.figures["workforce_previous"] = dict(last["workforce"])
        for entry in found.entries:
            COUNTED[Section(entry.section)](found.figures, entry)
        if report.status in SETTLED:
            settled[_participant(report), report.year] = found.figures
            if not report.nominee_id and (heir := heirs.get(report.pk)):
                settled.setdefault(((heir, None), report.year), found.figures)
    return {report.pk: counted[report.pk] for report in asked}


def _official(reports: list[YearlyReport]) -> dict[int, Figures]:
    """Return figures by report that hold the official denominators and nothing else yet."""
    figures = {report.pk: no_figures(report.kind) for report in reports}
    by_place: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for report in reports:
        if report.nominee_id:
            continue
        by_place.setdefault((report.regency_id, report.year), []).append((report.pk, "workforce"))
        by_place.setdefault((report.regency_id, report.year - 1), []).append(
            (report.pk, "workforce_previous")
        )
    places, years = {regency for regency, _ in by_place}, {year for _, year in by_place}
    known = _known_denominators(reports, places) if len(places) < 2 else None
    for regency, heir, year, segment, figure in _denominators(places, years) if known is None else known:
        for number, which in by_place.get((regency, year), ()):
            figures[number][which][segment] = figure  # type: ignore[literal-required]
        for number, which in by_place.get((heir, year), ()):
            if which == "workforce_previous" and figures[number]["workforce_previous"][segment] is None:
                figures[number]["workforce_previous"][segment] = figure
    return figures


def _known_denominators(reports: list[YearlyReport], places: set[int]) -> list[Any] | None:
    """Return the rows of `_denominators` of the newest report's region, where it was fetched `with_official`."""
    if not places:
        return []
    rows = getattr(max(reports, key=lambda report: report.year), "official_rows", None)
    if rows is None:
        return None
    (heir,) = places  # of every other region the rows are of
    return [(row["of"], heir, row["year"], row["segment"], row["figure"]) for row in rows]


@compiled
def _denominators(regencies: Iterable[int], years: Iterable[int]) -> QuerySet[OfficialWorkforce, Any]:
    whose = among("regency", with_taken_over(regencies))
    rows = OfficialWorkforce.objects.filter(whose, year__in=years).order_by("regency", "year", "segment")
    return rows.values_list("regency", heir_of("regency"), "year", "segment", "figure")


def _count_participants(into: Figures, entry: ReportEntry) -> None:
    segment = entry.participation.segment
    into["registered"][segment] = counted_whole(entry, "registered")
    into["registered_previous"][segment] = counted_whole(entry, "registered_previous")


def _state_target(into: Figures, entry: ReportEntry) -> None:
    target = counted_value(entry, "target_pct")
    into["target_pct"] = None if target is None else plain(Decimal(target))


def _count_own_workers(into: Figures, entry: ReportEntry) -> None:
    """Add a nominee's own workforce unless the verifier refused it, and its target."""
    _state_target(into, entry)
    if is_refused(entry):
        return
    into["workforce"][OWN_WORKERS] = counted_whole(entry, "workers")
    if (before := counted_whole(entry, "workers_previous")) is not None:
        into["workforce_previous"][OWN_WORKERS] = before


def _count_workforce(into: Figures, entry: ReportEntry) -> None:
    """Add a proposal to the figures once the verifier has approved it."""
    if not is_approved(entry):
        return
    segment = entry.workforceproposal.segment
    if (now := counted_whole(entry, "figure")) is not None:
        into["workforce"][segment] = now
    if (before := counted_whole(entry, "figure_previous")) is not None:
        into["workforce_previous"][segment] = before


COUNTED = {
    Section.PARTICIPATION: _count_participants,
    Section.TARGET: _state_target,
    Section.WORKFORCE: _count_workforce,
    Section.HEADCOUNT: _count_own_workers,
}

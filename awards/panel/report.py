"""A candidate's verified report for the panel: what the office reported beside what the verifier made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from config.postgres.compiled import compiled
from config.postgres.kept import digested
from regencies.checks.build_snapshot import with_answers, with_premium
from regencies.choices import RegulationKind, Section, Segment
from regencies.figures.counted import Figures
from regencies.figures.earlier_years import (
    ByYear,
    before_and_last,
    earlier_and_last,
    participants_by_year,
    with_official,
)
from regencies.figures.indicators import premium_per_person_month
from regencies.figures.summary import Headline
from regencies.figures.verified import counted_whole
from regencies.l10n.numbers import format_integer
from regencies.l10n.rounding import round_half_up
from regencies.models import ReportEntry, YearlyReport
from regencies.models.evidence import with_files
from regencies.presenters.figure_rows import PERCENT, FigureRow, figure_row
from regencies.presenters.report_contents import Card, ReportContents, report_contents

# What only nominees say, in the order it is read; whom to call is not for the panel.
OWN = (Section.HEADCOUNT, Section.PROGRAMMES, Section.WAGES, Section.COMPLIANCE, Section.STATEMENT)
# What only regions say beside their rows.
OF_REGIONS = (Section.PUBLIC_WORKERS, Section.EMPLOYERS)


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment: the figures the office reported, "" where the verifier left them, and those that count."""

    claimed: str
    claimed_previous: str
    changed: bool
    figure: FigureRow
    card: Card


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A funded group as it counts and what its premium comes to: rupiah for one person and month."""

    card: Card
    persons: int | None
    months: int | None
    realised: int | None
    person_months: int | None
    premium: int | None


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget line and what counts as spent, in rupiah."""

    card: Card
    realised: int | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """The verified report by section, with its indicators and the sums of its segments."""

    report: YearlyReport
    headline: Headline
    segments: list[SegmentRow]
    sums: list[FigureRow]
    sections: frozenset[Section]  # those its kind has
    own: list[tuple[str, list[Card]]]  # name and entries of each section only nominees have
    of_region: list[tuple[str, list[Card]]]  # the same of those only regions have
    target: list[Card]
    proposals: list[Card]
    groups: list[GroupRow]
    budgets: list[BudgetRow]
    regulations: list[Card]
    innovations: list[Card]
    answers: list[tuple[str, str]]

    @property
    def year(self) -> int:
        """The assessed year."""
        return self.report.year

    @property
    def previous_year(self) -> int:
        """The year before."""
        return self.report.year - 1


def report_view(key: int) -> ReportView:
    """Return the verified report of a primary key. Three queries."""
    report = _whole.get(key)
    found, last_year = earlier_and_last(report, [Section.PARTICIPATION])
    contents, earlier = report_contents(report, last_year), participants_by_year(report, found)
    cards: dict[Section, list[Card]] = defaultdict(list)
    cards |= {chapter.section: chapter.cards for chapter in contents.chapters}
    return ReportView(
        report=report,
        headline=contents.headline,
        segments=[
            _segment(card, contents.figures, report.year, earlier) for card in cards[Section.PARTICIPATION]
        ],
        sums=_sums(contents, report.year),
        sections=report.kind.sections,
        own=[(section.label, cards[section]) for section in OWN if section in report.kind.sections],
        of_region=[
            (section.label, cards[section]) for section in OF_REGIONS if section in report.kind.sections
        ],
        target=cards[Section.TARGET],
        proposals=cards[Section.WORKFORCE],
        groups=[_group(card) for card in cards[Section.GROUPS]],
        budgets=[
            BudgetRow(card, counted_whole(card.report_entry, "realised")) for card in cards[Section.BUDGET]
        ],
        regulations=sorted(cards[Section.REGULATIONS], key=_legal_strength),
        innovations=cards[Section.INNOVATIONS],
        answers=contents.general_answers,
    )


@digested
def read_for(report: int, regency: int, nominee: int | None, year: int, last: int) -> list[QuerySet[Any]]:
    """Return the queries of `report_view`: of a report, its participant, its year and the year before."""
    earlier = before_and_last.queryset(regency, nominee, year, last, sections=(Section.PARTICIPATION,))
    return [_whole.queryset(report), ReportEntry.objects.filter(report=report).with_content(), earlier]


@compiled
def _whole(report: int) -> QuerySet[YearlyReport]:
    reports = YearlyReport.objects.filter(pk=report).with_participant()
    return with_answers(with_files(with_premium(with_official(reports)))).order_by()


def _segment(card: Card, figures: Figures, year: int, earlier: Mapping[str, ByYear]) -> SegmentRow:
    row = card.report_entry.participation
    counted = {
        **earlier.get(row.segment, {}),
        year - 1: figures["registered_previous"].get(row.segment),
        year: figures["registered"].get(row.segment),
    }
    return SegmentRow(
        claimed=format_integer(row.registered),
        claimed_previous=(
            "" if row.registered_previous == counted[year - 1] else format_integer(row.registered_previous)
        ),
        changed=row.registered != counted[year],
        figure=figure_row(Segment(row.segment).label, counted, year),
        card=card,
    )


def _group(card: Card) -> GroupRow:
    persons, months, realised = (
        counted_whole(card.report_entry, name) for name in ("persons", "months_covered", "realised")
    )
    premium = premium_per_person_month(realised, persons, months)
    return GroupRow(
        card=card,
        persons=persons,
        months=months,
        realised=realised,
        person_months=None if persons is None or months is None else persons * months,
        premium=None if premium is None else int(round_half_up(premium, 0)),
    )


def _sums(contents: ReportContents, year: int) -> list[FigureRow]:
    head = contents.headline

    def row(label: str, before: object, now: object, **options: object) -> FigureRow:
        by_year: Mapping[int, object] = {year - 1: before, year: now}
        return figure_row(label, by_year, year, **options)  # type: ignore[arg-type]

    return [
        row("Peserta aktif, semua segmen", head.registered_previous, head.registered, total=True),
        row(
            "Semesta pekerja",
            head.workforce_previous,
            head.workforce,
            note=contents.workforce_source,
        ),
        row(
            "Cakupan (UCJ)",
            head.coverage_previous,
            head.coverage,
            unit=PERCENT,
            note=contents.coverage_last_year,
        ),
        *(
            row(label, None, value, unit=PERCENT)
            for label, value in (
                ("Cakupan formal (PU)", head.coverage_formal),
                ("Cakupan informal (BPU)", head.coverage_informal),
            )
            if value is not None
        ),
    ]


def _legal_strength(card: Card) -> tuple[int, int]:
    regulation = card.report_entry.regulationuse.regulation
    return RegulationKind.values.index(regulation.kind), -regulation.year

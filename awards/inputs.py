"""From rows to the plain inputs of the scoring, in the shapes of a publication, so that all compute the same.

`document_inputs` is everything a publication of a category is computed from: no results, nothing by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from awards import shape
from awards.choices import SheetStatus
from awards.models import Category, Criterion, Edition, Entry, NotApplicable, Recusal, Score, Seat
from awards.ties import shared_ranks
from regencies.checks import PUBLIC_NOTES
from regencies.figures import Figures, figures_for, no_figures
from regencies.indicators import plain
from regencies.models import Explanation

Marks = Mapping[str, Decimal]  # criterion code → 0 to 100


def document_inputs(category: Category) -> dict[str, Any]:
    """`shape.Inputs` but number, supersedes, reason and published_at. The same database gives the same inputs.

    Panelist Pn holds the n-th seat: whoever publishes shuffles them. A constant number of queries.
    """
    inputs = _all_inputs(category)
    tied = [sorted(codes) for codes in shared_ranks(inputs).values()]
    return inputs | {"plenary": [d for d in inputs["plenary"] if d["codes"] in tied]}


def _all_inputs(category: Category) -> dict[str, Any]:
    """With decisions of the plenary on ties that later scores have undone: those say nothing any more."""
    edition = category.edition
    panel = panel_ids(Seat.objects.filter(edition=edition).order_by("number"))
    return {
        "edition": {
            "province": {"code": edition.province.code, "name": edition.province.name},
            "award_year": edition.award_year,
            "assessed_year": edition.assessed_year,
        },
        "category": {"slug": category.slug, "name": category.name},
        "sample_data": edition.sample_data,
        "method": method_shape(edition),
        "criteria": criteria_shapes(category.criteria.select_related("group")),
        "panel": [{"id": panelist} for panelist in panel.values()],
        "entrants": _entrants(category, panel),
        "plenary": _plenary(category),
        "special_awards": [
            {
                "title": row.title,
                "code": row.regency.kemendagri_code,
                "name": str(row.regency),
                "citation": row.citation or None,
            }
            for row in category.special_awards.select_related("regency").order_by("title", "pk")
        ],
    }


def panel_ids(seats: Iterable[Seat]) -> dict[int, str]:
    """Panelist id by seat primary key, before any shuffling."""
    return {seat.pk: f"P{place}" for place, seat in enumerate(seats, start=1)}


def criteria_shapes(criteria: Iterable[Criterion]) -> list[shape.Criterion]:
    """The criteria in the order given; their group must be at hand."""
    return [
        cast(
            shape.Criterion,
            {
                "code": criterion.code,
                "group": criterion.group.code,
                "name": criterion.name,
                "weight": plain(criterion.weight.normalize()),
                "source": criterion.source,
                "stage": criterion.stage,
                "indicator": criterion.indicator,
                "full_mark": None if criterion.full_mark is None else plain(criterion.full_mark.normalize()),
            },
        )
        for criterion in criteria
    ]


def method_shape(edition: Edition) -> shape.Method:
    return {
        "aggregate": cast(shape.Aggregate, edition.aggregate),
        "trim": edition.trim,
        "quorum": edition.quorum,
        "places": edition.places,
        "tie_break": list(edition.tie_break),
    }


def sheet_shape(panelist: str, marks: Marks, *, recused: bool = False) -> shape.Sheet:
    """One member's marks for one entry, desk and interview together."""
    scores = {code: plain(value.normalize()) for code, value in marks.items()}
    return {"panelist": panelist, "recused": recused, "scores": scores}


def entrant_shape(
    entry: Entry, figures: Figures, not_applicable: Iterable[str], sheets: Iterable[shape.Sheet]
) -> shape.EntrantInputs:
    return {
        "code": entry.regency.kemendagri_code,
        "name": str(entry.regency),
        "candidate": bool(entry.candidate),
        "reason": entry.reason or None,
        "notes": [],
        "not_applicable": list(not_applicable),
        "figures": cast(shape.Figures, figures),
        "sheets": list(sheets),
    }


def _entrants(category: Category, panel: Mapping[int, str]) -> list[shape.EntrantInputs]:
    entries = list(category.entries.select_related("regency", "report").order_by("regency__kemendagri_code"))
    reports = [entry.report for entry in entries if entry.report]
    figures, notes = figures_for(reports), _notes([report.pk for report in reports])
    not_applicable, sheets = _not_applicable(category), _Sheets(category, panel)
    return [
        {
            **entrant_shape(
                entry,
                figures.get(entry.report_id or 0, no_figures()),
                not_applicable[entry.pk],
                sheets.of(entry, without=not_applicable[entry.pk]),
            ),
            "notes": notes[entry.report_id or 0],
        }
        for entry in entries
    ]


class _Sheets:
    """Locked sheets, both stages of a member as one, and who withdrew: two queries for a whole category."""

    def __init__(self, category: Category, panel: Mapping[int, str]) -> None:
        self.panel = panel
        self.recused = set(
            Recusal.objects.filter(entry__category=category).values_list("entry_id", "seat_id")
        )
        self.marks: dict[tuple[int, int], dict[str, Decimal]] = defaultdict(dict)
        locked = Score.objects.filter(
            sheet__entry__category=category, sheet__status=SheetStatus.LOCKED
        ).order_by("criterion__position", "criterion__code")
        for entry, seat, criterion, value in locked.values_list(
            "sheet__entry_id", "sheet__seat_id", "criterion__code", "value"
        ):
            self.marks[entry, seat][criterion] = value

    def of(self, entry: Entry, *, without: list[str]) -> list[shape.Sheet]:
        """The sheets of one entry in the order of the seats; marks of members who withdrew are left out."""
        sheets = []
        for seat, panelist in self.panel.items():
            recused = (entry.pk, seat) in self.recused
            marks = {} if recused else self.marks.get((entry.pk, seat), {})
            if recused or marks:
                kept = {code: mark for code, mark in marks.items() if code not in without}
                sheets.append(sheet_shape(panelist, kept, recused=recused))
        return sheets


def _not_applicable(category: Category) -> dict[int, list[str]]:
    rows = NotApplicable.objects.filter(entry__category=category).order_by(
        "criterion__position", "criterion__code"
    )
    codes: dict[int, list[str]] = defaultdict(list)
    for entry, code in rows.values_list("entry_id", "criterion__code"):
        codes[entry].append(code)
    return codes


def _notes(reports: list[int]) -> dict[int, list[shape.Note]]:
    """The answers that footnote a published figure; one about a single segment names it."""
    answers = Explanation.objects.filter(report__in=reports, rule__in=PUBLIC_NOTES).select_related(
        "entry__participation"
    )
    notes: dict[int, list[shape.Note]] = defaultdict(list)
    for row in answers.order_by("report", "rule", "entry__position", "entry"):
        about = f"{row.entry.participation}: " if row.entry and hasattr(row.entry, "participation") else ""
        notes[row.report_id].append({"figure": PUBLIC_NOTES[row.rule], "text": about + row.answer})
    return notes


def _plenary(category: Category) -> list[shape.Plenary]:
    """The last decision on each set of entrants: an earlier one on the same set was taken again."""
    latest = {
        tuple(sorted(row.order)): row for row in category.plenary_decisions.order_by("decided_at", "pk")
    }
    return [
        {"codes": list(codes), "order": list(row.order), "reason": row.reason}
        for codes, row in latest.items()
    ]

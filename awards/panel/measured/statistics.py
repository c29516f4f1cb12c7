"""What all marks say about candidates, criteria and members; ask first whether every sheet is locked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.safestring import SafeString

from awards.models import Category, Edition, Entry, Seat
from awards.panel.boards import board, candidates_for, read_for
from awards.panel.marks import Difference, Marks
from awards.results.inputs import panel_ids
from awards.scoring.agreement import agreement, rankings, spread
from awards.scoring.panel.checks import Fair, recusal_fair
from awards.scoring.panel.interval import interval
from awards.scoring.panel.members import Standing, members
from awards.scoring.panel.opinions import Summary, opinions, summaries
from config.postgres.kept import Kept
from regencies.models import User

WIDE = 30  # points: as wide as two of the bands beside the box, 15 each


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference of WIDE points or more, with what every member gave and wrote: (seat, mark, note)."""

    difference: Difference
    marks: list[tuple[Seat, Decimal, str]]


@dataclass(frozen=True, slots=True)
class SummedUp:
    """A candidate with the summary of the panel's opinions on it."""

    entry: Entry
    summary: Summary


@dataclass(frozen=True, slots=True)
class MemberAmong:
    """A member and where they stand among the others."""

    seat: Seat
    standing: Standing


@dataclass(frozen=True, slots=True)
class NotJudgedByAll:
    """A candidate some members did not judge, and those members with their level."""

    entry: Entry
    fair: Fair
    missing: list[tuple[Seat, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the marks of one category say. Candidates in the order of their codes, members in that of their seats."""

    rows: list[Difference]  # widest first
    agreement: Fraction | None  # Kendall's W
    interval: tuple[Fraction, Fraction] | None  # of it, 95 %
    candidates: list[SummedUp]
    members: list[MemberAmong]
    partly: list[NotJudgedByAll]
    disagreements: list[Disagreement]
    drawn: dict[Hashable, SafeString] = field(default_factory=dict, compare=False)  # its tables, a page each


@dataclass(frozen=True, slots=True)
class Measured:
    """What the marks of one award year say, by category; `is_whole` where no candidate is hidden from the viewer."""

    categories: dict[Category, Statistics]
    is_whole: bool


MEASURED: Kept[Measured | None] = Kept()


def measured(edition: Edition, viewer: User) -> Measured | None:
    """Return what marks say about the candidates a viewer knows of; None until every sheet of theirs is locked.

    Computed anew only when a row it comes from changed.
    """
    whose = viewer.pk, edition.pk, timezone.localdate()
    return MEASURED.of(
        edition.pk,
        read_for,
        whose,
        lambda: _measured(edition, viewer),
    )


def _measured(edition: Edition, viewer: User) -> Measured | None:
    found = board(edition, candidates_for(viewer, edition))
    if not found.complete:
        return None
    marks = Marks(edition, found.known, found.seats, found.uncounted, found.asked)
    return Measured(statistics(marks), is_whole=not found.hidden)


def statistics(marks: Marks) -> dict[Category, Statistics]:
    """Return what the marks of each category say; no query."""
    categories = {entry.category.pk: entry.category for entry in marks.entries}.values()
    return {category: _of_category(marks, category) for category in categories}


def _of_category(marks: Marks, category: Category) -> Statistics:
    inputs, judging = marks.inputs(category), marks.judging(category)
    seats = dict(zip(panel_ids(judging).values(), judging, strict=True))
    entries = {entry.code: entry for entry in marks.entries if entry.category_id == category.pk}
    given, panel = opinions(inputs), list(seats)
    rows = _differences(marks, category, entries, seats)
    return Statistics(
        rows=rows,
        agreement=agreement(inputs),
        interval=interval(rankings(inputs)),
        candidates=[SummedUp(entries[one.entrant], one) for one in summaries(given, category.trim)],
        members=[MemberAmong(seats[one.panelist], one) for one in members(given, panel)],
        partly=[
            NotJudgedByAll(entries[one.entrant], one, [(seats[who], level) for who, level in one.missing])
            for one in recusal_fair(given, [who for who in panel if not seats[who].is_substitute])
        ],
        disagreements=[_with_notes(marks, row, judging) for row in rows if row.spread.range >= WIDE],
    )


def _differences(
    marks: Marks, category: Category, entries: Mapping[str, Entry], seats: Mapping[str, Seat]
) -> list[Difference]:
    criteria = marks.criteria(category)
    found = [
        Difference(
            entries[one.entrant],
            criteria[one.criterion],
            one,
            [seats[panelist] for panelist in one.lowest_by],
            [seats[panelist] for panelist in one.highest_by],
        )
        for one in spread(marks.inputs(category))
    ]
    return sorted(found, key=lambda row: -row.spread.range)


def _with_notes(marks: Marks, row: Difference, judging: Sequence[Seat]) -> Disagreement:
    keys = {seat: (row.entry.pk, seat.pk, row.criterion.pk) for seat in judging}
    given = [(seat, marks.values[key], marks.notes[key]) for seat, key in keys.items() if key in marks.values]
    return Disagreement(row, given)

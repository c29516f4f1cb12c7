"""A member's own marks across all candidates of a category, to be calibrated against each other; nobody else's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from awards.models import Category, Criterion, Entry, Score, Seat
from awards.panel.boards import whole
from awards.panel.member.board import member_board
from config.postgres.compiled import compiled


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A criterion and the own mark of each candidate, in their order; None where there is none yet."""

    criterion: Criterion
    marks: list[Decimal | None]


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """The candidates of one category that a member judges, in the order of the list, and the marks given so far."""

    category: Category
    entries: list[Entry]
    rows: list[OwnRow]


@compiled
def _marks(seat: int, entries: list[int]) -> QuerySet[Score, tuple[int, int, Decimal]]:
    scores = Score.objects.filter(sheet__seat=seat, sheet__entry__in=entries).order_by()
    return scores.values_list("sheet__entry_id", "criterion_id", "value")


def own_marks(seat: Seat, now: datetime.datetime) -> list[OwnMarks]:
    """Return the seat's own marks by category, drafts included. Two queries more than its board."""
    board = member_board(seat, now)
    entries, asked = whole([one for one in board.candidates if not one.hidden], seat.edition), board.asked
    given = _marks(seat.pk, [entry.pk for entry in entries])
    marks = {(entry, criterion): value for entry, criterion, value in given}
    found = []
    for category in dict.fromkeys(entry.category for entry in entries):
        own = [entry for entry in entries if entry.category == category]
        criteria = {c.pk: c for entry in own for of_stage in asked[entry.pk].values() for c in of_stage}
        ordered = sorted(criteria.values(), key=lambda criterion: (criterion.position, criterion.code))
        rows = [OwnRow(c, [marks.get((entry.pk, c.pk)) for entry in own]) for c in ordered]
        found.append(OwnMarks(category, own, rows))
    return found

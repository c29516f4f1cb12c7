"""How far the panel is, for chair and admin: everybody's sheets as counts and states.

An entry the viewer has a conflict of interest with is a bare name: no state, no count, no part of any sum.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from awards.choices import Stage
from awards.models import Absence, Edition, Entry, Recusal, Seat
from awards.models.entries import BY_CODE
from awards.panel.progress import Asked, Pair, Progress, asked_of, employed, progress_of
from regencies.models import User

UNSCHEDULED = datetime.datetime.max.replace(tzinfo=datetime.UTC)
R = TypeVar("R", Recusal, Absence)


def hidden_from(user: User, edition: Edition) -> set[int]:
    """Return the keys of the entries this person has a conflict of interest with. One query."""
    found = Entry.objects.in_conflict_for(user).filter(category__edition=edition)
    return set(found.values_list("pk", flat=True))


def stages_in_order(asked: Asked, entry: Entry) -> list[Stage]:
    """Return the stages that have a criterion for the entry."""
    return [stage for stage in Stage if stage in asked.get(entry.pk, {})]


@dataclass(frozen=True, slots=True)
class Cell:
    """One member and one entry; no stages when the member does not judge it, and why not."""

    seat: Seat
    stages: list[Progress]
    conflict: bool = False
    away: bool = False  # recorded absent
    elsewhere: bool = False  # the seat judges other categories, or other candidates as a substitute


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One candidate with a cell for each seat; no cells when it is hidden from the viewer."""

    entry: Entry
    hidden: bool
    cells: list[Cell]

    @property
    def counts(self) -> list[tuple[Stage, int, int]]:
        """(stage, locked, expected); members of other categories, with a conflict or absent are not expected."""
        found: dict[Stage, list[bool]] = {}
        for cell in self.cells:
            for progress in cell.stages:
                found.setdefault(progress.stage, []).append(progress.state == "locked")
        return [(stage, sum(locked), len(locked)) for stage, locked in found.items()]

    @property
    def complete(self) -> bool:
        """Whether every expected sheet is locked: what permissions.can_see_scores_of_others asks."""
        return bool(self.counts) and all(locked == expected for _, locked, expected in self.counts)


@dataclass(frozen=True, slots=True)
class Board:
    """Seats by candidates; `unrecorded` are members who work for a region and have not withdrawn."""

    edition: Edition
    seats: list[Seat]
    rows: list[BoardRow]
    asked: Asked
    uncounted: set[Pair]
    recusals: list[Recusal]
    absences: list[Absence]
    unrecorded: list[tuple[Seat, Entry]]

    def row(self, entry: int) -> BoardRow | None:
        """Return the row of an entry; None where the viewer has a conflict of interest."""
        return next((row for row in self.rows if row.entry.pk == entry and not row.hidden), None)

    def of_cells(self, records: Iterable[R], entry: Entry, cells: Iterable[Cell]) -> list[tuple[R, Seat]]:
        """Return the (record, seat) of an entry whose seat has one of these cells, in the order of the records."""
        seats = {cell.seat.pk: cell.seat for cell in cells}
        return [(r, seats[r.seat_id]) for r in records if r.entry_id == entry.pk and r.seat_id in seats]

    @property
    def known(self) -> list[Entry]:
        """The entries without a conflict of interest for the viewer."""
        return [row.entry for row in self.rows if not row.hidden]

    @property
    def complete(self) -> bool:
        """Whether all sheets of the entries in `known` are locked."""
        known = [row for row in self.rows if not row.hidden]
        return bool(known) and all(row.complete for row in known)

    @property
    def members(self) -> list[tuple[Seat, int, int]]:
        """(seat, locked, expected) over the entries in `known`."""
        sums: dict[int, list[bool]] = {seat.pk: [] for seat in self.seats}
        for row in self.rows:
            for cell in row.cells:
                sums[cell.seat.pk] += [progress.state == "locked" for progress in cell.stages]
        return [(seat, sum(sums[seat.pk]), len(sums[seat.pk])) for seat in self.seats]


def candidates_for(viewer: User, edition: Edition) -> QuerySet[Entry]:
    """Return the candidates in the order of their codes; `hidden` where the viewer has a conflict."""
    own = Entry.objects.in_conflict_for(viewer).filter(pk=OuterRef("pk"))
    entries: QuerySet[Entry] = (
        Entry.objects.candidates()
        .filter(category__edition=edition)
        .select_related("regency", "nominee", "category")
        .annotate(hidden=Exists(own))
        .order_by(*BY_CODE)
    )
    return entries


def board(edition: Edition, candidates: Iterable[Entry]) -> Board:
    """Return the board of these `candidates_for` a viewer. Nine queries with theirs, whatever their number."""
    entries = list(candidates)
    seats = list(edition.seats.seated().with_judged().with_names().select_related("user").order_by("number"))
    hidden = {entry.pk for entry in entries if entry.hidden}  # type: ignore[attr-defined]
    known = [entry for entry in entries if entry.pk not in hidden]
    recusals = list(Recusal.objects.filter(seat__edition=edition).order_by("seat__number"))
    absences = list(Absence.objects.filter(seat__edition=edition).order_by("seat__number"))
    declared, working = {(r.seat_id, r.entry_id) for r in recusals}, employed(edition, seats)
    asked, away = asked_of(known), {(a.seat_id, a.entry_id) for a in absences}
    conflicts = declared | working
    uncounted = conflicts | away
    progress = progress_of(seats, known, asked)

    def cell(seat: Seat, entry: Entry) -> Cell:
        if not seat.judges(entry.pk, entry.category_id):
            return Cell(seat, [], elsewhere=True)
        if (pair := (seat.pk, entry.pk)) in uncounted:
            return Cell(seat, [], conflict=pair in conflicts, away=pair in away)
        return Cell(seat, [progress[seat.pk, entry.pk][stage] for stage in stages_in_order(asked, entry)])

    return Board(
        edition=edition,
        seats=seats,
        rows=[
            BoardRow(entry, entry.pk in hidden, [] if entry.pk in hidden else [cell(s, entry) for s in seats])
            for entry in entries
        ],
        asked=asked,
        uncounted=uncounted,
        recusals=recusals,
        absences=absences,
        unrecorded=[(s, e) for s in seats for e in entries if (s.pk, e.pk) in working - declared],
    )

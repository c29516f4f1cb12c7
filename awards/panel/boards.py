"""How far the panel is, for chair and admin: everybody's sheets as counts and states.

An entry the viewer has a conflict of interest with is a bare name: no state, no count, no part of any sum.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from awards.choices import Stage
from awards.models import Absence, Criterion, Edition, Entry, NotApplicable, Recusal, ScoreSheet, Seat
from awards.models.entries import BY_CODE
from awards.panel.progress import (
    Asked,
    Candidate,
    Judging,
    Pair,
    Progress,
    asked_of,
    employed,
    judging_of,
    progress_of,
)
from awards.results.rows import marks_read_for
from config.postgres.compiled import compiled
from config.postgres.kept import digested
from regencies.models import Regency, User

UNSCHEDULED = datetime.datetime.max.replace(tzinfo=datetime.UTC)
R = TypeVar("R", Recusal, Absence)


class Viewed(Candidate, Protocol):
    """A candidate as somebody sees it: the entry itself, or what a list knows of it."""

    @property
    def hidden(self) -> bool: ...

    @property
    def quorum(self) -> int: ...


V = TypeVar("V", bound=Viewed)


class Listed(NamedTuple):
    """What the board says of a candidate without reading it whole."""

    pk: int
    category_id: int
    quorum: int  # of its category
    hidden: bool  # the viewer has a conflict of interest with it
    regency_kind: str
    regency_name: str
    nominee_name: str | None

    def __str__(self) -> str:
        """Return what it is called, as the entry itself does."""
        return called(self.regency_kind, self.regency_name, self.nominee_name)


def called(kind: str, name: str, nominee: str | None) -> str:
    """Return what an entry is called, of the kind and name of its region and the name of its nominee."""
    return nominee or str(Regency(kind=kind, name=name))


def hidden_from(user: User, edition: Edition) -> set[int]:
    """Return the keys of the entries this person has a conflict of interest with. One query."""
    found = Entry.objects.in_conflict_for(user).filter(category__edition=edition)
    return set(found.values_list("pk", flat=True))


def stages_in_order(asked: Asked, entry: Candidate) -> list[Stage]:
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
class Board(Generic[V]):
    """Seats by candidates; `unrecorded` are members who work for a region and have not withdrawn."""

    edition: Edition
    seats: list[Seat]
    entries: list[V]
    hidden: set[int]  # the entries the viewer has a conflict of interest with
    asked: Asked
    conflicts: set[Pair]
    away: set[Pair]
    judging: dict[int, Judging]  # of the entries in `known`
    recusals: list[Recusal]
    absences: list[Absence]
    unrecorded: list[tuple[Seat, V]]

    @property
    def uncounted(self) -> set[Pair]:
        """Whose sheets of which entry do not count."""
        return self.conflicts | self.away

    def rows_of(self, entries: Iterable[Entry]) -> list[BoardRow]:
        """Return the rows of some of the entries, with every sheet. Two queries."""
        shown = list(entries)
        known = [entry for entry in shown if entry.pk not in self.hidden]
        progress = progress_of(self.seats, known, self.asked)

        def cell(seat: Seat, entry: Entry) -> Cell:
            pair = (seat.pk, entry.pk)
            if not seat.judges(entry.pk, entry.category_id):
                return Cell(seat, [], elsewhere=True)
            if pair in self.conflicts or pair in self.away:
                return Cell(seat, [], conflict=pair in self.conflicts, away=pair in self.away)
            return Cell(seat, [progress[pair][stage] for stage in stages_in_order(self.asked, entry)])

        return [
            BoardRow(entry, hidden, [] if hidden else [cell(seat, entry) for seat in self.seats])
            for entry in shown
            for hidden in [entry.pk in self.hidden]
        ]

    def of_cells(self, records: Iterable[R], entry: Entry, cells: Iterable[Cell]) -> list[tuple[R, Seat]]:
        """Return the (record, seat) of an entry whose seat has one of these cells, in the order of the records."""
        seats = {cell.seat.pk: cell.seat for cell in cells}
        return [(r, seats[r.seat_id]) for r in records if r.entry_id == entry.pk and r.seat_id in seats]

    @property
    def known(self) -> list[V]:
        """The entries without a conflict of interest for the viewer."""
        return [entry for entry in self.entries if entry.pk not in self.hidden]

    @property
    def complete(self) -> bool:
        """Whether all sheets of the entries in `known` are locked."""
        return bool(self.judging) and all(one.complete for one in self.judging.values())

    @property
    def members(self) -> list[tuple[Seat, int, int]]:
        """(seat, locked, expected) over the entries in `known`."""
        expected, still_open = Counter[int](), Counter[int]()
        for one in self.judging.values():
            for seat in one.seats:
                expected[seat] += one.stages
            still_open.update(one.still_open)
        return [(s, expected[s.pk] - still_open[s.pk], expected[s.pk]) for s in self.seats]


def candidates_for(
    viewer: User | int, edition: Edition | int, today: datetime.date | None = None
) -> QuerySet[Entry]:
    """Return the candidates in the order of their codes; `hidden` where the viewer has a conflict."""
    entries: QuerySet[Entry] = (
        Entry.objects.candidates()
        .filter(category__edition=edition)
        .select_related("regency", "nominee", "category")
        .with_conflict_of(viewer, today)
        .order_by(*BY_CODE)
    )
    return entries


@compiled
def _listed(viewer: int, edition: int, today: datetime.date) -> QuerySet[Entry, Any]:
    found: QuerySet[Entry, Any] = candidates_for(viewer, edition, today)
    return found.values_list(
        *("pk", "category_id", "category__quorum", "hidden"),
        *("regency__kind", "regency__name", "nominee__name"),
    )


def listed_for(viewer: User, edition: Edition) -> list[Listed]:
    """Return what the board says of `candidates_for` a viewer, in their order. One query."""
    return [Listed(*values) for values in _listed(viewer.pk, edition.pk, timezone.localdate())]


def whole(candidates: Sequence[Candidate], edition: Edition) -> list[Entry]:
    """Return the entries themselves, in the order given, with participant, category and the award year. One query."""
    entries = _entries([one.pk for one in candidates]) if candidates else []
    for entry in entries:
        entry.category.edition = edition
    read = {entry.pk: entry for entry in entries}
    return [read[one.pk] for one in candidates if one.pk in read]


@compiled
def _entries(keys: list[int]) -> QuerySet[Entry]:
    found: QuerySet[Entry] = Entry.objects.filter(pk__in=keys).with_participant().select_related("category")
    return found.order_by()


@digested
def read_for(viewer: int, edition: int, today: datetime.date) -> list[QuerySet[Any]]:
    """Return queries whose rows change whenever the board of a viewer or a mark on it does."""
    employing = Entry.objects.filter(category__edition=edition).employing(
        User.objects.filter(seats__edition=edition), today
    )
    return [
        candidates_for(viewer, edition, today),
        _seats.queryset(edition).defer("user__last_login"),
        Recusal.objects.filter(seat__edition=edition),
        Absence.objects.filter(seat__edition=edition),
        employing.values_list("pk", "regency__memberships__user"),
        Criterion.objects.filter(group__category__edition=edition).select_related("group"),
        NotApplicable.objects.filter(entry__category__edition=edition),
        *marks_read_for(ScoreSheet.objects.filter(entry__category__edition=edition)),
    ]


@compiled
def _seats(edition: int) -> QuerySet[Seat]:
    seats = Seat.objects.filter(edition=edition).seated().with_judged().with_names()
    return seats.select_related("user").order_by("number")


@compiled
def _recusals(edition: int) -> QuerySet[Recusal]:
    return Recusal.objects.filter(seat__edition=edition).order_by("seat__number")


@compiled
def _absences(edition: int) -> QuerySet[Absence]:
    return Absence.objects.filter(seat__edition=edition).order_by("seat__number")


def board(edition: Edition, candidates: Iterable[V]) -> Board[V]:
    """Return the board of these `candidates_for` a viewer, or `listed_for` them. Eight queries with theirs, always."""
    entries = list(candidates)
    seats = _seats(edition.pk)
    for seat in seats:
        seat.edition = edition
    hidden = {entry.pk for entry in entries if entry.hidden}
    known = [entry for entry in entries if entry.pk not in hidden]
    recusals, absences = _recusals(edition.pk), _absences(edition.pk)
    declared, working = {(r.seat_id, r.entry_id) for r in recusals}, employed(edition, seats)
    asked, away = asked_of(known), {(a.seat_id, a.entry_id) for a in absences}
    conflicts, silent = declared | working, working - declared
    return Board(
        edition=edition,
        seats=seats,
        entries=entries,
        hidden=hidden,
        asked=asked,
        conflicts=conflicts,
        away=away,
        judging=judging_of(seats, known, asked, conflicts | away),
        recusals=recusals,
        absences=absences,
        unrecorded=[(s, e) for s in seats for e in entries if (s.pk, e.pk) in silent] if silent else [],
    )

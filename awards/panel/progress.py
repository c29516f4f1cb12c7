"""What the panel is asked and how far it is, in a constant number of queries; counts and states, no scores."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from awards.choices import SheetStatus, Source, Stage
from awards.models import Absence, Criterion, Edition, Entry, NotApplicable, Recusal, ScoreSheet, Seat
from awards.models.entries import EntryQuerySet
from config.postgres.compiled import compiled

Pair = tuple[int, int]  # seat, entry
Asked = dict[int, dict[Stage, list[Criterion]]]  # entry → stage → criteria; a stage without any is absent


class Candidate(Protocol):
    """What counting asks of an entry, so that of thousands no row is made."""

    @property
    def pk(self) -> int: ...

    @property
    def category_id(self) -> int: ...


def asked_of(entries: Iterable[Candidate]) -> Asked:
    """Return entry → stage → criteria the panel scores, in the order of the edition. Two queries."""
    entries = list(entries)
    categories = list({entry.category_id for entry in entries})
    criteria = _criteria(categories) if entries else []
    not_applicable = set(_spared(categories)) if entries else set()
    of_category: Asked = {}
    for criterion in criteria:
        stages = of_category.setdefault(criterion.group.category_id, {})
        stages.setdefault(Stage(criterion.stage), []).append(criterion)
    spared = {entry for entry, _ in not_applicable}

    def asked(entry: Candidate) -> dict[Stage, list[Criterion]]:
        whole = of_category.get(entry.category_id, {})
        if entry.pk not in spared:
            return whole
        left = {
            stage: [criterion for criterion in asked if (entry.pk, criterion.pk) not in not_applicable]
            for stage, asked in whole.items()
        }
        return {stage: criteria for stage, criteria in left.items() if criteria}

    return {entry.pk: asked(entry) for entry in entries}


@compiled
def _criteria(categories: list[int]) -> QuerySet[Criterion]:
    return Criterion.objects.filter(group__category__in=categories, source=Source.PANEL).select_related(
        "group"
    )


@compiled
def _spared(categories: list[int]) -> QuerySet[NotApplicable, Pair]:
    spared = NotApplicable.objects.filter(entry__category__in=categories).order_by()
    return spared.values_list("entry_id", "criterion_id")


def with_stages(entries: EntryQuerySet) -> EntryQuerySet:
    """Annotate `stages`: those that have a criterion for an entry, by their values."""
    spared = NotApplicable.objects.filter(criterion=OuterRef("pk"), entry=OuterRef(OuterRef("pk")))
    criteria = Criterion.objects.filter(group__category=OuterRef("category"), source=Source.PANEL)
    asked = criteria.exclude(Exists(spared)).order_by().values("stage").distinct()
    return cast(EntryQuerySet, entries.annotate(stages=ArraySubquery(asked)))


def stages_asked(entry: Entry) -> set[Stage]:
    """Return the stages that have a criterion for the entry. One query."""
    return {Stage(stage) for stage in entry.asked().order_by().values_list("stage", flat=True).distinct()}


def employed(edition: Edition, seats: Iterable[Seat]) -> set[Pair]:
    """Return (seat, entry it judges) where a member works for the region. One query.

    The seats are read `with_judged`, their users too.
    """
    seat_of = {seat.user: seat for seat in seats}
    found = _employing(edition.pk, [user.pk for user in seat_of], timezone.localdate())
    by_user = {user.pk: seat for user, seat in seat_of.items()}
    return {(by_user[user].pk, entry) for user, entry, of in found if by_user[user].judges(entry, of)}


@compiled
def _employing(edition: int, users: list[int], today: datetime.date) -> QuerySet[Entry, tuple[int, int, int]]:
    working = Entry.objects.filter(category__edition=edition)
    working = working.staffed_by(today, regency__memberships__user__in=users).order_by()
    return working.values_list("regency__memberships__user_id", "pk", "category_id")


def declared(edition: Edition) -> set[Pair]:
    """Return (seat, entry) of every recorded withdrawal. One query."""
    recusals = Recusal.objects.filter(seat__edition=edition)
    return set(recusals.order_by().values_list("seat_id", "entry_id"))


@compiled
def withdrawn_or_absent(edition: int) -> QuerySet[Recusal, Pair]:
    """Return (seat, entry) of every recorded withdrawal and absence. One query."""
    withdrawn = Recusal.objects.filter(seat__edition=edition).order_by().values_list("seat_id", "entry_id")
    absent = Absence.objects.filter(seat__edition=edition).order_by().values_list("seat_id", "entry_id")
    return withdrawn.union(absent)


def not_judging(edition: Edition, seats: Iterable[Seat]) -> set[Pair]:
    """Return (seat, entry) whose sheets do not count: withdrawn, absent, working for the region. Two queries."""
    return {*withdrawn_or_absent(edition.pk), *employed(edition, seats)}


def locked_by_all(entry: Entry) -> bool:
    """Return whether every member who judges the entry locked every sheet it asks for. Two queries."""
    stages = stages_asked(entry)
    working = Entry.objects.filter(pk=entry.pk).staffed_by(regency__memberships__user=OuterRef("user"))
    locked = Count(
        "sheets", filter=Q(sheets__entry=entry, sheets__status=SheetStatus.LOCKED, sheets__stage__in=stages)
    )
    judging = (
        Seat.objects.judging_entry(entry.pk, entry.category_id)
        .filter(~Exists(working))
        .exclude(recusals__entry=entry)
        .exclude(absences__entry=entry)
        .order_by()
        .annotate(locked=locked)
        .values_list("locked", flat=True)
    )
    return bool(stages and judging) and set(judging) == {len(stages)}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one sheet is: "none" (not begun), "draft" or "locked", and how many criteria have a score."""

    stage: Stage
    state: str
    filled: int
    asked: int
    locked_at: datetime.datetime | None = None
    sheet: int | None = None

    @property
    def text(self) -> str:
        """The state in words."""
        if self.state == "locked":
            return "Terkunci"
        return f"Draf {self.filled} dari {self.asked}" if self.state == "draft" else "Belum diisi"

    @property
    def word(self) -> str:
        """The stage in one word."""
        return self.stage.slug

    @property
    def brief(self) -> str:
        """The state as a member's own list has it."""
        if self.state == "draft":
            return f"Draf {self.filled}/{self.asked}"
        return "Terkunci" if self.state == "locked" else "Belum"


class Judging(NamedTuple):
    """Whose sheets of an entry count, how many each has to lock, and a seat for each sheet that is not locked."""

    seats: frozenset[int]
    stages: int
    still_open: tuple[int, ...]

    @property
    def members(self) -> int:
        """How many have a sheet of it."""
        return len(self.seats) if self.stages else 0

    @property
    def complete(self) -> bool:
        """Whether it has sheets and all are locked."""
        return bool(self.members) and not self.still_open


def judging_of(
    seats: Iterable[Seat], entries: Iterable[Candidate], asked: Asked, uncounted: Iterable[Pair]
) -> dict[int, Judging]:
    """Return entry → who judges it and whose sheets are not locked; one light pass whatever they say. One query.

    The seats are read `with_judged`; `uncounted` are those of them whose sheets of an entry do not count.
    """
    entries, seats = list(entries), list(seats)
    nine = [seat for seat in seats if not seat.is_substitute]
    named = {
        category: frozenset(seat.pk for seat in nine if category in seat.judged)
        for category in {entry.category_id for entry in entries}
    }
    instead, out = defaultdict(set), defaultdict(set)
    for seat in seats:
        for entry in seat.named_for if seat.is_substitute else ():
            instead[entry].add(seat)
    for pk, entry in uncounted:
        out[entry].add(pk)
    locked = _locked([entry.pk for entry in entries]) if entries else []
    by = {(entry, stage): holders for entry, stage, holders in locked}

    def judging(entry: Candidate) -> Judging:
        whose = named[entry.category_id]
        if substitutes := instead.get(entry.pk):
            whose |= {seat.pk for seat in substitutes if entry.category_id in seat.judged}
        if absent := out.get(entry.pk):
            whose -= absent
        stages = asked[entry.pk]
        waiting = [pk for stage in stages for pk in whose.difference(by.get((entry.pk, stage.value), ()))]
        return Judging(whose, len(stages), tuple(waiting))

    return {entry.pk: judging(entry) for entry in entries}


@compiled
def _locked(entries: list[int]) -> QuerySet[ScoreSheet, tuple[int, str, list[int]]]:
    locked = ScoreSheet.objects.filter(entry__in=entries, status=SheetStatus.LOCKED).order_by()
    return locked.values_list("entry", "stage").annotate(by=ArrayAgg("seat"))


Sheets = dict[Pair, dict[Stage, Progress]]


def progress_of(seats: Iterable[Seat], entries: Iterable[Entry], asked: Asked) -> Sheets:
    """Return (seat, entry) → stage → progress of every sheet that is asked for, begun or not. One query."""
    entries, seats = list(entries), list(seats)
    sheets = _sheets([seat.pk for seat in seats], [entry.pk for entry in entries]) if entries else []
    stored = {(seat, entry, stage): sheet for seat, entry, stage, *sheet in sheets}
    keys: dict[int, set[int]] = {}  # of the criteria of a list: most entries have one and the same
    for of_entry in asked.values():
        for criteria in of_entry.values():
            if id(criteria) not in keys:
                keys[id(criteria)] = {criterion.pk for criterion in criteria}
    return {
        (seat.pk, entry.pk): {
            stage: _progress(stage, keys[id(criteria)], stored.get((seat.pk, entry.pk, stage.value)))
            for stage, criteria in asked[entry.pk].items()
        }
        for seat in seats
        for entry in entries
    }


@compiled
def _sheets(seats: list[int], entries: list[int]) -> QuerySet[Any, Any]:
    """Return the sheets as values: one of them is never written, and there are thousands."""
    scored = ArrayAgg("scores__criterion", filter=~Q(scores=None), default=[])
    sheets = ScoreSheet.objects.filter(seat__in=seats, entry__in=entries).order_by()
    return sheets.values_list("seat_id", "entry_id", "stage", "status", "locked_at", "pk").annotate(
        scored=scored
    )


def _progress(stage: Stage, criteria: set[int], sheet: list[Any] | None) -> Progress:
    """Return how far a sheet is: status, moment of locking, key, keys of what is scored; None has not been begun."""
    if sheet is None:
        return Progress(stage, "none", 0, len(criteria))
    status, locked_at, key, scored = sheet
    return Progress(stage, status, len(criteria.intersection(scored)), len(criteria), locked_at, key)

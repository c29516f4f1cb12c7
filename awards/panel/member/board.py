"""The candidates of one member as they present: how far the own sheets are, who is before the panel, who comes next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from awards.choices import Phase, Position, SheetStatus, Stage
from awards.models import Category, Edition, Entry, ScoreSheet, Seat
from awards.models.editions import newest_first
from awards.models.entries import BY_CODE
from awards.panel.boards import UNSCHEDULED, called, stages_in_order, whole
from awards.panel.progress import Asked, Progress, asked_of, progress_of
from awards.panel.timing import PRESENTATION, begun_interviews, presenting
from config.postgres.compiled import compiled
from regencies.kinds.registry import KINDS
from regencies.models import User


class Judged(NamedTuple):
    """What a list says of a candidate without reading it whole, as one member sees it."""

    pk: int
    category_id: int
    kind: str  # of its category, and below the address of that
    slug: str
    presentation_at: datetime.datetime | None
    next_slot: datetime.datetime | None  # after that of one that may be presenting
    hidden: bool  # a conflict of interest is recorded
    absent: bool  # the member is recorded absent: the sheets stay as they are and do not count
    declared: bool  # the member has said what ties them to it; else its pages wait
    regency_kind: str
    regency_name: str
    regency_code: str
    nominee_name: str | None
    nominee_code: str | None

    def __str__(self) -> str:
        """Return what it is called, as the entry itself does."""
        return called(self.regency_kind, self.regency_name, self.nominee_name)

    def bare(self) -> Judged:
        """Return it without when it presents, as a member with a conflict of interest knows it."""
        return self._replace(presentation_at=None, next_slot=None)

    @property
    def code(self) -> str:
        """What identifies it in a publication, as the entry itself says."""
        return self.regency_code if self.nominee_code is None else self.nominee_code


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A candidate as one member sees it; without `stages` when it is not theirs to judge."""

    entry: Entry
    conflict: bool
    stages: list[Progress]
    away: bool  # recorded absent: the sheets stay as they are and do not count
    declared: bool  # the member has said what ties them to it; else its pages wait

    @property
    def category(self) -> Category:
        return self.entry.category

    @property
    def presents(self) -> bool:
        """Whether it stands before the panel: its category asks for an interview."""
        return any(progress.stage == Stage.INTERVIEW for progress in self.stages)


@dataclass(frozen=True, slots=True)
class MemberBoard:
    """A member's candidates, which one is before the panel now, and which comes next."""

    seat: Seat
    candidates: list[Judged]  # in the order of the list
    asked: Asked  # of those without a conflict of interest
    locked_sheets: set[tuple[int, str]]  # entry and stage
    presenting: Judged | None
    until: datetime.datetime | None
    upcoming: Judged | None  # of those the member judges
    of_chair: list[Entry]  # for the secretary: what the chair judges in other categories

    def rows_of(self, candidates: Iterable[Judged]) -> list[MemberRow]:
        """Return some of the candidates whole, with the state of each sheet. Two queries."""
        shown = list(candidates)
        entries = {entry.pk: entry for entry in whole(shown, self.seat.edition)}
        known = [entries[one.pk] for one in shown if one.pk in entries and not one.hidden]
        progress = progress_of([self.seat], known, self.asked)
        return [
            MemberRow(
                entry,
                one.hidden,
                [progress[self.seat.pk, one.pk][stage] for stage in stages_in_order(self.asked, entry)],
                away=one.absent,
                declared=one.declared,
            )
            for one in shown
            if (entry := entries.get(one.pk))
        ]

    @property
    def rows(self) -> list[MemberRow]:
        """All of them. Two queries."""
        return self.rows_of(self.candidates)

    @property
    def has_categories(self) -> bool:
        """Whether the candidates are of more than one category."""
        return len({one.category_id for one in self.candidates}) > 1

    @property
    def undeclared(self) -> list[Judged]:
        """The candidates whose pages wait until the member has declared about them."""
        return [one for one in self.candidates if not (one.declared or one.hidden)]

    @property
    def sheets(self) -> int:
        """How many sheets the member has to fill in."""
        return sum(len(self.asked.get(one.pk, ())) for one in self.candidates if not one.absent)

    @property
    def locked(self) -> int:
        """How many of them are locked."""
        here = {one.pk for one in self.candidates if not one.absent}
        return sum(
            entry in here and stage in self.asked.get(entry, ()) for entry, stage in self.locked_sheets
        )

    @property
    def progress(self) -> str:
        """Both counts in words."""
        return f"{self.locked} dari {self.sheets}"


def seats_of(user: User) -> list[Seat]:
    """Return the seats somebody holds, with what each judges, those of the newest award year first. One query."""
    return _seats(user.pk)


@compiled
def _seats(user: int) -> QuerySet[Seat]:
    seats = Seat.objects.living().filter(user=user).select_related("edition__province").with_names()
    return seats.order_by(*newest_first("edition__"), "pk")


def member_board(seat: Seat, now: datetime.datetime) -> MemberBoard:
    """Return the candidates the seat judges by category, as they present. Four queries, two more for the secretary.

    Those without a slot come by code, those the member does not judge last.
    """
    edition = seat.edition
    days = timezone.localdate(), now, now - PRESENTATION
    candidates = [Judged(*values) for values in _judged(seat.user_id, edition.pk, *days)]
    places = {kind: place for place, kind in enumerate(KINDS)}
    candidates.sort(
        key=lambda one: (places[one.kind], one.slug, one.hidden, one.presentation_at or UNSCHEDULED)
    )
    asked = asked_of([one for one in candidates if not one.hidden])
    running, until = presenting(edition, candidates, now) or (None, None)
    if running and running.hidden:
        running, until = None, None
    return MemberBoard(
        seat=seat,
        candidates=[one.bare() if one.hidden else one for one in candidates],
        asked=asked,
        locked_sheets=set(_locked(seat.pk)) if candidates else set(),
        presenting=running,
        until=until,
        upcoming=_upcoming(edition, candidates, asked, now),
        of_chair=_of_chair(seat) if seat.is_secretary else [],
    )


@compiled
def _judged(
    user: int, edition: int, today: datetime.date, now: datetime.datetime, begun_after: datetime.datetime
) -> QuerySet[Entry, Any]:
    """Return the values of `Judged`, by code."""
    judged = Entry.objects.of_seats_held_by(user).filter(category__edition=edition)
    shown = judged.with_absence_of(user).with_declaration_of(user).with_conflict_of(user, today)
    # The slot after it is looked for where it may be presenting: for each of them all others would be looked at.
    running = When(presentation_at__lte=now, presentation_at__gt=begun_after, then=F("next_slot"))
    found: QuerySet[Entry, Any] = shown.with_next_slot().annotate(slot_after=Case(running)).order_by(*BY_CODE)
    return found.values_list(
        *("pk", "category_id", "category__kind", "category__slug", "presentation_at", "slot_after"),
        *("hidden", "absent", "declared", "regency__kind", "regency__name", "regency__kemendagri_code"),
        *("nominee__name", "nominee__code"),
    )


@compiled
def _locked(seat: int) -> QuerySet[ScoreSheet, tuple[int, str]]:
    sheets = ScoreSheet.objects.filter(seat=seat, status=SheetStatus.LOCKED).order_by()
    return sheets.values_list("entry_id", "stage")


def _upcoming(
    edition: Edition, candidates: Iterable[Judged], asked: Asked, now: datetime.datetime
) -> Judged | None:
    """Return the candidate whose presentation begins next by the timetable, while the panel scores."""
    if edition.phase != Phase.SCORING:
        return None
    later = [
        one
        for one in candidates
        if Stage.INTERVIEW in asked.get(one.pk, ()) and one.presentation_at and one.presentation_at > now
    ]
    return min(later, key=lambda one: (one.presentation_at or UNSCHEDULED, one.code), default=None)


def next_sheet(seat: Seat, entry: Entry, stage: Stage, now: datetime.datetime) -> tuple[Entry, Stage] | None:
    """Return the seat's sheet to go on with after one: open, not locked, of the same stage first.

    A desk sheet whose presentation has begun comes last: its marks stay, and it can only be locked as it stands.
    """
    edition = seat.edition
    if edition.phase != Phase.SCORING:
        return None
    board = member_board(seat, now)
    rows = [one for one in board.candidates if not one.absent]
    here = next((place for place, one in enumerate(rows) if one.pk == entry.pk), -1)
    waiting = [
        (one, asked)
        for one in [*rows[here + 1 :], *rows]
        for asked in stages_in_order(board.asked, one)
        if (one.pk, asked.value) not in board.locked_sheets
    ]
    # Asked for once, not for every candidate.
    begun = begun_interviews(edition, rows, now)
    waiting = [pair for pair in waiting if pair[1] == Stage.DESK or pair[0].pk in begun]
    waiting.sort(key=lambda pair: (pair[1] == Stage.DESK and pair[0].pk in begun, pair[1] != stage))
    if not waiting:
        return None
    following, asked = waiting[0]
    return next(((found, asked) for found in whole([following], edition)), None)


def _of_chair(secretary: Seat) -> list[Entry]:
    """Return the candidates of categories that the chair judges and the secretary does not. Two queries."""
    edition = secretary.edition
    chair = edition.seats.filter(position=Position.CHAIR).select_related("user").first()
    if chair is None:
        return []
    judged = Entry.objects.of_seats_held_by(chair.user).filter(category__edition=edition)
    others = judged.with_judge(secretary.pk).filter(judged_here=False)
    others = others.exclude(pk__in=Entry.objects.in_conflict_for(secretary.user).values("pk"))
    return list(others.with_participant().order_by(*BY_CODE))

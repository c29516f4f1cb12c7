"""The candidates of one member as they present: how far the own sheets are, who is before the panel, who comes next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from awards.choices import Phase, Position, Stage
from awards.models import Category, Edition, Entry, Seat
from awards.models.editions import by_kind, newest_first
from awards.models.entries import BY_CODE
from awards.panel.boards import UNSCHEDULED, stages_in_order
from awards.panel.progress import Progress, asked_of, progress_of
from awards.panel.timing import begun_interviews, presenting, why_not_now
from config.postgres.compiled import compiled
from regencies.models import User


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

    rows: list[MemberRow]
    presenting: Entry | None
    until: datetime.datetime | None
    upcoming: Entry | None  # of those the member judges
    of_chair: list[Entry]  # for the secretary: what the chair judges in other categories

    @property
    def has_categories(self) -> bool:
        """Whether the candidates are of more than one category."""
        return len({row.entry.category_id for row in self.rows}) > 1

    @property
    def undeclared(self) -> list[Entry]:
        """The candidates whose pages wait until the member has declared about them."""
        return [row.entry for row in self.rows if not (row.declared or row.conflict)]

    @property
    def sheets(self) -> int:
        """How many sheets the member has to fill in."""
        return sum(len(row.stages) for row in self.rows if not row.away)

    @property
    def locked(self) -> int:
        """How many of them are locked."""
        rows = (row for row in self.rows if not row.away)
        return sum(progress.state == "locked" for row in rows for progress in row.stages)

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
    entries = _entries(seat.user_id, edition.pk, timezone.localdate())
    places = {category: place for place, category in enumerate(by_kind({one.category for one in entries}))}
    hidden = {entry.pk for entry in entries if entry.hidden}
    entries.sort(
        key=lambda entry: (places[entry.category], entry.hidden, entry.presentation_at or UNSCHEDULED)
    )
    for entry in entries:
        entry.category.edition = edition
    visible = [entry for entry in entries if entry.pk not in hidden]
    asked = asked_of(visible)
    progress = progress_of([seat], visible, asked)
    rows = [
        MemberRow(
            entry,
            entry.pk in hidden,
            [progress[seat.pk, entry.pk][stage] for stage in stages_in_order(asked, entry)],
            away=entry.absent,
            declared=entry.declared,
        )
        for entry in entries
    ]
    running, until = presenting(edition, entries, now) or (None, None)
    if running and running.pk in hidden:
        running, until = None, None
    of_chair = _of_chair(seat) if seat.is_secretary else []
    return MemberBoard(rows, running, until, _upcoming(edition, rows, now), of_chair)


@compiled
def _entries(user: int, edition: int, today: datetime.date) -> QuerySet[Entry]:
    judged = Entry.objects.of_seats_held_by(user).filter(category__edition=edition)
    shown = judged.with_absence_of(user).with_declaration_of(user).with_next_slot().with_participant()
    found: QuerySet[Entry] = shown.select_related("category").with_conflict_of(user, today).order_by(*BY_CODE)
    return found


def _upcoming(edition: Edition, rows: Iterable[MemberRow], now: datetime.datetime) -> Entry | None:
    """Return the candidate whose presentation begins next by the timetable, while the panel scores."""
    if edition.phase != Phase.SCORING:
        return None
    starts = [(row.entry.presentation_at, row.entry) for row in rows if row.presents]
    later = [(start, entry.code, entry) for start, entry in starts if start and start > now]
    return min(later)[2] if later else None


def next_sheet(seat: Seat, entry: Entry, stage: Stage, now: datetime.datetime) -> tuple[Entry, Stage] | None:
    """Return the seat's sheet to go on with after one: open, not locked, of the same stage first.

    A desk sheet whose presentation has begun comes last: its marks stay, and it can only be locked as it stands.
    """
    rows = [row for row in member_board(seat, now).rows if not row.away]
    here = next((place for place, row in enumerate(rows) if row.entry == entry), -1)
    waiting = [
        (row.entry, progress.stage)
        for row in [*rows[here + 1 :], *rows]
        for progress in row.stages
        if progress.state != "locked"
    ]
    # Asked for once, not for every candidate.
    begun = begun_interviews(seat.edition, [row.entry for row in rows], now)
    waiting = [pair for pair in waiting if pair[1] == Stage.DESK or pair[0].pk in begun]
    waiting.sort(key=lambda pair: (pair[1] == Stage.DESK and pair[0].pk in begun, pair[1] != stage))
    return next((pair for pair in waiting if not why_not_now(*pair, now)), None)


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

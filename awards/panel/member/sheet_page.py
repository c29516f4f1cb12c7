"""What one member works with for one entry and stage: the criteria, the own sheet, the own total."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import FilteredRelation, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from awards.choices import Phase, Source, Stage
from awards.models import Criterion, CriterionGroup, Entry, PaperSheet, Score, ScoreSheet, Seat
from awards.models.entries import EntryQuerySet
from awards.models.presentations import with_facts
from awards.panel.marking import Mark, in_need_of_note
from awards.panel.member.running_total import GroupTotal, RunningTotal, member_total
from awards.panel.progress import with_stages
from awards.panel.receipts import Receipts, receipts_of
from awards.panel.timing import slot_end, why_late, why_not_here, why_not_now
from config.postgres.compiled import compiled
from regencies.l10n.dates import format_moment
from regencies.models import User


@dataclass
class SheetPage:
    """One member, one entry, one stage; nothing of any other member."""

    seat: Seat
    entry: Entry
    stage: Stage
    criteria: list[Criterion]  # of the category, figures and both stages
    not_applicable: list[str]  # codes
    sheets: dict[str, ScoreSheet]  # own, by stage
    marks_of: dict[str, list[Score]]  # what is stored of each of them
    next_slot: datetime.datetime | None  # when the presentation after this entry's begins
    now: datetime.datetime

    @property
    def sheet(self) -> ScoreSheet:
        """The own sheet of this stage; unsaved when it has not been begun."""
        return self.sheets.get(self.stage) or ScoreSheet(seat=self.seat, entry=self.entry, stage=self.stage)

    @cached_property
    def asked(self) -> list[Criterion]:
        """The criteria of this sheet."""
        return self.asked_at(self.stage)

    def asked_at(self, stage: Stage) -> list[Criterion]:
        """Return the criteria of a stage, in the order of the edition."""
        return [
            criterion
            for criterion in self.criteria
            if criterion.source == Source.PANEL
            and criterion.stage == stage
            and criterion.code not in self.not_applicable
        ]

    @property
    def stages(self) -> list[Stage]:
        """The stages that have a criterion for this entry."""
        return [stage for stage in Stage if self.asked_at(stage)]

    @property
    def blank(self) -> list[Criterion]:
        """The criteria of this sheet without a score yet, and without one recorded for all."""
        return [c for c in self.asked if c.code not in self.scores and c.fact is None]

    @property
    def in_need_of_note(self) -> list[Criterion]:
        """The criteria of this sheet whose mark is locked only with a note."""
        marks = {code: Mark(score.value, score.note) for code, score in self.scores.items()}
        return in_need_of_note({c.code: c for c in self.asked}, marks, self.entry.category.note_below)

    @property
    def filled(self) -> int:
        return len(self.asked) - len(self.blank)

    @cached_property
    def scores(self) -> dict[str, Score]:
        """Own scores of both stages by criterion code."""
        codes = {criterion.pk: criterion.code for criterion in self.criteria}
        return {
            codes[score.criterion_id]: score
            for scores in self.marks_of.values()
            for score in scores
            if score.criterion_id in codes
        }

    @cached_property
    def receipts(self) -> Receipts | None:
        """The receipt codes of this sheet; None of one never locked. Two queries at most."""
        sheet = self.sheet
        if not (sheet.is_locked or sheet.reopen_reason):
            return None
        return receipts_of(sheet, self.marks_of.get(self.stage, []))

    @cached_property
    def total(self) -> RunningTotal:
        """What the own scores of both stages come to."""
        marks = {code: score.value for code, score in self.scores.items()}
        return member_total(self.seat, self.entry, self.criteria, self.not_applicable, marks)

    @cached_property
    def together(self) -> dict[CriterionGroup, GroupTotal]:
        """The groups of which this sheet gives several criteria on one screen, each with what they come to so far."""
        asked = Counter(criterion.group for criterion in self.asked)
        return {
            group: self.total.groups[group.code]
            for group, criteria in asked.items()
            if group.on_one_screen and criteria > 1
        }

    @property
    def computed(self) -> list[tuple[Criterion, Fraction | None]]:
        """The criteria nobody fills in, with the score their figures give."""
        figures = [c for c in self.criteria if c.source == Source.FIGURES and c.code in self.total.scores]
        return [(criterion, self.total.scores[criterion.code]) for criterion in figures]

    @property
    def marks(self) -> list[tuple[Criterion, Score | None]]:
        """The criteria of this sheet, each with the own score or None."""
        return [(criterion, self.scores.get(criterion.code)) for criterion in self.asked]

    @property
    def places(self) -> int:
        """Decimals of the total."""
        return self.entry.category.places

    @property
    def locked_text(self) -> str:
        """When the sheet was locked, and who can open it again."""
        at = self.sheet.locked_at
        zone = self.entry.category.edition.province.zone
        return (
            f"Dikunci {format_moment(at and at.astimezone(zone))}{self._from_paper}. "
            f"Bila ada kekeliruan, mintalah {self.overseer} membukanya kembali."
        )

    @cached_property
    def overseer(self) -> str:
        """Who reopens the sheet once it is locked, for a sentence. One query at most."""
        return self.seat.overseer_of(self.entry)

    @property
    def _from_paper(self) -> str:
        """Who entered and confirmed the paper it was locked from, in words; "" of one the member locked. One query."""
        papers = PaperSheet.objects.behind(self.sheet).select_related("entered_by", "checked_by")
        if (paper := papers.first()) is None:
            return ""
        return (
            f", dari lembar kertas, dimasukkan oleh {paper.entered_by}, dikonfirmasi oleh {paper.checked_by}"
        )

    @cached_property
    def closed(self) -> list[str]:
        """Why the sheet cannot be filled in now, apart from being locked; empty when it can."""
        return why_not_here(self.seat, self.entry) or why_not_now(self.entry, self.stage, self.now)

    @property
    def is_open(self) -> bool:
        """Whether the sheet can be filled in now."""
        return not self.sheet.is_locked and not self.closed

    @cached_property
    def late(self) -> list[str]:
        """Why its desk marks stay as they are: the presentation has begun, and no reason to change them was given."""
        return why_late(self.sheet, self.entry)

    @property
    def is_fillable(self) -> bool:
        """Whether its marks may change now."""
        return self.is_open and not self.late

    @property
    def presents_until(self) -> datetime.datetime | None:
        """The end of the entry's presentation while it is running, None while nothing is scored."""
        if self.entry.category.edition.phase != Phase.SCORING:
            return None
        start = self.entry.presentation_at
        end = start and slot_end(start, self.next_slot)
        return end if start and end and start <= self.now < end else None

    @property
    def may_withdraw(self) -> bool:
        """What permissions.can_recuse says, without asking the database again."""
        locked = any(sheet.is_locked for sheet in self.sheets.values())
        return not locked and not why_not_now(self.entry, Stage.DESK, self.now)

    @property
    def all_locked(self) -> bool:
        """Whether every own sheet of the entry is locked."""
        return bool(self.stages) and all(
            stage in self.sheets and self.sheets[stage].is_locked for stage in self.stages
        )


def _judged_entries(user: User | int, today: datetime.date) -> EntryQuerySet:
    """Return the entries a member may see, with what a page says about them, their seat, and whether they declared."""
    judged = Entry.objects.judged_by(user, today).with_declaration_of(user).with_seat_of(user)
    entries: EntryQuerySet = judged.select_related(
        "regency", "nominee", "category__edition__province", "report__regency", "report__nominee"
    )
    return entries


def judged_entry(user: User, entry: int) -> Entry | None:
    """Return an entry the member may see with its `stages`; None of any other. One query."""
    return _shown.first(user.pk, entry, timezone.localdate())


@compiled
def _shown(user: int, entry: int, today: datetime.date) -> QuerySet[Entry]:
    return with_stages(_judged_entries(user, today)).filter(pk=entry).order_by()


def sheet_page(user: User, entry: int, stage: Stage) -> SheetPage:
    """Return the page of one sheet. Three queries. Raises Entry.DoesNotExist for what the member may not see."""
    now = timezone.now()
    found = _judged.get(user.pk, entry, timezone.localdate(), now)
    seat = found.seat_held_by(user)
    sheets, marks = _own_sheets(seat, found)
    return SheetPage(
        seat=seat,
        entry=found,
        stage=stage,
        criteria=_criteria(found.category_id, entry),
        not_applicable=found.set_aside,
        sheets=sheets,
        marks_of=marks,
        next_slot=found.next_slot,
        now=now,
    )


@compiled
def _judged(user: int, entry: int, today: datetime.date, now: datetime.datetime) -> QuerySet[Entry]:
    judged = _judged_entries(user, today).with_absence_of(user).with_set_aside()
    return judged.with_next_slot().with_begun_presentation(now).filter(pk=entry).order_by()


@compiled
def _criteria(category: int, entry: int) -> QuerySet[Criterion]:
    criteria = with_facts(Criterion.objects.filter(group__category=category), entry)
    return criteria.select_related("group").order_by("position", "code")


def _own_sheets(seat: Seat, entry: Entry) -> tuple[dict[str, ScoreSheet], dict[str, list[Score]]]:
    """Return the own sheets of an entry and what is stored of each, both by stage. One query."""
    sheets: dict[str, ScoreSheet] = {}
    marks: dict[str, list[Score]] = {}
    for row in _sheets_by_score(seat.pk, entry.pk):
        sheet = sheets.setdefault(row.stage, row)
        sheet.seat, sheet.entry = seat, entry
        if row.score:
            marks.setdefault(row.stage, []).append(row.score)
    return sheets, marks


@compiled
def _sheets_by_score(seat: int, entry: int) -> QuerySet[Any]:
    scores = {"score": FilteredRelation("scores")}
    return (
        ScoreSheet.objects.filter(seat=seat, entry=entry)
        .annotate(**scores)
        .select_related(*scores)
        .order_by()
    )

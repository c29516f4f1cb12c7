"""Row locks of the panel's verbs: first the phase of the edition, then the seat, then the sheet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from awards.choices import Stage
from awards.models import Criterion, Entry, Score, ScoreSheet, Seat
from awards.models.entries import criteria_asked
from awards.models.presentations import with_facts
from config.postgres.compiled import compiled
from regencies.actions.errors import Refused
from regencies.models import User

# The rows are locked in the order in which the clauses name them.
PHASE_AND_SEAT = """
    SELECT FROM awards_edition JOIN awards_seat ON awards_seat.edition_id = awards_edition.id
        WHERE awards_seat.user_id = %s AND awards_edition.id = (
            SELECT edition_id FROM awards_category WHERE id = (SELECT category_id FROM awards_entry WHERE id = %s)
        )
    FOR SHARE OF awards_edition FOR UPDATE OF awards_seat
"""


@dataclass
class HeldSheet:
    """A member's sheet of one entry and stage, read behind the locks; `row` is None until it is begun.

    The member has no conflict of interest with the entry: whoever holds the sheet has asked for that.
    """

    seat: Seat
    entry: Entry
    stage: Stage
    row: ScoreSheet | None

    @cached_property
    def asked(self) -> list[Criterion]:
        """What the sheet asks, in the order of the edition, each with its `score` or None. One query."""
        return _asked(self.entry.pk, self.row.pk if self.row else 0, stage=self.stage)

    @cached_property
    def scores(self) -> dict[str, Score]:
        """What is stored of what the sheet asks, by criterion code."""
        return {criterion.code: criterion.score for criterion in self.asked if criterion.score}


@compiled
def _asked(entry: int, sheet: int, *, stage: Stage) -> QuerySet[Criterion]:
    own = {"score": FilteredRelation("scores", condition=Q(scores__sheet=sheet))}
    asked = with_facts(criteria_asked(entry), entry).filter(stage=stage).annotate(**own)
    return asked.select_related("group", *own).order_by("position", "code")


def hold_phase(edition: int) -> None:
    """Keep the edition in its phase until this transaction ends; members do not wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM awards_edition WHERE id = %s FOR SHARE", [edition])


def hold_seat(seat: Seat) -> Seat:
    """Return the seat, locked, with its edition kept in its phase: its sheets change nowhere else meanwhile."""
    hold_phase(seat.edition_id)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("edition__province", "user")
    held: Seat = seats.get(pk=seat.pk)
    return held


def entry_of(seat: Seat, pk: int) -> tuple[Entry, bool]:
    """Return the entry `with_judge`, and whether the member has a conflict with it."""
    entry = _entry_of.get(seat.user_id, seat.pk, pk, timezone.localdate(), timezone.now())
    return entry, entry.hidden


@compiled
def _entry_of(
    member: int, seat: int, entry: int, today: datetime.date, now: datetime.datetime
) -> QuerySet[Entry]:
    entries = Entry.objects.with_absence_of(member).with_declaration_of(member).with_begun_presentation(now)
    entries = entries.with_conflict_of(member, today).with_judge(seat).filter(pk=entry)
    return entries.select_related("regency", "nominee", "category__edition__province").order_by()


def begun_sheet(seat: Seat, entry: Entry, stage: Stage) -> ScoreSheet | None:
    """The one sheet of a held seat for this entry and stage, held too; None when it has not been begun."""
    sheets = ScoreSheet.objects.select_for_update(of=("self",)).order_by()
    return sheets.filter(seat=seat, entry=entry, stage=stage).first()


def hold_own_sheet(member: User, entry: int, stage: Stage) -> HeldSheet:
    """The member's own sheet of an entry they may see. Raises Entry.DoesNotExist for what is out of their sight."""
    with connection.cursor() as cursor:
        cursor.execute(PHASE_AND_SEAT, [member.pk, entry])
    found = _judged.get(member.pk, entry, timezone.localdate(), timezone.now())
    found.judged_here = True  # or it were not found
    seat = found.seat_held_by(member)
    return HeldSheet(seat, found, stage, begun_sheet(seat, found, stage))


@compiled
def _judged(member: int, entry: int, today: datetime.date, now: datetime.datetime) -> QuerySet[Entry]:
    judged = Entry.objects.judged_by(member, today).with_absence_of(member).with_declaration_of(member)
    judged = judged.with_begun_presentation(now).with_seat_of(member).with_participant()
    return judged.select_related("category__edition__province").filter(pk=entry).order_by()


def hold_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """Return the sheet, locked. Raises Refused when it was discarded meanwhile."""
    # Unordered: the default order joins the edition, and FOR UPDATE would lock it with everything on the way.
    held = ScoreSheet.objects.select_for_update(of=("self",)).order_by().filter(pk=sheet.pk).first()
    if held is None:
        raise Refused("Lembar nilai ini sudah tidak ada. Muat ulang halaman.")
    return held

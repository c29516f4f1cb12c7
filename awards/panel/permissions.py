"""Who may see and judge an entry: each function answers one question with one bool.

A view fetches through `judged_by` first (404 for what a person may not know of) and then asks here (403).
Whoever has a conflict of interest with an entry is denied everything about it, whatever else they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from awards.choices import Position, SheetStatus, Stage
from awards.models import Category, Edition, Entry, ScoreSheet, Seat
from awards.panel.progress import locked_by_all, stages_asked
from awards.panel.timing import why_not_now
from regencies.models import User
from regencies.permissions import can_administer


def seat_of(user: User, edition: Edition) -> Seat | None:
    """Return the user's seat on the panel of an edition, or None. One query."""
    return Seat.objects.filter(user=user, edition=edition).first()


def is_chair(user: User, edition: Edition) -> bool:
    """Whether the user chairs the panel of the edition."""
    return Seat.objects.filter(user=user, edition=edition, position=Position.CHAIR).exists()


def has_conflict(user: User, entry: Entry) -> bool:
    """Whether the user withdrew from this entry, or works for its region."""
    return Entry.objects.in_conflict_for(user).filter(pk=entry.pk).exists()


def can_see_dossier(user: User, entry: Entry) -> bool:
    """Whether the user may see a candidate's verified report: members who have declared, from scoring on."""
    judged = Entry.objects.judged_by(user).with_declaration_of(user)
    return judged.filter(pk=entry.pk, declared=True).exists()


def can_score(user: User, entry: Entry, stage: Stage) -> bool:
    """Whether the user may fill in the own sheet now: the phase is right, and the presentation has begun."""
    return can_see_dossier(user, entry) and not why_not_now(entry, stage, timezone.now())


def can_recuse(user: User, entry: Entry) -> bool:
    """Whether the user may withdraw from the entry: while scoring, until an own sheet of it is locked."""
    if why_not_now(entry, Stage.DESK, timezone.now()):
        return False
    own = ScoreSheet.objects.filter(seat__user=user, entry=entry, status=SheetStatus.LOCKED)
    return Entry.objects.judged_by(user).filter(pk=entry.pk).exists() and not own.exists()


def can_follow(user: User, edition: Edition) -> bool:
    """Whether the user may see how far the panel is, in counts: the chair and the provincial admin."""
    return can_administer(user, edition.province_id) or is_chair(user, edition)


def can_run_presentations(user: User, edition: Edition) -> bool:
    """Whether the user calls the candidates before the panel: chair, secretary, provincial admin. Two queries."""
    leads = [Position.CHAIR, Position.SECRETARY]
    seats = Seat.objects.filter(user=user, edition=edition, position__in=leads)
    return can_administer(user, edition.province_id) or seats.exists()


def judges_elsewhere(user: User, **category: Any) -> bool:
    """Whether the user sits on the panel of a category's award year and judges other categories only.

    A substitute, who judges single candidates, always does.
    """
    own = Seat.objects.filter(user=user)
    found = Category.objects.filter(Exists(own.filter(edition=OuterRef("edition"))), **category)
    return found.exclude(Exists(own.nine().judging(OuterRef("pk")))).exists()


def refusal(user: User, **category: Any) -> Exception:
    """Return what to raise for whom something about a category is not: 404 for who judges others, else 403."""
    return Http404() if judges_elsewhere(user, **category) else PermissionDenied()


def can_see_scores_of_others(user: User, entry: Entry) -> bool:
    """Whether all own sheets of the entry are locked; for chair and admin, everybody's."""
    if can_follow(user, entry.category.edition):
        return not has_conflict(user, entry) and locked_by_all(entry)
    if not can_see_dossier(user, entry):
        return False
    own = ScoreSheet.objects.filter(seat__user=user, entry=entry, status=SheetStatus.LOCKED)
    stages = stages_asked(entry)
    return bool(stages) and stages <= set(own.values_list("stage", flat=True))


def overseen_by(user: User, seats: Iterable[Seat], *, without_chair: bool) -> set[int]:
    """Return those of an edition's seats whose sheets and records this person decides on, the own conflicts aside.

    The chair decides for the others; for the chair the secretary or the provincial admin, and for everybody where the
    chair has a conflict with the candidate, `without_chair`. Nobody for themselves.
    """
    seats = list(seats)
    own = {seat.position for seat in seats if seat.user_id == user.pk}
    for_chair = Position.SECRETARY in own or any(
        can_administer(user, s.edition.province_id) for s in seats[:1]
    )
    return {
        seat.pk
        for seat in seats
        if seat.user_id != user.pk
        and (for_chair if seat.is_chair or without_chair else Position.CHAIR in own)
    }


def can_oversee(user: User, seat: Seat, entry: Entry) -> bool:
    """Whether the user may reopen sheets of the seat and undo what is recorded of it, for this entry."""
    overseen = overseen_by(user, seat.edition.seats.all(), without_chair=entry.is_without_chair())
    return seat.pk in overseen and not has_conflict(user, entry)

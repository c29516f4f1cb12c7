"""Who may see and judge an entry. Each function answers one question with one bool.

A view fetches through `judged_by` first (out of sight is 404) and then asks here (hands off is 403). Whoever has
a conflict of interest with an entry is denied everything about it, whatever else they are.
"""

from __future__ import annotations

from django.utils import timezone

from awards.choices import Position, SheetStatus, Stage
from awards.models import Edition, Entry, Recusal, ScoreSheet, Seat
from awards.panel.progress import locked_by_all, stages_asked
from awards.panel.timing import why_not_now
from regencies.models import User
from regencies.permissions import can_administer


def seat_of(user: User, edition: Edition) -> Seat | None:
    return Seat.objects.filter(user=user, edition=edition).first()


def is_chair(user: User, edition: Edition) -> bool:
    return Seat.objects.filter(user=user, edition=edition, position=Position.CHAIR).exists()


def has_conflict(user: User, entry: Entry) -> bool:
    """Withdrew from this entry, or works for its region."""
    return Entry.objects.in_conflict_for(user).filter(pk=entry.pk).exists()


def can_see_dossier(user: User, entry: Entry) -> bool:
    """The verified report of a candidate: the members of its panel, from scoring on."""
    return Entry.objects.judged_by(user).filter(pk=entry.pk).exists()


def can_score(user: User, entry: Entry, stage: Stage) -> bool:
    """Fill in an own sheet now: the right phase, and for the interview a presentation that has begun."""
    return can_see_dossier(user, entry) and not why_not_now(entry, stage, timezone.now())


def can_recuse(user: User, entry: Entry) -> bool:
    """Withdraw from an entry while scoring, until an own sheet of it is locked."""
    own = ScoreSheet.objects.filter(seat__user=user, entry=entry, status=SheetStatus.LOCKED)
    return can_score(user, entry, Stage.DESK) and not own.exists()


def can_follow(user: User, edition: Edition) -> bool:
    """See how far the panel is, in counts: the chair and the provincial admin."""
    return can_administer(user, edition.province_id) or is_chair(user, edition)


def can_see_scores_of_others(user: User, entry: Entry) -> bool:
    """A member once every own sheet of the entry is locked; chair and admin once everybody's is."""
    if can_follow(user, entry.category.edition):
        return not has_conflict(user, entry) and locked_by_all(entry)
    if not can_see_dossier(user, entry):
        return False
    own = ScoreSheet.objects.filter(seat__user=user, entry=entry, status=SheetStatus.LOCKED)
    stages = stages_asked(entry)
    return bool(stages) and stages <= set(own.values_list("stage", flat=True))


def can_reopen(user: User, sheet: ScoreSheet) -> bool:
    """The chair of its panel, who has no conflict with the entry."""
    return is_chair(user, sheet.seat.edition) and not has_conflict(user, sheet.entry)


def can_lift(user: User, recusal: Recusal) -> bool:
    """The chair, of somebody else's withdrawal from an entry the chair may judge."""
    return (
        recusal.seat.user_id != user.pk
        and is_chair(user, recusal.seat.edition)
        and not has_conflict(user, recusal.entry)
    )

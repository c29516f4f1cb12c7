"""Who is told of a sheet of paper: its member once it is their locked sheet, its clerk once it came back."""

from __future__ import annotations

import logging

from django.db import transaction
from django.urls import reverse

from awards.choices import PaperState
from awards.models import PaperSheet
from regencies.choices import NoticeKind
from regencies.models import User
from regencies.notices.tell import deliver_once, worded

logger = logging.getLogger(__name__)


def tell_member(paper: PaperSheet, by: User) -> None:
    """Tell the member that their paper is locked, by whom entered and confirmed; but not `by`, who confirmed it."""
    if paper.seat.user_id != by.pk:
        _tell(paper, paper.seat.user, reverse("panel_sheet", args=[paper.entry_id, paper.stage]))


def tell_clerk(paper: PaperSheet) -> None:
    """Tell who entered a paper that it came back, and why."""
    _tell(paper, paper.entered_by, reverse("paper_sheet", args=[paper.seat_id, paper.entry_id, paper.stage]))


def _tell(paper: PaperSheet, person: User, page: str) -> None:
    """Deliver the notice; one that cannot be written takes nothing down with it."""
    about = f"{paper.entry}, {paper.get_stage_display().lower()}, {paper.entry.category.edition.award_year}"
    about += " (gladi)" * paper.entry.category.edition.rehearsal
    said = {"paper": paper, "is_confirmed": paper.state == PaperState.CONFIRMED}
    try:
        with transaction.atomic():
            said["overseer"] = paper.seat.overseer_of(paper.entry)
            once = f"paper-{paper.pk}-{paper.version}-{paper.state}"
            deliver_once([worded(NoticeKind.PAPER, about, person, page, said, once)])
    except Exception:  # the paper has moved all the same
        logger.exception("Nobody was told that %s is %s", paper.pk, paper.state)

"""A sheet of paper as a clerk enters it, in a year that is scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from awards.choices import Position, Stage
from awards.models import Edition, Entry, PaperSheet, Score, ScoreSheet, Seat
from awards.paper.permissions import Standing
from awards.paper.sheets import confirm_paper, enter_paper
from regencies.actions.errors import Refused
from regencies.l10n.dates import format_moment
from regencies.models import User
from tests.builders import panel


@dataclass
class Room:
    """A year that is scored, with who has to do with sheets of paper."""

    edition: Edition
    entry: Entry
    chair: Seat
    clerk: Seat
    member: Seat
    admin: User


def secretary(seat: Seat) -> Seat:
    """The seat, the secretary's from now on."""
    Seat.objects.filter(pk=seat.pk).update(position=Position.SECRETARY)
    seat.refresh_from_db()
    return seat


def entered(
    seat: Seat,
    entry: Entry,
    stage: Stage = Stage.DESK,
    *,
    by: User,
    version: int = 0,
    notes: dict[str, str] | None = None,
    upload: Any = None,
    **marks: str,
) -> PaperSheet:
    """A paper with a complete set of marks, those named here instead of the usual ones."""
    usual = panel.DESK if stage == Stage.DESK else panel.INTERVIEW
    values = panel.values({**usual, **marks})
    return enter_paper(seat, entry, stage, values, notes or {}, upload, expected_version=version, by=by)


def confirmed(
    paper: PaperSheet, by: User, version: int | None = None, *, statement: bool = True
) -> PaperSheet:
    """The paper confirmed by somebody as it was shown to them, now or at a version."""
    shown = paper.version if version is None else version
    return confirm_paper(paper, statement=statement, expected_version=shown, by=by)


def reads(user: User, paper: PaperSheet) -> bool:
    """Whether somebody may read the marks of a paper."""
    return Standing(user, paper.seat, paper.entry).can_read(paper)


def refusal(act: Callable[..., object], *args: Any, **kwargs: Any) -> list[str]:
    """The reasons with which a verb is refused."""
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reasons


def scores(seat: Seat) -> dict[str, str]:
    """The stored marks of a member by criterion code."""
    rows = Score.objects.filter(sheet__seat=seat).select_related("criterion")
    return {score.criterion.code: str(score.value) for score in rows}


def shown_moment(sheet: ScoreSheet) -> str:
    """When a sheet was locked, as pages say it."""
    assert sheet.locked_at
    return format_moment(sheet.locked_at.astimezone(sheet.seat.edition.province.zone))

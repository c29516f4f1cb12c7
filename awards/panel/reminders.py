"""Reminding members of the sheets they have not locked: who gets which words, who gets none and why, and telling them.

The words name candidates the sender may know of, and no mark: neither sender nor member learns of anybody else's.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Edition, Seat
from awards.panel.boards import BoardRow, board, candidates_for
from awards.panel.permissions import can_follow
from awards.panel.timing import begun_interviews
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind
from regencies.models import Notice, User
from regencies.notices.tell import deliver_once, worded


@dataclass(slots=True)
class Letter:
    """What one member is told; `told` when they were reminded today already."""

    seat: Seat
    lines: list[str] = field(default_factory=list)
    count: int = 0
    told: bool = False
    notice: Notice | None = None


def letters(edition: Edition, sender: User) -> list[Letter]:
    """Return a letter for each member with sheets to lock, by seat. Eleven queries, one more while the room is open."""
    found = board(edition, candidates_for(sender, edition))
    now, written = timezone.now(), {seat.pk: Letter(seat) for seat in found.seats}
    begun = begun_interviews(edition, found.known, now)
    for row in found.rows_of(found.entries):
        for cell in row.cells:
            stages = [
                progress.stage
                for progress in cell.stages
                if progress.state != "locked" and (progress.stage == Stage.DESK or row.entry.pk in begun)
            ]
            if stages:
                letter = written[cell.seat.pk]
                letter.count += len(stages)
                letter.lines.append(_line(edition, row, stages, now))
    open_ones = [letter for letter in written.values() if letter.count and letter.seat.user_id != sender.pk]
    once = f"sheets:{edition.pk}:{now.astimezone(edition.province.zone):%Y-%m-%d}"
    told = set(Notice.objects.filter(once=once).values_list("person", flat=True))
    for letter in open_ones:
        letter.told = letter.seat.user_id in told
        said = {"lines": letter.lines, "count": letter.count, "by": sender}
        page = reverse("panel_edition", args=[edition.pk])
        letter.notice = worded(NoticeKind.SHEETS, str(edition), letter.seat.user, page, said, once)
    return open_ones


@verb
def remind_members(edition: Edition, *, by: User) -> int:
    """Tell every member with sheets to lock of them, by inbox and mail, once a day; return how many. Raises Refused."""
    edition = (
        Edition.living.select_for_update(no_key=True, of=("self",))
        .select_related("province")
        .get(pk=edition.pk)
    )
    if not can_follow(by, edition):
        raise Refused("Anggota diingatkan oleh Ketua Tim Sembilan atau admin provinsi.")
    if edition.phase != Phase.SCORING:
        raise Refused(
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Anggota diingatkan "
            f"pada tahap “{Phase.SCORING.label}”."
        )
    waiting = letters(edition, by)
    notices = [letter.notice for letter in waiting if letter.notice and not letter.told]
    if not waiting:
        raise Refused("Tidak ada lembar yang dapat dikunci sekarang; tidak ada yang perlu diingatkan.")
    if not notices:
        raise Refused(
            "Semua anggota yang lembarnya belum terkunci sudah diingatkan hari ini. Ingatkan lagi besok."
        )
    return deliver_once(notices)


def _line(edition: Edition, row: BoardRow, stages: list[Stage], now: datetime.datetime) -> str:
    return "".join(_parts(edition, row, stages, now))


def _parts(edition: Edition, row: BoardRow, stages: list[Stage], now: datetime.datetime) -> Iterator[str]:
    yield f"{row.entry}: {' dan '.join(stage.slug for stage in stages)}"
    if row.entry.presentation_at and row.entry.presentation_at > now:
        yield f", paparan {edition.province.in_its_time(row.entry.presentation_at)}"

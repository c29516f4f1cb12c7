"""Absence of a member from the judging of an entry: recorded and undone with a reason, the sheets stay as they are."""

from __future__ import annotations

from django.utils import timezone

from awards.choices import SheetStatus, Stage
from awards.models import Absence, Entry, ScoreSheet, Seat
from awards.panel.locks import entry_of, hold_seat
from awards.panel.permissions import can_oversee
from awards.panel.progress import stages_asked
from awards.panel.timing import why_announced, why_not_now, why_replaced
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


def _hold(seat: Seat, entry: int, by: User, reason: str) -> tuple[Seat, Entry, bool, list[str]]:
    """Return (seat, entry, whether the member has a conflict with it, what is wrong so far). Raises Refused."""
    seat = hold_seat(seat)
    held, conflict = entry_of(seat, entry)
    if not (held.judged_here and held.candidate):
        raise Refused(f"{held} bukan kandidat yang dinilai oleh kursi ini.")
    if not can_oversee(by, seat, held):
        raise Refused(
            f"Ketidakhadiran {seat.user} dicatat atau dicabut oleh {seat.overseer_of(held)} tanpa benturan kepentingan "
            f"dengan {held}."
        )
    problems = []
    if not reason.strip():
        problems.append("Alasan belum ditulis. Tuliskan alasannya; alasan tercatat dalam riwayat.")
    problems += why_not_now(held, Stage.DESK, timezone.now()) + why_announced(held)
    return seat, held, conflict, problems


@verb
def record_absence(seat: Seat, entry: Entry, *, by: User, reason: str) -> Absence:
    """Leave a member's sheets of an entry out, locked or not, as long as one of them is open. Raises Refused."""
    seat, entry, conflict, problems = _hold(seat, entry.pk, by, reason)
    locked = ScoreSheet.objects.filter(seat=seat, entry=entry, status=SheetStatus.LOCKED).order_by()
    if conflict:
        problems.append(f"{seat.user} memiliki benturan kepentingan dengan {entry} dan sudah tidak dihitung.")
    elif entry.absent:
        problems.append(f"{seat.user} sudah tercatat tidak hadir untuk {entry}.")
    elif stages_asked(entry) <= set(locked.values_list("stage", flat=True)):
        problems.append(
            f"{seat.user} sudah mengunci semua lembarnya untuk {entry}, jadi nilainya dihitung. Tidak hadir hanya "
            "dicatat selama ada lembar yang belum terkunci."
        )
    if problems:
        raise Refused(problems)
    return Absence.objects.create(seat=seat, entry=entry, reason=reason.strip(), recorded_by=by)


@verb
def withdraw_absence(absence: Absence, *, by: User, reason: str) -> None:
    """Let the sheets of a member count again, and be filled in. Raises Refused."""
    seat, entry, _, problems = _hold(absence.seat, absence.entry_id, by, reason)
    if not entry.absent:
        problems.append(f"Catatan tidak hadir {seat.user} untuk {entry} sudah dicabut.")
    problems += why_replaced(seat, entry)
    if problems:
        raise Refused(problems)
    Absence.objects.filter(seat=seat, entry=entry).delete()

"""Conflicts of interest: declared by the member, recorded where a region employs one, lifted by the chair."""

from __future__ import annotations

from django.utils import timezone

from awards.choices import Conflict, Phase, SheetStatus, Stage
from awards.models import Edition, Entry, PaperSheet, Recusal, Score, ScoreSheet, Seat
from awards.panel.locks import entry_of, hold_phase, hold_seat
from awards.panel.permissions import can_follow, can_oversee
from awards.panel.progress import declared, employed
from awards.panel.timing import why_announced, why_not_now, why_replaced
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User

WITHDRAWING = {Phase.CANDIDATES, Phase.SCORING}


@verb
def recuse(seat: Seat, entry: Entry, *, by: User, reason: str, kind: str = Conflict.OTHER) -> Recusal:
    """Withdraw from an entry: its draft sheets go, their values stay in the history; the member cannot undo it."""
    seat = hold_seat(seat)
    entry, _ = entry_of(seat, entry.pk)
    if seat.user_id != by.pk:
        raise Refused("Benturan kepentingan dinyatakan oleh anggota yang menduduki kursinya.")
    if not entry.judged_here:
        raise Refused(f"{entry} tidak dinilai oleh kursi ini.")
    problems = _why_not_withdraw(seat, entry)
    if kind not in Conflict:
        problems.append("Pilih jenis benturan kepentingan; bila tidak ada yang sesuai, “Lainnya”.")
    if not reason.strip():
        problems.append("Tuliskan alasan benturan kepentingan; alasannya tercatat dalam riwayat.")
    if Recusal.objects.filter(seat=seat, entry=entry).exists():
        problems = [f"Benturan kepentingan dengan {entry} sudah tercatat."]
    if problems:
        raise Refused(problems)
    return withdraw_from(seat, entry, reason, kind)


def declared_by(member: User, entry: int, reason: str, kind: str) -> Recusal | None:
    """Return the conflict of interest with an entry that a member has declared in these words. One query."""
    mine = Recusal.objects.filter(seat__user=member, entry=entry, reason=reason.strip(), kind=kind)
    found: Recusal | None = mine.select_related("entry__regency", "entry__nominee", "entry__category").first()
    return found


def _why_not_withdraw(seat: Seat, entry: Entry) -> list[str]:
    if entry.category.edition.phase not in WITHDRAWING:
        return why_not_now(entry, Stage.DESK, timezone.now())
    return why_locked(seat, entry)


def why_locked(seat: Seat, entry: Entry) -> list[str]:
    """Return why the seat cannot leave an entry it has judged; empty while no sheet of it is locked. One query."""
    if ScoreSheet.objects.filter(seat=seat, entry=entry, status=SheetStatus.LOCKED).exists():
        return [
            f"Lembar nilai {entry} sudah dikunci. Mintalah {seat.overseer_of(entry)} membukanya kembali dengan "
            "alasan, lalu nyatakan benturan kepentingan."
        ]
    return []


def withdraw_from(seat: Seat, entry: Entry, reason: str, kind: str) -> Recusal:
    """Record a conflict of interest of a held seat; its draft sheets of the entry go. Three queries."""
    PaperSheet.objects.open().filter(seat=seat, entry=entry).delete()
    sheets = ScoreSheet.objects.filter(seat=seat, entry=entry)
    Score.objects.filter(sheet__in=sheets).delete()
    sheets.delete()
    return Recusal.objects.create(seat=seat, entry=entry, reason=reason.strip(), kind=kind)


def unrecorded_conflicts(edition: Edition) -> list[tuple[Seat, Entry]]:
    """Return (seat, entry) where a member works for a candidate's region and has not withdrawn."""
    seats = {seat.pk: seat for seat in edition.seats.with_judged().select_related("user")}
    missing = sorted(employed(edition, seats.values()) - declared(edition))
    entries = (
        Entry.objects.candidates()
        .select_related("regency", "nominee", "category__edition__province")
        .in_bulk({entry for _, entry in missing})
    )
    return [(seats[seat], entries[entry]) for seat, entry in missing if entry in entries]


@verb
def record_conflicts(edition: Edition, *, by: User) -> list[Recusal]:
    """Withdraw everybody from the region they work for, all or none. Raises Refused."""
    hold_phase(edition.pk)
    if not can_follow(by, edition):
        raise Refused("Benturan kepentingan dicatat oleh Ketua Tim Sembilan atau admin provinsi.")
    list(edition.seats.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    found = unrecorded_conflicts(edition)
    if problems := [text for seat, entry in found for text in _why_not_withdraw(seat, entry)]:
        raise Refused(problems)
    return [withdraw_from(seat, entry, employed_at(entry), Conflict.EMPLOYED) for seat, entry in found]


def employed_at(entry: Entry) -> str:
    """Return the reason that is recorded of who works for an entry's region."""
    return f"Bertugas di {entry.regency} (tercatat otomatis)"


def counted(recorded: list[Recusal]) -> str:
    """Return the sentence about what `record_conflicts` recorded, also when nothing was left to record."""
    if not recorded:
        return "Tidak ada yang perlu dicatat: semua benturan kepentingan sudah tercatat."
    return f"{len(recorded)} benturan kepentingan tercatat."


@verb
def withdraw_recusal(recusal: Recusal, *, by: User, reason: str) -> None:
    """Let a member judge an entry after all; with a reason, by the chair, for the chair by others."""
    seat = hold_seat(recusal.seat)
    entry, _ = entry_of(seat, recusal.entry_id)
    if not can_oversee(by, seat, entry):
        raise Refused(
            f"Hanya {seat.overseer_of(entry)} tanpa benturan kepentingan dengan {entry} yang dapat mencabut catatan "
            "ini."
        )
    problems = []
    if not Recusal.objects.filter(pk=recusal.pk).exists():
        problems.append(f"Benturan kepentingan {seat.user} dengan {entry} sudah dicabut.")
    if not reason.strip():
        problems.append("Tuliskan alasan pencabutan; alasan tercatat dalam riwayat.")
    if entry.category.edition.phase not in WITHDRAWING:
        problems += why_not_now(entry, Stage.DESK, timezone.now())
    problems += why_announced(entry)
    if Entry.objects.filter(pk=entry.pk).employing([seat.user]).exists():
        problems.append(f"{seat.user} bertugas di {entry} dan tidak dapat menilainya.")
    problems += why_replaced(seat, entry)
    if problems:
        raise Refused(problems)
    Recusal.objects.filter(pk=recusal.pk).delete()

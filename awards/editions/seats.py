"""The verb that fills all nine seats of an award year at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from awards.choices import Position
from awards.editions.phase_changes import lock_edition
from awards.editions.phases import SEATS_OPEN, require_phase
from awards.models import Edition, Seat
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


@dataclass(frozen=True, slots=True)
class Member:
    """Who is to hold a seat, and for whom."""

    number: int  # 1 to 9
    user: User
    element: str  # unsur
    position: Position


@verb
def seat_panel(edition: Edition, members: Iterable[Member], *, seen: str, by: User) -> list[Seat]:
    """Seat these people and nobody else, all or none; returns the seats that have somebody new. Raises Refused.

    `seen` is the token of the seats whoever decided has seen: those changed meanwhile are not overwritten.
    """
    edition = lock_edition(edition, by)
    require_phase(edition, SEATS_OPEN, "Tim Sembilan disusun")
    wanted = {member.number: member for member in members}
    held = {
        seat.number: seat for seat in edition.seats.select_related("user").select_for_update(of=("self",))
    }
    if {number: _holding(seat) for number, seat in held.items()} == {
        n: _holding(m) for n, m in wanted.items()
    }:
        return []  # as whoever pressed twice wished
    if seats_token(held.values()) != seen:
        raise Refused(
            "Susunan diubah sejak halaman ini dibuka; belum ada yang disimpan. Bandingkan isian dengan nama di bawah "
            "Sekarang, lalu simpan lagi."
        )
    given_up = [
        seat for number, seat in held.items() if number not in wanted or wanted[number].user != seat.user
    ]
    if problems := [*_twice(wanted.values()), *_bound(given_up)]:
        raise Refused(problems)
    for seat in given_up:  # a seat is a person's: what they declared in it is not the next one's
        seat.delete()
    kept = [seat for seat in held.values() if seat not in given_up]
    for seat in sorted(
        kept, key=lambda seat: wanted[seat.number].position == Position.CHAIR
    ):  # one chair at a time
        member = wanted[seat.number]
        if (seat.element, seat.position) != (member.element, member.position):
            seat.element, seat.position = member.element, member.position
            seat.save()
    new = [member for number, member in wanted.items() if number not in {seat.number for seat in kept}]
    return [
        Seat.objects.create(
            edition=edition, number=m.number, user=m.user, element=m.element, position=m.position
        )
        for m in new
    ]


def _holding(place: Seat | Member) -> tuple[User, str, str]:
    return place.user, place.element, place.position


def seats_token(seats: Iterable[Seat]) -> str:
    """Return a text that is another one as soon as a seat is."""
    return ";".join(
        f"{seat.number}:{seat.user_id}:{seat.position}:{seat.element}"
        for seat in sorted(seats, key=lambda seat: seat.number)
    )


def _twice(members: Iterable[Member]) -> list[str]:
    members = list(members)
    people = Counter(member.user for member in members)
    problems = [
        f"{person} tertulis di {times} kursi; setiap orang satu kursi."
        for person, times in people.items()
        if times > 1
    ]
    chairs = [f"kursi {m.number}" for m in members if m.position == Position.CHAIR]
    if len(chairs) > 1:
        problems.append(f"Ketua tertulis di {' dan '.join(chairs)}; Tim Sembilan memiliki satu ketua.")
    return problems + [
        f"Akun {p} tidak aktif. Aktifkan akunnya lebih dahulu." for p in people if not p.is_active
    ]


def _bound(seats: Iterable[Seat]) -> list[str]:
    """Return one sentence for each seat whose holder has already declared or was recorded as something."""
    return [
        f"{seat.user} di kursi {seat.number} sudah tercatat dalam benturan kepentingan atau tidak hadir, sehingga "
        "kursinya tidak dapat diganti di sini."
        for seat in seats
        if seat.recusals.exists() or seat.absences.exists() or seat.sheets.exists()
    ]

"""Which members were in the room at each presentation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from awards.live.presentations import hold_entry
from awards.models import Attendance, Edition, Entry, Presentation, Seat
from awards.models.seats import NINE, SeatQuerySet
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """The presentations that were called, and who was at each."""

    seats: list[Seat]
    presentations: list[Presentation]  # in the order they were called
    present: set[tuple[int, int]]  # (presentation, seat)


def attendance_list(edition: Edition) -> AttendanceList:
    """Return the attendance list of an award year. Three queries."""
    called = edition.presentations.exclude(started_at=None).order_by("started_at", "pk")
    return AttendanceList(
        list(edition.seats.seated().select_related("user").order_by("number")),
        list(called.select_related("entry__regency", "entry__nominee")),
        set(Attendance.objects.filter(seat__edition=edition).order_by().values_list("presentation", "seat")),
    )


def present_at(entry: Entry) -> set[int]:
    """Return the seats that were at the presentation of an entry. One query."""
    return set(
        Attendance.objects.filter(presentation__entry=entry).order_by().values_list("seat_id", flat=True)
    )


def called_to(entry: Entry) -> SeatQuerySet:
    """Return who is expected at the presentation of an entry: the nine, and who stands in for one of them."""
    of_year = Seat.objects.filter(edition__categories=entry.category_id)
    found: SeatQuerySet = of_year.filter(Q(number__lte=NINE) | Q(substitutions__entry=entry.pk))
    return found


@verb
def record_presence(entry: Entry, seats: Collection[int], *, by: User) -> set[int]:
    """Record which seats were at a presentation, in place of what was recorded before. Raises Refused."""
    _, held, presentation = hold_entry(entry, by)
    if presentation.started_at is None:
        raise Refused(f"Paparan {held} belum dimulai. Tekan “Mulai”, lalu catat daftar hadirnya.")
    known = set(called_to(held).filter(pk__in=seats).order_by().values_list("pk", flat=True))
    if unknown := set(seats) - known:
        raise Refused(
            f"{len(unknown)} kursi tidak ada pada Tim Sembilan tahun ini. Muat ulang halaman, lalu catat lagi."
        )
    before = present_at(held)
    Attendance.objects.filter(presentation=presentation, seat__in=before - known).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(presentation=presentation, seat_id=seat, recorded_by=by)
            for seat in sorted(known - before)
        ]
    )
    return known

"""What the minutes say of the judging: who was there, who did not judge whom and why, what the plenary decided."""

from __future__ import annotations

import datetime
from typing import Any

from awards.live.attendance import attendance_list
from awards.models import Absence, Category, PlenaryPoint, Recusal, Seat, Substitution
from regencies.l10n.dates import format_moment
from regencies.models import HistorySeal

PRESENCE = {True: "Hadir", False: "Tidak hadir", None: "Tidak dicatat"}
OF_ENTRY = ("entry__regency", "entry__nominee", "seat__user")


def seats_of(category: Category) -> list[Seat]:
    """Return the nine seats: chair, secretary, then members. One query."""
    nine = Seat.objects.filter(edition=category.edition_id).nine()
    seats = nine.select_related("user", "plenary_attendance").order_by("number")
    return sorted(seats, key=lambda seat: (not seat.is_chair, not seat.is_secretary, seat.number))


def members(seats: list[Seat]) -> list[dict[str, str]]:
    """Return a row of the attendance list for each seat."""
    return [
        {
            "seat": str(seat.number),
            "name": str(seat.user),
            "element": seat.element,
            "position": seat.get_position_display() if seat.is_chair or seat.is_secretary else "",
            "presence": PRESENCE[_present(seat)],
        }
        for seat in seats
    ]


def _present(seat: Seat) -> bool | None:
    recorded = getattr(seat, "plenary_attendance", None)
    return recorded.present if recorded else None


def presentations(category: Category) -> list[dict[str, str]]:
    """Return each presentation that was called: when, whose, and who of the panel was there. Three queries."""
    zone, found = category.edition.province.zone, attendance_list(category.edition)
    names = {seat.pk: str(seat.user) for seat in found.seats}
    return [
        {
            "when": format_moment(one.started_at.astimezone(zone)),
            "candidate": str(one.entry),
            "present": ", ".join(name for seat, name in names.items() if (one.pk, seat) in found.present)
            or "–",
        }
        for one in found.presentations
        if one.entry.category_id == category.pk and one.started_at
    ]


def recusals(category: Category) -> list[str]:
    """Return a sentence for each conflict of interest. One query."""
    rows = Recusal.objects.filter(entry__category=category).select_related(*OF_ENTRY)
    return [
        f"{row.seat.user} tidak menilai {row.entry} ({row.get_kind_display()}). Alasan: {row.reason}"
        for row in rows.order_by("seat__number", "entry")
    ]


def absences(category: Category) -> list[str]:
    """Return a sentence for each absence, and for each member who judged in another's place. Two queries."""
    away = Absence.objects.filter(entry__category=category).select_related(*OF_ENTRY)
    stood_in = Substitution.objects.filter(entry__category=category).select_related(
        *OF_ENTRY, "replaced__user"
    )
    return [
        *(
            f"{row.seat.user} tidak hadir pada penilaian {row.entry}. Alasan: {row.reason}"
            for row in away.order_by("seat__number", "entry")
        ),
        *(
            f"{row.seat.user} menilai {row.entry} sebagai pengganti {row.replaced.user}. Alasan: {row.reason}"
            for row in stood_in.order_by("seat__number", "entry")
        ),
    ]


def decisions(category: Category) -> list[str]:
    """Return what the plenary decided on each point, the last decision of each. One query."""
    rows = PlenaryPoint.objects.filter(category=category).select_related("entry__regency", "entry__nominee")
    last: dict[Any, PlenaryPoint] = {}
    for row in rows.order_by("recorded_at", "pk"):
        last[row.kind, row.entry_id] = row
    return [f"{row}: {row.decision} Alasan: {row.reason}" for row in last.values()]


def sealed_history(category: Category, moment: datetime.datetime) -> list[str]:
    """Return the last seal of the history before a moment, which nobody can rewrite once it is on paper. One query."""
    seal = HistorySeal.objects.filter(until__lte=moment).defer("content").last()
    if seal is None:
        return []
    return [f"{seal}, sampai {category.edition.province.in_its_time(seal.until)}: {seal.sha256}"]

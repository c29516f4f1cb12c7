"""When something may be scored: by the phase of the edition, and for the interview by the presentation."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Protocol, TypeVar

from awards.choices import Phase, Stage
from awards.models import Category, Edition, Entry, Presentation, Publication, ScoreSheet, Seat, Substitution


class Slot(Protocol):
    """A candidate and when it presents."""

    @property
    def pk(self) -> int: ...

    @property
    def presentation_at(self) -> datetime.datetime | None: ...


class FollowedSlot(Slot, Protocol):
    """The same, and when the presentation after it begins."""

    @property
    def next_slot(self) -> datetime.datetime | None: ...


Following = TypeVar("Following", bound=FollowedSlot)
PRESENTATION = datetime.timedelta(minutes=60)  # a slot lasts this long unless the next one starts earlier


def why_not_now(entry: Entry, stage: Stage, now: datetime.datetime) -> list[str]:
    """Return why no sheet of this stage can be filled in now; empty when it can."""
    edition = entry.category.edition
    if edition.phase != Phase.SCORING:
        return [
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Lembar nilai "
            f"hanya dapat diisi pada tahap “{Phase.SCORING.label}”."
        ]
    if stage == Stage.DESK:
        return []
    if edition.live:
        return _why_not_called(entry)
    if entry.presentation_at is None:
        return [f"Jadwal paparan {entry} belum ditetapkan. Wawancara dinilai setelah paparan dimulai."]
    if now < entry.presentation_at:
        start = edition.province.in_its_time(entry.presentation_at)
        return [f"Paparan {entry} dijadwalkan {start}. Wawancara dinilai setelah paparan dimulai."]
    return []


def _why_not_called(entry: Entry) -> list[str]:
    """Return why the interview waits while the presentations are called one by one. One query."""
    called = Presentation.objects.filter(entry=entry).first()
    if called and called.has_begun:
        return []
    return [
        f"Paparan {entry} belum dimulai di ruang paparan. Wawancara dinilai setelah Ketua, Sekretaris, atau admin "
        "provinsi menekan “Mulai”."
    ]


def begun_interviews(edition: Edition, entries: Iterable[Slot], now: datetime.datetime) -> set[int]:
    """Return those whose interview has begun: by the timetable, in an open room by the call. One query in that."""
    if edition.live:
        called = Presentation.objects.filter(entry__in=[entry.pk for entry in entries]).order_by()
        return {one.entry_id for one in called if one.has_begun}
    return {entry.pk for entry in entries if entry.presentation_at and entry.presentation_at <= now}


def why_announced(entry: Entry) -> list[str]:
    """Return why the sheets of an entry stay as they are, its result being public; empty while they may change."""
    if not why_settled(entry.category):
        return []
    return [
        f"Hasil “{entry.category.name}” sudah diumumkan. Mintalah admin provinsi membuka perubahan atas "
        "pengumumannya lebih dahulu."
    ]


def why_settled(category: Category) -> str:
    """Return why the published result of a category stays, to who may open a correction; "" if it may change."""
    if not Publication.objects.settled().filter(category=category).exists():
        return ""
    return f"Hasil “{category.name}” sudah diumumkan. Tekan Buka perubahan di Hitung dan lihat lebih dahulu."


def why_replaced(seat: Seat, entry: Entry) -> list[str]:
    """Return why what keeps a member from an entry stays recorded, somebody standing in for them. One query."""
    found = Substitution.objects.filter(replaced=seat, entry=entry).select_related("seat__user").first()
    if found is None:
        return []
    return [
        f"{found.seat.user} menggantikan {seat.user} untuk {entry}. Cabut penunjukan penggantinya lebih dahulu, lalu "
        "cabut catatan ini."
    ]


def why_not_here(seat: Seat, entry: Entry) -> list[str]:
    """Return why the seat fills in no sheet of an entry; empty when it may.

    The entry is read `with_absence_of` and `with_declaration_of` its holder.
    """
    if not entry.declared:
        return [
            f"Bapak/Ibu belum menyatakan ada tidaknya benturan kepentingan dengan {entry}. Buka Penilaian, lalu "
            "tekan “Isi pernyataan”."
        ]
    if not entry.absent:
        return []
    return [
        f"Bapak/Ibu tercatat tidak hadir untuk {entry}; lembarnya tidak diisi dan tidak dihitung. Bila keliru, "
        f"mintalah {seat.overseer_of(entry)} mencabut catatannya."
    ]


def why_late(sheet: ScoreSheet, entry: Entry) -> list[str]:
    """Return why the desk marks of an entry read `with_begun_presentation` stay; empty while they may change."""
    if sheet.stage != Stage.DESK or sheet.late_reason or entry.began_at is None:
        return []
    start = entry.category.edition.province.in_its_time(entry.began_at)
    return [
        f"Paparan {entry} dimulai {start}, jadi nilai berkasnya tetap. Tekan “Ubah setelah paparan”, tuliskan "
        "alasannya, lalu ubah nilainya."
    ]


def slot_end(start: datetime.datetime, next_start: datetime.datetime | None) -> datetime.datetime:
    """Return when a presentation is over: after its hour, or when the next one begins."""
    end = start + PRESENTATION
    return end if next_start is None else min(end, next_start)


def presenting(
    edition: Edition, entries: Iterable[Following], now: datetime.datetime
) -> tuple[Following, datetime.datetime] | None:
    """Return the entry whose presentation is running and when its slot ends; None between slots and phases.

    The entries are read `with_next_slot`.
    """
    if edition.phase != Phase.SCORING:
        return None
    slots = [(e, e.presentation_at, e.next_slot) for e in entries if e.presentation_at]
    running = ((entry, start, slot_end(start, later)) for entry, start, later in slots)
    return next(((entry, end) for entry, start, end in running if start <= now < end), None)

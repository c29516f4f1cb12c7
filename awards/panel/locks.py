"""Row locks of the panel's verbs: first the phase of the edition, then the seat, then the sheet."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef

from awards.models import Entry, ScoreSheet, Seat
from regencies.actions.errors import Refused


def hold_phase(edition: int) -> None:
    """Keep the edition in its phase until this transaction ends; members do not wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM awards_edition WHERE id = %s FOR SHARE", [edition])


def hold_seat(seat: Seat) -> Seat:
    """Return the seat, locked, with its edition kept in its phase: its sheets change nowhere else meanwhile."""
    hold_phase(seat.edition_id)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("edition__province", "user")
    held: Seat = seats.get(pk=seat.pk)
    return held


def entry_of(seat: Seat, pk: int) -> tuple[Entry, bool]:
    """Return the entry, sharing the seat's edition, and whether the member has a conflict of interest with it."""
    conflicts = Entry.objects.in_conflict_for(seat.user).filter(pk=OuterRef("pk"))
    entries = Entry.objects.select_related("regency", "category__edition__province")
    entry = entries.annotate(conflict=Exists(conflicts)).get(pk=pk)
    if entry.category.edition_id == seat.edition_id:
        entry.category.edition = seat.edition
    return entry, entry.conflict


def hold_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """Return the sheet, locked. Raises Refused when it was discarded meanwhile."""
    # Unordered: the default order joins the edition, and FOR UPDATE would lock it with everything on the way.
    held = ScoreSheet.objects.select_for_update(of=("self",)).order_by().filter(pk=sheet.pk).first()
    if held is None:
        raise Refused("Lembar nilai ini sudah tidak ada. Muat ulang halaman.")
    return held

"""Desk pages of the nine seats by file: the sheet to fill in, what a filled one would do, and storing it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from awards.admin.panel import SeatAdmin
from awards.admin.seat_sheet.reading import (
    COLUMNS,
    SeatsProposal,
    judged_in_words,
    propose_seats,
    seat_form,
    with_kept,
)
from awards.admin.seats_page import invite_members
from awards.editions.seats import judged_as_before, last_years_seats, seat_panel
from awards.models import Edition, Seat
from awards.models.editions import by_kind
from awards.preflight.judging import SEATS
from awards.tables.seat_sheet import SeatRowsTable
from regencies.actions.errors import Refused
from regencies.admin.confirm import load_file, sheet_response, show_sheet
from regencies.sheets import signed
from regencies.sheets.template import sheet_to_fill_in

SALT = "awards.seats.preview"
STALE = "Susunan diubah sejak pratinjau ini dibuat. Unggah lagi berkasnya."
WIDTHS = (8, 36, 36, 40, 14, 60)


def seats_load_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Ask for a file of the nine seats, show who would hold each, and store all of it by one button."""
    desk: SeatAdmin = site.get_model_admin(Seat)

    def look(upload: Any) -> HttpResponse:
        return _preview(request, site, edition, propose_seats(upload, edition, request.user))

    def store(shown: str) -> None:
        year, seen, typed = signed.read_signed(shown, edition.province, request.user, salt=SALT)
        categories = by_kind(edition.categories.all())
        forms = [seat_form(one, categories, request.user) for one in typed]
        if year != edition.pk or not all(form.is_valid() for form in forms):
            raise Refused(STALE)
        members = with_kept(
            [member for form in forms if (member := form.member())],
            edition.seats.nine().select_related("user"),
        )
        invite_members(request, desk, seat_panel(edition, members, seen=seen, by=request.user, stale=STALE))

    return load_file(
        request,
        site,
        title="Muat susunan Tim Sembilan dari berkas",
        back=reverse("admin:awards_edition_seats", args=[edition.pk]),
        look=look,
        store=store,
    )


def _preview(
    request: HttpRequest, site: AdminSite, edition: Edition, proposal: SeatsProposal
) -> HttpResponse:
    changes, kept = proposal.changes, ", ".join(str(seat.number) for seat in proposal.kept)
    notes = [f"Kursi {kept} tidak ada dalam berkas dan tetap seperti semula."] if kept else []
    return show_sheet(
        request,
        site,
        title="Pratinjau susunan Tim Sembilan",
        edition=edition,
        list_title="Susunan Tim Sembilan",
        list_url=reverse("admin:awards_edition_seats", args=[edition.pk]),
        load_url=reverse("admin:awards_edition_seats_load", args=[edition.pk]),
        table=SeatRowsTable(proposal.rows, proposal.categories),
        notes=notes if changes else [*notes, "Tidak ada yang berubah."],
        hidden={
            "changes": signed.sign(
                [edition.pk, proposal.seen, proposal.typed], edition.province, request.user, salt=SALT
            )
        },
        stores=bool(changes),
        confirm_label=f"Simpan {len(changes)} kursi dan kirim undangan",
    )


def seats_template(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Send the sheet to fill in: the nine seats with who holds them, or held them last year where all are empty.

    What each judges has a column where there is a choice.
    """
    categories = by_kind(edition.categories.all())
    held = {
        seat.number: (seat, seat.judged) for seat in edition.seats.nine().with_judged().select_related("user")
    }
    held = held or {
        seat.number: (seat, judged_as_before(seat, categories)) for seat in last_years_seats(edition)
    }
    columns = dict(zip(COLUMNS, WIDTHS, strict=True))
    if len(categories) < 2:
        columns.popitem()
    rows = []
    for number in range(1, SEATS + 1):
        seat, judged = held.get(number, (None, ()))
        written = [*_written(seat), judged_in_words(judged, categories)] if seat else []
        rows.append([number, *written][: len(columns)])
    return sheet_response(
        sheet_to_fill_in("Tim Sembilan", columns, rows), f"tim-sembilan-{edition.award_year}.xlsx"
    )


def _written(seat: Seat) -> list[str]:
    return [seat.user.full_name, seat.user.email, seat.element, seat.get_position_display()]

"""Verb page of the nine seats: who holds each, found by e-mail or made an account for, and invited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from awards.admin.forms import shut
from awards.admin.panel import SeatAdmin
from awards.admin.phase_pages import ask
from awards.choices import Position
from awards.editions.phases import SEATS_OPEN
from awards.editions.seats import Member, judged_as_before, last_years_seats, seat_panel, seats_token
from awards.models import Category, Edition, Seat
from awards.models.editions import by_kind
from awards.preflight.judging import SEATS
from awards.tables.award_year import SeatsTable
from regencies.actions.errors import Refused
from regencies.admin.person import PersonForm
from regencies.forms.fields import LineField
from regencies.models import User


class SeatRowForm(PersonForm):
    """Who holds one seat; without an address nobody does."""

    element = LineField(label="unsur", max_length=120, required=False)
    position = forms.ChoiceField(label="kedudukan", choices=Position.choices)
    judged = forms.TypedMultipleChoiceField(
        label="kategori yang dinilai", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        number: int,
        seat: Seat | None,
        judged: Collection[int],
        categories: Sequence[Category],
        **kwargs: Any,
    ) -> None:
        """Take over a seat, stored or proposed, and which categories it `judged`; of one only there is no choice."""
        initial: dict[str, Any] = {"position": Position.MEMBER, "judged": list(judged)}
        if seat:
            initial |= {"element": seat.element, "position": seat.position}
            initial |= {"email": seat.user.email, "name": seat.user.full_name}
        super().__init__(*args, initial=initial, prefix=f"k{number}", **kwargs)
        self.fields["email"].required = False
        self.fields["judged"].choices = [(category.pk, category.name) for category in categories]
        if len(categories) < 2:
            del self.fields["judged"]
        self.number = number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("email"):
            if not cleaned.get("element") and "element" not in self.errors:
                self.add_error("element", "Unsur yang diwakili belum ditulis.")
            if "judged" in self.fields and not cleaned.get("judged"):
                self.add_error("judged", "Tandai sedikitnya satu kategori.")
        elif "email" not in self.errors and (cleaned.get("name") or cleaned.get("element")):
            self.add_error("email", "Isi alamat e-mailnya, atau kosongkan seluruh kursi ini.")
        return cleaned

    def member(self) -> Member | None:
        """Who is to hold the seat, with a new account where there is none; None for nobody."""
        return self.held_by(self.person()) if self.cleaned_data["email"] else None

    def held_by(self, person: User) -> Member:
        """Return what is typed of the seat, for this person."""
        typed = self.cleaned_data
        judged = frozenset(typed["judged"]) if "judged" in typed else None
        return Member(self.number, person, typed["element"], Position(typed["position"]), judged)


def seats_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show the nine seats and change them all at once; an empty panel is proposed as last year's was."""
    desk: SeatAdmin = site.get_model_admin(Seat)
    own = desk.get_queryset(request).filter(edition=edition).nine()
    stored = {seat.number: seat for seat in own.with_judged()}
    categories = by_kind(edition.categories.all())
    last = {} if stored else {seat.number: seat for seat in last_years_seats(edition)}
    judged = {number: seat.judged for number, seat in stored.items()}
    judged |= {number: judged_as_before(seat, categories) for number, seat in last.items()}
    everything = [category.pk for category in categories]
    data = request.POST if request.method == "POST" else None
    rows = [
        SeatRowForm(
            data,
            number=number,
            seat=(stored or last).get(number),
            judged=judged.get(number, everything),
            categories=categories,
            by=request.user,
        )
        for number in range(1, SEATS + 1)
    ]

    def act() -> None:
        new = seat_panel(edition, _members(rows), seen=request.POST.get("seen", ""), by=request.user)
        invite_members(request, desk, new)

    is_open = edition.phase in SEATS_OPEN
    shut(rows, unless=is_open)
    return ask(
        request,
        site,
        edition,
        title="Susunan Tim Sembilan",
        label="Simpan susunan",
        act=act,
        template="admin/awards/seats.html",
        table=SeatsTable(rows, {number: (seat, desk.invited(seat)) for number, seat in stored.items()}),
        is_open=is_open,
        is_proposal=bool(last),
        has_choice=len(categories) > 1,
        seen=seats_token(stored.values(), everything),
    )


def invite_members(request: HttpRequest, desk: SeatAdmin, new: Sequence[Seat]) -> None:
    """Invite who was just seated, note it in the security log, and say so."""
    for seat in new:
        desk.invite_member(seat, request.user)
        desk.note_written(seat, "dibuat")
    stored = f"Susunan Tim Sembilan tersimpan; {len(new)} undangan dikirim."
    as_written = "Susunan Tim Sembilan tersimpan seperti yang tertulis; tidak ada undangan baru."
    messages.success(request, stored if new else as_written)


def _members(rows: list[SeatRowForm]) -> list[Member]:
    """Return who is to sit, new accounts made. Raises Refused with everything wrong in the boxes."""
    wrong = [
        f"Kursi {row.number}, {row.fields[name].label if name in row.fields else 'isian'}: {error}"
        for row in rows
        if not row.is_valid()
        for name, errors in row.errors.items()
        for error in errors
    ]
    if wrong:
        raise Refused(wrong)
    return [member for row in rows if (member := row.member())]

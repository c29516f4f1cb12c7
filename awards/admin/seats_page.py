"""Verb pages of the seats: who holds each of the nine, found by e-mail or made an account for, and who may be named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from awards.admin.forms import shut
from awards.admin.panel import SeatAdmin
from awards.admin.phase_pages import ask
from awards.choices import Phase, Position
from awards.conflicts.substitutes import substitutes_of_year
from awards.editions.phases import SEATS_OPEN
from awards.editions.seats import Member, judged_as_before, last_years_seats, seat_panel, seats_token
from awards.models import Category, Edition, Seat
from awards.models.editions import by_kind
from awards.preflight.judging import SEATS
from awards.tables.award_year import SeatsTable
from awards.tables.conflicts import SubstitutesTable
from config.accounts.typed_values import is_given_back
from regencies.actions.accounts import invite
from regencies.actions.errors import Refused
from regencies.admin.confirm import confirm_verb
from regencies.admin.person import PersonForm
from regencies.forms.fields import LineField
from regencies.models import User
from regencies.permissions import can_administer

DUTY = "Calon pengganti anggota Tim Sembilan"
INVITING = frozenset({Phase.CANDIDATES, Phase.SCORING})


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
    standing = substitutes_of_year(edition)
    return ask(
        request,
        site,
        edition,
        title="Susunan Tim Sembilan",
        label="Simpan susunan",
        act=act,
        template="admin/awards/seats.html",
        asks_again=True,
        table=SeatsTable(rows, {number: (seat, desk.invited(seat)) for number, seat in stored.items()}),
        is_open=is_open,
        is_proposal=bool(last),
        has_choice=len(categories) > 1,
        substitutes=standing and SubstitutesTable(standing, of_year=True),
        may_invite=edition.phase in INVITING,
        seen=request.POST.get("seen", "")
        if is_given_back(request)
        else seats_token(stored.values(), everything),
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


def invite_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Invite a candidate for a substitute; they judge nothing until the chair names them for somebody."""
    form = PersonForm(request.POST or None, by=request.user)
    form.fields["email"].label = "Alamat e-mail calon pengganti"
    form.fields["name"].label = "Nama lengkap dengan gelar"
    form.fields["name"].help_text = "Hanya bila belum ada akunnya."

    def act(**typed: str) -> None:
        person = form.person()
        invite(person, DUTY, province=edition.province, award_year=edition.award_year, by=request.user)
        messages.success(request, f"Undangan dikirim ke {person.email}. Ketua kini dapat menunjuknya.")

    return confirm_verb(
        request,
        site,
        allowed=can_administer(request.user, edition.province_id) and edition.phase in INVITING,
        title="Undang calon pengganti",
        label="Kirim undangan",
        back=reverse("admin:awards_edition_seats", args=[edition.pk]),
        act=act,
        form=form,
        edition=edition,
        consequences=[
            "Calon pengganti dikirimi undangan dan belum menilai apa pun.",
            "Ketua menunjuknya di halaman kandidat, untuk anggota yang tidak hadir atau memiliki benturan kepentingan.",
        ],
    )

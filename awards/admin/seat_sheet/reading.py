"""The nine seats by file: the columns of the sheet, what stands in a cell, and who would hold each seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from awards.admin.seats_page import SeatRowForm
from awards.choices import Position
from awards.editions.phases import SEATS_OPEN, require_phase
from awards.editions.seats import Member, seats_token, why_not_seated
from awards.models import Edition, Seat
from awards.preflight.judging import SEATS
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.people.columns import CALLED_TOO, EMAIL, NAME, read_email, read_name
from regencies.sheets.cells import read_text, read_whole
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import Layout, find_table

NUMBER, ELEMENT, POSITION = "Kursi", "Unsur", "Kedudukan"
COLUMNS = (NUMBER, NAME, EMAIL, ELEMENT, POSITION)
LAYOUT = Layout(
    COLUMNS,
    required=(NAME, EMAIL, ELEMENT, POSITION),
    named_by=(NAME, EMAIL),
    called_too=(*CALLED_TOO, ("Jabatan", POSITION)),
)
COLUMN_OF = {"email": EMAIL, "name": NAME, "element": ELEMENT, "position": POSITION}
POSITIONS = {position.label.casefold(): position for position in Position}
Typed = list[str]  # number, e-mail, name, unsur, position


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of a file: who would hold it, and who does."""

    member: Member
    seat: Seat | None
    is_new: bool  # whether an account is made

    @property
    def outcome(self) -> str:
        """What becomes of the seat, in words."""
        given = "Akun baru dibuat dan diundang" if self.is_new else "Akun sudah ada; diundang"
        if self.seat is None:
            return given
        if self.seat.user != self.member.user:
            return f"Menggantikan {self.seat.user} · {given}"
        same = (self.seat.element, self.seat.position) == (self.member.element, self.member.position)
        return "Tidak berubah" if same else "Unsur atau kedudukan diubah"

    @property
    def is_same(self) -> bool:
        return self.outcome == "Tidak berubah"


@dataclass
class SeatsProposal:
    """What a file would do: its seats by number, those it leaves as they are, and what was seen of them."""

    rows: list[SeatRow]
    typed: list[Typed]
    seen: str
    kept: list[Seat] = field(default_factory=list)

    @property
    def changes(self) -> list[SeatRow]:
        return [row for row in self.rows if not row.is_same]


def _number(value: Any) -> int:
    number = read_whole(value, f"tulis nomor kursi 1 sampai {SEATS}")
    if not 1 <= number <= SEATS:
        raise ValueError(f"tertulis {number}; tulis nomor kursi 1 sampai {SEATS}")
    return number


def _position(value: Any) -> str:
    text = " ".join(read_text(value).split())
    if (position := POSITIONS.get(text.casefold())) is None:
        choices = ", ".join(position.label for position in Position)
        raise ValueError(f"tertulis “{text[:80]}”; pilihannya {choices}")
    return position.value


LONGEST_ELEMENT = SeatRowForm.base_fields["element"].max_length
READERS = {EMAIL: read_email, ELEMENT: partial(read_name, longest=LONGEST_ELEMENT)}
OPTIONAL = {NAME: read_name, POSITION: _position}


def propose_seats(upload: UploadedFile[Any], edition: Edition, by: User) -> SeatsProposal:
    """Return who would hold which seat. Raises Refused with every wrong cell, and for seats that are settled."""
    require_phase(edition, SEATS_OPEN, "Tim Sembilan disusun")
    table = find_table(read_sheets(upload, LAYOUT), LAYOUT)
    if len(table.rows) > SEATS:
        raise Refused(
            f"Berkas berisi {len(table.rows)} anggota; kursi Tim Sembilan {SEATS}. Hapus yang lebih."
        )
    readers = {NUMBER: _number, **READERS} if NUMBER in table.columns else READERS
    cells: dict[int, int] = {}  # seat → row
    forms: list[SeatRowForm] = []
    problems: list[str] = []
    for place, row in enumerate(table.rows, start=1):
        values, wrong = table.read(row, readers, OPTIONAL)
        number = values.get(NUMBER, place)
        if NUMBER not in wrong and cells.setdefault(number, row) != row:
            wrong[NUMBER] = f"kursi {number} juga di baris {cells[number]}; hapus salah satunya"
        if not wrong:
            position = values.get(POSITION, Position.MEMBER.value)
            form = seat_form(
                [str(number), values[EMAIL], values.get(NAME, ""), values[ELEMENT], position], by
            )
            wrong = {COLUMN_OF[box]: str(told[0]).rstrip(".") for box, told in form.errors.items()}
            forms.append(form)
        problems += [f"{table.name(row, column)}: {why}." for column, why in wrong.items()]
    stored = _stored(edition)
    if problems := problems or why_not_seated(_members(forms, stored), stored.values()):
        raise Refused(problems)
    return _proposal(edition, forms, stored)


def seat_form(typed: Typed, by: User) -> SeatRowForm:
    """Return the form of one seat of the page of all nine, filled in from a file; which categories it judges stays."""
    number, *values = typed
    boxes = zip(("email", "name", "element", "position"), values, strict=True)
    data = {f"k{number}-{name}": value for name, value in boxes}
    return SeatRowForm(data, number=int(number), seat=None, judged=(), categories=(), by=by)


def with_kept(members: Iterable[Member], seats: Iterable[Seat]) -> list[Member]:
    """Return these members and who holds the other seats."""
    named = {member.number: member for member in members}
    kept = [
        Member(seat.number, seat.user, seat.element, Position(seat.position))
        for seat in seats
        if seat.number not in named
    ]
    return [*named.values(), *kept]


def _members(forms: Iterable[SeatRowForm], stored: Mapping[int, Seat]) -> list[Member]:
    return with_kept(map(_proposed, forms), stored.values())


def _proposed(form: SeatRowForm) -> Member:
    """Return who would hold a seat; an account yet to be made is not stored."""
    typed = form.cleaned_data
    return form.held_by(form.found or User(email=typed["email"], full_name=typed["name"]))


def _stored(edition: Edition) -> dict[int, Seat]:
    seats = edition.seats.with_judged().select_related("user")
    return {seat.number: seat for seat in seats}


def _proposal(edition: Edition, forms: list[SeatRowForm], stored: Mapping[int, Seat]) -> SeatsProposal:
    forms = sorted(forms, key=lambda form: form.number)
    numbers = {form.number for form in forms}
    return SeatsProposal(
        rows=[SeatRow(_proposed(form), stored.get(form.number), form.found is None) for form in forms],
        typed=[
            [
                str(form.number),
                *(str(form.cleaned_data[box]) for box in ("email", "name", "element", "position")),
            ]
            for form in forms
        ],
        seen=seats_token(stored.values(), edition.categories.values_list("pk", flat=True)),
        kept=[seat for number, seat in stored.items() if number not in numbers],
    )

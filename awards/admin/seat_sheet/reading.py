"""The nine seats by file: the columns of the sheet, what stands in a cell, and who would hold each seat."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst

from awards.admin.seats_page import SeatRowForm
from awards.choices import Position
from awards.editions.phases import SEATS_OPEN, require_phase
from awards.editions.seats import Member, seats_token, why_not_seated
from awards.models import Category, Edition, Seat
from awards.models.editions import by_kind
from awards.preflight.judging import SEATS
from regencies.actions.errors import Refused
from regencies.models import User
from regencies.people.columns import CALLED_TOO, EMAIL, NAME, read_email, read_name
from regencies.sheets.cells import read_text, read_whole
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import Layout, find_table

NUMBER, ELEMENT, POSITION, JUDGES = "Kursi", "Unsur", "Kedudukan", "Kategori yang dinilai"
COLUMNS = (NUMBER, NAME, EMAIL, ELEMENT, POSITION, JUDGES)
ALL = "Semua"
LAYOUT = Layout(
    COLUMNS,
    required=(NAME, EMAIL, ELEMENT, POSITION),
    named_by=(NAME, EMAIL),
    called_too=(*CALLED_TOO, ("Jabatan", POSITION), ("Kategori", JUDGES), ("Menilai", JUDGES)),
)
COLUMN_OF = {"email": EMAIL, "name": NAME, "element": ELEMENT, "position": POSITION, "judged": JUDGES}
POSITIONS = {position.label.casefold(): position for position in Position}
Typed = list[str]  # number, e-mail, name, unsur, position, keys of the categories it judges; "" leaves them


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
        judges = self.member.judged is None or self.member.judged == set(self.seat.judged)
        changed = [
            *([] if same else ["unsur atau kedudukan"]),
            *([] if judges else ["kategori yang dinilai"]),
        ]
        return f"{capfirst(' dan '.join(changed))} diubah" if changed else "Tidak berubah"

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
    categories: Sequence[Category] = ()

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


def judged_in_words(judged: Collection[int], categories: Sequence[Category]) -> str:
    """Return which categories a seat judges as the sheet writes them; "" of none, and where there is no choice."""
    if len(categories) < 2:
        return ""
    names = [category.name for category in categories if category.pk in judged]
    return ALL if len(names) == len(categories) else "; ".join(names)


def read_judged(value: Any, categories: Sequence[Category]) -> str:
    """Return the keys of the categories a cell names, by name, address or kind, or all. Raises ValueError."""
    known = {ALL.casefold(): [category.pk for category in categories]}
    for category in categories:
        for name in (category.form.label, category.slug, category.name):
            known[name.casefold()] = [category.pk]
    found: set[int] = set()
    for part in re.split(r"[;\n]", read_text(value)):
        whole = " ".join(part.split())
        for name in [whole] if whole.casefold() in known else filter(None, map(str.strip, whole.split(","))):
            if name.casefold() not in known:
                choices = "; ".join([ALL, *(category.name for category in categories)])
                raise ValueError(f"tertulis “{name[:80]}”; pilihannya {choices}")
            found.update(known[name.casefold()])
    return ",".join(map(str, sorted(found)))


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
    categories = by_kind(edition.categories.all())
    optional = OPTIONAL | ({JUDGES: partial(read_judged, categories=categories)} if categories[1:] else {})
    cells: dict[int, int] = {}  # seat → row
    forms: list[SeatRowForm] = []
    problems: list[str] = []
    for place, row in enumerate(table.rows, start=1):
        values, wrong = table.read(row, readers, optional)
        number = values.get(NUMBER, place)
        if NUMBER not in wrong and cells.setdefault(number, row) != row:
            wrong[NUMBER] = f"kursi {number} juga di baris {cells[number]}; hapus salah satunya"
        if not wrong:
            position = values.get(POSITION, Position.MEMBER.value)
            typed = [values[EMAIL], values.get(NAME, ""), values[ELEMENT], position, values.get(JUDGES, "")]
            form = seat_form([str(number), *typed], categories, by)
            wrong = {COLUMN_OF[box]: str(told[0]).rstrip(".") for box, told in form.errors.items()}
            forms.append(form)
        problems += [f"{table.name(row, column)}: {why}." for column, why in wrong.items()]
    stored = _stored(edition)
    if problems := problems or why_not_seated(_members(forms, stored), stored.values()):
        raise Refused(problems)
    return _proposal(categories, forms, stored)


def seat_form(typed: Typed, categories: Sequence[Category], by: User) -> SeatRowForm:
    """Return the form of one seat of the page of all nine, filled in from a file."""
    number, *values, judged = typed
    boxes: dict[str, Any] = dict(zip(("email", "name", "element", "position"), values, strict=True))
    boxes["judged"] = judged.split(",")
    data = {f"k{number}-{name}": value for name, value in boxes.items()}
    offered = categories if judged else ()
    return SeatRowForm(data, number=int(number), seat=None, judged=(), categories=offered, by=by)


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
    seats = edition.seats.nine().with_judged().select_related("user")
    return {seat.number: seat for seat in seats}


def _proposal(
    categories: Sequence[Category], forms: list[SeatRowForm], stored: Mapping[int, Seat]
) -> SeatsProposal:
    forms = sorted(forms, key=lambda form: form.number)
    numbers = {form.number for form in forms}
    return SeatsProposal(
        rows=[SeatRow(_proposed(form), stored.get(form.number), form.found is None) for form in forms],
        typed=[_typed(form) for form in forms],
        seen=seats_token(stored.values(), [category.pk for category in categories]),
        kept=[seat for number, seat in stored.items() if number not in numbers],
        categories=categories,
    )


def _typed(form: SeatRowForm) -> Typed:
    boxes = [str(form.cleaned_data[box]) for box in ("email", "name", "element", "position")]
    return [str(form.number), *boxes, ",".join(map(str, form.cleaned_data.get("judged", ())))]

"""The marks of one sheet, without the database: what changed, what clashes, what a mark still needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from awards.models import Criterion
from regencies.actions.errors import Refused
from regencies.l10n.numbers import format_exact

T = TypeVar("T")
Values = Mapping[str, Decimal | None]  # criterion code → 0 to 100; None is blank, which is not zero
Notes = Mapping[str, str]
Asked = Mapping[str, Criterion]
Seen = tuple[Values, Notes]  # what stood in the boxes when the page was made


@dataclass(frozen=True, slots=True)
class Mark:
    """What a member wrote beside one criterion."""

    value: Decimal | None = None
    note: str = ""


Marks = Mapping[str, Mark]


def touched_marks(typed: Mapping[str, T], base: Mapping[str, T]) -> dict[str, T]:
    """Return what is typed without what stood in its box from the start."""
    return {code: given for code, given in typed.items() if code not in base or base[code] != given}


def clashing_marks(changed: Marks, stored: Marks, seen: Seen) -> dict[str, Mark]:
    """Return the marks that would write over what was stored since the page was made."""
    values, notes = seen
    found = {}
    for code, mark in changed.items():
        before = stored.get(code, Mark())
        over_value = mark.value != before.value and (code not in values or values[code] != before.value)
        over_note = mark.note != before.note and (code not in notes or notes[code] != before.note)
        if over_value or over_note:
            found[code] = mark
    return found


def checked_marks(asked: Asked, stored: Marks, values: Values, notes: Notes) -> dict[str, Mark]:
    """Return the marks that differ from the stored ones. Raises Refused."""
    problems = [f"Kriteria {code} tidak dinilai pada lembar ini." for code in {*values, *notes} - {*asked}]
    changed = {}
    for code in [code for code in asked if code in values or code in notes]:
        before = stored.get(code, Mark())
        value = values.get(code, before.value)
        note = notes.get(code, before.note)
        if value is not None and not (0 <= value <= 100 and value == round(value, 2)):
            problems.append(
                f"{code}: nilai dari 0 sampai 100 dengan paling banyak dua angka di belakang koma."
            )
        elif value is None and notes.get(code):
            problems.append(f"{code}: catatan disimpan bersama nilainya. Isi nilainya atau hapus catatannya.")
        elif (mark := Mark(value, note if value is not None else "")) != before:
            changed[code] = mark
    if problems:
        raise Refused(problems)
    return changed


def filled_marks(asked: Asked, stored: Marks, changed: Marks) -> dict[str, Mark]:
    """Return what changes, with the marks recorded for all where this member gave none."""
    facts = {code: Decimal(criterion.fact) for code, criterion in asked.items() if criterion.fact is not None}
    blank = [code for code in facts if (changed.get(code) or stored.get(code, Mark())).value is None]
    return {**changed, **{code: Mark(facts[code]) for code in blank}}


def unexplained_marks(asked: Asked, marks: Marks) -> list[str]:
    """Return what to tell a member whose marks differ, without a note, from what everybody saw."""
    return [
        f"{code}: tercatat {asked[code].fact_label} ({asked[code].fact}), tertulis {format_exact(mark.value)}. "
        "Tuliskan sebabnya pada catatannya, atau pakai nilai yang tercatat."
        for code, mark in marks.items()
        if asked[code].fact is not None and mark.value != asked[code].fact and not mark.note
    ]


def in_need_of_note(asked: Asked, marks: Marks, below: int | None) -> list[Criterion]:
    """Return the criteria with a mark below the score under which a note is required, and none; facts need none."""
    if below is None:
        return []
    return [
        criterion
        for code, criterion in asked.items()
        if (mark := marks.get(code)) and mark.value is not None
        if mark.value < below and not mark.note and mark.value != criterion.fact
    ]


def incomplete_marks(asked: Asked, marks: Marks, below: int | None) -> list[str]:
    """Return what keeps a sheet from being handed in: blanks, and marks that lack the note they need."""
    given = {code: mark for code, mark in marks.items() if code in asked}
    blank = [
        f"{code} {criterion.name} belum dinilai. Kosong tidak sama dengan nol."
        for code, criterion in asked.items()
        if code not in given or given[code].value is None
    ]
    return [*blank, *unexplained_marks(asked, given), *_unnoted_marks(asked, given, below)]


def _unnoted_marks(asked: Asked, marks: Marks, below: int | None) -> list[str]:
    return [
        f"{criterion} bernilai di bawah {below} tanpa catatan. Tuliskan alasannya pada catatan {criterion.code}."
        for criterion in in_need_of_note(asked, marks, below)
    ]

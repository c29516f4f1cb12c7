"""The boxes of a report's entries, by the registry of forms, and what stands in a cell as the text of a box.

A field or section that a form has is in the workbook too; nothing here names one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regencies.actions.entry_edits import plain_lines
from regencies.choices import Section
from regencies.forms.fields import DecimalNumberField, IndonesianDateField, ReadField, WholeNumberField
from regencies.forms.participation import ParticipationForm
from regencies.forms.sections import FORMS
from regencies.forms.version_token import token_of
from regencies.l10n.dates import format_date
from regencies.models import ReportEntry, YearlyReport
from regencies.sheets.cells import Fault, read_day

BLANK = "–"
MOST_DIGITS = 15  # a spreadsheet keeps no more of a number
Texts = dict[str, str]  # field → the text of its box


class Boxes:
    """The form of one entry, or of a row still to be added, with its boxes by the name of their field."""

    def __init__(
        self,
        report: YearlyReport,
        section: Section,
        entry: ReportEntry | None,
        typed: Mapping[str, str] | None = None,
        seen: Mapping[str, str] | None = None,
        version: int | None = None,
    ) -> None:
        """`typed` and `seen`: the texts now in boxes, and those that stood there; the others are left as stored."""
        self.section, self.entry = section, entry
        blank = _form(report, section, entry, None)
        prefix = f"{entry.detail.segment}_" if section == Section.PARTICIPATION and entry else ""
        self.names = {name.removeprefix(prefix): name for name in blank.fields if name != "version"}
        self.form = blank
        self.stored: Texts = {field: _text(blank[name].value()) for field, name in self.names.items()}
        if typed is not None:
            self.form = _form(report, section, entry, self._data(blank, typed, seen or {}, version))

    def _data(
        self, blank: Any, typed: Mapping[str, str], seen: Mapping[str, str], version: int | None
    ) -> dict[str, str]:
        """Return what a browser would send."""
        data: dict[str, str] = {}
        for field, name in self.names.items():
            data[name] = typed.get(field, self.stored[field])
            data[blank[name].html_initial_name] = seen.get(field, self.stored[field])
        if self.entry is not None:
            known = token_of([self.entry])
            data["version"] = known if version is None else f"{self.entry.pk}-{version}"
        return data

    def field(self, field: str) -> forms.Field:
        """Return the box of a field."""
        box: forms.Field = self.form.fields[self.names[field]]
        return box

    def label(self, field: str) -> str:
        """Return how the page calls the box."""
        return str(self.form.fields[self.names[field]].label)

    def wrong(self) -> dict[str, list[str]]:
        """Return what is wrong by field, "" for the entry as a whole."""
        fields = {name: field for field, name in self.names.items()}
        return {fields.get(name, ""): [*why] for name, why in self.form.errors.items()}

    def made_wrong(self, report: YearlyReport) -> dict[str, list[str]]:
        """Return what is wrong that was not in what is stored: also a box that fits no longer to another."""
        if self.entry is None:
            return self.wrong()
        before = Boxes(report, self.section, self.entry, typed={}).wrong()
        now = {
            field: [why for why in whys if why not in before.get(field, [])]
            for field, whys in self.wrong().items()
        }
        return {field: whys for field, whys in now.items() if whys}

    def value(self, field: str, text: str) -> Any:
        """Return the value of a text, or the text itself where it has none."""
        try:
            value = self.field(field).clean(text)
        except ValidationError:
            return text
        return plain_lines(value) if isinstance(value, str) else value

    def is_same(self, field: str, one: str, other: str) -> bool:
        """Return whether two texts say the same."""
        return one == other or self.value(field, one) == self.value(field, other)

    def shown(self, field: str, text: str) -> str:
        """Return a text as it is read: the word of a choice, a number with its dots; "–" for none."""
        box, value = self.field(field), self.value(field, text)
        if choices := choices_of(box):
            return choices.get(text, text) or BLANK
        if isinstance(box, ReadField) and not isinstance(value, str) and value is not None:
            return box.write(value)
        return text.strip() or BLANK

    def words(self, field: str, text: str) -> str:
        """Return a number as its box repeats it, "80.101 (delapan puluh ribu seratus satu)"; "" of any other text."""
        box, value = self.field(field), self.value(field, text)
        if isinstance(box, ReadField) and isinstance(value, int | Decimal):
            return str(box.read_back(value))
        return ""


def _form(report: YearlyReport, section: Section, entry: ReportEntry | None, data: Any) -> Any:
    if section == Section.PARTICIPATION:
        return ParticipationForm(data, entries=[entry] if entry else [], year=report.year)
    return FORMS[section](data, entry=entry, report=report)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def choices_of(box: forms.Field) -> dict[str, str]:
    """Return value → word of a box with a list to choose from, in order; nothing of any other box."""
    if not isinstance(box, forms.ChoiceField):
        return {}
    offered: Any = box.choices
    return {str(value): str(label) for value, label in offered if value not in ("", None)}


def cell_of(box: forms.Field, text: str) -> str:
    """Return the text of a box as its cell has it: a choice by its word."""
    return choices_of(box).get(text, text)


def box_text(box: forms.Field, cell: Any, days_later: int = 0) -> str:
    """Return what stands in a cell as the text of a box. Raises ValueError with what was read and what to do."""
    if isinstance(cell, Fault):
        raise ValueError(cell.why)
    if isinstance(box, forms.ChoiceField):
        return _choice(box, str(cell))
    if isinstance(cell, str):
        return cell
    if isinstance(box, IndonesianDateField):
        return format_date(read_day(cell + days_later))
    if isinstance(cell, float) and isinstance(box, WholeNumberField):
        raise ValueError(f"terbaca {_number(cell)} sebagai angka berkoma; ketik ulang angkanya tanpa koma")
    if abs(cell) >= 10**MOST_DIGITS and not isinstance(box, DecimalNumberField):
        raise ValueError("terbaca sebagai angka yang terlalu panjang; ketik ulang dengan tanda ' di depannya")
    return _number(cell)


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.{MOST_DIGITS}g}".replace(".", ",")


def _choice(box: forms.Field, cell: str) -> str:
    choices = choices_of(box)
    said = _plain(cell)
    unsaid = {_plain(str(label)) for value, label in box.choices if value in ("", None)}  # type: ignore[attr-defined]
    if not said or said in unsaid:
        return ""
    for value, label in choices.items():
        if said == _plain(label):
            return value
    raise ValueError(f"tertulis “{cell[:60]}”, yang tidak ada dalam daftarnya; pilih {_either(choices)}")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _either(choices: Mapping[str, str]) -> str:
    words = [*choices.values()]
    return " atau ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else "yang lain"

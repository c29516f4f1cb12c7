"""How the boxes of an entry's form stand on the page: figures beside last year's, the others below each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django import forms

from regencies.forms.fields import DecimalNumberField, PlainNumberField, RupiahField, WholeNumberField
from regencies.presenters.figure_rows import FigureRow

SIZES = ((PlainNumberField, "xs"), (RupiahField, "md"), (WholeNumberField, "sm"), (DecimalNumberField, "sm"))
YEAR_BEFORE = {"figure": "figure_previous"}  # asked in the same form, in the same line


@dataclass(frozen=True, slots=True)
class Box:
    field: forms.BoundField
    size: str = ""
    row: FigureRow | None = None
    previous_field: forms.BoundField | None = None

    @property
    def kind(self) -> str:
        return "figures" if self.row else "fields"


def boxes(form: forms.BaseForm | None, figures: Mapping[str, FigureRow]) -> list[tuple[str, list[Box]]]:
    """Runs of boxes of one kind, in the form's order: ("figures", …) or ("fields", …)."""
    if form is None:
        return []
    beside = {YEAR_BEFORE[name] for name in figures if name in YEAR_BEFORE}
    stood = [
        _box(form, name, figures) for name in form.fields if name not in beside and not form[name].is_hidden
    ]
    return [(kind, list(run)) for kind, run in groupby(stood, key=lambda box: box.kind)]


def _box(form: forms.BaseForm, name: str, figures: Mapping[str, FigureRow]) -> Box:
    if row := figures.get(name):
        before = YEAR_BEFORE.get(name)
        return Box(form[name], row=row, previous_field=form[before] if before else None)
    size = next((size for kind, size in SIZES if isinstance(form.fields[name], kind)), "")
    return Box(form[name], size=size)

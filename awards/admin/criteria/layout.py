"""How the page of criteria stands: each group with its criteria, each criterion with its bands folded away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet

from awards.admin.criteria.forms import BandForm, CriterionForm, GroupForm
from awards.choices import Source, Stage
from awards.editions.criteria import why_not_whole
from awards.tables.award_year import BandsTable
from regencies.forms.layout import Part, helper_of
from regencies.l10n.numbers import read_digits


class Section(NamedTuple):
    """A group and its criteria in order, each form with its layout; `place` is the value criteria choose it by."""

    place: int
    form: GroupForm
    helper: FormHelper
    criteria: list[tuple[CriterionForm, FormHelper]]


def sections(groups: BaseFormSet, criteria: BaseFormSet, focus: str, *, is_open: bool) -> list[Section]:
    """Return the page in order; `focus` names the box or button a reader goes on with."""
    for form in [*groups, *criteria, *(band for row in criteria for band in row.bands)]:
        _focus(form, focus)
    ordered = sorted(criteria, key=lambda row: _whole(row["position"].value()))
    places = [_whole(row["group"].value()) for row in ordered]
    known = range(len(groups.forms))
    return [
        Section(
            place,
            group,
            helper_of(
                Part("admin/awards/_group.html", _boxes(group), name_shown=group.shown(), is_open=is_open)
            ),
            [
                (row, _criterion(row, focus, is_open=is_open))
                for row, at in zip(ordered, places, strict=True)
                if place == (at if at in known else 0)
            ],
        )
        for place, group in enumerate(groups)
    ]


def _criterion(row: CriterionForm, focus: str, *, is_open: bool) -> FormHelper:
    verb, _, prefix = focus.partition(" ")
    return helper_of(
        Part(
            "admin/awards/_criterion.html",
            _boxes(row),
            prefix=row.prefix,
            called=" ".join(filter(None, (row["code"].value(), row["name"].value()))) or "Kriteria baru",
            how=_how(row),
            bands=row.bands,
            table=BandsTable(list(row.bands), row["code"].value() or "kriteria baru"),
            pressed=verb if prefix == row.prefix else "",
            is_open=is_open,
            unfolded=not row["key"].value() or focus.startswith(f"{row.prefix}-") or _is_wrong(row),
        )
    )


def _how(row: CriterionForm) -> str:
    """Return in a few words how the criterion is judged, for its folded card."""
    if not row.of_panel:
        indicators = dict(row.fields["indicator"].choices)
        return f"{Source.FIGURES.label} · {indicators.get(row['indicator'].value() or '', 'Pilih')}"
    stages = dict(Stage.choices)
    return f"{stages.get(row['stage'].value(), Stage.DESK.label)} · {len(row.bands.forms)} rentang nilai"


def _is_wrong(row: CriterionForm) -> bool:
    return row.is_bound and not row.is_valid()


def _boxes(form: forms.Form) -> dict[str, str]:
    return {name: name for name, field in form.fields.items() if not field.widget.is_hidden}


def _focus(form: GroupForm | CriterionForm | BandForm, focus: str) -> None:
    if (name := focus.removeprefix(f"{form.prefix}-")) in form.fields:
        form.fields[name].widget.attrs["autofocus"] = True


def _whole(value: Any) -> int:
    return read_digits(str(value), 8) or 0


def weight_words(criteria: BaseFormSet) -> str:
    """Return the sum of the weights in the boxes, and what it lacks or has too much of; boxes that are none count 0."""
    found = []
    for row in criteria:
        try:
            typed = row.fields["weight"].to_python(row["weight"].value())
        except ValidationError:
            typed = None
        if typed and not row["DELETE"].value():
            found.append(Decimal(typed))
    return why_not_whole(found) or "Jumlah bobot tepat 100."

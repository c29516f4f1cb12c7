"""The boxes of a category's criteria: groups, criteria and their bands, in formsets of one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from awards.choices import Indicator, Source, Stage
from awards.editions.criteria_rows import TOGETHER, BandRow, Criteria, CriterionRow, GroupRow, in_order
from awards.scoring.bands import problems_of
from regencies.actions.errors import Refused
from regencies.forms.fields import (
    DecimalNumberField,
    LineField,
    LongTextField,
    PlainNumberField,
    keep_what_is_pasted,
)
from regencies.l10n.numbers import read_digits

CODE = "^[A-Za-z0-9.-]+$"  # a step of the tie-break names it: no space, comma or colon
NO_CODE = "Tulis huruf dan angka tanpa spasi, misalnya B2."
MOST_GROUPS, MOST_CRITERIA, MOST_BANDS = 12, 40, 12  # together below DATA_UPLOAD_MAX_NUMBER_FIELDS


class RowForm(forms.Form):
    """Boxes of one row; a new one that has nothing in `asked` is none."""

    asked: tuple[str, ...] = ()
    delete_label = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"empty_permitted": True})
        keep_what_is_pasted(self)

    def has_changed(self) -> bool:
        return any((self[name].data or "").strip() for name in ("key", *self.asked) if name in self.fields)

    @property
    def is_none(self) -> bool:
        """Whether it adds nothing, or is to be deleted."""
        return not self.has_changed() or bool(self.cleaned_data.get("DELETE"))


class CodeField(forms.RegexField):
    """A code in capitals, as people write it of the tie-break."""

    box_size = "xs"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(CODE, error_messages={"invalid": NO_CODE}, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class WeightField(DecimalNumberField):
    """A weight; words say nothing of it that its sum does not."""

    def read_back(self, value: Any) -> str:
        return ""


class GroupForm(RowForm):
    """A group of criteria."""

    asked, delete_label = ("code", "name"), "Hapus kelompok ini"
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = CodeField(label="Kode kelompok", max_length=4)
    name = LineField(label="Nama kelompok", max_length=80)
    on_one_screen = forms.BooleanField(label=TOGETHER, required=False)

    def shown(self) -> str:
        """Return what the group is called in what is typed."""
        return " ".join(filter(None, (self[name].value() for name in self.asked))) or "Kelompok baru"


class BandForm(RowForm):
    """A band: all of it, or nothing, which takes it away."""

    asked = ("low", "high", "label")
    low = PlainNumberField(label="Dari", min_value=0, max_value=100, required=False)
    high = PlainNumberField(label="Sampai", min_value=0, max_value=100, required=False)
    label = LineField(label="Sebutan", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        blank = [name for name in self.asked if name in cleaned and cleaned[name] in (None, "")]
        for name in blank if len(blank) < len(self.asked) else ():
            self.add_error(name, "Isian ini wajib diisi; kosongkan ketiganya untuk menghapus rentang.")
        return cleaned


class RowFormSet(BaseFormSet):
    """Rows of one page; one that was cut off on its way, or has too many, is refused whole."""

    default_error_messages = {
        "missing_management_form": "Isian tidak sampai seutuhnya. Muat ulang halaman, lalu isi lagi.",
        "too_many_forms": "Jumlahnya melebihi %(num)d. Hapus yang tidak dipakai.",
    }

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        if box := form.fields.get("DELETE"):
            box.label = form.delete_label


class BandRows(RowFormSet):
    """The bands of a criterion: each mark has one, as the action asks again."""

    def clean(self) -> None:
        found = [form.cleaned_data for form in self.forms if form.is_valid() and not form.is_none]
        is_read = len(found) == sum(form.has_changed() for form in self.forms)  # else that is told first
        if is_read and (problems := problems_of((band["low"], band["high"]) for band in found)):
            raise ValidationError(problems)


def _rows(
    form: type[RowForm], most: int, of: type[RowFormSet] = RowFormSet, **more: Any
) -> type[BaseFormSet]:
    return formset_factory(form, of, extra=0, max_num=most, absolute_max=most + 20, validate_max=True, **more)


BandFormSet = _rows(BandForm, MOST_BANDS, BandRows)
GroupFormSet = _rows(GroupForm, MOST_GROUPS, can_delete=True)


class CriterionForm(RowForm):
    """A criterion with its bands; what its source does not use is left out of what is stored."""

    asked, delete_label = ("code", "name", "weight"), "Hapus kriteria ini"
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = CodeField(label="Kode", max_length=6)
    name = LineField(label="Nama kriteria", max_length=160)
    weight = WeightField(
        label="Bobot", min_value=Decimal("0.001"), max_value=Decimal(100), decimal_places=3, max_digits=6
    )
    group = forms.TypedChoiceField(label="Kelompok", coerce=int)
    source = forms.ChoiceField(label="Sumber nilai", choices=Source.choices, initial=Source.PANEL)
    stage = forms.ChoiceField(label="Tahap", choices=Stage.choices, initial=Stage.DESK)
    indicator = forms.ChoiceField(
        label="Indikator", choices=[("", "Pilih"), *Indicator.choices], required=False
    )
    full_mark = DecimalNumberField(
        label="Angka untuk nilai 100", required=False, decimal_places=3, max_digits=9
    )
    guidance = LongTextField(label="Panduan menilai", required=False, max_length=2000, rows=2)

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        data = self.data if self.is_bound else None
        self.bands = BandFormSet(
            data, prefix=f"{self.prefix}-bands", initial=(initial or {}).get("bands", ())
        )
        self.fields["weight"].widget.attrs["data-weight"] = True

    def offer(self, groups: BaseFormSet) -> None:
        """Let it belong to one of these groups, also to one typed along with it."""
        self.fields["group"].choices = list(enumerate(group.shown() for group in groups))

    @property
    def of_panel(self) -> bool:
        return self["source"].value() != Source.FIGURES

    def is_valid(self) -> bool:
        """Return whether its boxes and those of the bands it has are right."""
        is_right = super().is_valid()
        return is_right and (self.is_none or not self.of_panel or self.bands.is_valid())

    def row(self, group: str) -> CriterionRow:
        """Return what is typed, as a criterion of the group with this code."""
        typed = {
            name: self.cleaned_data[name] for name in ("key", "code", "name", "weight", "source", "guidance")
        }
        if not self.of_panel:
            figures = {name: self.cleaned_data[name] or None for name in ("indicator", "full_mark")}
            return CriterionRow(group=group, **typed, **figures)
        found = [band.cleaned_data for band in self.bands if not band.is_none]
        bands = in_order(BandRow(**band) for band in found)
        return CriterionRow(group=group, **typed, stage=self.cleaned_data["stage"], bands=bands)


CriterionFormSet = _rows(CriterionForm, MOST_CRITERIA, can_delete=True)


def initial_of(stored: Criteria) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what the boxes of groups and criteria show of what is stored."""
    places = {group.code: place for place, group in enumerate(stored.groups)}
    groups = [asdict(group) for group in stored.groups]
    criteria = [
        row.fields
        | {"key": row.key, "group": places[row.group], "position": position}
        | {"bands": [band._asdict() for band in row.bands]}
        for position, row in enumerate(stored.criteria, start=1)
    ]
    return groups, criteria


def typed_again(data: QueryDict) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what the boxes show of what is typed, before anything in them is judged."""
    groups = _typed(data, "groups", (*GroupForm.base_fields, "DELETE"))
    criteria = _typed(data, "criteria", (*CriterionForm.base_fields, "DELETE"))
    for place, row in enumerate(criteria):
        row["bands"] = _typed(data, f"criteria-{place}-bands", BandForm.base_fields)
    return groups, criteria


def _typed(data: QueryDict, prefix: str, names: Iterable[str]) -> list[dict[str, Any]]:
    names = list(names)
    return [
        {name: data.get(f"{prefix}-{place}-{name}") for name in names}
        for place in range(row_count(data, prefix))
    ]


def row_count(data: QueryDict, prefix: str) -> int:
    """Return how many rows of a formset were sent, 0 of a number that is none."""
    return min(read_digits(data.get(f"{prefix}-TOTAL_FORMS", ""), 4) or 0, 100)


def read(groups: BaseFormSet, criteria: BaseFormSet) -> Criteria:
    """Return the criteria that are typed, in their order. Raises Refused with everything wrong in the boxes."""
    if wrong := [*_wrong(groups, criteria)]:
        raise Refused(wrong)
    kept = {place: form.cleaned_data for place, form in enumerate(groups) if not form.is_none}
    forms_kept = [form for form in criteria if not form.is_none]
    if homeless := [form for form in forms_kept if form.cleaned_data["group"] not in kept]:
        raise Refused(
            f"Kriteria {form.cleaned_data['code']}: kelompoknya dihapus atau kosong. Pilih kelompok lain, atau "
            "hapus juga kriterianya."
            for form in homeless
        )
    ordered = sorted(
        forms_kept,
        key=lambda form: (kept[form.cleaned_data["group"]]["code"], form.cleaned_data["position"] or 0),
    )
    return Criteria(
        [
            GroupRow(group["key"], group["code"], group["name"], group["on_one_screen"])
            for group in kept.values()
        ],
        [form.row(kept[form.cleaned_data["group"]]["code"]) for form in ordered],
    )


def _wrong(groups: BaseFormSet, criteria: BaseFormSet) -> Iterator[str]:
    """Yield what is wrong in the boxes, each named by the group or criterion it belongs to."""
    for rows, kind in ((groups, "Kelompok"), (criteria, "Kriteria")):
        if rows.is_valid():
            continue
        yield from rows.non_form_errors()
        for form in rows:
            if form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            named = f"{kind} {form['code'].value() or 'baru'}"
            yield from _of(form, named)
            if kind == "Kriteria" and form.of_panel:
                yield from (f"{named}, rentang nilai: {error}" for error in form.bands.non_form_errors())
                for band in form.bands:
                    yield from _of(band, f"{named}, rentang nilai")


def _of(form: forms.Form, named: str) -> Iterator[str]:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else "isian"
        yield from (f"{named}, {label}: {error}" for error in errors)

"""The form of whatever has a method: tie-break steps as people write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms

from awards.contract.tie_steps import read_steps, step_label, steps_of
from awards.models import Criterion
from awards.models.method import default_tie_break
from regencies.admin.desk_form import DeskForm

METHOD_FIELDS = ("aggregate", "trim", "places", "tie_break", "disclosure")


class TieBreakField(forms.CharField):
    """The steps that decide between equal totals as people write them, and back."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(step_label, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        steps = read_steps(super().to_python(value))
        if steps is None:
            raise forms.ValidationError("Penentu tidak terbaca. Tulis misalnya Kelompok A, Kriteria A2.")
        return steps

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class MethodForm(DeskForm):
    """The rules of a category, or those an award year starts its categories with."""

    tie_break = TieBreakField(
        label="Penentu bila nilai sama",
        help_text="Berurutan, dipisahkan koma: Kelompok A, Kriteria A2.",
        initial=default_tie_break,
    )
    criteria_of = "group__category"  # from a criterion to what the form is about
    WHERE = "kategori ini"

    class Meta:
        help_texts = {
            "quorum": "Paling sedikit lembar nilai per kandidat, tanpa anggota dengan benturan kepentingan atau "
            "yang tidak hadir.",
            "trim": "Hanya untuk rata-rata terpangkas.",
        }

    def clean_tie_break(self) -> list[str]:
        """Return the steps; one that names no group or criterion is refused as soon as there are any."""
        steps: list[str] = self.cleaned_data["tie_break"]
        if twice := [step for step, times in Counter(steps).items() if times > 1]:
            raise forms.ValidationError(
                f"{step_label(twice[0])} disebut lebih dari satu kali. Tulis setiap penentu satu kali."
            )
        known = self._known_steps()
        if known and (strangers := [step for step in steps if step not in known]):
            named, there = (", ".join(map(step_label, each)) for each in (strangers, known[:3]))
            raise forms.ValidationError(
                f"{named} tidak ada pada {self.WHERE}. Tulis yang ada, misalnya {there}."
            )
        return steps

    def _known_steps(self) -> Sequence[str]:
        own = Criterion.objects.filter(**{self.criteria_of: self.instance.pk})
        return steps_of(own.values_list("group__code", "code").order_by("group__code", "code"))

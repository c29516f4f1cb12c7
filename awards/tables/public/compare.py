"""Regions side by side: which of them, and a column for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from regencies.tables.base import ListColumn, ListTable

LEAST, MOST = 2, 4


class CompareForm(forms.Form):
    """Which regions to compare; `names` are those there are, by code."""

    def __init__(self, data: Any, *, names: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["daerah"] = forms.MultipleChoiceField(
            label="Daerah",
            help_text=f"Pilih {LEAST} sampai {MOST}.",
            choices=list(names.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Daerah itu belum memiliki hasil yang diumumkan."},
        )

    def clean_daerah(self) -> list[str]:
        """Return the codes, each once; refuse too few and too many."""
        codes = list(dict.fromkeys(self.cleaned_data["daerah"]))
        if not LEAST <= len(codes) <= MOST:
            raise forms.ValidationError(
                f"Terpilih {len(codes)} daerah. Pilih sedikitnya {LEAST} dan paling banyak {MOST}."
            )
        return codes


class ComparedTable(ListTable):
    """Rows are (what is measured, a text for each region)."""

    caption = "Angka menurut daerah"
    label = ListColumn("Ukuran", heads_row=True, accessor="0")

    def __init__(self, rows: Sequence[tuple[str, Sequence[str]]], names: Sequence[str]) -> None:
        columns = [
            (f"region_{place}", ListColumn(name, numeric=True, accessor=f"1__{place}"))
            for place, name in enumerate(names)
        ]
        super().__init__(rows, extra_columns=columns)

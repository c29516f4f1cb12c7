"""The forms of what a region or nominee has decided: a regulation, and what this year's report says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from regencies.forms.entries import EntryForm, formfield
from regencies.forms.fields import PastYearField
from regencies.forms.ranges import RangesField
from regencies.models import Regulation, RegulationUse, ReportEntry, YearlyReport

UNANSWERED = ("", "Belum dijawab")
STILL_IN_FORCE = [UNANSWERED, ("ya", "Ya, masih berlaku"), ("tidak", "Tidak berlaku lagi")]
IS_SPECIAL = [
    UNANSWERED,
    ("ya", "Ya, khusus tentang itu"),
    ("tidak", "Tidak, memuatnya bersama hal lain"),
]
MEANT = {"ya": True, "tidak": False}
WORDS = {value: word for word, value in MEANT.items()}


def question(label: str, answers: list[tuple[str, str]]) -> forms.TypedChoiceField:
    """Return the box of a question that is answered with one of three: yes, no, not yet."""
    return forms.TypedChoiceField(
        label=label,
        choices=answers,
        coerce=MEANT.get,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


OF_THE_USE: dict[str, dict[str, Any]] = {
    "articles": {
        "form_class": RangesField,
        "help_text": "Pasal tentang jaminan sosial ketenagakerjaan, misalnya 3–5, 12.",
    },
    "pages": {"form_class": RangesField, "help_text": "Halaman yang perlu dibaca, misalnya 3–5, 12."},
    "covers": {"help_text": "Misalnya kelompok pekerja, sumber dana, kewajiban, dan sanksi yang diatur."},
}


class RegulationForm(EntryForm):
    """A regulation of the regency, and what this year's report says of it."""

    still_in_force = question("Masih berlaku?", STILL_IN_FORCE)
    is_special = question("Khusus jaminan sosial ketenagakerjaan?", IS_SPECIAL)

    class Meta:
        model = Regulation
        fields = ["kind", "number", "year", "title", "status"]
        field_classes = {"year": PastYearField}
        formfield_callback = formfield
        help_texts = {
            "number": "Hanya nomornya, misalnya 83.",
            "title": "Misalnya Perlindungan Pekerja Bukan Penerima Upah.",
        }

    def __init__(self, data: Any = None, *, entry: ReportEntry | None, report: YearlyReport) -> None:
        super().__init__(data, entry=entry, report=report)
        for name, kwargs in OF_THE_USE.items():
            db_field = RegulationUse._meta.get_field(name)
            self.fields[name] = formfield(db_field, label=capfirst(db_field.verbose_name), **kwargs)
            self.fields[name].show_hidden_initial = entry is not None
        if entry:
            use = entry.detail
            self.initial |= {
                name: WORDS.get(getattr(use, name), "") for name in ("still_in_force", "is_special")
            }
            self.initial |= {name: getattr(use, name) for name in OF_THE_USE}

    def row_of(self, entry: ReportEntry) -> models.Model:
        return entry.detail.regulation

    @property
    def regulation(self) -> dict[str, Any]:
        """The values that belong to the regulation."""
        return {name: value for name, value in self.values.items() if name in self._meta.fields}

    @property
    def use(self) -> dict[str, Any]:
        """The values that belong to this year's report."""
        return {name: value for name, value in self.values.items() if name not in self._meta.fields}

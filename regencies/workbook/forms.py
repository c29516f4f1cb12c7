"""The forms of a workbook: the file, and what a person must choose before it is stored."""

from __future__ import annotations

from typing import Any

from django import forms

LARGEST = 2 * 1024 * 1024  # bytes; a filled workbook is a hundredth of it
TOO_LARGE = (
    "Berkas “{}” lebih besar dari 2 MB, jadi bukan berkas isian. Unggah berkas yang diunduh di halaman ini."
)


class WorkbookForm(forms.Form):
    """The filled workbook."""

    upload = forms.FileField(
        label="Berkas isian (XLSX)",
        help_text="Perubahannya ditampilkan dahulu; belum ada yang disimpan.",
        error_messages={
            "required": "Pilih berkas isian yang akan diperiksa.",
            "empty": "Berkas ini tidak berisi apa-apa. Pilih berkas yang sudah diisi.",
        },
        widget=forms.FileInput(
            attrs={"accept": ".xlsx", "data-largest": LARGEST, "data-too-large": TOO_LARGE}
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, *, too_large_name: str | None = None) -> None:
        super().__init__(data, files)
        self.too_large_name = too_large_name

    def clean(self) -> dict[str, Any]:
        if self.too_large_name:
            self.errors.pop("upload", None)
            self.add_error("upload", TOO_LARGE.format(self.too_large_name))
        return self.cleaned_data


class StepsForm(forms.Form):
    """What was shown of a workbook, signed."""

    steps = forms.CharField(widget=forms.HiddenInput)


class ChoicesForm(forms.Form):
    """One question for each thing a workbook would take away or write over; what is stored stays unless one says so."""

    def __init__(self, asked: list[tuple[str, str, list[tuple[str, str]]]], kept: str) -> None:
        super().__init__()
        for name, question, answers in asked:
            self.fields[name] = forms.ChoiceField(
                label=question, choices=answers, initial=kept, widget=forms.RadioSelect, required=False
            )

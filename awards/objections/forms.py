"""The form in which an office says what it objects to, and the one in which the head sends it."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.objections.numbers import read_number
from awards.objections.results import OwnResult
from awards.presenters.own_result import CRITERION, Point
from regencies.files.kinds import KINDS
from regencies.forms.evidence import EvidenceForm
from regencies.forms.fields import LongTextField


class ObjectionForm(EvidenceForm):
    """What is objected to, the number as it should be, why, and a file; a draft may lack all but the first."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    subject = forms.ChoiceField(
        label="Yang disanggah",
        error_messages={"required": "Pilih angka atau kriteria yang disanggah."},
    )
    claimed = forms.CharField(
        label="Angka yang benar menurut dinas",
        required=False,
        max_length=40,
        help_text="Misalnya 80.101. Kosongkan bila yang disanggah adalah kriteria.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    content = LongTextField(
        label="Alasan",
        max_length=4000,
        required=False,
        rows=6,
        help_text="Apa yang keliru, dan dokumen mana yang menunjukkannya.",
    )

    def __init__(self, result: OwnResult, *args: Any, initial: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = initial
        self.order_fields(["version", "subject", "claimed", "content", "file", "title"])
        figures = [point for point in result.points.values() if point.is_figure]
        criteria = [point for point in result.points.values() if not point.is_figure]
        subject: forms.ChoiceField = self.fields["subject"]  # type: ignore[assignment]
        subject.choices = [
            ("", "Pilih angka atau kriteria"),
            ("Angka", [(point.key, _label(point)) for point in figures]),
            ("Kriteria", [(point.key, _label(point)) for point in criteria]),
        ]
        self.fields["file"].required = False
        self.fields["file"].label = "Berkas bukti"
        self.fields[
            "file"
        ].help_text = f"{KINDS}, paling besar 10 MB. Berkas lain ditambahkan setelah draf tersimpan."
        self.fields["title"].label = "Judul berkas"

    def clean(self) -> dict[str, Any]:
        """Return the values, the number parsed as its subject asks for."""
        cleaned = super().clean()
        subject, text = cleaned.get("subject", ""), cleaned.get("claimed", "")
        cleaned["claimed"] = None
        if subject.startswith(CRITERION) and text.strip():
            self.add_error("claimed", "Yang disanggah adalah kriteria. Kosongkan isian ini.")
        elif subject:
            try:
                cleaned["claimed"] = read_number(subject, text)
            except forms.ValidationError as wrong:
                self.add_error("claimed", wrong)
        return cleaned


def _label(point: Point) -> str:
    return f"{point.label}: {point.shown}" if point.shown else point.label


class SendForm(forms.Form):
    """The statement under which the head of an office sends an objection; the verb refuses one left unticked."""

    statement = forms.BooleanField(
        label="Saya menyatakan sanggahan ini benar dan didukung bukti yang sah.", required=False
    )

"""The forms of a sheet of paper: its boxes and its scan, the statement of who confirms it, the reason it goes back."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from awards.choices import Stage
from awards.forms import ReasonForm, SheetForm
from awards.models import Edition, Entry, Seat
from regencies.actions.files import too_large
from regencies.files.kinds import KINDS
from regencies.forms.evidence import file_box


class PaperForm(SheetForm):
    """The boxes of the member's sheet, and the scan of the paper."""

    file = forms.FileField(
        label="Pindaian atau foto lembar kertas",
        required=False,
        help_text=f"{KINDS}, paling besar 10 MB. Boleh menyusul selama lembar ini belum dikonfirmasi.",
        allow_empty_file=True,  # the verb says what is wrong with it
        widget=forms.FileInput(attrs=file_box()),
    )

    def __init__(self, *args: Any, note_below: int | None = None, too_large_name: str | None = None) -> None:
        self.too_large_name = too_large_name
        super().__init__(*args, note_below=note_below)

    def clean(self) -> dict[str, Any]:
        """Say of a file that did not arrive why."""
        cleaned = super().clean()
        if self.too_large_name:
            self.add_error("file", too_large(self.too_large_name))
        return cleaned

    @cached_property
    def helper(self) -> FormHelper:
        """The criteria as on the member's sheet, then the scan. One query."""
        helper = super().helper
        helper.layout.append("file")
        return helper


class CheckForm(forms.Form):
    """What who confirms a paper states, and the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    statement = forms.BooleanField(
        label="Saya sudah membandingkan setiap nilai dan catatan di atas dengan lembar kertas yang ditandatangani "
        "anggota; semuanya sama.",
        required=False,
    )


class ReturnForm(ReasonForm):
    """Why a paper goes back, and the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ChoiceForm(forms.Form):
    """Whose paper is at hand, of an award year: for who has no camera for its QR code."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label="Anggota", empty_label="Pilih anggota")
    entry = forms.ModelChoiceField(Entry.objects.none(), label="Kandidat", empty_label="Pilih kandidat")
    stage = forms.ChoiceField(label="Tahap", choices=Stage.choices)

    def __init__(self, edition: Edition, hidden: set[int], data: Any = None) -> None:
        super().__init__(data)
        seats: Any = self.fields["seat"]
        seats.queryset = edition.seats.seated().select_related("user").order_by("number")
        entries: Any = self.fields["entry"]
        entries.queryset = (
            Entry.objects.candidates()
            .filter(category__edition=edition)
            .exclude(pk__in=hidden)
            .with_participant()
        )

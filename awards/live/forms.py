"""The forms of the presentation day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from awards.choices import Verdict
from awards.live.claims import LONGEST
from awards.models import Seat
from regencies.forms.fields import LongTextField


class ClaimForm(forms.Form):
    """What was said aloud; blanks and length are refused by the verb, with everything else that is wrong."""

    text = LongTextField(
        label="Yang dikatakan",
        help_text="Angkanya dan tentang apa. Misalnya: 45.000 pekerja rentan dilindungi sepanjang tahun.",
        max_length=LONGEST,
        rows=3,
        required=False,
    )


class FindingForm(forms.Form):
    """What the verifier found about a claim; blanks are refused by the verb."""

    verdict = forms.ChoiceField(
        label="Temuan", choices=Verdict.choices, widget=forms.RadioSelect, required=False
    )
    answer = LongTextField(label="Keterangan", max_length=2000, rows=3, required=False)


class AttendanceForm(forms.Form):
    """Which members were in the room."""

    def __init__(self, seats: Iterable[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = forms.TypedMultipleChoiceField(
            label="Yang hadir",
            choices=[(seat.pk, f"{seat.number}. {seat}") for seat in seats],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

"""The forms of a plenary: what was decided on a point and why, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from awards.models import Seat
from regencies.forms.fields import LongTextField


class PointForm(forms.Form):
    """A decision and its reason; blank ones are refused by the verb, with everything else that is wrong."""

    decision = LongTextField(label="Keputusan", max_length=2000, required=False)
    reason = LongTextField(label="Alasan", max_length=2000, required=False)


class AttendanceForm(forms.Form):
    """A box for each member, by the number of the seat."""

    def __init__(self, seats: Iterable[Seat], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(seat.number, f"{seat.number}. {seat.user} ({seat.element})") for seat in seats]
        self.fields["present"] = forms.TypedMultipleChoiceField(
            label="Anggota yang hadir",
            coerce=int,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )

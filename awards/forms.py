"""The forms of the panel (the sheet, the statement before it is locked, a reason) and of the public hash check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import prefetch_related_objects

from awards.models import Criterion, Score
from regencies.actions.errors import Stale
from regencies.forms.fields import DecimalNumberField
from regencies.forms.layout import Group, Part, helper_of
from regencies.l10n.numbers import format_exact


class SheetForm(forms.Form):
    """One box for each criterion asked, named by its code, with a note beside it; all may be blank."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, criteria: Iterable[Criterion], scores: Mapping[str, Score], version: int, *args: Any):
        self.criteria = list(criteria)
        initial: dict[str, Any] = {"version": version}
        for criterion in self.criteria:
            if score := scores.get(criterion.code):
                initial |= {criterion.code: score.value, f"note_{criterion.code}": score.note}
        super().__init__(*args, initial=initial)
        for criterion in self.criteria:
            self.fields[criterion.code] = DecimalNumberField(
                label=f"{criterion.code} {criterion.name}",
                help_text=criterion.guidance,
                max_value=100,
                required=False,
                widget=forms.TextInput(attrs={"placeholder": "0–100"}),
            )
            self.fields[f"note_{criterion.code}"] = forms.CharField(
                label=f"Catatan {criterion.code}",
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def values(self) -> dict[str, Decimal | None]:
        """What was sent, by code: a box that was not on the page is not a box left blank."""
        return {c.code: self.cleaned_data[c.code] for c in self.criteria if c.code in self.data}

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were sent, by code."""
        sent = [c.code for c in self.criteria if f"note_{c.code}" in self.data]
        return {code: self.cleaned_data[f"note_{code}"] for code in sent}

    def against(self, stale: Stale) -> tuple[SheetForm, int]:
        """This form to be posted again, and the version it then names, in knowledge of what is stored now."""
        return self, stale.version

    @cached_property
    def helper(self) -> FormHelper:
        """The criteria by group, each with its bands, its box and its note. One query."""
        prefetch_related_objects(self.criteria, "bands")
        groups = groupby(self.criteria, key=lambda criterion: criterion.group)
        return helper_of(*(Group("sheet", *map(_part, asked), heading=str(group)) for group, asked in groups))


def _part(criterion: Criterion) -> Part:
    """A criterion as panel/_criterion.html wants it: bands of one score first, they are what a tap fills in."""
    boxes = {"field": criterion.code, "note": f"note_{criterion.code}"}
    bands = sorted(criterion.bands.all(), key=lambda band: (band.low != band.high, -band.high))
    weight = format_exact(criterion.weight)
    return Part("panel/_criterion.html", boxes, criterion=criterion, weight=weight, bands=bands)


class LockForm(forms.Form):
    """The statement a member makes before a sheet is locked, and the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    statement = forms.BooleanField(
        label="Saya menyatakan nilai ini saya berikan sendiri, berdasarkan laporan terverifikasi dan paparan, tanpa "
        "benturan kepentingan.",
        required=False,
    )


class ReasonForm(forms.Form):
    """A reason; a blank one is refused by the verb, with everything else that is wrong."""

    reason = forms.CharField(
        label="Alasan",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HashForm(forms.Form):
    """A fingerprint of a published document or a receipt; spaces in it do not count."""

    sha256 = forms.CharField(
        label="Kode keaslian (SHA-256)",
        required=False,
        help_text="64 karakter, angka dan huruf a–f; spasi diabaikan.",
        widget=forms.TextInput(
            attrs={"class": "hash", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_sha256(self) -> str:
        digest = re.sub(r"\s", "", self.cleaned_data["sha256"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise forms.ValidationError("Tempelkan tepat 64 karakter.")
        return digest

"""The numbers people write for a point of a result: heads are whole, a target is in per cent, a mark ends at 100."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from awards.presenters.own_result import CRITERION, TARGET
from regencies.forms.fields import DecimalNumberField, WholeNumberField


def read_number(key: str, text: str) -> Decimal | None:
    """Parse a number for the point of this key; None for blank text. Raises ValidationError."""
    reader: forms.Field = WholeNumberField(required=False)
    if key == TARGET:
        reader = DecimalNumberField(required=False, max_value=100, decimal_places=3)
    elif key.startswith(CRITERION):
        reader = DecimalNumberField(required=False, max_value=100)
    value = reader.clean(text)
    return None if value is None else Decimal(value)

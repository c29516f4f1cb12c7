"""The box for numbers of articles or pages, on the parser of regencies/l10n/ranges.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regencies.l10n.numbers import NumberError
from regencies.l10n.ranges import format_ranges, parse_ranges


class RangesField(forms.CharField):
    """Numbers of articles or pages: "Pasal 3-5 dan 12" is stored as "3–5, 12"."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return format_ranges(parse_ranges(text))
        except NumberError as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

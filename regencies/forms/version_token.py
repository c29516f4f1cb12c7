"""What a form says of the page it came from: which version of which entry was on screen, and which values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regencies.actions.entry_edits import plain_lines
from regencies.forms.fields import ReadField
from regencies.models import ReportEntry

_TOKEN = re.compile(r"[0-9]{1,12}-[0-9]{1,9}(?:\.[0-9]{1,12}-[0-9]{1,9})*", re.ASCII)


def token(versions: Mapping[int, int]) -> str:
    """{31: 2, 32: 0} → "31-2.32-0"."""
    return ".".join(f"{entry}-{version}" for entry, version in sorted(versions.items()))


def token_of(entries: Iterable[ReportEntry]) -> str:
    return token({entry.pk: entry.version for entry in entries})


class VersionField(forms.CharField):
    """Hidden; cleans to {entry: version}."""

    widget = forms.HiddenInput

    def clean(self, value: str | None) -> dict[int, int]:
        if not _TOKEN.fullmatch(value or ""):
            raise ValidationError("Halaman ini tidak lengkap. Muat ulang halaman, lalu isi lagi.")
        pairs = (pair.split("-") for pair in str(value).split("."))
        return {int(entry): int(version) for entry, version in pairs}


def seen_values(form: forms.BaseForm) -> dict[str, Any]:
    """What stood in the boxes when the page was made, from their hidden twins; one that does not read is left out."""
    seen: dict[str, Any] = {}
    for name, field in form.fields.items():
        twin = form.data.get(form[name].html_initial_name)
        if not field.show_hidden_initial or twin is None:
            continue
        with suppress(ValidationError):
            value = field.clean(twin)
            seen[name] = plain_lines(value) if isinstance(value, str) else value
    return seen


def keep_untouched(form: forms.BaseForm, stored: forms.BaseForm) -> None:
    """Boxes the person did not change take the value of `stored`: choosing "mine" never takes a later one back."""
    data, seen = form.data.copy(), seen_values(form)
    for name in seen:
        if seen[name] == form.cleaned_data[name]:
            value = stored[name].value()
            data[name] = "" if value is None else value
    form.data = data


def as_read(form: forms.BaseForm, saved: Iterable[ReportEntry]) -> dict[str, Any]:
    """What the page of a saved form is told: the versions it stands on now, its boxes, and each in words.

    An entry that came back merged keeps the version that was on screen, as its boxes do.
    """
    boxes = [box for box in form if box.field.show_hidden_initial]
    stored = {entry.pk: entry.version for entry in saved if not entry.merged}
    return {
        "version": token(form.cleaned_data["version"] | stored),
        "boxes": {box.html_name: box.value() for box in boxes},
        "echo": {box.html_name: in_words(box.field, form.cleaned_data[box.name]) for box in boxes},
    }


def in_words(field: forms.Field, value: Any) -> str:
    """A cleaned value as the line below its box reads it back; "" for a blank one and for boxes without a grammar."""
    return field.read_back(value) if isinstance(field, ReadField) and value is not None else ""

"""The version token of a form: which entries it writes, and which version of each was on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regencies.actions.stale_edits import plain_lines
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

"""The hidden part of a form: the version of each entry, and the values, that were on screen."""

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
    """Return versions as text: {31: 2, 32: 0} → "31-2.32-0"."""
    return ".".join(f"{entry}-{version}" for entry, version in sorted(versions.items()))


def token_of(entries: Iterable[ReportEntry]) -> str:
    """Return the versions of these entries as text."""
    return token({entry.pk: entry.version for entry in entries})


class VersionField(forms.CharField):
    """A hidden box that cleans to {entry: version}."""

    widget = forms.HiddenInput

    def clean(self, value: str | None) -> dict[int, int]:
        if not _TOKEN.fullmatch(value or ""):
            raise ValidationError("Halaman ini tidak lengkap. Muat ulang halaman, lalu isi lagi.")
        pairs = (pair.split("-") for pair in str(value).split("."))
        return {int(entry): int(version) for entry, version in pairs}


def seen_values(form: forms.BaseForm) -> dict[str, Any]:
    """Return the values that stood in the boxes when the page was made; those that do not parse are left out."""
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
    """Give boxes the person did not change the value of `stored`: choosing "mine" takes no later value back."""
    data, seen = form.data.copy(), seen_values(form)
    for name in seen:
        if name in form.cleaned_data and seen[name] == form.cleaned_data[name]:
            value = stored[name].value()
            data[name] = "" if value is None else value
    form.data = data


def as_read(form: forms.BaseForm, saved: Iterable[ReportEntry]) -> dict[str, Any]:
    """Return what an autosaved page is sent: the versions it stands on now, its boxes, and each in words.

    An entry that came back merged keeps the version that was on screen, as its boxes do.
    """
    stored = {entry.pk: entry.version for entry in saved if not entry.merged}
    return {
        "version": token(form.cleaned_data["version"] | stored),
        "boxes": saved_boxes(form),
        "echo": {name: in_words(form.fields[name], form.cleaned_data[name]) for name in saved_boxes(form)},
    }


def as_added(form: forms.BaseForm, entry: ReportEntry) -> dict[str, Any]:
    """Return what a page is sent about a row just added, whose form goes on as the form of that row."""
    return {"version": token_of([entry]), "boxes": {box.html_name: box.value() or "" for box in form}}


def saved_boxes(form: forms.BaseForm) -> dict[str, str]:
    """Return the text of every box that was saved; one that could not be read is none of them."""
    return {
        box.html_name: box.value()
        for box in form
        if box.field.show_hidden_initial and box.name in form.cleaned_data
    }


def in_words(field: forms.Field, value: Any) -> str:
    """Return a cleaned value as the line below its box has it; "" for a blank one and for plain text."""
    return field.read_back(value) if isinstance(field, ReadField) and value is not None else ""

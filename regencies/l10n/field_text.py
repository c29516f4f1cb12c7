"""Values of model fields as text for the screen: the same in history, conflicts and receipts."""

from __future__ import annotations

import datetime
from functools import cache, partial
from typing import Any

from django.db import models
from django.utils import timezone

from regencies.l10n.dates import format_date, format_moment
from regencies.l10n.numbers import format_exact, format_integer

BLANK = "–"


def label(model: models.Model | type[models.Model], name: str) -> str:
    """Return the Indonesian name of a field."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def field_text(row: models.Model, name: str) -> str:
    """Return a field's value in words: what get_…_display says, a figure with dots, a date; "–" when blank."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if value in (None, "", []):
        return BLANK
    if spoken := getattr(row, f"get_{name}_display", None):
        return str(_words(field).get(value, value) if isinstance(spoken, partial) else spoken())
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime.datetime):
        return format_moment(timezone.localtime(value))
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(field, models.DecimalField):
        return format_exact(value)
    if isinstance(field, models.IntegerField) and "year" not in name:
        return format_integer(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def figure_text(row: models.Model, name: str, value: object) -> str:
    """Return another value of one of the row's fields in words."""
    return field_text(type(row)(**{name: value}), name)


@cache
def _words(field: models.Field[Any, Any]) -> dict[Any, Any]:
    """Return the words of each value to choose: Django's own `get_…_display`, a partial, makes them at every call."""
    return dict(field.flatchoices)

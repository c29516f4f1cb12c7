"""Filters that write figures and dates in templates; loaded in every template. A missing value is "–".

Published documents hold decimals and moments as plain strings ("68.0198", RFC 3339): those are parsed too. Text
that is neither is shown as it is, so that what somebody typed stays visible.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

from regencies.l10n import dates, numbers, sentences

register = template.Library()

Places = int
_PLAIN_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def _decimal(value: Any, write: Callable[[Any, Places], str], places: Places) -> Any:
    if isinstance(value, str) and _PLAIN_DECIMAL.fullmatch(value):
        value = Decimal(value)
    return write(value, int(places)) if isinstance(value, int | Decimal | Fraction) else _as_is(value)


def _whole(value: Any, write: Callable[[int], str]) -> Any:
    return write(value) if isinstance(value, int) else _as_is(value)


def _moment(value: Any, write: Callable[[datetime], str]) -> Any:
    value = _local(value)
    return write(value) if isinstance(value, datetime) else _as_is(value)


def _as_is(value: Any) -> Any:
    return numbers.MISSING if value is None or value == "" else value


def _local(value: Any) -> Any:
    """Return a moment, also one written by RFC 3339, in the current zone; anything else as it is."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def integer(value: Any) -> Any:
    """Write 80101 as "80.101"; a decimal keeps every digit. Text is left alone: its dots mean what they mean."""
    return (
        numbers.format_exact(value) if isinstance(value, Decimal) else _whole(value, numbers.format_integer)
    )


@register.filter
def decimal(value: Any, places: Places = 2) -> Any:
    """Write Fraction(8502, 125) as "68,02"."""
    return _decimal(value, numbers.format_decimal, places)


@register.filter
def percent(value: Any, places: Places = 2) -> Any:
    """Write Fraction(8502, 125) as "68,02%"."""
    return _decimal(value, numbers.format_percent, places)


@register.filter
def points(value: Any, places: Places = 2) -> Any:
    """Write a difference of percentages: "+12,33 poin persen"."""
    return _decimal(value, numbers.format_points, places)


@register.filter
def signed_percent(value: Any, places: Places = 2) -> Any:
    """Write relative growth: "+21,04%"."""
    return _decimal(value, numbers.format_signed_percent, places)


@register.filter
def rupiah(value: Any) -> Any:
    """Write 4300000000 as "Rp4.300.000.000"."""
    return _whole(value, numbers.format_rupiah)


@register.filter
def clock(value: Any) -> Any:
    """Write "14.30 WIB", in the current zone."""
    return _moment(value, dates.format_time)


@register.filter
def moment(value: Any) -> Any:
    """Write "29 Juli 2025 14.30 WIB", in the current zone."""
    return _moment(value, dates.format_moment)


@register.filter
def weekday_moment(value: Any, zone: tzinfo | None = None) -> Any:
    """Write "Selasa, 29 Juli 2025 14.30 WIB", in the zone of a region, without one in the current zone."""
    with timezone.override(zone or timezone.get_current_timezone()):
        return _moment(value, dates.format_long_moment)


@register.filter
def day_moment(value: Any, zone: tzinfo | None = None) -> Any:
    """Write "Selasa, 29 Juli 14.30 WIB", in the zone of a region, without one in the current zone."""
    with timezone.override(zone or timezone.get_current_timezone()):
        return _moment(value, dates.format_day_moment)


@register.filter
def full_stop(name: Any) -> str:
    """Write a name at the end of a sentence: "Rina, S.T." has its full stop already."""
    return sentences.full_stop(str(name))


@register.filter
def hidden_copy(box: BoundField) -> SafeString:
    """Return what a box holds as hidden inputs without an id: the box itself is on the page, and has it."""
    return box.as_hidden(attrs={"id": False})


@register.filter
def read_back(box: BoundField) -> str:
    """Return in words what the server parses from a box; "" for a blank or wrong one and for plain text."""
    in_words = getattr(box.field, "read_back", None)
    if in_words is None:
        return ""
    try:
        value = box.field.to_python(box.value())
    except ValidationError:
        return ""
    return "" if value is None else str(in_words(value))

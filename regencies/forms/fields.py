"""Text boxes for Indonesian numbers, dates and moments, on the parsers of regencies/l10n/.

A stored value is shown as people write it; a wrong one stays exactly as it was typed, beside the advice.
Never `type="number"`: it refuses "80.101", or takes it for 80,101. Never `maxlength`: it cuts what is pasted.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from regencies.actions.entry_edits import plain_lines
from regencies.l10n.dates import (
    EARLIEST,
    LATEST,
    DateError,
    format_date,
    format_long_date,
    format_long_moment,
    format_moment,
    parse_date,
    parse_moment,
)
from regencies.l10n.letters import one_line
from regencies.l10n.number_words import in_words, rupiah_in_words
from regencies.l10n.numbers import (
    DECIMAL_MAX,
    PEOPLE_MAX,
    RUPIAH_MAX,
    TOO_LARGE,
    NumberError,
    format_exact,
    format_integer,
    format_rupiah,
    parse_decimal,
    parse_integer,
    parse_rupiah,
)


def keep_what_is_pasted(form: forms.BaseForm) -> None:
    """Take `maxlength` off the boxes of a form: what is too long is told of, not cut."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)


class LineField(forms.CharField):
    """A name or title as it is read, however it was copied: searched, compared and printed like one that was typed."""

    def to_python(self, value: Any) -> Any:
        return one_line(text) if isinstance(text := super().to_python(value), str) else text


LONGEST_REASON = 2000  # characters; nobody reads a longer one to its end


class LongTextField(forms.CharField):
    """A box of several lines; a line end counts as one character, whichever the browser sends."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {} if widget.is_hidden else {"data-limit": self.max_length}

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_lines(value) if isinstance(value, str) else value)


class ReadField(forms.Field):
    """A text box with a grammar. Subclasses parse text, write a value, and may repeat it in words."""

    widget = forms.TextInput
    box_attributes: dict[str, str] = {}
    box_size = ""  # xs, sm, md: how wide paritrana/field.html makes the box; "" is as wide as its column

    def read(self, text: str) -> Any:
        """Parse the text; None for blank text. Raises NumberError or DateError."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return the value as text that `read` parses to the same value."""
        raise NotImplementedError

    def read_back(self, value: Any) -> str:
        """Return the value in words for the line below the box; "" where words add nothing."""
        return ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {} if widget.is_hidden else {"autocomplete": "off", **self.box_attributes}

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except (NumberError, DateError) as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the text parses to another value than the one that was shown."""
        shown = self.prepare_value(initial) or ""
        if self.disabled or (data or "") == shown:
            return False
        try:
            return bool(self.to_python(data or "") != self.to_python(shown))
        except ValidationError:
            return True


class WholeNumberField(ReadField):
    """People, villages: "80.101"; negative only where `allow_negative` says so."""

    box_attributes = {"inputmode": "numeric", "data-angka": "integer"}
    box_size = "sm"
    limit: int = PEOPLE_MAX

    def __init__(
        self,
        *,
        min_value: int | None = None,
        max_value: int | None = None,
        allow_negative: bool = False,
        **kwargs: Any,
    ) -> None:
        self.min_value = min_value if allow_negative else max(0, min_value or 0)
        self.max_value = self.limit if max_value is None else min(max_value, self.limit)
        super().__init__(**kwargs)

    def read(self, text: str) -> int | None:
        return parse_integer(text, minimum=self.min_value, maximum=self.max_value)

    def write(self, value: int) -> str:
        return format_integer(value)

    def read_back(self, value: int) -> str:
        return f"{format_integer(value)} ({in_words(value)})"


class PlainNumberField(WholeNumberField):
    """Years, months, positions: never grouped, "2025"."""

    box_attributes = {"inputmode": "numeric"}
    box_size = "xs"

    def read(self, text: str) -> int | None:
        return parse_integer(text, minimum=self.min_value, maximum=self.max_value, grouped=False)

    def write(self, value: int) -> str:
        return str(value)

    def read_back(self, value: int) -> str:
        return ""


class PastYearField(PlainNumberField):
    """A year that has begun: of what was made or has worked already."""

    def read(self, text: str) -> int | None:
        latest = min(self.max_value, timezone.localdate().year)
        try:
            return parse_integer(text, minimum=self.min_value, maximum=latest, grouped=False)
        except NumberError as refusal:
            told = str(refusal).replace(TOO_LARGE, "Tahun itu belum tiba.")
            raise NumberError(told, refusal.suggestions) from None


class RupiahField(WholeNumberField):
    """Whole rupiah: "4.300.000.000", "4,3 miliar"."""

    box_attributes = {"inputmode": "numeric", "data-angka": "rupiah"}
    box_size = "md"
    limit = RUPIAH_MAX

    def read(self, text: str) -> int | None:
        return parse_rupiah(text, minimum=self.min_value, maximum=self.max_value)

    def read_back(self, value: int) -> str:
        return f"{format_rupiah(value)} ({rupiah_in_words(value)})"


class DecimalNumberField(ReadField):
    """Percentages, weights, scores: "68,02", % behind it or not. "68.125" is refused: it has two meanings."""

    box_attributes = {"inputmode": "decimal", "data-angka": "decimal"}
    box_size = "sm"

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        max_digits: int | None = None,
        decimal_places: int = 2,
        allow_negative: bool = False,
        **kwargs: Any,
    ) -> None:
        self.decimal_places = decimal_places
        least = None if min_value is None else Decimal(min_value)
        self.min_value = least if allow_negative else max(Decimal(0), least or Decimal(0))
        limits = [DECIMAL_MAX]
        if max_value is not None:
            limits.append(Decimal(max_value))
        if max_digits is not None:
            limits.append(Decimal(10**max_digits - 1).scaleb(-decimal_places))
        self.max_value = min(limits)
        super().__init__(**kwargs)

    def read(self, text: str) -> Decimal | None:
        return parse_decimal(text, self.decimal_places, minimum=self.min_value, maximum=self.max_value)

    def write(self, value: Decimal) -> str:
        return format_exact(value)

    def read_back(self, value: Decimal) -> str:
        return f"{format_exact(value)} ({in_words(value)})"


class IndonesianDateField(ReadField):
    """Dates: "29 Juli 2025", "29/07/2025", "2025-07-29"; a typed day name must agree.

    `bounds`: first and last day that is accepted; None where its form judges that, with a reason of its own.
    """

    bounds: tuple[date, date] | None = (EARLIEST, LATEST)

    def read(self, text: str) -> date | None:
        earliest, latest = self.bounds or (date.min, date.max)
        return parse_date(text, earliest=earliest, latest=latest)

    def write(self, value: date) -> str:
        return format_date(value)

    def read_back(self, value: date) -> str:
        return format_long_date(value)


class IndonesianMomentField(ReadField):
    """Moments: "29 Juli 2025 14.30" in the current time zone, to the minute."""

    def read(self, text: str) -> datetime | None:
        return parse_moment(text, timezone.get_current_timezone())

    def write(self, value: datetime) -> str:
        return format_moment(timezone.localtime(value))

    def read_back(self, value: datetime) -> str:
        return format_long_moment(timezone.localtime(value))


# The most specific class first: a DateTimeField is a DateField too.
FIELD_CLASSES: dict[type[models.Field[Any, Any]], type[ReadField]] = {
    models.DateTimeField: IndonesianMomentField,
    models.DateField: IndonesianDateField,
    models.DecimalField: DecimalNumberField,
    models.BigIntegerField: RupiahField,  # only money needs eight bytes
    models.SmallIntegerField: PlainNumberField,
    models.IntegerField: WholeNumberField,
}

# For ModelAdmin.formfield_overrides; the widget too, because the admin brings type="number" of its own.
FORMFIELD_OVERRIDES = {
    model_field: {"form_class": form_field, "widget": forms.TextInput}
    for model_field, form_field in FIELD_CLASSES.items()
}


def indonesian_formfield(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return the box for a model field, its limits from the model's validators: a `Meta.formfield_callback`."""
    known = next((FIELD_CLASSES[known] for known in FIELD_CLASSES if isinstance(db_field, known)), None)
    form_class = kwargs.pop("form_class", None) or known
    if form_class is None or db_field.choices:
        return db_field.formfield(**kwargs)
    least = [v.limit_value for v in db_field.validators if isinstance(v, MinValueValidator)]
    most = [v.limit_value for v in db_field.validators if isinstance(v, MaxValueValidator)]
    if least and issubclass(form_class, WholeNumberField | DecimalNumberField):
        kwargs.setdefault("min_value", max(least))
    if most and issubclass(form_class, WholeNumberField | DecimalNumberField):
        kwargs.setdefault("max_value", min(most))
    return db_field.formfield(form_class=form_class, **kwargs)

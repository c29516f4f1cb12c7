"""What an award year and its categories both have: dates, and how marks become a ranking.

Which date holds, that of the year or the category's own, is decided here; so is what new ones start with.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from awards.choices import Aggregate, Disclosure
from awards.contract.tie_steps import step_label

DATES = (
    "filling_deadline",
    "verification_deadline",
    "presentation_date",
    "objections_deadline",
    "ceremony_date",
)
Moment = datetime.datetime | datetime.date | None
DEFAULT_TIE_BREAK = ["group:A", "criterion:A2", "group:B"]


class YearDates(models.Model):
    """The dates that hold for every category without its own."""

    filling_deadline = models.DateTimeField("batas pengisian", null=True, blank=True)
    verification_deadline = models.DateTimeField("batas verifikasi", null=True, blank=True)
    presentation_date = models.DateField("hari pertama paparan", null=True, blank=True)
    objections_deadline = models.DateTimeField("batas masa sanggah", null=True, blank=True)
    ceremony_date = models.DateField("hari penganugerahan", null=True, blank=True)

    categories: Any

    class Meta:
        abstract = True

    def date(self, name: str) -> Any:
        """Return a date of the award year; None where none is set."""
        return getattr(self, name)

    def date_by_kind(self, name: str) -> dict[str, Any]:
        """Return which date holds for each kind that has a category: the latest of its categories. One query."""
        found: dict[str, list[Any]] = {}
        for category in self.categories.all():
            found.setdefault(category.kind, []).append(category.date(name))
        return {kind: max(filter(None, dates), default=None) for kind, dates in found.items()}


def _own(what: str, of: type[models.Field[Any, Any]] = models.DateTimeField) -> Any:
    return of(f"{what} kategori ini", null=True, blank=True)


class CategoryDates(models.Model):
    """The dates of one category alone; where one is blank, that of its award year holds."""

    filling_deadline = _own("batas pengisian")
    verification_deadline = _own("batas verifikasi")
    presentation_date = _own("hari pertama paparan", models.DateField)
    objections_deadline = _own("batas masa sanggah")
    ceremony_date = _own("hari penganugerahan", models.DateField)

    edition: Any

    class Meta:
        abstract = True

    def date(self, name: str) -> Any:
        """Return the date that holds for the category: its own, else that of its award year; None without either."""
        return getattr(self, name) or self.edition.date(name)


def default_tie_break() -> list[str]:
    """Return a new list of the default tie-break steps."""
    return list(DEFAULT_TIE_BREAK)


class Method(models.Model):
    """How marks become a ranking: mean, trim, quorum, notes due, decimals, ties; what is published, who agrees."""

    aggregate = models.CharField(
        "cara menggabungkan nilai", max_length=12, choices=Aggregate, default=Aggregate.TRIMMED_MEAN
    )
    trim = models.PositiveSmallIntegerField("nilai terpangkas di tiap ujung", default=1)
    quorum = models.PositiveSmallIntegerField("kuorum", default=7, validators=[MinValueValidator(1)])
    note_below = models.PositiveSmallIntegerField(
        "catatan wajib untuk nilai di bawah",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    places = models.PositiveSmallIntegerField("angka desimal", default=2, validators=[MaxValueValidator(4)])
    tie_break = ArrayField(
        models.CharField(max_length=40), default=default_tie_break, verbose_name="penentu bila nilai sama"
    )
    disclosure = models.CharField("yang diumumkan", max_length=5, choices=Disclosure, default=Disclosure.FULL)
    second_approval = models.BooleanField("pengumuman disetujui admin kedua", default=False)

    class Meta:
        abstract = True

    def get_tie_break_display(self) -> str:
        return ", ".join(map(step_label, self.tie_break))

    def method_fields(self) -> dict[str, Any]:
        """Return its values by field, to start another one with."""
        return {field.name: getattr(self, field.name) for field in Method._meta.fields}

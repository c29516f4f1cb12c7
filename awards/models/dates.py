"""The dates of an award year, and those a category has of its own: which one holds is decided here."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models

DATES = (
    "filling_deadline",
    "verification_deadline",
    "presentation_date",
    "objections_deadline",
    "ceremony_date",
)
Moment = datetime.datetime | datetime.date | None


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

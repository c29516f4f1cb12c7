"""How marks become a ranking and what of it is published: the rules of a category, and what new ones start with."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from awards.choices import Aggregate, Disclosure
from awards.contract.tie_steps import step_label

DEFAULT_TIE_BREAK = ["group:A", "criterion:A2", "group:B"]


def default_tie_break() -> list[str]:
    """Return a new list of the default tie-break steps."""
    return list(DEFAULT_TIE_BREAK)


class Method(models.Model):
    """Which mean, how many marks it drops, the quorum, decimals, ties and disclosure."""

    aggregate = models.CharField(
        "cara menggabungkan nilai", max_length=12, choices=Aggregate, default=Aggregate.TRIMMED_MEAN
    )
    trim = models.PositiveSmallIntegerField("nilai terpangkas di tiap ujung", default=1)
    quorum = models.PositiveSmallIntegerField("kuorum", default=7, validators=[MinValueValidator(1)])
    places = models.PositiveSmallIntegerField("angka desimal", default=2, validators=[MaxValueValidator(4)])
    tie_break = ArrayField(
        models.CharField(max_length=40), default=default_tie_break, verbose_name="penentu bila nilai sama"
    )
    disclosure = models.CharField("yang diumumkan", max_length=5, choices=Disclosure, default=Disclosure.FULL)

    class Meta:
        abstract = True

    def get_tie_break_display(self) -> str:
        return ", ".join(map(step_label, self.tie_break))

    def method_fields(self) -> dict[str, Any]:
        """Return its values by field, to start another one with."""
        return {field.name: getattr(self, field.name) for field in Method._meta.fields}

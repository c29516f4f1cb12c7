"""The default criteria a new award year starts from, and the figures that were published, from fixtures/."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from awards.choices import Source, Stage
from awards.contract.tie_steps import steps_of
from awards.models import Band, Category, Criterion, CriterionGroup, Edition
from regencies.choices import REGENCY_KIND
from regencies.l10n.numbers import format_exact
from regencies.places.reference_data import read_fixture


def published_figures() -> Mapping[str, Any]:
    """Return what was published for award year 2025, by Kemendagri code; the file says from where."""
    figures: Mapping[str, Any] = read_fixture("published_figures.json")
    return figures


def _default(slug: str) -> dict[str, Any]:
    default: dict[str, Any] = read_fixture(f"criteria_{slug.replace('-', '_')}.json")
    return default


def default_name(kind: str) -> str:
    """Return what a category of a kind is called unless it is named otherwise."""
    return str(_default(kind)["name"])


def default_words(slug: str = REGENCY_KIND) -> str:
    """Return what `create_category` makes, in one sentence, counted in the file it is made from."""
    default = _default(slug)
    criteria, groups = default["criteria"], default["groups"]
    weight = format_exact(sum(Decimal(row["weight"]) for row in criteria))
    return (
        f"Kategori {default['name']} dibuat dengan {len(criteria)} kriteria dalam {len(groups)} kelompok, "
        f"berbobot {weight}."
    )


def default_steps(slug: str = REGENCY_KIND) -> list[str]:
    """Return what may decide between equal totals among the criteria `create_category` makes."""
    return steps_of((row["group"], row["code"]) for row in _default(slug)["criteria"])


def default_bands(slug: str) -> list[dict[str, Any]]:
    """Return low, high and label of each band that criteria of a kind have in common."""
    bands: list[dict[str, Any]] = _default(slug)["bands"]
    return bands


@transaction.atomic
def create_category(edition: Edition, slug: str = REGENCY_KIND) -> Category:
    """Return a category with the default groups, criteria and bands, and the rules the edition starts categories with.

    An existing one is left as it is.
    """
    default = _default(slug)
    category, created = Category.objects.get_or_create(
        edition=edition,
        slug=slug,
        defaults={"name": default["name"], "kind": slug, **edition.method_fields()},
    )
    if created:
        add_criteria(category)
    return category


@transaction.atomic
def add_criteria(category: Category) -> None:
    """Give a category without criteria those of its kind, and keep the tie-break steps that are among them."""
    default = _default(category.kind)
    _add_criteria(category, default)
    steps = default_steps(category.kind)
    category.tie_break = [step for step in category.tie_break if step in steps]
    category.save(update_fields=["tie_break"])


def _add_criteria(category: Category, default: Mapping[str, Any]) -> None:
    made = CriterionGroup.objects.bulk_create(
        CriterionGroup(category=category, **row) for row in default["groups"]
    )
    groups = {group.code: group for group in made}
    criteria = [
        Criterion(
            group=groups[row["group"]],
            code=row["code"],
            name=row["name"],
            guidance=row["guidance"],
            weight=Decimal(row["weight"]),
            source=row["source"],
            stage=row.get("stage", Stage.DESK),
            indicator=row.get("indicator"),
            full_mark=Decimal(row["full_mark"]) if "full_mark" in row else None,
            position=position,
        )
        for position, row in enumerate(default["criteria"], start=1)
    ]
    Criterion.objects.bulk_create(criteria)
    Band.objects.bulk_create(
        Band(criterion=criterion, **band)
        for criterion, row in zip(criteria, default["criteria"], strict=True)
        if criterion.source == Source.PANEL
        # A band of the criterion's own takes the place of the common one that starts at the same score.
        for band in {band["low"]: band for band in [*default["bands"], *row.get("bands", [])]}.values()
    )

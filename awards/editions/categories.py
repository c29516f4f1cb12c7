"""The verb that adds categories to an award year, each of a kind of participant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from awards.editions.default_criteria import create_category
from awards.editions.new_year import copy_category
from awards.editions.phase_changes import lock_edition
from awards.editions.phases import CRITERIA_OPEN, require_phase
from awards.models import Category, Edition
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.kinds.kind import Kind
from regencies.kinds.registry import KINDS
from regencies.models import User


def kinds_left(categories: Iterable[Category]) -> list[Kind]:
    """Return the kinds of participants that none of these categories is of."""
    there = {category.kind for category in categories}
    return [kind for kind in KINDS.values() if kind.slug not in there]


def last_years(edition: Edition) -> list[Category]:
    """Return the categories of the latest award year before that has any."""
    before = Edition.objects.exclude(categories=None).before(edition)
    return list(
        Category.objects.filter(edition__in=before)
        .select_related("edition")
        .prefetch_related("groups__criteria__bands")
        .order_by("slug")
    )


@verb
def add_categories(
    edition: Edition, kinds: Sequence[str], *, copied: bool = False, by: User
) -> list[Category]:
    """Add a category of each of these kinds, all or none: with the default criteria, or as last year's where `copied`.

    A kind last year had no category of starts with the default criteria. Raises Refused.
    """
    edition = lock_edition(edition, by)
    require_phase(edition, CRITERIA_OPEN, "Kategori ditambah")
    if not kinds:
        raise Refused("Belum ada jenis yang dipilih. Tandai sedikitnya satu.")
    stored = list(edition.categories.all())
    earlier = last_years(edition) if copied else []
    models = {kind: [category for category in earlier if category.kind == kind] for kind in kinds}
    slugs = {kind: [category.slug for category in models[kind]] or [kind] for kind in kinds}
    taken = {category.slug: category for category in stored}
    problems = [
        f"Sudah ada kategori {category.name}, berjenis {category.form.label}. Tambahkan yang lain."
        for category in stored
        if category.kind in kinds
    ]
    problems += [
        f"Alamat singkat “{slug}” sudah dipakai kategori {taken[slug].name}. Ubah alamat singkat kategori itu dahulu."
        for kind in kinds
        for slug in slugs[kind]
        if slug in taken and taken[slug].kind not in kinds
    ]
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        return [made for kind in kinds for made in _make(edition, kind, models[kind])]


def _make(edition: Edition, kind: str, models: Sequence[Category]) -> list[Category]:
    return [copy_category(each, edition) for each in models] or [create_category(edition, kind)]

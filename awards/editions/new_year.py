"""Starts an award year from the one before: categories with their rules and criteria, and dates a year later."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models

from awards.choices import Phase
from awards.editions.phase_changes import lock_edition
from awards.models import Category, Edition
from awards.models.dates import DATES
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


def year_after(moment: datetime.date | None) -> datetime.date | None:
    """Return the same day, and hour, a year later; 28 February for the 29th; None for None."""
    if moment is None:
        return None
    leap = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year + 1, day=28 if leap else moment.day)


@verb
def start_year(last: Edition, *, by: User) -> Edition:
    """Make the award year that follows `last`, in preparation, as `last` was. Raises Refused when there is one.

    Seats are not copied: who sits on the panel is confirmed by name (`editions.seats`), and the decree is another.
    """
    last = lock_edition(last, by)
    if last.phase == Phase.PREPARATION:
        raise Refused(
            f"{last} masih disiapkan. Buka tahap {Phase.FILLING.label} lebih dahulu, baru mulai tahun berikutnya."
        )
    years = {"award_year": last.award_year + 1, "assessed_year": last.assessed_year + 1}
    for name, year in years.items():
        if other := Edition.objects.filter(province=last.province_id, **{name: year}).first():
            raise Refused(
                f"{other}, yang menilai tahun {other.assessed_year}, sudah ada. Lanjutkan di halamannya."
            )
    made = Edition.objects.create(
        province=last.province,
        **years,
        **last.method_fields(),
        **{name: year_after(getattr(last, name)) for name in DATES},
    )
    for category in last.categories.prefetch_related("groups__criteria__bands"):
        copy_category(category, made)
    return made


def copy_category(category: Category, edition: Edition) -> Category:
    """Return a copy for the award year after, with its rules, criteria and bands; what it needs is fetched already."""
    moved = {name: year_after(getattr(category, name)) for name in DATES}
    copied: Category = _copy(category, edition=edition, **moved)
    copied.save()
    groups = list(category.groups.all())
    criteria = [criterion for group in groups for criterion in group.criteria.all()]
    bands = [band for criterion in criteria for band in criterion.bands.all()]
    new_groups = _copy_all(groups, category=dict.fromkeys([category.pk], copied))
    new_criteria = _copy_all(criteria, group=new_groups)
    _copy_all(bands, criterion=new_criteria)
    return copied


def _copy_all(rows: Iterable[Any], **owner: dict[int, Any]) -> dict[int, Any]:
    """Store copies of rows, each with the copy of what it belongs to; returns them by the key of the original."""
    [(name, owners)] = owner.items()
    copies = {row.pk: _copy(row, **{name: owners[getattr(row, f"{name}_id")]}) for row in rows}
    if copies:
        type(next(iter(copies.values())))._default_manager.bulk_create(copies.values())
    return copies


def _copy(row: models.Model, **changed: Any) -> Any:
    """Return an unsaved copy of a row, with these fields changed."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    made = type(row)(
        **{name: value for name, value in kept.items() if name.removesuffix("_id") not in changed}
    )
    for name, value in changed.items():
        setattr(made, name, value)
    return made

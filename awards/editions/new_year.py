"""Starts an award year from an earlier one: its categories, rules and criteria, dates moved by the years between."""

from __future__ import annotations

import datetime
from calendar import isleap
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Max

from awards.choices import Phase
from awards.editions.phase_changes import lock_edition
from awards.models import Category, Criterion, Edition
from awards.models.rules import DATES
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import User


def years_after(moment: datetime.date | None, years: int) -> datetime.date | None:
    """Return the same day, and hour, so many years later; 28 February for a 29th there is not; None for None."""
    if moment is None:
        return None
    year = moment.year + years
    leap = (moment.month, moment.day) == (2, 29) and not isleap(year)
    return moment.replace(year=year, day=28 if leap else moment.day)


def next_year(province: int) -> int:
    """Return the year after the newest award year of a province, given its key. One query."""
    newest: int = Edition.objects.filter(province=province).aggregate(year=Max("award_year"))["year"]
    return newest + 1


@verb
def start_year(model: Edition, *, by: User, award_year: int | None = None) -> Edition:
    """Make a later award year, the next unless one is given, in preparation, as `model` was. Raises Refused.

    Seats are not copied: who sits on the panel is confirmed by name (`editions.seats`), and the decree is another.
    """
    ours = Edition.objects.filter(province=model.province_id).order_by("pk")
    list(ours.select_for_update(of=("self",), no_key=True).values_list("pk"))  # of two who start it one waits
    model = lock_edition(model, by)
    if model.phase == Phase.PREPARATION:
        raise Refused(
            f"{model} masih disiapkan. Buka tahap {Phase.FILLING.label} lebih dahulu, baru mulai tahun berikutnya."
        )
    award_year = award_year or model.award_year + 1
    if (later := award_year - model.award_year) < 1:
        raise Refused(f"Tahun {award_year} tidak setelah {model.award_year}. Tulis tahun setelahnya.")
    years = {"award_year": award_year, "assessed_year": model.assessed_year + later}
    for name, year in years.items():
        if other := ours.filter(**{name: year}).first():
            raise Refused(
                f"{other}, yang menilai tahun {other.assessed_year}, sudah ada. Lanjutkan di halamannya."
            )
    made: Edition = Edition.objects.create(
        province=model.province,
        **years,
        **model.method_fields(),
        **{name: years_after(getattr(model, name), later) for name in DATES},
    )
    for category in model.categories.prefetch_related("groups__criteria__bands"):
        copy_category(category, made)
    return made


def copy_category(category: Category, edition: Edition) -> Category:
    """Return a copy for a later award year, with its rules, criteria and bands; what it needs is fetched already."""
    later = edition.award_year - category.edition.award_year
    moved = {name: years_after(getattr(category, name), later) for name in DATES}
    made: Category = copied(category, edition=edition, **moved)
    made.save()
    copy_criteria(category, made)
    return made


def copy_criteria(category: Category, made: Category) -> dict[int, Criterion]:
    """Copy groups, criteria and bands, fetched already, into a category; return the criteria by the original's key."""
    groups = list(category.groups.all())
    criteria = [criterion for group in groups for criterion in group.criteria.all()]
    bands = [band for criterion in criteria for band in criterion.bands.all()]
    new_groups = copied_all(groups, category=dict.fromkeys([category.pk], made))
    new_criteria: dict[int, Criterion] = copied_all(criteria, group=new_groups)
    copied_all(bands, criterion=new_criteria)
    return new_criteria


def copied_all(rows: Iterable[Any], **owner: dict[int, Any]) -> dict[int, Any]:
    """Store copies of rows, each with the copy of what it belongs to; returns them by the key of the original."""
    [(name, owners)] = owner.items()
    copies = {row.pk: copied(row, **{name: owners[getattr(row, f"{name}_id")]}) for row in rows}
    if copies:
        type(next(iter(copies.values())))._default_manager.bulk_create(copies.values())
    return copies


def copied(row: models.Model, **changed: Any) -> Any:
    """Return an unsaved copy of a row, with these fields changed."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    made = type(row)(
        **{name: value for name, value in kept.items() if name.removesuffix("_id") not in changed}
    )
    for name, value in changed.items():
        setattr(made, name, value)
    return made

"""What an award year changed of the year before: its categories, their rules, criteria, weights and bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from awards.editions.overview import shown_date
from awards.editions.phase_changes import date_in_words, date_name
from awards.models import Category, Criterion, Edition
from awards.models.rules import DATES, Method
from regencies.l10n.field_text import field_text, label
from regencies.l10n.numbers import format_exact

COMPARED = ("name", "weight", "source", "stage", "indicator", "full_mark")


def with_criteria(edition: Edition) -> QuerySet[Category]:
    """Return the categories of an award year with everything a comparison reads. Four queries."""
    found: QuerySet[Category] = edition.categories.prefetch_related("groups__criteria__bands")
    return found


def previous_year(edition: Edition) -> Edition | None:
    """Return the public award year before this one, None where there is none. One query."""
    years = Edition.objects.public().before(edition)
    found: Edition | None = years.first()
    return found


def differences(now: Sequence[Category], before: Sequence[Category]) -> list[tuple[str, list[str]]]:
    """Return (name of a category, one sentence for each change), for those that changed; no query."""
    earlier = {category.slug: category for category in before}
    found = [(category.name, list(_of(category, earlier.pop(category.slug, None)))) for category in now]
    found += [(category.name, ["Kategori ini tidak ada lagi."]) for category in earlier.values()]
    return [(name, sentences) for name, sentences in found if sentences]


def dates_beside(
    now: Edition, before: Edition, categories: Sequence[Category], earlier: Sequence[Category]
) -> list[tuple[str, str, str]]:
    """Return (name of a date, in words before, in words now), those of single categories after that of the year."""
    then = {category.slug: category for category in earlier}
    found = []
    for name in DATES:
        found.append((date_name(now, name), shown_date(before, name), shown_date(now, name)))
        for category in categories:
            was, own = getattr(then.get(category.slug), name, None), getattr(category, name)
            if was or own:
                words = date_in_words(before, was), date_in_words(now, own)
                found.append((date_name(now, name, category), *words))
    return [(capfirst(name), was, own) for name, was, own in found]


def _of(now: Category, before: Category | None) -> Iterator[str]:
    if before is None:
        yield "Kategori ini baru."
        return
    for field in Method._meta.fields:
        yield from map(capfirst, _changed(now, before, field.name))
    new, old = _criteria(now), _criteria(before)
    for code, criterion in new.items():
        if code not in old:
            yield f"Kriteria {criterion} baru, berbobot {_text(criterion, 'weight')}."
            continue
        yield from (f"Kriteria {code}: {sentence}" for sentence in _of_criterion(criterion, old[code]))
    yield from (f"Kriteria {old[code]} tidak ada lagi." for code in old if code not in new)


def _of_criterion(now: Criterion, before: Criterion) -> Iterator[str]:
    for name in COMPARED:
        yield from _changed(now, before, name)
    if now.guidance != before.guidance:
        yield "panduan menilai diubah."
    if _bands(now) != _bands(before):
        yield "rentang nilai diubah."


def _changed(now: Any, before: Any, name: str) -> Iterator[str]:
    was, is_now = _text(before, name), _text(now, name)
    if was != is_now:
        yield f"{label(now, name)} dari {was} menjadi {is_now}."


def _text(row: Any, name: str) -> str:
    value = getattr(row, name)
    return format_exact(value.normalize()) if isinstance(value, Decimal) else field_text(row, name)


def _criteria(category: Category) -> dict[str, Criterion]:
    found = [criterion for group in category.groups.all() for criterion in group.criteria.all()]
    return {c.code: c for c in sorted(found, key=lambda c: (c.position, c.code))}


def _bands(criterion: Criterion) -> list[tuple[int, int, str]]:
    return sorted((band.low, band.high, band.label) for band in criterion.bands.all())

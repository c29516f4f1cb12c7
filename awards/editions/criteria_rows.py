"""The groups, criteria and bands of a category as plain values: as stored, as somebody wants them, side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.text import capfirst

from awards.choices import Stage
from awards.models import Category, Criterion, CriterionGroup
from awards.scoring.bands import shown
from regencies.l10n.field_text import BLANK, field_text, figure_text, label
from regencies.l10n.numbers import format_exact

JUDGED = ("name", "weight", "source", "stage", "indicator", "full_mark", "guidance")
TOGETHER = capfirst(label(CriterionGroup, "on_one_screen"))


class BandRow(NamedTuple):
    """A range of marks and what it is called."""

    low: int
    high: int
    label: str


def in_order(bands: Iterable[BandRow]) -> tuple[BandRow, ...]:
    """Return bands from the highest mark down, a range before the anchor of its highest mark."""
    return tuple(sorted(bands, key=lambda band: (-band.high, band.low)))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group; `key` is that of the stored one, None of a new one."""

    key: int | None
    code: str
    name: str
    on_one_screen: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion; `key` is that of the stored one, None of a new one, `group` the code of its group."""

    key: int | None
    group: str
    code: str
    name: str
    weight: Decimal
    source: str
    stage: str = Stage.DESK
    indicator: str | None = None
    full_mark: Decimal | None = None
    guidance: str = ""
    bands: tuple[BandRow, ...] = ()  # `in_order`

    @property
    def fields(self) -> dict[str, Any]:
        """The values of the model's own fields, by name."""
        return {"code": self.code} | {name: getattr(self, name) for name in JUDGED}


@dataclass(frozen=True, slots=True)
class Criteria:
    """All of a category: groups by code, criteria in their order."""

    groups: Sequence[GroupRow]
    criteria: Sequence[CriterionRow]

    @property
    def token(self) -> str:
        """A text that is another one as soon as anything stored is."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def anew(self) -> Criteria:
        """These values without the keys of what is stored, to be compared."""
        return Criteria(
            sorted((replace(group, key=None) for group in self.groups), key=lambda group: group.code),
            [replace(criterion, key=None) for criterion in self.criteria],
        )


def stored_criteria(category: Category) -> Criteria:
    """Return what is stored of a category, in order. Three queries."""
    found = category.criteria.select_related("group").prefetch_related("bands").order_by("position", "code")
    criteria = [
        CriterionRow(
            key=row.pk,
            group=row.group.code,
            code=row.code,
            bands=in_order(BandRow(band.low, band.high, band.label) for band in row.bands.all()),
            **{name: _plain(getattr(row, name)) for name in JUDGED},
        )
        for row in found
    ]
    groups = category.groups.order_by("code")
    return Criteria([GroupRow(row.pk, row.code, row.name, row.on_one_screen) for row in groups], criteria)


def _plain(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) else value


def differing(mine: Criteria, stored: Criteria) -> list[tuple[str, str, str]]:
    """Return (what, mine, stored) of everything that is not the same in both, in words."""
    return [
        (what, ours, theirs)
        for what, ours, theirs in [*_groups(mine, stored), *_criteria(mine, stored), _order(mine, stored)]
        if ours != theirs
    ]


def _groups(mine: Criteria, stored: Criteria) -> Iterator[tuple[str, str, str]]:
    ours, theirs = ({group.code: group for group in each.groups} for each in (mine, stored))
    for code in sorted(ours | theirs):
        one, other = ours.get(code), theirs.get(code)
        yield f"Kelompok {code}", one.name if one else BLANK, other.name if other else BLANK
        if one and other:
            yield f"Kelompok {code} · {TOGETHER}", _yes(one.on_one_screen), _yes(other.on_one_screen)


def _yes(value: bool) -> str:
    return figure_text(CriterionGroup(), "on_one_screen", value)


def _criteria(mine: Criteria, stored: Criteria) -> Iterator[tuple[str, str, str]]:
    ours, theirs = ({row.code: row for row in each.criteria} for each in (mine, stored))
    for code in dict.fromkeys([*theirs, *ours]):
        one, other = ours.get(code), theirs.get(code)
        if one is None or other is None:
            yield f"Kriteria {code}", _called(one), _called(other)
            continue
        shown_one, shown_other = _shown(one), _shown(other)
        yield from ((f"{code} · {what}", text, shown_other[what]) for what, text in shown_one.items())


def _order(mine: Criteria, stored: Criteria) -> tuple[str, str, str]:
    ours, theirs = (", ".join(row.code for row in each.criteria) for each in (mine, stored))
    return "Urutan kriteria", ours, theirs


def _called(row: CriterionRow | None) -> str:
    return f"{row.name}, bobot {format_exact(row.weight)}" if row else BLANK


def _shown(row: CriterionRow) -> dict[str, str]:
    """Return its values in words, by the name of the box."""
    as_model = Criterion(**row.fields)
    words = {capfirst(label(Criterion, name)): field_text(as_model, name) for name in JUDGED}
    return words | {"Kelompok": row.group, "Rentang nilai": _bands(row.bands)}


def _bands(bands: Iterable[BandRow]) -> str:
    return "; ".join(f"{shown((band.low, band.high))} {band.label}" for band in bands) or BLANK

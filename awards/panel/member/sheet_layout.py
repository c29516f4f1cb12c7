"""How the boxes of a sheet stand on its page: criteria by group, those of a group given on one screen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from django.db.models import Case, F, QuerySet, When
from django.template.loader import get_template
from django.utils.safestring import SafeString

from awards.models import Band, Criterion, CriterionGroup
from awards.panel.member.running_total import GroupTotal
from config.postgres.compiled import compiled
from regencies.forms.layout import Group, Part, helper_of
from regencies.l10n.numbers import format_exact
from regencies.l10n.rounding import round_half_up


class Tap(NamedTuple):
    """A band as the page shows it: its name, its range, the mark that a tap on it fills in; digits as they are read."""

    label: str
    low: str
    high: str
    middle: str


def sheet_helper(
    asked: Sequence[Criterion], together: Mapping[CriterionGroup, GroupTotal], note_below: int | None
) -> FormHelper:
    """Return the layout of a form with a box and a note for each criterion; of what is `together` its head as well.

    One query, for the bands.
    """
    bands: defaultdict[int, list[Tap]] = defaultdict(list)
    for band in _bands([criterion.pk for criterion in asked]):
        tap = Tap(band.label, str(band.low), str(band.high), str(band.middle))
        bands[band.criterion_id].append(tap)
    return helper_of(*_groups(asked, bands, together, note_below))


@compiled
def _bands(criteria: list[int]) -> QuerySet[Band]:
    """Select those of one score first, then the highest: they are what a tap fills in."""
    found = Band.objects.filter(criterion__in=criteria)
    return found.order_by(Case(When(low=F("high"), then=0), default=1), "-high")


def _groups(
    asked: Sequence[Criterion],
    bands: Mapping[int, Sequence[Tap]],
    together: Mapping[CriterionGroup, GroupTotal],
    note_below: int | None,
) -> Iterator[Group]:
    for group, criteria in groupby(asked, key=lambda criterion: criterion.group):
        total = together.get(group)
        shares = total.shares if total else {}
        parts = [
            _part(criterion, bands[criterion.pk], shares.get(criterion.code), note_below)
            for criterion in criteria
        ]
        head: dict[str, Any] = (
            {"template": "panel/_together.html", "group": group, "total": total} if total else {}
        )
        yield Group("sheet", *parts, heading=str(group), **head)


def _part(criterion: Criterion, bands: Sequence[Tap], share: Fraction | None, note_below: int | None) -> Part:
    """Return a criterion as panel/_criterion.html wants it."""
    boxes = {"field": criterion.code, "note": f"note_{criterion.code}"}
    return Part(
        "panel/_criterion.html",
        boxes,
        criterion=criterion,
        weight=format_exact(criterion.weight),
        share="" if share is None else f"{format_exact(round_half_up(share, 2))}%",
        bands=drawn_bands(criterion.code, tuple(bands)),
        note_below=note_below,
    )


@lru_cache(maxsize=1024)
def drawn_bands(code: str, bands: tuple[Tap, ...]) -> SafeString:
    """Return the bands of a criterion as they stand on every sheet, "" of none."""
    shown = {"code": code, "bands": bands, "box": f"id_{code}"}
    return SafeString(get_template("panel/_bands.html").render(shown).strip() if bands else "")

"""How the boxes of a sheet stand on its page: criteria by group, those of a group given on one screen together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from django.db.models import prefetch_related_objects

from awards.models import Criterion, CriterionGroup
from awards.panel.member.running_total import GroupTotal
from regencies.forms.layout import Group, Part, helper_of
from regencies.l10n.numbers import format_exact
from regencies.l10n.rounding import round_half_up


def sheet_helper(
    asked: Sequence[Criterion], together: Mapping[CriterionGroup, GroupTotal], note_below: int | None
) -> FormHelper:
    """Return the layout of a form with a box and a note for each criterion; of what is `together` its head as well.

    One query, for the bands.
    """
    prefetch_related_objects(asked, "bands")
    return helper_of(*_groups(asked, together, note_below))


def _groups(
    asked: Sequence[Criterion], together: Mapping[CriterionGroup, GroupTotal], note_below: int | None
) -> Iterator[Group]:
    for group, criteria in groupby(asked, key=lambda criterion: criterion.group):
        total = together.get(group)
        shares = total.shares if total else {}
        parts = [_part(criterion, shares.get(criterion.code), note_below) for criterion in criteria]
        head: dict[str, Any] = (
            {"template": "panel/_together.html", "group": group, "total": total} if total else {}
        )
        yield Group("sheet", *parts, heading=str(group), **head)


def _part(criterion: Criterion, share: Fraction | None, note_below: int | None) -> Part:
    """Return a criterion as panel/_criterion.html wants it: bands of one score first, they are what a tap fills in."""
    boxes = {"field": criterion.code, "note": f"note_{criterion.code}"}
    bands = sorted(criterion.bands.all(), key=lambda band: (band.low != band.high, -band.high))
    return Part(
        "panel/_criterion.html",
        boxes,
        criterion=criterion,
        weight=format_exact(criterion.weight),
        share="" if share is None else f"{format_exact(round_half_up(share, 2))}%",
        bands=bands,
        note_below=note_below,
    )

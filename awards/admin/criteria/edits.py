"""What the buttons inside the page of criteria do to what is typed: a row more, a criterion up or down; none stores."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from awards.admin.criteria.forms import MOST_BANDS, MOST_CRITERIA, MOST_GROUPS, row_count
from awards.choices import Source, Stage
from awards.editions.default_criteria import default_bands
from awards.models import Category
from regencies.l10n.numbers import read_digits

MOST = {"groups": MOST_GROUPS, "criteria": MOST_CRITERIA}


def edited(typed: QueryDict, category: Category) -> tuple[QueryDict, str]:
    """Return what is typed after the button that was pressed, and the name of the box to go on with.

    `edit` says which: "add groups", "add criteria 2" (to the group in that place), "add criteria-3-bands",
    "up criteria-3", "down criteria-3". Anything else changes nothing.
    """
    data = typed.copy()
    verb, *what = typed.get("edit", "").split() or [""]
    if verb == "add" and what == ["groups"]:
        return data, f"{_add(data, 'groups')}-code"
    if verb == "add" and len(what) == 2 and what[0] == "criteria":
        return data, _add_criterion(data, what[1], category)
    if verb == "add" and len(what) == 1 and what[0].startswith("criteria-"):
        return data, f"{_add(data, what[0])}-low"
    if verb in ("up", "down") and len(what) == 1:
        return data, _move(data, what[0], -1 if verb == "up" else 1)
    return data, ""


def _add(data: QueryDict, prefix: str, **values: Any) -> str:
    """Add a row with these values, unless there are as many as there may be; returns its prefix."""
    count = row_count(data, prefix)
    if count >= MOST.get(prefix, MOST_BANDS):
        return f"{prefix}-{count - 1}"
    data[f"{prefix}-TOTAL_FORMS"] = str(count + 1)
    for name, value in values.items():
        data[f"{prefix}-{count}-{name}"] = str(value)
    return f"{prefix}-{count}"


def _add_criterion(data: QueryDict, group: str, category: Category) -> str:
    """Add a criterion at the end of a group, with the bands criteria of its kind start with."""
    last = max((_position(data, place) for place in range(row_count(data, "criteria"))), default=0)
    made = _add(data, "criteria", group=group, position=last + 1)
    if f"{made}-source" not in data:
        data[f"{made}-source"], data[f"{made}-stage"] = Source.PANEL, Stage.DESK
        for band in default_bands(category.kind):
            _add(data, f"{made}-bands", **band)
    return f"{made}-code"


def _position(data: QueryDict, place: int) -> int:
    return read_digits(data.get(f"criteria-{place}-position", ""), 8) or 0


def _move(data: QueryDict, prefix: str, step: int) -> str:
    """Let a criterion change places with its neighbour in the same group."""
    group = data.get(f"{prefix}-group")
    places = [n for n in range(row_count(data, "criteria")) if data.get(f"criteria-{n}-group") == group]
    ordered = [f"criteria-{n}" for n in sorted(places, key=lambda n: (_position(data, n), n))]
    if prefix in ordered and 0 <= (to := ordered.index(prefix) + step) < len(ordered):
        here = ordered.index(prefix)
        ordered[here], ordered[to] = ordered[to], ordered[here]
        taken = sorted(_position(data, n) for n in places)
        for name, position in zip(ordered, taken, strict=True):
            data[f"{name}-position"] = str(position)
    return f"{'up' if step < 0 else 'down'} {prefix}"

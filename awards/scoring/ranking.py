"""Ranks from totals: tie-break steps separate equal ones, then the plenary, else they share a rank. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, Protocol

from awards.contract.schema import Plenary
from awards.scoring.weights import TOTAL

PLENARY = "plenary"
SHARED = "shared"


class Ranked(Protocol):
    """What a rank is made of: a total, and the values that set equal totals apart."""

    @property
    def total(self) -> Decimal | int | None: ...

    def value(self, step: str, /) -> Decimal | int | None: ...


class Place(NamedTuple):
    """A rank, and the last step needed to separate its holder from those with the same total."""

    rank: int
    tie: str | None


class Level(NamedTuple):
    """Entrants, by code, not separated so far, and the step that set them apart from all others."""

    codes: list[str]
    step: str = TOTAL

    @property
    def tie(self) -> str | None:
        """What the document says of each of them: the separating step, "shared", or None for a total of its own."""
        if len(self.codes) > 1:
            return SHARED
        return None if self.step == TOTAL else self.step


def rank(
    standings: Mapping[str, Ranked], tie_break: Sequence[str], plenary: Sequence[Plenary] = ()
) -> dict[str, Place]:
    """Return the place of every candidate that has a total, highest first; the tied share, the next rank is skipped.

    `standings` are those of the candidates, by entrant code. A plenary decision settles a tie when it
    orders all who are in it; of several the last one counts.
    """
    levels = [Level([code for code, standing in standings.items() if standing.total is not None])]
    for step in (TOTAL, *tie_break):
        levels = [part for level in levels for part in _apart(level, step, standings)]
    levels = [part for level in levels for part in _decided(level, plenary)]
    places: dict[str, Place] = {}
    for level in levels:
        places |= dict.fromkeys(level.codes, Place(rank=len(places) + 1, tie=level.tie))
    return places


def _apart(level: Level, step: str, standings: Mapping[str, Ranked]) -> list[Level]:
    """Return the level split by the value of a step: highest first, missing last, equal together."""
    if len(level.codes) == 1:
        return [level]
    values = {code: value for code in level.codes if (value := standings[code].value(step)) is not None}
    ordered = sorted(values, key=values.__getitem__, reverse=True)
    parts = [Level(list(equal), step) for _, equal in groupby(ordered, values.__getitem__)]
    missing = [code for code in level.codes if code not in values]
    return [*parts, Level(missing, step)] if missing else parts


def _decided(level: Level, plenary: Sequence[Plenary]) -> list[Level]:
    orders = [decision["order"] for decision in plenary if set(level.codes) <= set(decision["order"])]
    if len(level.codes) == 1 or not orders:
        return [level]
    return [Level([code], PLENARY) for code in sorted(level.codes, key=orders[-1].index)]

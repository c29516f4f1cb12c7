"""The indicators of one region and year, computed together from its figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from regencies.figures.indicators import (
    coverage,
    coverage_growth_pp,
    participant_growth_pct,
    target_attainment,
    total,
)

People = Mapping[str, Any]  # segment → people, None where nothing was reported


@dataclass(frozen=True, slots=True)
class Headline:
    """Totals (people), coverage, growth and attainment (per cent, percentage points); None where a part is missing."""

    registered: int | None
    registered_previous: int | None
    workforce: int | None
    workforce_previous: int | None
    coverage: Fraction | None
    coverage_previous: Fraction | None
    coverage_growth_pp: Fraction | None
    target_attainment: Fraction | None
    participant_growth_pct: Fraction | None
    coverage_formal: (
        Fraction | None
    )  # of those paid by an employer; None where one denominator is all there is
    coverage_informal: Fraction | None


# Segment of the denominator → the participants who are a part of it.
PARTICIPANTS_OF = {"formal": "wage_earners", "informal": "non_wage_earners"}


def headline(
    registered: People,
    registered_previous: People,
    workforce: People,
    workforce_previous: People,
    target_pct: str | None,
) -> Headline:
    """Return the indicators of a region from its figures (see `counted.Figures`): `headline(**figures)`."""
    now_registered, before_registered = total(registered.values()), total(registered_previous.values())
    now_workforce, before_workforce = total(workforce.values()), total(workforce_previous.values())
    now, before = coverage(now_registered, now_workforce), coverage(before_registered, before_workforce)
    return Headline(
        registered=now_registered,
        registered_previous=before_registered,
        workforce=now_workforce,
        workforce_previous=before_workforce,
        coverage=now,
        coverage_previous=before,
        coverage_growth_pp=coverage_growth_pp(now, before),
        target_attainment=target_attainment(now, None if target_pct is None else Decimal(target_pct)),
        participant_growth_pct=participant_growth_pct(now_registered, before_registered),
        **{f"coverage_{kind}": _coverage_of(kind, registered, workforce) for kind in PARTICIPANTS_OF},
    )


def _coverage_of(kind: str, registered: People, workforce: People) -> Fraction | None:
    """Return the coverage of one kind of workers; None where all workers are counted as one kind."""
    if sum(bool(people) for people in workforce.values()) < 2:
        return None
    return coverage(registered.get(PARTICIPANTS_OF[kind]), workforce.get(kind))


def draft_headline(registered: People, registered_previous: People, **others: Any) -> Headline:
    """Return the indicators of a draft; nothing computed while a segment has one of its two years only.

    Half of the people would be measured against all.
    """
    found = headline(registered, registered_previous, **others)
    if all((registered[segment] is None) == (registered_previous[segment] is None) for segment in registered):
        return found
    return replace(
        found,
        coverage=None,
        coverage_growth_pp=None,
        target_attainment=None,
        participant_growth_pct=None,
        coverage_formal=None,
        coverage_informal=None,
    )

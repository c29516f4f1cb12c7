"""How sure Kendall's W is: a bootstrap interval over the candidates. Pure, the same for the same rankings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

RESAMPLES = 1000
OUTSIDE = Fraction(1, 40)  # of the resamples at either end: 95 of 100 lie inside

Rankings = tuple[tuple[Fraction, ...], ...]  # of each member: the rank of each candidate


@lru_cache(maxsize=32)
def interval(rankings: Rankings) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest W of the middle 95 % of RESAMPLES resamples; None where W is none.

    Candidates are drawn anew, not members: the panel is whole, no sample of a larger one, and a member drawn twice
    would agree with itself. A candidate drawn twice ties with itself for everybody, which the correction for ties makes
    up for: W stays what it was when each is drawn as often. The draws follow from the rankings.
    """
    if len(rankings) < 2:
        return None
    levels = [_levels(ranks) for ranks in rankings]
    found = [
        value for counts in draws(rankings) if (value := _w(levels, counts, len(rankings[0]))) is not None
    ]
    found.sort()
    return (_quantile(found, OUTSIDE), _quantile(found, 1 - OUTSIDE)) if found else None


def draws(rankings: Rankings) -> Iterator[list[int]]:
    """Yield for each resample how often each candidate is drawn: as many draws as there are candidates."""
    size = len(rankings[0])
    chance = random.Random(";".join(sorted(map(str, rankings))))  # noqa: S311 - to be the same again, not secret
    for _ in range(RESAMPLES):
        counts = [0] * size
        for drawn in chance.choices(range(size), k=size):
            counts[drawn] += 1
        yield counts


def _levels(ranks: Sequence[Fraction]) -> list[list[int]]:
    """Return the candidates, by place in the ranking, from the lowest; those with one rank together."""
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    return [list(level) for _, level in groupby(order, ranks.__getitem__)]


def _w(levels: Sequence[Sequence[Sequence[int]]], counts: Sequence[int], size: int) -> Fraction | None:
    """Return W, corrected for ties, of candidates that are each there so many times; ranks are doubled, to be whole."""
    members, ties, doubled = len(levels), 0, [0] * len(counts)
    for own in levels:
        below = 0
        for level in own:
            times = sum(counts[candidate] for candidate in level)
            for candidate in level:
                doubled[candidate] += 2 * below + 1 + times
            ties += times**3 - times
            below += times
    most = members**2 * (size**3 - size) - members * ties
    middle = members * (size + 1)
    apart = sum(times * (own - middle) ** 2 for own, times in zip(doubled, counts, strict=True))
    return Fraction(3 * apart, most) if most else None


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the smallest value that so large a share of them does not exceed."""
    return ordered[max(-(-len(ordered) * share.numerator // share.denominator), 1) - 1]

"""What more participants would have brought an entrant: found by trying, recomputed by the document's own rules. Pure.

All segments count alike in a coverage; what differs is how many workers of each are left to register.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import cast

from awards.contract.schema import EntrantInputs
from awards.report_card.contest import Contest, Reached
from regencies.figures.summary import PARTICIPANTS_OF

MOST = 3
FULL = Fraction(100)
COUNTED_IN = {slug: kind for kind, slug in PARTICIPANTS_OF.items()} | {"construction": "construction"}


@dataclass(frozen=True, slots=True)
class Gain:
    """So many people more in one of these segments, and what that comes to; total and rank as in `Reached`."""

    people: int
    segments: tuple[str, ...]  # slugs; each has so many workers left to register
    points: Mapping[str, Fraction]  # criterion that rises → points of the total
    total: Decimal | None
    rank: int | None

    @property
    def worth(self) -> Fraction:
        """What it adds to the total before rounding."""
        return sum(self.points.values(), Fraction(0))


def with_more(entrant: EntrantInputs, segment: str, people: int) -> EntrantInputs:
    """Return an entrant with so many more active participants in a segment."""
    registered = entrant["figures"]["registered"]
    more = {**registered, segment: (registered.get(segment) or 0) + people}
    return cast(EntrantInputs, {**entrant, "figures": {**entrant["figures"], "registered": more}})


def left_to_register(entrant: EntrantInputs) -> dict[str, int]:
    """Return segment → eligible workers who are no participants yet, where there are any.

    Where all workers are counted as one, so many are left in every segment. Migrant workers are no part of it.
    """
    figures = entrant["figures"]
    registered, workforce = figures["registered"], figures["workforce"]
    everybody = sum(people or 0 for people in registered.values())
    as_one = sum(bool(people) for people in workforce.values()) < 2
    left = {}
    for segment, people in registered.items():
        if segment not in COUNTED_IN:
            continue
        if as_one:
            left[segment] = sum(workers or 0 for workers in workforce.values()) - everybody
        else:
            left[segment] = (workforce.get(COUNTED_IN[segment]) or 0) - (people or 0)
    return {segment: people for segment, people in left.items() if people > 0}


def gains(contest: Contest, code: str) -> list[Gain]:
    """Return the largest gains in reach, at most MOST, the largest first.

    Tried are the fewest people who lift the rank, which is always among them, and who bring a computed criterion to its
    full mark; where these are fewer than MOST, also all who are left in a segment.
    """
    [entrant] = [each for each in contest.inputs["entrants"] if each["code"] == code]
    if not (left := left_to_register(entrant)):
        return []
    tried = _Tried(contest, entrant, max(left, key=lambda segment: (left[segment], segment)))
    most = max(left.values())
    lifting = _largest_first(tried, left, _lifting(tried, most))
    filling = _largest_first(tried, left, _filling(tried, most))
    kept: dict[Fraction, Gain] = {}
    for gain in (*lifting, *filling, *_largest_first(tried, left, left.values())):
        if len(kept) < MOST:
            kept.setdefault(gain.worth, gain)
    return sorted(kept.values(), key=lambda gain: -gain.worth)


class _Tried:
    """What an entrant reaches by so many people more; each number is computed once."""

    def __init__(self, contest: Contest, entrant: EntrantInputs, segment: str) -> None:
        self.contest, self.entrant, self.segment = contest, entrant, segment
        self.known: dict[int, Reached] = {}

    def __call__(self, people: int) -> Reached:
        if people not in self.known:
            self.known[people] = self.contest.reached(with_more(self.entrant, self.segment, people))
        return self.known[people]

    def computed(self) -> list[str]:
        """The criteria computed from figures that have a score."""
        now = self(0).scores
        codes = [each["code"] for each in self.contest.criteria if each["source"] == "figures"]
        return [code for code in codes if now.get(code) is not None]

    def score(self, people: int, criterion: str) -> Fraction:
        """The score of one of them."""
        return self(people).scores[criterion] or Fraction(0)

    def is_full(self, criterion: str, people: int) -> bool:
        """Whether one of them has its full mark."""
        return self.score(people, criterion) >= FULL


def _lifting(tried: _Tried, most: int) -> Iterator[int]:
    """Yield the fewest people who lift the rank, at most `most`."""
    now = tried(0).rank
    if now is not None and now > 1:
        yield from _fewest(most, lambda people: (tried(people).rank or now) < now)


def _filling(tried: _Tried, most: int) -> Iterator[int]:
    """Yield the fewest people who bring each criterion to its full mark, at most `most`."""
    for code in tried.computed():
        if tried.score(0, code) < FULL:
            yield from _fewest(most, partial(tried.is_full, code))


def _fewest(most: int, enough: Callable[[int], bool]) -> Iterator[int]:
    """Yield the fewest people of whom this is true, nothing where not even of `most`; of more it stays true."""
    people = range(1, most + 1)
    if (place := bisect_left(people, True, key=enough)) < most:
        yield people[place]


def _gain(tried: _Tried, people: int, left: Mapping[str, int]) -> Gain:
    now, then = tried(0), tried(people)
    rises = {code: tried.score(people, code) - tried.score(0, code) for code in tried.computed()}
    return Gain(
        people,
        tuple(segment for segment in left if left[segment] >= people),
        {code: tried.contest.points(now.scores, code, more) for code, more in rises.items() if more > 0},
        then.total,
        then.rank,
    )


def _largest_first(tried: _Tried, left: Mapping[str, int], steps: Iterable[int]) -> list[Gain]:
    """Return what these numbers of people bring, none that asks for more people than another of the same worth."""
    kept: dict[Fraction, Gain] = {}
    for people in sorted(set(steps)):
        gain = _gain(tried, people, left)
        kept.setdefault(gain.worth, gain)
    return sorted((gain for gain in kept.values() if gain.worth > 0), key=lambda gain: -gain.worth)

"""Scores and totals counted in whole numbers, equal to those of `scores` and `weights`: for many variants. Pure.

The scores of one entrant are counted in parts of one denominator that fits every variant of it, the weights of one
scheme in parts of another: a total is a sum of products, and nothing is reduced to its lowest terms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import lcm
from operator import mul
from typing import NamedTuple

from awards.contract.schema import Aggregate
from awards.scoring.scores import AGGREGATES, Record, averaged, parts_of
from awards.scoring.weights import TOTAL, Scheme, Weights
from regencies.l10n.rounding import units_half_up

Parts = Mapping[str, int | None]  # criterion → score in parts; None is missing


@dataclass(frozen=True, slots=True)
class CountedRecord:
    """One entrant's record; a score of so many parts is that many ÷ `whole`."""

    whole: int
    share: int  # `whole` ÷ the parts of one point of a mark
    figures: Parts
    marks: Mapping[str, Mapping[str, int]]  # criterion → panelist → mark

    @classmethod
    def of(cls, record: Record, trim: int) -> CountedRecord:
        """Return the record, counted in parts that fit every aggregate of it, with and without any one member."""
        known = [score for score in record.figures.values() if score is not None]
        given = [mark for marks in record.marks.values() for mark in marks.values()]
        point = lcm(*(mark.denominator for mark in given))
        sizes = {len(marks) for marks in record.marks.values()}
        share = lcm(
            *(score.denominator for score in known), *(size for most in sizes for size in _sizes(most, trim))
        )
        whole = point * share
        return cls(
            whole,
            share,
            {
                code: score if score is None else parts_of(score, whole)
                for code, score in record.figures.items()
            },
            {
                code: {panelist: parts_of(mark, point) for panelist, mark in marks.items()}
                for code, marks in record.marks.items()
            },
        )

    def scores(self, method: Aggregate, trim: int, without: str | None = None) -> dict[str, int | None]:
        """Return the parts of every applicable criterion, as `Record.scores` does its scores."""
        found = dict(self.figures)
        for code, marks in self.marks.items():
            given = sorted(marks.values())
            if without is not None and without in marks:
                given.remove(marks[without])
            counted = averaged(given, method, trim)
            found[code] = sum(counted) * (self.share // len(counted)) if counted else None
        return found


@dataclass(frozen=True, slots=True)
class CountedScheme:
    """A scheme whose weights are counted in whole numbers too; values are in units of the last published place."""

    scheme: Scheme
    places: int
    # Of one group, or of all together, for the applicable criteria: weighed once for all entrants alike.
    weighed: dict[tuple[str | None, tuple[str, ...]], Weighed] = field(default_factory=dict)

    def total(self, parts: Parts, whole: int) -> int | None:
        """Return the total of an entrant whose scores are `parts` of `whole`, as `standings` does."""
        weighed = self._weighed(None, parts)
        return self._mean(weighed, parts.values(), 100 * weighed.unit * whole)

    def group_value(self, group: str, parts: Parts, whole: int) -> int | None:
        """Return the value of a group, as `Scheme.group_value` does."""
        weighed = self._weighed(group, parts)
        return self._mean(weighed, [parts[code] for code in weighed.codes], sum(weighed.weights) * whole)

    def _mean(self, weighed: Weighed, scores: Collection[int | None], divisor: int) -> int | None:
        if not weighed.codes or not divisor or None in scores:
            return None
        return units_half_up(sum(map(mul, weighed.weights, scores)), divisor, self.places)

    def _weighed(self, group: str | None, parts: Parts) -> Weighed:
        key = group, tuple(parts)
        if key not in self.weighed:
            weights, groups = self.scheme.weights, self.scheme.groups
            self.weighed[key] = Weighed.of(
                self.scheme.effective_weights(parts)
                if group is None
                else {code: weights[code] for code in parts if groups[code] == group}
            )
        return self.weighed[key]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights as whole numbers: each is that many ÷ `unit`."""

    codes: tuple[str, ...]
    weights: tuple[int, ...]
    unit: int

    @classmethod
    def of(cls, weights: Weights) -> Weighed:
        """Return the weights in parts of their least common denominator."""
        unit = lcm(*(weight.denominator for weight in weights.values()))
        return cls(tuple(weights), tuple(parts_of(weight, unit) for weight in weights.values()), unit)


class CountedStanding(NamedTuple):
    """One entrant's parts under one scheme; values are in units of the last published place."""

    scheme: CountedScheme
    parts: Parts
    whole: int
    total: int | None

    @classmethod
    def of(cls, scheme: CountedScheme, parts: Parts, whole: int) -> CountedStanding:
        """Return the standing of an entrant whose scores are `parts` of `whole`."""
        return cls(scheme, parts, whole, scheme.total(parts, whole))

    def value(self, step: str) -> int | None:
        """Return what a step of the ranking compares, as `Standing.value` does."""
        if step == TOTAL:
            return self.total
        kind, _, code = step.partition(":")
        if kind == "group":
            return self.scheme.group_value(code, self.parts, self.whole)
        parts = self.parts.get(code)
        return None if parts is None else units_half_up(parts, self.whole, self.scheme.places)


def _sizes(most: int, trim: int) -> Iterator[int]:
    """Yield by how many marks a sum may be divided where one criterion has so many, or one fewer."""
    for size in (most, most - 1):
        yield from (len(averaged([0] * size, method, trim)) or 1 for method in AGGREGATES if size > 0)

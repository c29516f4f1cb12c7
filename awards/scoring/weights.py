"""Groups and totals from the scores of criteria, and which criteria take over whose weight.

Pure, exact rationals; the published values are rounded once, at the very end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from awards.contract.schema import Criterion
from awards.scoring.scores import Scores, exact
from regencies.l10n.rounding import round_half_up

Weights = Mapping[str, Fraction]  # criterion → weight

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The weight and the group of every criterion."""

    weights: Weights
    groups: Mapping[str, str]

    @classmethod
    def of(cls, criteria: Sequence[Criterion]) -> Scheme:
        """Return the scheme as published: weights that sum to 100."""
        return cls(
            weights={c["code"]: exact(c["weight"]) for c in criteria},
            groups={c["code"]: c["group"] for c in criteria},
        )

    def rescaled(self) -> Scheme:
        """Return the same criteria in the same proportions, with weights that sum to 100."""
        whole = sum(self.weights.values(), Fraction(0)) or Fraction(100)
        return Scheme({code: weight * 100 / whole for code, weight in self.weights.items()}, self.groups)

    def effective_weights(self, applicable: Iterable[str]) -> Weights:
        """Return the weights of the applicable criteria after they took over those of all others.

        A criterion hands its weight, pro rata, to the others of its group. A group with none left then
        hands its weight, pro rata, to all that remain, so that their groups keep their proportions.
        """
        kept = {code: self.weights[code] for code in applicable}
        whole, left = self._per_group(self.weights), self._per_group(kept)
        remaining = sum(weight for group, weight in whole.items() if left.get(group))
        if not remaining:
            return {}
        growth = {
            group: whole[group] / left[group] * sum(whole.values()) / remaining
            for group in left
            if left[group]
        }
        return {code: weight * growth.get(self.groups[code], 0) for code, weight in kept.items()}

    def group_value(self, group: str, scores: Scores) -> Fraction | None:
        """Return the weighted mean, 0 to 100, of a group's applicable criteria; None with none or one missing."""
        weights = {code: self.weights[code] for code in scores if self.groups[code] == group}
        whole = sum(weights.values())
        points = weighted_sum(weights, scores)
        return None if points is None or not whole else points / whole

    def _per_group(self, weights: Weights) -> dict[str, Fraction]:
        sums = dict.fromkeys((self.groups[code] for code in weights), Fraction(0))
        for code, weight in weights.items():
            sums[self.groups[code]] += weight
        return sums


def weighted_sum(weights: Weights, scores: Scores) -> Fraction | None:
    """Return Σ weight × score; None when there is nothing to sum or a score is missing.

    Reduces the fraction once, at the end: the stability of 514 entrants takes a quarter of a million products.
    """
    numerator, denominator = 0, 1
    for code, weight in weights.items():
        if (score := scores[code]) is None:
            return None
        divisor = weight.denominator * score.denominator
        numerator = numerator * divisor + weight.numerator * score.numerator * denominator
        denominator *= divisor
    return Fraction(numerator, denominator) if weights else None


@dataclass(frozen=True, slots=True)
class Standing:
    """One entrant's scores under one scheme, and its values rounded as they are published."""

    scores: Scores
    scheme: Scheme
    places: int
    total: Decimal | None

    def value(self, step: str) -> Decimal | None:
        """Return what a step of the ranking compares: "total", "group:A" or "criterion:A2"; None when missing."""
        if step == TOTAL:
            return self.total
        kind, _, code = step.partition(":")
        compared = self.scheme.group_value(code, self.scores) if kind == "group" else self.scores.get(code)
        return None if compared is None else round_half_up(compared, self.places)


def standings(scores: Mapping[str, Scores], scheme: Scheme, places: int) -> dict[str, Standing]:
    """Return every entrant's standing; its total is Σ weight × score ÷ 100, None when a score is missing."""
    weights: dict[frozenset[str], Weights] = {}
    result = {}
    for entrant, own in scores.items():
        applicable = frozenset(own)
        if applicable not in weights:
            weights[applicable] = scheme.effective_weights(own)
        points = weighted_sum(weights[applicable], own)
        total = None if points is None else round_half_up(points / 100, places)
        result[entrant] = Standing(own, scheme, places, total)
    return result

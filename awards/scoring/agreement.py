"""Where members of the panel differ, and how alike they rank: shown before publishing. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from awards.contract.conform import conform
from awards.contract.schema import Inputs
from awards.scoring.scores import Record
from awards.scoring.weights import Scheme, Weights, weighted_sum


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest and highest mark an entrant got on one criterion, and the panelist ids who gave them."""

    entrant: str
    criterion: str
    lowest: Fraction
    highest: Fraction
    lowest_by: tuple[str, ...]
    highest_by: tuple[str, ...]

    @property
    def range(self) -> Fraction:
        """Highest minus lowest mark."""
        return self.highest - self.lowest


def spread(inputs: Mapping[str, object]) -> list[Spread]:
    """Return the spread of every entrant and panel criterion with a mark that counts, in the order of the inputs."""
    checked = conform(inputs, Inputs)
    return [
        _spread(entrant["code"], criterion, marks)
        for entrant in checked["entrants"]
        for criterion, marks in Record.of(entrant, checked["criteria"]).marks.items()
        if marks
    ]


def agreement(inputs: Mapping[str, object]) -> Fraction | None:
    """Return Kendall's W, corrected for ties: 0 no agreement, 1 every member ranks the candidates alike.

    Over the members without a recusal, each ranking the candidates by the weighted sum of their own marks.
    None with fewer than two such members or candidates, or when no member tells any two candidates apart.
    """
    checked = conform(inputs, Inputs)
    candidates = [entrant for entrant in checked["entrants"] if entrant["candidate"]]
    records = [Record.of(entrant, checked["criteria"]) for entrant in candidates]
    weights = Scheme.of(checked["criteria"]).weights
    means = [_own_means(panelist["id"], records, weights) for panelist in checked["panel"]]
    return _kendalls_w([_middle_ranks(own) for own in means if own is not None])


def _spread(entrant: str, criterion: str, marks: Mapping[str, Fraction]) -> Spread:
    lowest, highest = min(marks.values()), max(marks.values())
    return Spread(
        entrant,
        criterion,
        lowest,
        highest,
        lowest_by=tuple(panelist for panelist, mark in marks.items() if mark == lowest),
        highest_by=tuple(panelist for panelist, mark in marks.items() if mark == highest),
    )


def _own_means(panelist: str, records: Sequence[Record], weights: Weights) -> list[Fraction] | None:
    """Return the member's weighted mean mark for each candidate; None unless every one has a complete sheet."""
    means = []
    for record in records:
        own = {code: marks.get(panelist) for code, marks in record.marks.items()}
        counted = {code: weights[code] for code in own}
        points, whole = weighted_sum(counted, own), sum(counted.values())
        if points is None or not whole:
            return None
        means.append(points / whole)
    return means


def _middle_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """Rank of each value, 1 for the lowest; equal values share the middle of the ranks they take up."""
    times, below, middle = Counter(values), 0, {}
    for value in sorted(times):
        middle[value] = Fraction(2 * below + 1 + times[value], 2)
        below += times[value]
    return [middle[value] for value in values]


def _kendalls_w(rankings: Sequence[Sequence[Fraction]]) -> Fraction | None:
    members = len(rankings)
    if members < 2:
        return None
    objects = len(rankings[0])
    sums = [sum(ranks) for ranks in zip(*rankings, strict=True)]
    mean = Fraction(members * (objects + 1), 2)
    ties = sum(times**3 - times for ranks in rankings for times in Counter(ranks).values())
    most = members**2 * (objects**3 - objects) - members * ties
    return 12 * sum((own - mean) ** 2 for own in sums) / most if most else None  # 0 for one object too

"""Where members of the panel differ, and how alike they rank: shown before publishing. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from awards.contract.conform import conform
from awards.contract.schema import Inputs
from awards.scoring.panel.opinions import opinions
from awards.scoring.scores import Record


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
    return _kendalls_w(rankings(inputs))


def rankings(inputs: Mapping[str, object]) -> tuple[tuple[Fraction, ...], ...]:
    """Return the rank of each candidate, 1 for the lowest, by each member who judged all of them."""
    found = opinions(inputs)
    panel = [panelist["id"] for panelist in conform(inputs, Inputs)["panel"]]
    own = [[of[panelist] for of in found.values() if panelist in of] for panelist in panel]
    return tuple(tuple(middle_ranks(means)) for means in own if len(means) == len(found))


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


def middle_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """Return the rank of each value, 1 for the lowest; equal values share the middle of the ranks they take up."""
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

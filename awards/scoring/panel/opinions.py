"""What each member thinks of each candidate: the weighted mean of the marks they gave, 0 to 100. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from awards.contract.conform import conform
from awards.contract.schema import Inputs
from awards.scoring.scores import Record, aggregate
from awards.scoring.weights import Scheme, weighted_sum

Opinions = Mapping[str, Mapping[str, Fraction]]  # entrant → panelist → weighted mean of the own marks


@dataclass(frozen=True, slots=True)
class Summary:
    """The opinions on one candidate, summed up; `trimmed` drops as many as the method of the category says."""

    entrant: str
    members: int
    mean: Fraction
    median: Fraction
    trimmed: Fraction
    lowest: Fraction
    highest: Fraction

    @property
    def range(self) -> Fraction:
        """Highest minus lowest opinion."""
        return self.highest - self.lowest


def opinions(inputs: Mapping[str, object]) -> Opinions:
    """Return the opinion of every member on every candidate they judged whole, in the order of the inputs.

    A member who withdrew, is absent or left a criterion out has none on that candidate.
    """
    checked = conform(inputs, Inputs)
    weights = Scheme.of(checked["criteria"]).weights
    found: dict[str, dict[str, Fraction]] = {}
    for entrant in checked["entrants"]:
        if entrant["candidate"]:
            record = Record.of(entrant, checked["criteria"])
            own = {panelist["id"]: _opinion(panelist["id"], record, weights) for panelist in checked["panel"]}
            found[entrant["code"]] = {who: mean for who, mean in own.items() if mean is not None}
    return found


def summaries(given: Opinions, trim: int) -> list[Summary]:
    """Return the summary of every candidate somebody has an opinion on, in their order."""
    return [
        Summary(
            entrant,
            len(of),
            sum(of.values(), Fraction(0)) / len(of),
            median(of.values()),
            _trimmed(of, trim),
            min(of.values()),
            max(of.values()),
        )
        for entrant, of in given.items()
        if of
    ]


def _trimmed(of: Mapping[str, Fraction], trim: int) -> Fraction:
    found = aggregate(of.values(), "trimmed_mean", trim)
    return Fraction(0) if found is None else found


def _opinion(panelist: str, record: Record, weights: Mapping[str, Fraction]) -> Fraction | None:
    own = {code: marks.get(panelist) for code, marks in record.marks.items()}
    counted = {code: weights[code] for code in own}
    points, whole = weighted_sum(counted, own), sum(counted.values())
    return None if points is None or not whole else points / whole

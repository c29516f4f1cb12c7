"""Whether ranks hang on who judged: with the level of those who did not, and with all members on one scale. Pure.

Neither changes a rank: each says by how much the panel's mean of a candidate would differ, and what rank would follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from awards.contract.conform import conform
from awards.contract.schema import Inputs
from awards.scoring.panel.members import members
from awards.scoring.panel.opinions import Opinions
from awards.scoring.ranking import rank
from awards.scoring.scores import Record
from awards.scoring.weights import Scheme, standings

Shifts = Mapping[str, Fraction]  # entrant → what is added to the panel's mean


@dataclass(frozen=True, slots=True)
class Fair:
    """A candidate that some members did not judge: the mean of those who did, and with the level of the others."""

    entrant: str
    missing: tuple[
        tuple[str, Fraction | None], ...
    ]  # (panelist, level); None for one who judged nobody with others
    mean: Fraction
    corrected: Fraction | None  # None where a level is

    @property
    def shift(self) -> Fraction | None:
        """Corrected minus plain mean."""
        return None if self.corrected is None else self.corrected - self.mean


def recusal_fair(given: Opinions, panel: Sequence[str]) -> list[Fair]:
    """Return every candidate that not the whole panel judged, in their order.

    Each who did not is taken to have given the mean of those who did plus their own level: the corrected mean is the
    plain one plus the sum of those levels divided by all, with whoever judged it without being of the panel.
    """
    everybody = list(dict.fromkeys([*panel, *(who for of in given.values() for who in of)]))
    levels = {one.panelist: one.level for one in members(given, everybody)}
    found = []
    for entrant, of in given.items():
        missing = tuple((panelist, levels[panelist]) for panelist in panel if panelist not in of)
        if of and missing:
            mean = sum(of.values(), Fraction(0)) / len(of)
            known = [level for _, level in missing if level is not None]
            whole = (
                mean + sum(known, Fraction(0)) / (len(of) + len(missing))
                if len(known) == len(missing)
                else None
            )
            found.append(Fair(entrant, missing, mean, whole))
    return found


def normalised(given: Opinions) -> Shifts:
    """Return what each candidate's mean changes by when every member uses one scale.

    A member's opinions are brought to one mean, that of all members on the same candidates, and one standard deviation,
    the mean one of all members; who gives everybody the same tells nobody apart. Roots are rounded to 28 digits.
    """
    means = {entrant: sum(of.values(), Fraction(0)) / len(of) for entrant, of in given.items() if of}
    by_member: dict[str, dict[str, Fraction]] = {}
    for entrant, of in given.items():
        for panelist, own in of.items():
            by_member.setdefault(panelist, {})[entrant] = own
    deviations = {panelist: _deviation(list(marks.values())) for panelist, marks in by_member.items()}
    common = sum(deviations.values(), Fraction(0)) / len(deviations) if deviations else Fraction(0)
    sums = dict.fromkeys(means, Fraction(0))
    for panelist, marks in by_member.items():
        middle = sum(marks.values(), Fraction(0)) / len(marks)
        target = sum((means[entrant] for entrant in marks), Fraction(0)) / len(marks)
        scale = common / deviations[panelist] if deviations[panelist] else Fraction(0)
        for entrant, mark in marks.items():
            sums[entrant] += (mark - middle) * scale + target
    return {entrant: sums[entrant] / len(given[entrant]) - mean for entrant, mean in means.items()}


def ranks_with(inputs: Mapping[str, object], shifts: Shifts) -> dict[str, int]:
    """Return the rank of every candidate with a total if the panel's score of each criterion were so much higher."""
    checked = conform(inputs, Inputs)
    method, criteria = checked["method"], checked["criteria"]
    scores = {}
    for entrant in checked["entrants"]:
        if entrant["candidate"]:
            record = Record.of(entrant, criteria)
            shift = shifts.get(entrant["code"], Fraction(0))
            scores[entrant["code"]] = {
                code: score + shift if score is not None and code in record.marks else score
                for code, score in record.scores(method["aggregate"], method["trim"]).items()
            }
    places = rank(
        standings(scores, Scheme.of(criteria), method["places"]), method["tie_break"], checked["plenary"]
    )
    return {code: place.rank for code, place in places.items()}


def _deviation(values: Sequence[Fraction]) -> Fraction:
    """Return the standard deviation of all of these."""
    middle = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - middle) ** 2 for value in values), Fraction(0)) / len(values)
    return Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())

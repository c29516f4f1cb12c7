"""The candidates of a document ranked again, one of them judged by other figures: only what decides a rank. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from awards.contract.conform import conform
from awards.contract.schema import Criterion, EntrantInputs, FullDocument, Inputs, Plenary
from awards.scoring.ranking import SHARED, Place, rank
from awards.scoring.scores import Record, Scores
from awards.scoring.weights import Scheme, Standing, standings


@dataclass(frozen=True, slots=True)
class Reached:
    """What an entrant reaches by some figures; total and rank are None for one that is no candidate."""

    scores: Scores
    total: Decimal | None
    rank: int | None


class Contest:
    """The candidates of a full document, their scores computed once."""

    def __init__(self, document: FullDocument) -> None:
        self.inputs = conform(document, Inputs)
        self.scheme = Scheme.of(self.inputs["criteria"])
        self.scores = {entrant["code"]: self._scores(entrant) for entrant in self.inputs["entrants"]}
        self.candidates = {
            entrant["code"]: self._standing(self.scores[entrant["code"]])
            for entrant in self.inputs["entrants"]
            if entrant["candidate"]
        }

    @property
    def criteria(self) -> list[Criterion]:
        return self.inputs["criteria"]

    def reached(self, entrant: EntrantInputs) -> Reached:
        """Return what an entrant of the document would reach, judged as it is given here."""
        scores, code = self._scores(entrant), entrant["code"]
        if code not in self.candidates:
            return Reached(scores, None, None)
        again = {**self.candidates, code: self._standing(scores)}
        places = self._places(again)
        return Reached(scores, again[code].total, places[code].rank if code in places else None)

    def among(self, criterion: str) -> list[Fraction]:
        """Return the scores the candidates have in a criterion, highest first; those it does not apply to aside."""
        found = (self.scores[code].get(criterion) for code in self.candidates)
        return sorted((score for score in found if score is not None), reverse=True)

    def points(self, scores: Scores, criterion: str, more: Fraction) -> Fraction:
        """Return what `more` of a criterion's score comes to in points of the total of whoever has these scores."""
        return self.scheme.effective_weights(scores)[criterion] * more / 100

    def _places(self, candidates: dict[str, Standing]) -> dict[str, Place]:
        """Return every place; decisions of the plenary hold on the ties that remain."""
        steps = self.inputs["method"]["tie_break"]
        places = rank(candidates, steps)
        tied: dict[int, set[str]] = {}
        for code, place in places.items():
            if place.tie == SHARED:
                tied.setdefault(place.rank, set()).add(code)
        holding = list(_holding(self.inputs["plenary"], tied.values()))
        return rank(candidates, steps, holding) if holding else places

    def _scores(self, entrant: EntrantInputs) -> Scores:
        method = self.inputs["method"]
        return Record.of(entrant, self.criteria).scores(method["aggregate"], method["trim"])

    def _standing(self, scores: Scores) -> Standing:
        return standings({"": scores}, self.scheme, self.inputs["method"]["places"])[""]


def middle(scores: list[Fraction]) -> Fraction | None:
    """Return the median; None of nothing."""
    return Fraction(median(scores)) if scores else None


def _holding(plenary: list[Plenary], tied: Iterable[set[str]]) -> Iterable[Plenary]:
    return (decision for decision in plenary if set(decision["codes"]) in list(tied))

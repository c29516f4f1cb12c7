"""The screening score that candidates are chosen by: criteria of the desk stage, rescaled to 100. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from awards.contract.conform import conform
from awards.contract.schema import Criterion, Inputs
from awards.scoring.scores import Record, Scores
from awards.scoring.weights import Scheme, standings


def screening_criteria(inputs: Mapping[str, object]) -> list[str]:
    """Return the codes of the criteria the screening counts, in the order of the edition.

    Interview criteria are out. A criterion of the panel is in once every entrant it applies to has a score,
    so that all are measured alike; criteria computed from figures are always in.
    """
    checked = conform(inputs, Inputs)
    return [criterion["code"] for criterion in _counted(checked, _scores(checked))]


def screening(inputs: Mapping[str, object]) -> dict[str, Decimal | None]:
    """Return the total of every entrant, 0 to 100, over the `screening_criteria`, their weights rescaled to 100.

    None for an entrant whose figures leave a criterion without a score.
    """
    checked = conform(inputs, Inputs)
    scores = _scores(checked)
    counted = _counted(checked, scores)
    scheme = Scheme.of(counted).rescaled()
    own = {
        entrant: {code: score for code, score in all_scores.items() if code in scheme.weights}
        for entrant, all_scores in scores.items()
    }
    return {
        entrant: standing.total
        for entrant, standing in standings(own, scheme, checked["method"]["places"]).items()
    }


def highest(scores: Mapping[int, Decimal | None], number: int) -> set[int]:
    """Return the keys of so many highest scores; whoever ties with the last of them is in too."""
    known = sorted((score for score in scores.values() if score is not None), reverse=True)[:number]
    return {key for key, score in scores.items() if known and score is not None and score >= known[-1]}


def _scores(checked: Inputs) -> dict[str, Scores]:
    method = checked["method"]
    return {
        entrant["code"]: Record.of(entrant, checked["criteria"]).scores(method["aggregate"], method["trim"])
        for entrant in checked["entrants"]
    }


def _counted(checked: Inputs, scores: Mapping[str, Scores]) -> list[Criterion]:
    return [
        criterion
        for criterion in checked["criteria"]
        if criterion["stage"] == "desk"
        and (
            criterion["source"] == "figures"
            or all(own.get(criterion["code"], 0) is not None for own in scores.values())
        )
    ]

"""What candidates are chosen by: the desk criteria alone, rescaled to 100. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from awards.contract.conform import conform
from awards.contract.schema import Criterion, Inputs
from awards.scoring.scores import Record, Scores
from awards.scoring.weights import Scheme, standings


def screening_criteria(inputs: Mapping[str, object]) -> list[str]:
    """Codes of the criteria the screening counts, in the order of the edition.

    Interview criteria are out. A criterion of the panel is in once every entrant it applies to has a score,
    so that all are measured alike; criteria computed from figures are always in.
    """
    contents = conform(inputs, Inputs)
    return [criterion["code"] for criterion in _counted(contents, _scores(contents))]


def screening(inputs: Mapping[str, object]) -> dict[str, Decimal | None]:
    """Total of every entrant, 0 to 100, over the `screening_criteria` with their weights rescaled to 100.

    None for an entrant whose figures leave a criterion without a score.
    """
    contents = conform(inputs, Inputs)
    scores = _scores(contents)
    counted = _counted(contents, scores)
    scheme = Scheme.of(counted).rescaled()
    own = {
        entrant: {code: score for code, score in all_scores.items() if code in scheme.weights}
        for entrant, all_scores in scores.items()
    }
    return {
        entrant: standing.total
        for entrant, standing in standings(own, scheme, contents["method"]["places"]).items()
    }


def _scores(contents: Inputs) -> dict[str, Scores]:
    method = contents["method"]
    return {
        entrant["code"]: Record.of(entrant, contents["criteria"]).scores(method["aggregate"], method["trim"])
        for entrant in contents["entrants"]
    }


def _counted(contents: Inputs, scores: Mapping[str, Scores]) -> list[Criterion]:
    return [
        criterion
        for criterion in contents["criteria"]
        if criterion["stage"] == "desk"
        and (
            criterion["source"] == "figures"
            or all(own.get(criterion["code"], 0) is not None for own in scores.values())
        )
    ]

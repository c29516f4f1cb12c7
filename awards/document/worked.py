"""One entrant of a published document, worked out line by line: what each criterion gives, and the sum. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.scoring.scores import Record
from awards.scoring.weights import Scheme
from regencies.l10n.rounding import round_half_up

PLACES = 4  # for reading; nothing is computed from them


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: its weight after others handed theirs over, the score, and weight × score ÷ 100."""

    code: str
    name: str
    weight: Decimal
    score: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Worked:
    """An entrant with the lines of its criteria; `points` is their exact sum to four places, `total` as published."""

    name: str
    lines: list[Line]
    points: Decimal
    total: Decimal


def worked(document: Mapping[str, object]) -> Worked | None:
    """Return the first of the ranking, worked out from its figures and sheets; None where nobody has a rank."""
    checked = conform(document, FullDocument)
    ranked = [entrant for entrant in checked["entrants"] if entrant["rank"] is not None]
    first = min(ranked, key=lambda entrant: (entrant["rank"] or 0, entrant["code"]), default=None)
    if first is None:
        return None
    method, criteria = checked["method"], checked["criteria"]
    scores = Record.of(first, criteria).scores(method["aggregate"], method["trim"])
    weights = Scheme.of(criteria).effective_weights(scores)
    points = {code: weights[code] * (score or 0) / 100 for code, score in scores.items()}
    lines = [
        Line(c["code"], c["name"], *map(_shown, (weights[c["code"]], scores[c["code"]], points[c["code"]])))
        for c in criteria
        if c["code"] in scores
    ]
    return Worked(
        first["name"], lines, _shown(sum(points.values(), Fraction(0))), Decimal(first["total"] or 0)
    )


def _shown(value: Fraction | None) -> Decimal:
    return round_half_up(value or Fraction(0), PLACES)

"""Where each member stands among the others: how high they mark, and how alike they rank. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from awards.scoring.agreement import middle_ranks
from awards.scoring.panel.opinions import Opinions

FEWEST = 3  # candidates a correlation is told of: with two it is always one or minus one


@dataclass(frozen=True, slots=True)
class Standing:
    """A member among the others.

    `level` is the mean difference from the mean of the others, over the candidates both judged; `correlation` is
    Spearman's with that mean, from -1 to 1. None where there is nobody or nothing to compare with.
    """

    panelist: str
    judged: int
    level: Fraction | None
    correlation: float | None


def members(given: Opinions, panel: Sequence[str]) -> list[Standing]:
    """Return where each member of the panel stands, in its order."""
    pairs: dict[str, list[tuple[Fraction, Fraction]]] = {panelist: [] for panelist in panel}
    judged = dict.fromkeys(panel, 0)
    for of in given.values():
        whole = sum(of.values(), Fraction(0))
        for panelist, own in of.items():
            judged[panelist] += 1
            if len(of) > 1:
                pairs[panelist].append((own, (whole - own) / (len(of) - 1)))
    return [
        Standing(panelist, judged[panelist], _level(pairs[panelist]), spearman(pairs[panelist]))
        for panelist in panel
    ]


def spearman(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """Return the rank correlation of pairs, ties at middle ranks; None of too few or where one side is all alike."""
    if len(pairs) < FEWEST:
        return None
    first, second = (middle_ranks(side) for side in zip(*pairs, strict=True))
    middle = Fraction(len(pairs) + 1, 2)
    own = sum((rank - middle) ** 2 for rank in first) * sum((rank - middle) ** 2 for rank in second)
    both = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    return float(both) / math.sqrt(own) if own else None


def _level(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    return sum((own - others for own, others in pairs), Fraction(0)) / len(pairs) if pairs else None

"""What a member's scores come to so far, computed by the functions the publication uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from awards.contract.schema import Aggregate, EntrantInputs
from awards.contract.schema import Criterion as CriterionShape
from awards.models import Criterion, Entry, Seat
from awards.results.inputs import Marks, criteria_shapes, entrant_shape, sheet_shape
from awards.scoring.scores import Record
from awards.scoring.weights import Scheme, standings, weighted_sum
from regencies.figures.counted import Figures, figures_for, no_figures
from regencies.l10n.rounding import round_half_up

Scored = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """Points collected out of the weight that has a score; `total` only once every criterion has one."""

    points: Decimal
    worth: Decimal  # sum of the weights, 0 to 100, of the criteria with a score
    filled: int
    asked: int
    total: Decimal | None
    scores: Scored  # by criterion code, None where there is none yet


def running_total(
    criteria: list[CriterionShape], entrant: EntrantInputs, *, aggregate: Aggregate, trim: int, places: int
) -> RunningTotal:
    """Return the total of an entrant as if its sheets were all there are."""
    scheme = Scheme.of(criteria)
    scores = Record.of(entrant, criteria).scores(aggregate, trim)
    weights = scheme.effective_weights(scores)
    known = {code: weights[code] for code, score in scores.items() if score is not None}
    points = weighted_sum(known, scores) or Fraction(0)
    return RunningTotal(
        points=round_half_up(points / 100, places),
        worth=round_half_up(sum(known.values(), Fraction(0)), places),
        filled=len(known),
        asked=len(scores),
        total=standings({"": scores}, scheme, places)[""].total,
        scores=scores,
    )


def member_total(
    seat: Seat, entry: Entry, criteria: Iterable[Criterion], not_applicable: Iterable[str], marks: Marks
) -> RunningTotal:
    """Return the total of an entry as if this member were the only one. Four queries, for the figures."""
    category = entry.category
    sheet = sheet_shape(f"P{seat.number}", marks)
    return running_total(
        criteria_shapes(criteria),
        entrant_shape(entry, figures_of(entry), not_applicable, [sheet]),
        aggregate=cast(Aggregate, category.aggregate),
        trim=category.trim,
        places=category.places,
    )


def figures_of(entry: Entry) -> Figures:
    """Return the figures of the entry's report; none without one."""
    report = entry.judged
    return figures_for([report])[report.pk] if report else no_figures(entry.category.form)

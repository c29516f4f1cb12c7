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
from awards.scoring.weights import Scheme, Standing, standings, weighted_sum
from regencies.figures.counted import Figures, figures_for, no_figures
from regencies.l10n.rounding import round_half_up

Scored = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The value of a group by the publication's arithmetic, of those of its criteria that have a score so far."""

    value: Decimal | None  # 0 to 100; None without any
    filled: int
    shares: Mapping[str, Fraction]  # by criterion code, per cent of the group
    places: int  # decimals of the value

    @property
    def is_whole(self) -> bool:
        """Whether every criterion of the group has a score."""
        return self.filled == len(self.shares)


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """Points collected out of the weight that has a score; `total` only once every criterion has one."""

    points: Decimal
    worth: Decimal  # sum of the weights, 0 to 100, of the criteria with a score
    filled: int
    asked: int
    total: Decimal | None
    scores: Scored  # by criterion code, None where there is none yet
    groups: Mapping[str, GroupTotal]  # by group code, those of the criteria that apply


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
        groups={
            group: _group_total(group, scores, scheme, places)
            for group in {scheme.groups[code] for code in scores}
        },
    )


def _group_total(group: str, scores: Scored, scheme: Scheme, places: int) -> GroupTotal:
    own = {code: score for code, score in scores.items() if scheme.groups[code] == group}
    known = {code: score for code, score in own.items() if score is not None}
    whole = sum((scheme.weights[code] for code in own), Fraction(0))
    return GroupTotal(
        value=Standing(known, scheme, places, None).value(f"group:{group}"),
        filled=len(known),
        shares={code: scheme.weights[code] * 100 / whole for code in own},
        places=places,
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

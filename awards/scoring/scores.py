"""The score of each criterion, from figures or from marks. Pure, exact rationals, missing is None.

A criterion that is not applicable to an entrant is absent from its scores; one that is there with None is
missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import get_args

from awards.contract.schema import Aggregate, Criterion, EntrantInputs, Figures, Indicator
from regencies.figures.summary import headline

AGGREGATES: tuple[Aggregate, ...] = get_args(Aggregate)

Scores = Mapping[str, Fraction | None]  # criterion → 0 to 100

exact = lru_cache(maxsize=4096)(Fraction)  # nine members give thousands of marks but few different ones


def indicator_values(figures: Figures) -> dict[Indicator, Fraction | None]:
    """Return coverage in per cent, its growth in points, target attainment and participant growth in per cent."""
    found = headline(**figures)
    return {
        "coverage": found.coverage,
        "coverage_growth_pp": found.coverage_growth_pp,
        "target_attainment": found.target_attainment,
        "participant_growth_pct": found.participant_growth_pct,
    }


def indicator_score(value: Fraction | None, full_mark: Fraction | None) -> Fraction | None:
    """Return value ÷ full_mark × 100, kept within 0 to 100; None without a value or a positive full mark."""
    if value is None or full_mark is None or full_mark <= 0:
        return None
    return min(max(value / full_mark * 100, Fraction(0)), Fraction(100))


def aggregate(marks: Iterable[Fraction], method: Aggregate, trim: int) -> Fraction | None:
    """Return one score from the marks of several members; None without marks.

    `trimmed_mean` drops the `trim` highest and lowest of 2·trim + 3 marks or more; of fewer it is the mean.
    """
    given = list(marks)
    point = lcm(*(mark.denominator for mark in given))
    counted = averaged(sorted(parts_of(mark, point) for mark in given), method, trim)
    return Fraction(sum(counted), point * len(counted)) if counted else None


def averaged(ordered: list[int], method: Aggregate, trim: int) -> list[int]:
    """Return those of the marks, given lowest first, whose mean is the score."""
    if method == "median" and ordered:
        upper = len(ordered) // 2
        return [ordered[upper], ordered[-upper - 1]]
    if method == "trimmed_mean" and len(ordered) >= 2 * trim + 3:
        return ordered[trim : len(ordered) - trim]
    return ordered


def parts_of(value: Fraction, whole: int) -> int:
    """Return how many parts of one point the value is, where `whole` parts, a multiple of its denominator, make one."""
    return value.numerator * (whole // value.denominator)


@dataclass(frozen=True, slots=True)
class Record:
    """What one entrant is judged on, per applicable criterion, before the marks are aggregated."""

    figures: Scores
    marks: Mapping[str, Mapping[str, Fraction]]  # criterion → panelist → mark; the recused are absent

    @classmethod
    def of(cls, entrant: EntrantInputs, criteria: Sequence[Criterion]) -> Record:
        """Return the record of an entrant: scores from figures, and the marks of members who did not withdraw."""
        applicable = [c for c in criteria if c["code"] not in entrant["not_applicable"]]
        values = indicator_values(entrant["figures"])
        sheets = [sheet for sheet in entrant["sheets"] if not sheet["recused"]]
        return cls(
            figures={
                c["code"]: indicator_score(c["indicator"] and values[c["indicator"]], _number(c["full_mark"]))
                for c in applicable
                if c["source"] == "figures"
            },
            marks={
                c["code"]: {
                    sheet["panelist"]: exact(sheet["scores"][c["code"]])
                    for sheet in sheets
                    if c["code"] in sheet["scores"]
                }
                for c in applicable
                if c["source"] == "panel"
            },
        )

    def scores(self, method: Aggregate, trim: int, without: str | None = None) -> Scores:
        """Return the score of every applicable criterion, as if the member `without` had no seat."""
        panel = {
            code: aggregate((mark for panelist, mark in marks.items() if panelist != without), method, trim)
            for code, marks in self.marks.items()
        }
        return {**self.figures, **panel}


def _number(text: str | None) -> Fraction | None:
    return None if text is None else exact(text)

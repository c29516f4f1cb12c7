"""Whether a figure is unlike what is usual: median and median absolute deviation, exact. Pure.

Both are robust: one wrong figure among the usual ones moves neither far. A hint for who fills in, never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Value = int | Decimal | Fraction

LEAST_YEARS = 4  # own past years; of fewer nobody can say what is usual
LEAST_REGIONS = 6  # other regions of the province
FAR = Fraction(7, 2)  # modified z-score from which Iglewicz and Hoaglin call a value an outlier
TO_DEVIATION = Fraction(6745, 10_000)  # the MAD of a normal distribution, in standard deviations
STEADY = Fraction(1, 20)  # of the median: figures that never changed are not unlike themselves for a little


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the median of so many figures, and how far from it one of them mostly is (MAD)."""

    median: Fraction
    deviation: Fraction
    n: int


@dataclass(frozen=True, slots=True)
class Unusual:
    """A figure far from what is usual: on which side, the median of the usual ones, and how many they are."""

    is_high: bool
    median: Fraction
    n: int


def median(values: Iterable[Value]) -> Fraction | None:
    """Return the middle of the values, between the two middle ones of an even number; None of none."""
    ordered = sorted(Fraction(value) for value in values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def deviation(values: Sequence[Value]) -> Fraction | None:
    """Return the median of how far each value is from the median of all (MAD); None of none."""
    middle = median(values)
    return None if middle is None else median(abs(Fraction(value) - middle) for value in values)


def usual_of(values: Iterable[Value | None]) -> Usual | None:
    """Return what is usual among the values there are; None of none."""
    known = [Fraction(one) for one in values if one is not None]
    middle, spread = median(known), deviation(known)
    return None if middle is None or spread is None else Usual(middle, spread, len(known))


def unlike(value: Value | None, usual: Usual | None, *, least: int) -> Unusual | None:
    """Return how a figure is unlike what is usual; None where it is not or is missing, or of fewer than `least`."""
    if value is None or usual is None or usual.n < least:
        return None
    room = max(usual.deviation, abs(usual.median) * STEADY)
    if not room or TO_DEVIATION * abs(Fraction(value) - usual.median) / room <= FAR:
        return None
    return Unusual(is_high=Fraction(value) > usual.median, median=usual.median, n=usual.n)


def unusual(value: Value | None, usual: Iterable[Value | None], *, least: int) -> Unusual | None:
    """Return how a figure is unlike the usual ones; None where it is not or is missing, or of fewer than `least`."""
    return None if value is None else unlike(value, usual_of(usual), least=least)

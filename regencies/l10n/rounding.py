"""Rounding an exact value once, and writing it plainly. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Round the exact value once, halves away from zero (decimal.ROUND_HALF_UP): ±0.125 → ±0.13.

    The result has exactly `places` (0 or more) decimals, whatever the decimal context; there is no −0.
    """
    scaled = Fraction(value) * 10**places
    units = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    negative = scaled < 0 < units
    return Decimal((int(negative), tuple(map(int, str(units))), -places))


def plain(value: Decimal) -> str:
    """The number as a plain decimal, digits and one point, never an exponent: Decimal("1E+2") → "100"."""
    return format(value, "f")

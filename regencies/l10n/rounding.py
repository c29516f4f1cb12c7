"""Exact values rounded once, and decimals written without an exponent. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Return the exact value rounded once, halves away from zero: ±0.125 → ±0.13.

    The result has exactly `places` (0 or more) decimals, whatever the decimal context; there is no −0.
    """
    scaled = Fraction(value) * 10**places
    units = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    negative = scaled < 0 < units
    return Decimal((int(negative), tuple(map(int, str(units))), -places))


def plain(value: Decimal) -> str:
    """Return the digits and one point, never an exponent: Decimal("1E+2") → "100"."""
    return format(value, "f")

"""Exact values rounded once, and decimals written without an exponent. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Return the exact value rounded once, halves away from zero: ±0.125 → ±0.13.

    The result has exactly `places` (0 or more) decimals, whatever the decimal context; there is no −0.
    """
    exact = Fraction(value)
    units = units_half_up(exact.numerator, exact.denominator, places)
    return Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -places))


def units_half_up(numerator: int, denominator: int, places: int) -> int:
    """Return numerator ÷ denominator in units of 10⁻ᵖˡᵃᶜᵉˢ, halves away from zero; the denominator is positive."""
    units: int = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return -units if numerator < 0 else units


def plain(value: Decimal) -> str:
    """Return the digits and one point, never an exponent: Decimal("1E+2") → "100"."""
    return format(value, "f")

"""Exact values rounded once."""

from decimal import Decimal
from fractions import Fraction

import pytest

from regencies.l10n.rounding import plain, round_half_up


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        ("1/8", 2, "0.13"),
        ("-1/8", 2, "-0.13"),
        ("1/200", 2, "0.01"),
        ("-1/200", 2, "-0.01"),
        ("-1/201", 2, "0.00"),
        ("-1", 0, "-1"),
        ("1/2", 0, "1"),
        ("0", 1, "0.0"),
        ("100", 2, "100.00"),
        ("2/3", 4, "0.6667"),
    ],
)
def test_halves_go_away_from_zero_and_zero_has_no_sign(exact, places, rounded):
    assert str(round_half_up(Fraction(exact), places)) == rounded


def test_a_decimal_is_written_without_exponent():
    assert plain(Decimal("1E+2")) == "100"

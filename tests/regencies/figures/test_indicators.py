"""Indicators against published figures, and the laws they keep."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regencies.figures.indicators import (
    coverage,
    coverage_growth_pp,
    participant_growth_pct,
    premium_per_person_month,
    target_attainment,
    total,
)
from regencies.l10n.rounding import plain, round_half_up

people = st.integers(min_value=0, max_value=10**8)
some_people = st.integers(min_value=1, max_value=10**8)
fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)


def shown(value: Fraction | None, places: int = 2) -> str:
    assert value is not None
    return plain(round_half_up(value, places))


def test_ketapang_as_published():
    registered, registered_previous = total([80_101, 42_217]), total([71_405, 29_647])
    now, before = coverage(registered, 179_827), coverage(registered_previous, 181_454)
    assert (shown(before), shown(now)) == ("55.69", "68.02")
    assert shown(coverage_growth_pp(now, before)) == "12.33"
    assert shown(participant_growth_pct(registered, registered_previous)) == "21.04"


def test_ketapang_pays_for_seven_months_not_twelve():
    assert premium_per_person_month(4_300_000_000, 34_400, 1) == 125_000
    assert shown(Fraction(125_000, 16_800), 1) == "7.4"
    assert premium_per_person_month(16_800 * 12 * 50, 50, 12) == 16_800


def test_attainment_is_measured_against_the_regions_own_target():
    assert target_attainment(Fraction(60), Decimal("80")) == 75
    assert target_attainment(Fraction(60), Fraction(125, 2)) == 96


def test_coverage_above_a_hundred_is_told_as_it_is():
    assert coverage(112, 100) == 112


@pytest.mark.parametrize(
    ("parts", "expected"), [([], None), ([None, None], None), ([None, 0], 0), ([3, None, 4], 7), ([0], 0)]
)
def test_a_null_adds_nothing_and_nulls_only_stay_null(parts, expected):
    assert total(parts) == expected


@pytest.mark.parametrize(
    "missing",
    [
        coverage(None, 100),
        coverage(100, None),
        coverage(100, 0),
        coverage_growth_pp(None, Fraction(1)),
        coverage_growth_pp(Fraction(1), None),
        target_attainment(None, Decimal(80)),
        target_attainment(Fraction(60), None),
        target_attainment(Fraction(60), Decimal("0.00")),
        participant_growth_pct(None, 5),
        participant_growth_pct(5, None),
        participant_growth_pct(5, 0),
        premium_per_person_month(None, 1, 1),
        premium_per_person_month(1, None, 1),
        premium_per_person_month(1, 0, 1),
        premium_per_person_month(1, 1, None),
        premium_per_person_month(1, 1, 0),
    ],
)
def test_what_cannot_be_computed_is_missing(missing):
    assert missing is None


def test_zero_participants_are_a_figure_not_a_gap():
    assert coverage(0, 100) == 0
    assert participant_growth_pct(0, 100) == -100
    assert premium_per_person_month(0, 10, 12) == 0


@given(people, some_people, st.integers(min_value=1, max_value=1000))
def test_coverage_does_not_depend_on_the_unit(registered, workforce, factor):
    assert coverage(registered * factor, workforce * factor) == coverage(registered, workforce)


@given(people, people, some_people)
def test_coverage_adds_up_over_segments(wage_earners, non_wage_earners, workforce):
    together = coverage(total([wage_earners, non_wage_earners]), workforce)
    assert together == coverage(wage_earners, workforce) + coverage(non_wage_earners, workforce)


@given(fractions, fractions)
def test_growth_in_points_reverses_its_sign(now, before):
    assert coverage_growth_pp(now, before) == -coverage_growth_pp(before, now)


@given(some_people, some_people)
def test_relative_growth_rebuilds_the_figure(registered, registered_previous):
    growth = participant_growth_pct(registered, registered_previous)
    assert registered_previous * (1 + growth / 100) == registered


@given(some_people)
def test_nothing_changed_is_no_growth(registered):
    assert participant_growth_pct(registered, registered) == 0


@given(fractions, st.integers(min_value=0, max_value=8))
def test_round_half_up_agrees_with_a_search_over_the_neighbours(value, places):
    unit = Fraction(1, 10**places)
    floor = value // unit
    nearest = min((floor, floor + 1), key=lambda n: (abs(n * unit - value), -abs(n)))
    rounded = round_half_up(value, places)
    assert Fraction(rounded) == nearest * unit
    assert rounded.as_tuple().exponent == -places


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5), st.integers(min_value=0, max_value=6))
def test_round_half_up_agrees_with_decimal(value, places):
    assert round_half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(12499999999999999999999, 10**23), 2, "0.12"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("2.675"), 2, "2.68"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(80), 4, "80.0000"),
    ],
)
def test_halves_go_away_from_zero_and_zero_has_no_sign(value, places, expected):
    assert plain(round_half_up(value, places)) == expected


def test_rounding_ignores_the_decimal_context():
    with localcontext() as context:
        context.prec = 3
        assert plain(round_half_up(Fraction(123_456_789, 1000), 2)) == "123456.79"


@pytest.mark.parametrize(
    ("value", "expected"), [("1E+2", "100"), ("1E-7", "0.0000001"), ("80.50", "80.50"), ("0", "0")]
)
def test_plain_never_writes_an_exponent(value, expected):
    assert plain(Decimal(value)) == expected

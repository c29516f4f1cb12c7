"""What is usual of figures, and what is far from it: by hand, and the laws it keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regencies.figures.usual import LEAST_REGIONS, LEAST_YEARS, Unusual, deviation, median, unusual

values = st.integers(min_value=-(10**9), max_value=10**9)
several = st.lists(values, min_size=LEAST_YEARS, max_size=15)
YEARS = [100, 104, 108, 112, 116]


@pytest.mark.parametrize(
    ("given_values", "middle", "spread"),
    [
        ([], None, None),
        ([3], 3, 0),
        ([1, 2], Fraction(3, 2), Fraction(1, 2)),
        ([9, 1, 5], 5, 4),
        (YEARS, 108, 4),
    ],
)
def test_median_and_deviation_by_hand(given_values, middle, spread):
    assert (median(given_values), deviation(given_values)) == (middle, spread)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (128, None),  # room is 5% of 108, 5,4: 20 × 0,6745 ÷ 5,4 = 2,50
        (136, None),  # 28 × 0,6745 ÷ 5,4 = 3,497
        (137, Unusual(is_high=True, median=Fraction(108), n=5)),  # 3,62
        (80, None),
        (79, Unusual(is_high=False, median=Fraction(108), n=5)),
        (None, None),
    ],
)
def test_far_is_three_and_a_half_deviations(value, found):
    assert unusual(value, YEARS, least=LEAST_YEARS) == found


def test_a_year_that_was_wrong_itself_moves_the_usual_hardly():
    assert unusual(1_000, [*YEARS, 1_000_000], least=LEAST_YEARS) == Unusual(True, Fraction(110), 6)


@pytest.mark.parametrize("least", [LEAST_YEARS, LEAST_REGIONS])
def test_too_few_say_nothing_and_a_missing_year_is_none_of_them(least):
    few = [100] * (least - 1)
    assert unusual(10**9, few, least=least) is None
    assert unusual(10**9, [*few, None, None], least=least) is None
    assert unusual(10**9, [*few, 100], least=least) == Unusual(True, Fraction(100), least)


def test_where_all_was_zero_nothing_is_a_measure():
    assert unusual(5, [0] * 6, least=LEAST_YEARS) is None


@given(several)
def test_the_usual_itself_is_never_unusual(usual):
    assert unusual(median(usual), usual, least=LEAST_YEARS) is None


@given(values, several, st.randoms())
def test_their_order_does_not_matter(value, usual, chance):
    shuffled = list(usual)
    chance.shuffle(shuffled)
    assert unusual(value, shuffled, least=LEAST_YEARS) == unusual(value, usual, least=LEAST_YEARS)


@given(values, several, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_another_unit_says_the_same(value, usual, factor):
    before = unusual(value, usual, least=LEAST_YEARS)
    after = unusual(value * factor, [one * factor for one in usual], least=LEAST_YEARS)
    assert (before is None) == (after is None)
    if before and after:
        assert (after.is_high, after.median, after.n) == (before.is_high, before.median * factor, before.n)


@given(values, several, st.integers(min_value=1, max_value=10**9))
def test_further_off_is_no_less_unusual(value, usual, more):
    found = unusual(value, usual, least=LEAST_YEARS)
    if found:
        further = value + more if found.is_high else value - more
        assert unusual(further, usual, least=LEAST_YEARS) == found


@given(values, several)
def test_it_is_on_the_side_of_the_median_it_tells(value, usual):
    if found := unusual(value, usual, least=LEAST_YEARS):
        assert (found.median, found.n) == (median(usual), len(usual))
        assert (value > found.median) == found.is_high != (value < found.median)

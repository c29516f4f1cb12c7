"""Scores of criteria: indicators held to their full mark, marks aggregated, recusal that is not zero."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from statistics import mean, median
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.choices import Indicator
from awards.contract import schema
from awards.presenters import wording
from awards.scoring.scores import Record, aggregate, indicator_score, indicator_values
from regencies.l10n.rounding import plain, round_half_up
from tests.builders.document import PANEL, criterion, default_criteria, entrant, figures, ketapang, sheet
from tests.builders.strategies import marks, methods, trims

some_marks = st.lists(marks, min_size=1, max_size=12)
values = st.fractions(min_value=-500, max_value=500, max_denominator=1000)
full_marks = st.fractions(min_value=Fraction(1, 10), max_value=500, max_denominator=10)


def numbers(*values: int) -> list[Fraction]:
    return [Fraction(value) for value in values]


def test_ketapang_scores_by_the_default_criteria():
    record = Record.of(entrant("61.04", figures=ketapang()), default_criteria())
    shown = {code: plain(round_half_up(score, 4)) for code, score in record.figures.items()}
    assert shown == {"A1": "68.0198", "A2": "100.0000", "A3": "97.1712", "A4": "70.1487"}


def test_each_indicator_by_hand():
    values = indicator_values(figures((30, 20), (20, 20), (60, 40), (50, 50), "80"))
    assert values == {
        "coverage": 50,
        "coverage_growth_pp": 10,
        "target_attainment": Fraction(125, 2),
        "participant_growth_pct": 25,
    }


def test_every_indicator_is_offered_computed_and_put_into_words():
    known = list(get_args(schema.Indicator))
    assert Indicator.values == known
    assert list(indicator_values(figures())) == known
    assert set(wording.FULL_MARKS) == set(known)
    assert set(known) - set(wording.FIGURES) == set()


def test_what_was_not_reported_leaves_its_indicators_missing():
    only_now = indicator_values(figures((30, 20), workforce=(60, 40)))
    assert only_now == {
        "coverage": 50,
        "coverage_growth_pp": None,
        "target_attainment": None,
        "participant_growth_pct": None,
    }
    assert set(indicator_values(figures()).values()) == {None}


@pytest.mark.parametrize(
    ("value", "full_mark", "score"),
    [
        (Fraction(112), Fraction(100), 100),
        (Fraction(-3), Fraction(10), 0),
        (Fraction(5), Fraction(10), 50),
        (Fraction(0), Fraction(10), 0),
        (None, Fraction(10), None),
        (Fraction(5), None, None),
        (Fraction(5), Fraction(0), None),
    ],
)
def test_an_indicator_scores_its_share_of_the_full_mark_between_0_and_100(value, full_mark, score):
    assert indicator_score(value, full_mark) == score


@given(values, full_marks, st.integers(1, 100))
def test_a_score_does_not_depend_on_the_unit(value, full_mark, factor):
    assert indicator_score(value * factor, full_mark * factor) == indicator_score(value, full_mark)


@given(values, values, full_marks)
def test_more_of_an_indicator_never_scores_less(one, other, full_mark):
    less, more = sorted([one, other])
    assert 0 <= indicator_score(less, full_mark) <= indicator_score(more, full_mark) <= 100


@pytest.mark.parametrize(
    ("method", "trim", "given_marks", "expected"),
    [
        ("mean", 1, numbers(10, 20, 60), 30),
        ("median", 1, numbers(10, 60, 20), 20),
        ("median", 1, numbers(10, 60, 20, 30), 25),
        ("trimmed_mean", 1, numbers(0, 70, 80, 90, 100), 80),
        ("trimmed_mean", 1, numbers(0, 70, 80, 90), 60),
        ("trimmed_mean", 2, numbers(0, 10, 70, 80, 90, 95, 100), 80),
        ("trimmed_mean", 2, numbers(0, 10, 70, 80, 90, 95), Fraction(345, 6)),
        ("trimmed_mean", 0, numbers(10, 20, 60), 30),
        ("mean", 1, [], None),
        ("median", 1, [], None),
        ("trimmed_mean", 1, [], None),
    ],
)
def test_aggregates_by_hand(method, trim, given_marks, expected):
    assert aggregate(given_marks, method, trim) == expected


@given(some_marks)
def test_mean_and_median_agree_with_the_standard_library(given_marks):
    assert aggregate(given_marks, "mean", 0) == mean(given_marks)
    assert aggregate(given_marks, "median", 0) == median(given_marks)


@given(some_marks, methods, trims)
def test_an_aggregate_lies_between_the_lowest_and_the_highest_mark(given_marks, method, trim):
    assert min(given_marks) <= aggregate(given_marks, method, trim) <= max(given_marks)


@given(some_marks, methods, trims, st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(given_marks, method, trim, random):
    shuffled = random.sample(given_marks, len(given_marks))
    assert aggregate(shuffled, method, trim) == aggregate(given_marks, method, trim)


@given(some_marks, methods, trims, st.fractions(min_value=0, max_value=10, max_denominator=10))
def test_marks_times_a_factor_are_a_score_times_that_factor(given_marks, method, trim, factor):
    scaled = aggregate([mark * factor for mark in given_marks], method, trim)
    assert scaled == aggregate(given_marks, method, trim) * factor


@given(some_marks, methods, trims, st.data())
def test_a_higher_mark_never_lowers_the_score(given_marks, method, trim, data):
    seat = data.draw(st.integers(0, len(given_marks) - 1))
    raised = [*given_marks[:seat], given_marks[seat] + data.draw(marks), *given_marks[seat + 1 :]]
    assert aggregate(raised, method, trim) >= aggregate(given_marks, method, trim)


@given(trims, st.data())
def test_too_few_marks_to_trim_are_simply_averaged(trim, data):
    few = data.draw(st.lists(marks, min_size=1, max_size=2 * trim + 2))
    assert aggregate(few, "trimmed_mean", trim) == aggregate(few, "mean", trim)


@given(st.lists(marks, min_size=5, max_size=9), marks)
def test_one_member_far_off_cannot_move_a_trimmed_mean_beyond_the_others(given_marks, outlier):
    trimmed = aggregate([*given_marks, outlier], "trimmed_mean", 1)
    assert min(given_marks) <= trimmed <= max(given_marks)


def record(sheets, criteria=("B1", "B2"), **changes) -> Record:
    return Record.of(entrant("61.04", sheets=sheets, **changes), [criterion(code) for code in criteria])


def test_a_recused_member_is_absent_not_zero():
    sheets = [sheet("P1", {"B1": "80", "B2": "60"}), sheet("P2", None), sheet("P3", {"B1": "90", "B2": "70"})]
    assert record(sheets).scores("mean", 0) == {"B1": 85, "B2": 65}


def test_marks_left_on_a_recused_sheet_do_not_count():
    sheets = [sheet("P1", {"B1": "80"}), {"panelist": "P2", "recused": True, "scores": {"B1": "0"}}]
    assert record(sheets, ["B1"]).scores("mean", 0) == {"B1": 80}


def test_a_member_left_out_is_as_good_as_recused():
    both = [sheet("P1", {"B1": "80"}), sheet("P2", {"B1": "20"})]
    assert record(both, ["B1"]).scores("mean", 0, without="P2") == {"B1": 80}
    assert record(both, ["B1"]).scores("mean", 0, without="P9") == {"B1": 50}


def test_zero_is_a_mark():
    assert record([sheet("P1", {"B1": "0"}), sheet("P2", {"B1": "50"})], ["B1"]).scores("mean", 0) == {
        "B1": 25
    }


def test_no_mark_at_all_is_missing_and_not_applicable_is_absent():
    sheets = [sheet("P1", {"B1": "80"})]
    assert record(sheets).scores("mean", 0) == {"B1": 80, "B2": None}
    assert record(sheets, not_applicable=["B2"]).scores("mean", 0) == {"B1": 80}


@given(st.permutations(PANEL))
def test_the_order_of_the_sheets_does_not_matter(order):
    sheets = [sheet(panelist, {"B1": str(10 * PANEL.index(panelist))}) for panelist in order]
    assert record(sheets, ["B1"]).scores("trimmed_mean", 1) == {"B1": 40}


def test_indicators_do_not_shrink_with_more_participants():
    cases = [
        indicator_values(figures((n, None), (50, None), (100, None), (100, None), "50")) for n in range(5)
    ]
    for fewer, more in pairwise(cases):
        assert all(fewer[indicator] < more[indicator] for indicator in fewer)

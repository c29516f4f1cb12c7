"""How firm a rank is: variants by hand, weights that keep their sum, and the time it takes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.document.build import build
from awards.scoring.stability import reweighted
from tests.builders.document import (
    criterion,
    entrant,
    sheet,
    simple_inputs,
)
from tests.builders.strategies import weights


def ranges(contents: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {own["code"]: tuple(own["stability"].values()) for own in build(contents)["entrants"]}


def marked(code: str, *marks: str | None, **changes: Any) -> dict[str, Any]:
    """An entrant with one mark on B1 from P1, P2, …; None is a recusal."""
    sheets = [sheet(f"P{n}", None if mark is None else {"B1": mark}) for n, mark in enumerate(marks, 1)]
    return entrant(code, sheets=sheets, **changes)


def panel(size: int) -> list[dict[str, str]]:
    return [{"id": f"P{n}"} for n in range(1, size + 1)]


def test_far_apart_nothing_moves():
    far = [marked("a", "90", "91", "92"), marked("b", "50", "51", "52")]
    assert ranges(simple_inputs(far, panel=panel(3))) == {"a": (1, 1), "b": (2, 2)}


def test_one_member_decides_so_leaving_that_one_out_turns_the_order():
    close = [marked("a", "100", "70", "70"), marked("b", "60", "75", "75")]
    assert ranges(simple_inputs(close, panel=panel(3))) == {"a": (1, 2), "b": (1, 2)}


def test_another_aggregate_alone_can_turn_the_order():
    """Means 78 and 74, and whoever is left out the first stays ahead; medians 70 and 76."""
    skewed = [marked("a", "70", "70", "70", "90", "90"), marked("b", "69", "72", "76", "76", "77")]
    contents = simple_inputs(skewed, panel=panel(5))
    assert {own["code"]: own["rank"] for own in build(contents)["entrants"]} == {"a": 1, "b": 2}
    assert ranges(contents) == {"a": (1, 2), "b": (1, 2)}


def test_a_tenth_of_a_weight_alone_can_turn_the_order():
    """With one member only, leaving out and the aggregates change nothing."""
    criteria = [criterion("B1", "51"), criterion("C1", "49")]
    two = [
        entrant("a", sheets=[sheet("P1", {"B1": "80", "C1": "60"})]),
        entrant("b", sheets=[sheet("P1", {"B1": "60", "C1": "80"})]),
    ]
    contents = simple_inputs(two, criteria=criteria, panel=panel(1))
    assert {own["code"]: own["rank"] for own in build(contents)["entrants"]} == {"a": 1, "b": 2}
    assert ranges(contents) == {"a": (1, 2), "b": (1, 2)}


def test_without_a_quorum_a_variant_still_counts():
    """Leaving out P1 leaves one sheet of two although the quorum is two."""
    close = [marked("a", "90", "60"), marked("b", "70", "70")]
    method = {"aggregate": "mean", "trim": 0, "quorum": 2, "places": 2, "tie_break": []}
    assert ranges(simple_inputs(close, panel=panel(2), method=method)) == {"a": (1, 2), "b": (1, 2)}


def test_a_variant_without_a_total_says_nothing_about_that_candidate():
    """Nobody but P1 may judge b: left out, P1 takes b's total along and a is alone."""
    contents = simple_inputs([marked("a", "50", "50"), marked("b", "90", None)], panel=panel(2))
    assert ranges(contents) == {"a": (1, 2), "b": (1, 1)}


def test_who_is_no_candidate_takes_part_in_no_variant():
    three = [marked("a", "60"), marked("b", "90", candidate=False), marked("c", "50")]
    document = build(simple_inputs(three, panel=panel(1)))
    assert {own["code"]: own["stability"] for own in document["entrants"]} == {
        "a": {"best": 1, "worst": 1},
        "b": None,
        "c": {"best": 2, "worst": 2},
    }


@given(st.integers(2, 8), st.sampled_from([Fraction(9, 10), Fraction(11, 10)]), st.data())
def test_a_nudged_scheme_keeps_its_sum_and_the_proportions_of_the_others(size, factor, data):
    before = {f"K{n}": Fraction(weight) for n, weight in enumerate(data.draw(weights(size)))}
    after = reweighted(before, "K0", factor)
    assert sum(after.values()) == 100
    assert after["K0"] == before["K0"] * factor
    for code in list(before)[2:]:
        assert after[code] * before["K1"] == after["K1"] * before[code]


def test_no_weight_exceeds_the_whole_and_the_only_one_keeps_it():
    assert reweighted({"A": Fraction(95), "B": Fraction(5)}, "A", Fraction(11, 10)) == {"A": 100, "B": 0}
    assert reweighted({"A": Fraction(100)}, "A", Fraction(9, 10)) == {"A": 100}


# One criterion of 80 and one of 20: a leads, and b overtakes at another weight of X. ------------------
@pytest.mark.parametrize(
    ("ahead", "worst"),
    [
        (("1", "-3"), 2),  # b leads below 75: only X times nine tenths, 72, gets there
        (("3", "-7"), 1),  # b leads below 70: nothing gets there, nine elevenths, 65, would
        (("-3", "17"), 2),  # b leads above 85: only X times eleven tenths, 88, gets there
        (("-1", "19"), 1),  # b leads above 95: nothing gets there, eleven ninths, 98, would
    ],
)
def test_each_weight_is_tried_at_nine_and_eleven_tenths(ahead, worst):
    others = [50 - int(points) for points in ahead]
    marks = {"a": ("50", "50"), "b": tuple(map(str, others))}
    entrants = [
        entrant(code, sheets=[sheet(member, {"X": x, "Y": y}) for member in ("P1", "P2", "P3")])
        for code, (x, y) in marks.items()
    ]
    contents = simple_inputs(entrants, panel=panel(3), criteria=[criterion("X", "80"), criterion("Y", "20")])
    assert ranges(contents)["a"] == (1, worst)

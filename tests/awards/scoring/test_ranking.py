"""Ranks: totals, tie-break steps, the plenary, shared ranks, and the label that says what was needed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from awards.scoring.ranking import Place, rank
from awards.scoring.weights import Scheme, Standing
from tests.builders.document import criterion

SCHEME = Scheme.of([criterion("A1", "40"), criterion("A2", "30"), criterion("B1", "30")])
STEPS = ["group:A", "criterion:A2", "group:B"]


def standing(total: str | None, a1: int | None = 50, a2: int | None = 50, b1: int | None = 50) -> Standing:
    scores = {"A1": a1, "A2": a2, "B1": b1}
    exact = {code: None if score is None else Fraction(score) for code, score in scores.items()}
    return Standing(exact, SCHEME, 2, None if total is None else Decimal(total))


def decision(*order: str) -> dict[str, Any]:
    return {"codes": sorted(order), "order": list(order), "reason": "Musyawarah"}


def ranked(standings, plenary=(), steps=STEPS) -> dict[str, tuple[int, str | None]]:
    return {code: (place.rank, place.tie) for code, place in rank(standings, steps, plenary).items()}


def test_higher_totals_come_first():
    standings = {"a": standing("70.00"), "b": standing("90.00"), "c": standing("80.00")}
    assert ranked(standings) == {"b": (1, None), "c": (2, None), "a": (3, None)}


def test_nobody_and_a_single_candidate():
    assert rank({}, STEPS) == {}
    assert rank({"a": standing("1.00")}, STEPS) == {"a": Place(1, None)}


def test_without_a_total_there_is_no_place():
    assert ranked({"a": standing(None), "b": standing("10.00")}) == {"b": (1, None)}


def test_a_step_separates_equal_totals_and_is_named():
    standings = {"a": standing("80.00", a1=60), "b": standing("80.00", a1=70), "c": standing("70.00")}
    assert ranked(standings) == {"b": (1, "group:A"), "a": (2, "group:A"), "c": (3, None)}


def test_the_label_is_the_last_step_each_one_needed():
    standings = {
        "first": standing("80.00", a1=90),
        "second": standing("80.00", a1=54, a2=60),
        "third": standing("80.00", a1=60, a2=52),
    }
    assert ranked(standings) == {
        "first": (1, "group:A"),
        "second": (2, "criterion:A2"),
        "third": (3, "criterion:A2"),
    }


def test_equal_through_every_step_share_and_the_next_rank_is_skipped():
    standings = {"a": standing("80.00"), "b": standing("80.00"), "c": standing("70.00")}
    assert ranked(standings) == {"a": (1, "shared"), "b": (1, "shared"), "c": (3, None)}


def test_steps_compare_rounded_values():
    close = {"A1": Fraction(50), "A2": Fraction(50), "B1": Fraction("50.004")}
    standings = {"a": standing("80.00"), "b": Standing(close, SCHEME, 2, Decimal("80.00"))}
    assert ranked(standings) == {"a": (1, "shared"), "b": (1, "shared")}
    finer = {code: Standing(own.scores, SCHEME, 3, own.total) for code, own in standings.items()}
    assert ranked(finer) == {"b": (1, "group:B"), "a": (2, "group:B")}


def test_a_missing_value_comes_last_and_two_missing_ones_are_equal():
    standings = {
        "a": standing("80.00", a2=None),
        "b": standing("80.00", a2=0),
        "c": standing("80.00", a2=None),
    }
    assert ranked(standings, steps=["criterion:A2"]) == {
        "b": (1, "criterion:A2"),
        "a": (2, "shared"),
        "c": (2, "shared"),
    }


def test_the_plenary_settles_what_no_step_could():
    standings = {"a": standing("80.00"), "b": standing("80.00"), "c": standing("90.00")}
    assert ranked(standings, [decision("b", "a")]) == {
        "c": (1, None),
        "b": (2, "plenary"),
        "a": (3, "plenary"),
    }


def test_the_plenary_cannot_overrule_a_step_or_a_total():
    standings = {"a": standing("80.00", a1=60), "b": standing("80.00", a1=70), "c": standing("90.00")}
    assert ranked(standings, [decision("a", "b", "c")]) == {
        "c": (1, None),
        "b": (2, "group:A"),
        "a": (3, "group:A"),
    }


def test_a_decision_on_some_of_the_tied_settles_nothing_and_a_wider_one_settles_them():
    standings = {code: standing("80.00") for code in "abc"}
    assert set(ranked(standings, [decision("b", "a")]).values()) == {(1, "shared")}
    assert ranked(standings, [decision("c", "x", "a", "b")]) == {
        "c": (1, "plenary"),
        "a": (2, "plenary"),
        "b": (3, "plenary"),
    }


def test_of_two_decisions_the_later_counts():
    standings = {code: standing("80.00") for code in "ab"}
    decisions = [decision("a", "b"), decision("b", "a")]
    assert ranked(standings, decisions) == {"b": (1, "plenary"), "a": (2, "plenary")}


few_totals = st.sampled_from(["70.00", "70.01", "80.00"])
few_marks = st.none() | st.sampled_from([40, 50])
contests = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.builds(standing, few_totals, few_marks, few_marks),
    max_size=12,
)


@given(contests)
def test_ranks_are_a_competition_ranking_by_what_is_compared(standings):
    """Checked against the definition: one plus how many are ahead on (total, steps…), missing last."""

    def compared(code: str) -> list[tuple[bool, Decimal]]:
        values = [standings[code].value(step) for step in ["total", *STEPS]]
        return [(value is not None, value or Decimal(0)) for value in values]

    for code, place in rank(standings, STEPS).items():
        rivals = [other for other in standings if other != code]
        assert place.rank == 1 + sum(compared(other) > compared(code) for other in rivals)
        needed = max((_first_difference(compared(code), compared(other)) for other in rivals), default=0)
        assert place.tie == [None, *STEPS, "shared"][needed]


def _first_difference(one: list[Any], other: list[Any]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


@given(contests, st.randoms(use_true_random=False))
def test_the_order_of_the_entrants_does_not_matter(standings, random):
    shuffled = dict(random.sample(list(standings.items()), len(standings)))
    assert rank(shuffled, STEPS) == rank(standings, STEPS)


@given(contests, st.randoms(use_true_random=False))
def test_with_a_decision_on_everybody_nobody_shares(standings, random):
    order = random.sample(list(standings), len(standings))
    decided = rank(standings, STEPS, [decision(*order)])
    assert sorted(place.rank for place in decided.values()) == list(range(1, len(standings) + 1))
    undecided = rank(standings, STEPS)
    assert all(decided[code].rank >= place.rank for code, place in undecided.items())
    assert all(decided[code] == place for code, place in undecided.items() if place.tie != "shared")

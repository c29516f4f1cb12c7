"""Weights that always sum to 100, groups and totals between 0 and 100."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from awards.scoring.weights import Scheme, standings, weighted_sum
from tests.builders.document import criterion, default_criteria
from tests.builders.strategies import scores, weights

CODES = [c["code"] for c in default_criteria()]
DEFAULT = Scheme.of(default_criteria())


def scheme(*criteria: tuple[str, str]) -> Scheme:
    """A scheme from (code, weight); the group is the first letter of the code."""
    return Scheme.of([criterion(code, weight) for code, weight in criteria])


def total(scheme: Scheme, scores, places: int = 2) -> Decimal | None:
    return standings({"61.04": scores}, scheme, places)["61.04"].total


@st.composite
def applicable(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))


def test_a_criterion_hands_its_weight_to_the_others_of_its_group():
    own = scheme(("C1", "8"), ("C2", "4"), ("C3", "3"), ("B1", "85")).effective_weights(["C1", "C3", "B1"])
    assert own == {"C1": Fraction(8 * 15, 11), "C3": Fraction(3 * 15, 11), "B1": 85}


def test_a_group_with_none_left_hands_its_weight_to_all():
    own = scheme(("A1", "40"), ("B1", "20"), ("C1", "40")).effective_weights(["A1", "B1"])
    assert own == {"A1": Fraction(200, 3), "B1": Fraction(100, 3)}


def test_an_empty_group_leaves_the_others_in_proportion_after_their_own_handing_over():
    own = scheme(("A1", "20"), ("A2", "20"), ("B1", "20"), ("C1", "40")).effective_weights(["A1", "B1"])
    assert own == {"A1": Fraction(200, 3), "B1": Fraction(100, 3)}


def test_with_everything_applicable_weights_stay():
    assert DEFAULT.effective_weights(CODES) == DEFAULT.weights


def test_nothing_applicable_or_without_weight_has_no_weights_and_no_total():
    assert DEFAULT.effective_weights([]) == {}
    assert total(DEFAULT, {}) is None
    assert total(scheme(("A1", "0"), ("B1", "100")), {"A1": Fraction(50)}) is None


def test_a_group_left_with_weightless_criteria_hands_its_weight_on_and_has_no_value():
    left = scheme(("A1", "0"), ("A2", "40"), ("B1", "60"))
    assert left.effective_weights(["A1", "B1"]) == {"A1": 0, "B1": 100}
    marks = {"A1": Fraction(50), "B1": Fraction(80)}
    assert left.group_value("A", marks) is None
    assert left.group_value("B", marks) == 80
    assert total(left, marks) == Decimal("80.00")


def test_weights_that_are_all_zero_stay_so_when_rescaled():
    assert scheme(("A1", "0"), ("B1", "0")).rescaled().weights == {"A1": 0, "B1": 0}


@given(applicable())
def test_effective_weights_sum_to_100_whatever_does_not_apply(codes):
    own = DEFAULT.effective_weights(codes)
    assert own.keys() == set(codes)
    assert sum(own.values()) == 100


@given(applicable())
def test_handing_over_keeps_the_proportions_inside_a_group(codes):
    own = DEFAULT.effective_weights(codes)
    for one in codes:
        for other in codes:
            if DEFAULT.groups[one] == DEFAULT.groups[other]:
                assert own[one] * DEFAULT.weights[other] == own[other] * DEFAULT.weights[one]


@given(applicable(), st.data())
def test_a_total_lies_between_the_lowest_and_the_highest_score(codes, data):
    own = {code: data.draw(scores) for code in codes}
    points = weighted_sum(DEFAULT.effective_weights(codes), own) / 100
    assert min(own.values()) <= points <= max(own.values())


@given(applicable(), st.data())
def test_raising_one_score_never_lowers_total_or_group(codes, data):
    own = {code: data.draw(scores) for code in codes}
    raised = own | {codes[0]: data.draw(st.fractions(min_value=own[codes[0]], max_value=100))}
    group = DEFAULT.groups[codes[0]]
    assert total(DEFAULT, raised) >= total(DEFAULT, own)
    assert DEFAULT.group_value(group, raised) >= DEFAULT.group_value(group, own)


@given(st.integers(1, 6), st.integers(1, 50), st.data())
def test_only_the_proportions_of_weights_matter_once_rescaled(size, factor, data):
    drawn = data.draw(weights(size))
    own = {f"A{n}": data.draw(scores) for n in range(size)}
    plain = scheme(*zip(own, drawn, strict=True))
    larger = scheme(*((code, str(int(weight) * factor)) for code, weight in zip(own, drawn, strict=True)))
    assert larger.rescaled().weights == plain.weights
    assert total(larger.rescaled(), own) == total(plain, own)


def test_totals_and_groups_by_hand():
    own = {"A1": Fraction(80), "A2": Fraction(60), "B1": Fraction(50)}
    two_groups = scheme(("A1", "30"), ("A2", "20"), ("B1", "50"))
    assert total(two_groups, own) == Decimal("61.00")
    assert two_groups.group_value("A", own) == 72
    assert two_groups.group_value("B", own) == 50
    assert two_groups.group_value("C", own) is None


def test_a_missing_score_leaves_the_total_and_its_group_open():
    own = {"A1": Fraction(80), "A2": None, "B1": Fraction(50)}
    two_groups = scheme(("A1", "30"), ("A2", "20"), ("B1", "50"))
    assert total(two_groups, own) is None
    assert two_groups.group_value("A", own) is None
    assert two_groups.group_value("B", own) == 50


def test_a_total_is_rounded_once_from_the_exact_value():
    halves = scheme(("A1", "50"), ("B1", "50"))
    assert total(halves, {"A1": Fraction("70.01"), "B1": Fraction("70.02")}) == Decimal("70.02")
    assert total(halves, {"A1": Fraction("70.0049"), "B1": Fraction("70.0049")}) == Decimal("70.00")
    assert total(halves, {"A1": Fraction("70.5"), "B1": Fraction("70.5")}, places=0) == Decimal("71")


def test_steps_of_the_ranking_compare_rounded_values():
    standing = standings({"x": {"A1": Fraction(200, 3), "B1": Fraction(1, 3)}}, DEFAULT, 2)["x"]
    assert standing.value("group:A") == Decimal("66.67")
    assert standing.value("criterion:B1") == Decimal("0.33")
    assert standing.value("total") == standing.total
    assert standing.value("group:C") is None
    assert standing.value("criterion:C1") is None

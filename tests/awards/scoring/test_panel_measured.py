"""What marks say about candidates and members: by hand, against SciPy, and what must not matter."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from awards.document.build import build
from awards.scoring.agreement import agreement, rankings
from awards.scoring.panel.checks import normalised, ranks_with, recusal_fair
from awards.scoring.panel.interval import RESAMPLES, draws, interval
from awards.scoring.panel.members import members, spearman
from awards.scoring.panel.opinions import opinions, summaries
from tests.awards.scoring.test_agreement import judged
from tests.builders.document import criterion, entrant, figures, inputs, sheet, simple_inputs

F = Fraction
MARKS = st.integers(0, 100)


def grid(rows: int = 5, columns: int = 4) -> st.SearchStrategy[list[list[int]]]:
    """Whole marks: a row a candidate, a column a member."""
    return st.lists(st.lists(MARKS, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


def opinions_of(rows: list[list[int | None]]) -> dict[str, dict[str, Fraction]]:
    return {
        f"c{n}": {f"P{who}": F(mark) for who, mark in enumerate(row, 1) if mark is not None}
        for n, row in enumerate(rows)
    }


def panel_of(rows: list[list[Any]]) -> list[str]:
    return [f"P{who}" for who in range(1, len(rows[0]) + 1)]


# Opinions -------------------------------------------------------------------------------------------
def test_an_opinion_is_the_weighted_mean_of_what_applies_and_needs_every_mark():
    """B1 weighs 60, B2 40: P1 gives 50 and 100, so 70. P2 left B2 out. B2 does not apply to b."""
    contents = simple_inputs(
        [
            entrant("a", sheets=[sheet("P1", {"B1": "50", "B2": "100"}), sheet("P2", {"B1": "50"})]),
            entrant("b", sheets=[sheet("P1", {"B1": "30"}), sheet("P2", None)], not_applicable=["B2"]),
        ],
        criteria=[criterion("B1", "60"), criterion("B2", "40")],
        panel=[{"id": "P1"}, {"id": "P2"}],
    )
    assert opinions(contents) == {"a": {"P1": 70}, "b": {"P1": 30}}
    contents["entrants"][0]["candidate"] = False
    assert opinions(contents) == {"b": {"P1": 30}}


def test_a_document_has_the_opinions_of_its_inputs():
    assert opinions(build(inputs())) == opinions(inputs())


def test_a_candidate_is_summed_up_by_hand():
    [found] = summaries(opinions_of([[10, 20, 60, 70, 100]]), trim=1)
    assert (found.members, found.mean, found.median, found.trimmed) == (5, 52, 60, 50)
    assert (found.lowest, found.highest, found.range) == (10, 100, 90)
    assert summaries({"a": {}}, trim=1) == []


@given(st.lists(MARKS, min_size=5, max_size=9))
def test_mean_median_and_trimmed_mean_are_those_of_scipy(marks):
    [found] = summaries(opinions_of([marks]), trim=1)
    assert float(found.mean) == pytest.approx(np.mean(marks))
    assert float(found.median) == pytest.approx(np.median(marks))
    assert float(found.trimmed) == pytest.approx(stats.trim_mean(marks, 1 / len(marks)))


# Agreement and its interval -------------------------------------------------------------------------
@given(grid(rows=5, columns=4))
def test_agreement_is_that_of_friedmans_test(rows):
    """W = χ² ÷ (m (n - 1)); SciPy's χ² is corrected for ties as well."""
    found = agreement(judged(*(tuple(map(str, row)) for row in rows)))
    assume(found is not None)
    assert float(found) == pytest.approx(stats.friedmanchisquare(*rows).statistic / (4 * 4))


@given(grid(rows=5, columns=3))
def test_the_interval_is_the_middle_of_the_resamples_as_scipy_computes_each(rows):
    ranks = rankings(judged(*(tuple(map(str, row)) for row in rows)))
    found = interval(ranks)
    assume(found is not None)
    values = []
    for counts in list(draws(ranks))[:40]:
        drawn = [list(row) for row, times in zip(rows, counts, strict=True) for _ in range(times)]
        if any(len(set(column)) > 1 for column in zip(*drawn, strict=True)):
            values.append(stats.friedmanchisquare(*drawn).statistic / (3 * 4))
    repeated = _interval_of(ranks, 40)
    expected = np.quantile(values, [0.025, 0.975], method="inverted_cdf") if values else None
    assert repeated == (None if expected is None else pytest.approx(tuple(expected)))
    assert 0 <= found[0] <= found[1] <= 1


def _interval_of(ranks, resamples: int):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("awards.scoring.panel.interval.RESAMPLES", resamples)
        found = interval.__wrapped__(ranks)
    return found and tuple(map(float, found))


def test_the_interval_is_the_same_again_and_in_any_order_of_members():
    ranks = rankings(inputs_of_fourteen())
    found = interval.__wrapped__(ranks)
    assert found == interval.__wrapped__(ranks) == interval.__wrapped__(tuple(reversed(ranks)))
    assert found[0] < agreement(inputs_of_fourteen()) < found[1]
    assert len(list(draws(ranks))) == RESAMPLES
    assert all(sum(counts) == 14 for counts in draws(ranks))


def test_full_agreement_has_no_width_and_one_member_no_interval():
    assert interval(rankings(judged(("90", "50"), ("80", "40"), ("70", "10")))) == (1, 1)
    assert interval(rankings(judged(("90",), ("80",)))) is None
    assert interval(rankings(judged(("90", "90"), ("90", "90")))) is None


def inputs_of_fourteen() -> dict[str, Any]:
    chance = np.random.default_rng(14)
    rows = [[f"{50 + 2 * n + int(chance.integers(-20, 20))}" for _ in range(9)] for n in range(14)]
    entrants = [
        entrant(f"c{n:02}", sheets=[sheet(f"P{who}", {"B1": mark}) for who, mark in enumerate(row, 1)])
        for n, row in enumerate(rows)
    ]
    return simple_inputs(entrants, panel=[{"id": f"P{n}"} for n in range(1, 10)])


def test_nine_members_and_fourteen_candidates_take_less_than_a_second():
    ranks = rankings(inputs_of_fourteen())
    begun = time.process_time()
    interval.__wrapped__(ranks)
    assert time.process_time() - begun < 1


# Members --------------------------------------------------------------------------------------------
def test_a_level_is_the_mean_difference_from_the_others_on_what_both_judged():
    """P1 gives 10 more than the mean of the others to a, 4 less to b; nobody else judged c."""
    first, second, third = members(
        opinions_of([[70, 50, 70], [50, 54, 54], [90, None, None]]), ["P1", "P2", "P3"]
    )
    assert (first.judged, first.level) == (3, 3)
    assert (second.judged, second.level) == (2, F(-20 + 2, 2))
    assert third.level == F(10 + 2, 2)
    assert first.correlation is None  # two candidates tell nothing


@given(grid(rows=6, columns=4))
def test_level_and_correlation_are_those_of_numpy_and_scipy(rows):
    marks = np.array(rows)
    for place, one in enumerate(members(opinions_of(rows), panel_of(rows))):
        others = np.delete(marks, place, axis=1).mean(axis=1)
        assert float(one.level) == pytest.approx(float((marks[:, place] - others).mean()), abs=1e-9)
        sums = np.delete(marks, place, axis=1).sum(axis=1)  # whole: equal means stay equal
        if len(set(marks[:, place])) == 1 or len(set(sums)) == 1:
            assert one.correlation is None
        else:
            assert one.correlation == pytest.approx(stats.spearmanr(marks[:, place], sums).statistic)


def test_who_ranks_like_the_others_has_one_in_reverse_minus_one_and_beside_equal_ones_none():
    found = members(opinions_of([[1, 7, 2], [2, 6, 4], [3, 5, 9]]), ["P1", "P2", "P3"])
    assert [one.correlation for one in found] == [1, -1, None]  # P1 and P2 add up to 8 for everybody
    assert spearman([(F(1), F(1)), (F(2), F(2))]) is None


@given(grid(rows=5, columns=4), st.permutations(range(4)), st.integers(-50, 50))
def test_neither_the_order_of_members_nor_a_constant_on_a_members_marks_changes_how_they_rank(
    rows, order, constant
):
    found = {one.panelist: one for one in members(opinions_of(rows), panel_of(rows))}
    turned = members(opinions_of(rows), [f"P{n + 1}" for n in order])
    assert turned == [found[f"P{n + 1}"] for n in order]
    shifted = [[row[0] + constant, *row[1:]] for row in rows]
    again = {one.panelist: one for one in members(opinions_of(shifted), panel_of(rows))}
    assert again["P1"].level == found["P1"].level + constant
    assert again["P2"].level == found["P2"].level - F(constant, 3)
    assert again["P1"].correlation == found["P1"].correlation


# Fair to who is not judged by all -------------------------------------------------------------------
def test_a_strict_member_who_did_not_judge_is_made_up_for():
    """P3 gives 10 less than the others' mean; without P3 the mean of c is 60, with P3 it were (120 + 50) ÷ 3."""
    [found] = recusal_fair(opinions_of([[60, 60, 50], [40, 40, 30], [55, 65, None]]), ["P1", "P2", "P3"])
    assert (found.entrant, found.missing) == ("c2", (("P3", F(-10)),))
    assert (found.mean, found.corrected, found.shift) == (60, F(170, 3), F(-10, 3))


@given(
    st.lists(MARKS, min_size=3, max_size=6),
    st.lists(st.integers(-20, 20), min_size=3, max_size=6),
    st.data(),
)
def test_where_marks_are_a_candidates_worth_plus_a_members_level_the_corrected_mean_is_that_of_all(
    worth, levels, data
):
    """One member misses one candidate: nothing is lost, whoever it is."""
    rows = [[own + level for level in levels] for own in worth]
    row, column = data.draw(st.integers(0, len(worth) - 1)), data.draw(st.integers(0, len(levels) - 1))
    whole = F(sum(rows[row]), len(levels))
    rows[row][column] = None
    [found] = recusal_fair(opinions_of(rows), panel_of(rows))
    assert found.corrected == whole


def test_where_all_judged_there_is_nothing_to_make_up_for_and_a_member_without_a_level_cannot_be():
    assert recusal_fair(opinions_of([[1, 2], [3, 4]]), ["P1", "P2"]) == []
    [first, second] = recusal_fair(opinions_of([[1, 2, None], [3, 4, None]]), ["P1", "P2", "P3"])
    assert (first.mean, first.corrected, first.shift) == (F(3, 2), None, None)
    assert second.missing == (("P3", None),)


# One scale ------------------------------------------------------------------------------------------
@given(grid(rows=5, columns=4))
def test_on_one_scale_marks_are_z_scores_of_scipy_set_to_common_mean_and_deviation(rows):
    marks = np.array(rows, dtype=float)
    deviations = marks.std(axis=0)
    scores = np.zeros_like(marks)
    scores[:, deviations > 0] = stats.zscore(marks[:, deviations > 0], axis=0)
    expected = (scores * deviations.mean() + marks.mean()).mean(axis=1) - marks.mean(axis=1)
    found = normalised(opinions_of(rows))
    assert [float(found[f"c{n}"]) for n in range(5)] == pytest.approx(list(expected), abs=1e-6)


@given(grid(rows=4, columns=3), st.integers(-50, 50))
def test_a_constant_on_a_members_marks_tells_no_two_candidates_apart_on_one_scale(rows, constant):
    def results(of):
        shifts = normalised(opinions_of(of))
        return [F(sum(row), 3) + shifts[f"c{n}"] for n, row in enumerate(of)]

    before, after = results(rows), results([[row[0] + constant, *row[1:]] for row in rows])
    assert [one - before[0] for one in before] == pytest.approx([one - after[0] for one in after], abs=1e-12)


def test_what_a_shift_does_to_ranks_and_none_does_nothing():
    contents = judged(("60", "62"), ("50", "52"), ("40", "42"))
    assert ranks_with(contents, {}) == {"a": 1, "b": 2, "c": 3}
    assert ranks_with(contents, {"b": F(11)}) == {"a": 2, "b": 1, "c": 3}
    assert ranks_with(contents, {"b": F(10)}) == {"a": 1, "b": 1, "c": 3}
    assert ranks_with(inputs(), {}) == {
        e["code"]: e["rank"] for e in build(inputs())["entrants"] if e["rank"]
    }


def test_a_shift_of_all_alike_changes_no_rank_and_figures_are_not_shifted():
    """Of the weight 50 is on figures: 100 against 0 there, so that b needs more than 100 on the panel's half."""
    contents = inputs()
    base = {e["code"]: e["rank"] for e in build(contents)["entrants"] if e["rank"]}
    assert ranks_with(contents, dict.fromkeys(base, F(7))) == base
    half = judged(("50", "50"), ("50", "50"))
    half["criteria"] = [criterion("B1", "50"), criterion("A1", "50", indicator="coverage", full_mark="100")]
    for one, registered in zip(half["entrants"], (100, 0), strict=True):
        one["figures"] = figures((registered, 0), workforce=(100, 0))
    assert ranks_with(half, {"b": F(99)}) == {"a": 1, "b": 2}
    assert ranks_with(half, {"b": F(101)}) == {"a": 2, "b": 1}

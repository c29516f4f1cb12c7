"""Where members differ, and Kendall's W by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from awards.document.build import build
from awards.scoring.agreement import Spread, agreement, spread
from tests.builders.document import criterion, entrant, inputs, sheet, simple_inputs


def judged(*rows: tuple[str | None, ...], **changes: Any) -> dict[str, Any]:
    """One row an entrant (a, b, …), one mark a member; None is a recusal."""
    entrants = [
        entrant(
            code,
            sheets=[sheet(f"P{n}", None if mark is None else {"B1": mark}) for n, mark in enumerate(row, 1)],
        )
        for code, row in zip("abcdefgh", rows, strict=False)
    ]
    return simple_inputs(entrants, panel=[{"id": f"P{n}"} for n in range(1, len(rows[0]) + 1)], **changes)


def test_a_spread_names_the_members_at_both_ends():
    assert spread(judged(("60", "90", "60", None), ("70", "70", "70", "70"))) == [
        Spread("a", "B1", Fraction(60), Fraction(90), ("P1", "P3"), ("P2",)),
        Spread("b", "B1", Fraction(70), Fraction(70), ("P1", "P2", "P3", "P4"), ("P1", "P2", "P3", "P4")),
    ]
    assert [own.range for own in spread(judged(("60", "90.5")))] == [Fraction("30.5")]


def test_no_spread_where_nobody_marked_or_nothing_applies():
    assert spread(judged((None,))) == []
    contents = judged(("60", "90"))
    contents["entrants"][0]["not_applicable"] = ["B1"]
    assert spread(contents) == []


def test_a_document_has_the_spread_of_its_inputs():
    assert spread(build(inputs())) == spread(inputs())
    assert agreement(build(inputs())) == agreement(inputs())


def test_members_who_rank_alike_agree_fully_whatever_their_level():
    assert agreement(judged(("90", "50"), ("80", "40"), ("70", "10"))) == 1


def test_two_members_who_rank_in_reverse_do_not_agree_at_all():
    assert agreement(judged(("90", "10"), ("80", "20"), ("70", "30"))) == 0


def test_a_member_ranks_by_the_mean_of_what_applies_not_by_its_sum():
    """Of two criteria one does not apply to b: P1 puts b (70) before a (60, 60), P2 a (90, 90) before b (70)."""
    marks = {"P1": "60", "P2": "90"}
    contents = simple_inputs(
        [
            entrant("a", sheets=[sheet(who, {"B1": mark, "B2": mark}) for who, mark in marks.items()]),
            entrant("b", sheets=[sheet(who, {"B1": "70"}) for who in marks], not_applicable=["B2"]),
        ],
        criteria=[criterion("B1", "50"), criterion("B2", "50")],
        panel=[{"id": "P1"}, {"id": "P2"}],
    )
    assert agreement(contents) == 0


def test_kendalls_w_by_hand():
    """Ranks 1 2 3, 1 2 3 and 3 2 1: sums 5 6 7, S = 2, W = 12·2 ÷ (9·24) = 1/9."""
    assert agreement(judged(("10", "10", "30"), ("20", "20", "20"), ("30", "30", "10"))) == Fraction(1, 9)


def test_ties_are_corrected_for():
    """Ranks 1½ 1½ 3 and 1 2 3: S = 2.5² + 0.5² … = 49/8, W = 12·S ÷ (4·24 − 2·6)."""
    sums = [Fraction(5, 2), Fraction(7, 2), Fraction(6)]
    expected = 12 * sum((own - 4) ** 2 for own in sums) / (4 * 24 - 2 * 6)
    assert agreement(judged(("10", "10"), ("10", "20"), ("30", "30"))) == expected


def test_members_with_a_recusal_are_left_out():
    with_recusal = judged(("90", "50", None), ("80", "40", "99"), ("70", "10", "1"))
    assert agreement(with_recusal) == 1


def test_without_two_members_two_candidates_or_a_difference_there_is_no_answer():
    assert agreement(judged(("90",), ("80",))) is None
    assert agreement(judged(("90", "80"))) is None
    assert agreement(judged(("90", "80"), ("90", "80"))) is None
    assert agreement(judged(("90", None), ("80", "70"))) is None
    assert agreement(judged(("90", "80"), ("80", "70"), criteria=[criterion("B1", "0")])) is None


def test_only_candidates_are_compared():
    contents = judged(("90", "10"), ("80", "20"), ("70", "30"))
    contents["entrants"][2]["candidate"] = False
    contents["entrants"][1]["candidate"] = False
    assert agreement(contents) is None


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=6))
def test_agreement_lies_between_0_and_1(rows):
    value = agreement(judged(*(tuple(str(10 * mark) for mark in row) for row in rows)))
    assert value is None or 0 <= value <= 1

"""What more participants would have brought: whoever recomputes the changed document finds the promised rank."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.document.build import build
from awards.document.what_if import moves_with
from awards.report_card.contest import Contest
from awards.report_card.gains import MOST, gains, left_to_register, with_more
from tests.builders.document import entrant, figures, inputs, sheets, simple_inputs
from tests.builders.strategies import publications


def entrant_of(document, code):
    return next(each for each in document["entrants"] if each["code"] == code)


def people_of(document, code):
    return [gain.people for gain in gains(Contest(document), code)]


def anew(document, code, segment, people):
    """The entrant of the document computed anew with so many people more; the plenary decided nothing."""
    changed = [
        with_more(own, segment, people) if own["code"] == code else own for own in document["entrants"]
    ]
    return entrant_of(build({**document, "entrants": changed}), code)


@given(st.booleans().flatmap(lambda coarse: publications(coarse=coarse)))
@settings(max_examples=150, deadline=None)
def test_the_promised_rank_and_total_are_those_of_the_document_computed_anew(contents):
    document = build(contents)
    for own in document["entrants"]:
        left = left_to_register(own)
        for gain in gains(Contest(document), own["code"]):
            for segment in gain.segments:
                assert 0 < gain.people <= left[segment]
                again = anew(document, own["code"], segment, gain.people)
                promised = None if gain.total is None else str(gain.total)
                assert (again["rank"], again["total"]) == (gain.rank, promised)


def test_a_decision_of_the_plenary_holds_while_its_tie_remains():
    tie = {"codes": ["61.00", "61.01"], "order": ["61.01", "61.00"], "reason": "Musyawarah"}
    document = ranked(50, 50, 80, plenary=[tie])
    assert entrant_of(document, "61.00")["rank"] == 3
    contest = Contest(document)
    assert contest.reached(document["entrants"][0]).rank == 3
    for people in (1, 30, 31):
        changed = with_more(document["entrants"][0], "wage_earners", people)
        [told] = [
            move
            for move in moves_with(document, "61.00", lambda own, changed=changed: changed)
            if move.name == "Nol"
        ]
        assert contest.reached(changed).rank == told.new_rank


def test_ketapang_as_published_reaches_its_target_and_full_growth_first():
    """80.101 + 42.217 of 179.827: 70% is 125.879, 30% more than 101.052 is 131.368 (rounded up)."""
    document = build(inputs())
    found = gains(Contest(document), "61.04")
    assert [gain.people for gain in found] == [42_610, 9_050, 3_561]
    assert [gain.segments for gain in found] == [
        ("non_wage_earners",),
        ("wage_earners", "non_wage_earners"),
        ("wage_earners", "non_wage_earners"),
    ]
    full = found[1]
    assert set(full.points) == {"A1", "A3", "A4"}
    assert full.points["A1"] == Fraction(9_050 * 18, 179_827)
    assert (entrant_of(document, "61.04")["total"], full.total) == ("82.72", Decimal("85.59"))


def ranked(own, *others, **changes):
    """Regions of 100 workers ranked by coverage alone, the first of them asked about."""
    everybody = [
        entrant(
            f"61.{n:02}",
            "Nol" if n == 0 else "Lain",
            figures=figures((people, 0), (0, 0), (60, 40), (60, 40)),
            sheets=sheets(80, []),
        )
        for n, people in enumerate([own, *others])
    ]
    criteria = [
        {
            **simple_inputs([])["criteria"][0],
            "source": "figures",
            "indicator": "coverage",
            "full_mark": "100",
        }
    ]
    return build(simple_inputs(everybody, criteria=criteria, **changes))


def test_the_rank_is_lifted_by_the_fewest_who_do_so():
    document = ranked(50, 55, 90)
    found = gains(Contest(document), "61.00")
    assert [(gain.people, gain.segments, gain.rank, gain.total) for gain in found] == [
        (40, ("non_wage_earners",), 1, Decimal("90.00")),
        (10, ("wage_earners", "non_wage_earners"), 2, Decimal("60.00")),
        (5, ("wage_earners", "non_wage_earners"), 2, Decimal("55.00")),
    ]


def test_who_leads_is_promised_no_rank_and_who_has_everything_nothing():
    assert people_of(ranked(50, 40), "61.00") == [40, 10]
    full = build(
        inputs(entrants=[entrant("61.01", figures=figures((60, 40), (1, 1), (60, 40), (60, 40), "1"))])
    )
    assert people_of(full, "61.01") == []


def test_one_that_is_no_candidate_is_told_points_and_no_rank():
    document = build(inputs())
    found = gains(Contest(document), "61.01")
    assert 0 < len(found) <= MOST
    assert {(gain.total, gain.rank) for gain in found} == {(None, None)}
    assert all(gain.worth > 0 for gain in found)


def test_without_figures_there_is_nothing_to_gain_from():
    assert people_of(build(inputs(entrants=[entrant("61.01")])), "61.01") == []


@pytest.mark.parametrize(
    ("workforce", "left"),
    [
        ((60, 40), {"wage_earners": 10, "non_wage_earners": 30}),
        ((100, None), {"wage_earners": 40, "non_wage_earners": 40, "construction": 40}),
        ((50, 10), {}),
        ((None, None), {}),
    ],
)
def test_who_is_left_to_register(workforce, left):
    one = entrant("61.01", figures=figures((50, 10), (0, 0), workforce, workforce))
    assert left_to_register(one) == left

"""Whole numbers for many variants: equal to the exact scores, totals and values of every step, to the last unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.scoring.counted import CountedRecord, CountedScheme, CountedStanding
from awards.scoring.scores import AGGREGATES, Record
from awards.scoring.stability import NUDGES, reweighted
from awards.scoring.weights import Scheme, standings
from tests.builders.document import inputs, small_inputs
from tests.builders.strategies import publications


def records(contents: dict[str, Any]) -> dict[str, Record]:
    return {own["code"]: Record.of(own, contents["criteria"]) for own in contents["entrants"]}


def in_units(value, places: int) -> int | None:
    return None if value is None else int(value.scaleb(places))


def assert_counted_alike(
    contents: dict[str, Any], aggregate: str, without: str | None, scheme: Scheme
) -> None:
    method = contents["method"]
    trim, places = method["trim"], method["places"]
    exact = {code: record.scores(aggregate, trim, without) for code, record in records(contents).items()}
    found = standings(exact, scheme, places)
    weighing = CountedScheme(scheme, places)
    steps = ["total", *(f"group:{group}" for group in scheme.groups.values())]
    steps += [f"criterion:{code}" for code in scheme.weights]
    for code, record in records(contents).items():
        counted = CountedRecord.of(record, trim)
        parts = counted.scores(aggregate, trim, without)
        assert {
            key: None if part is None else Fraction(part, counted.whole) for key, part in parts.items()
        } == exact[code]
        standing = CountedStanding.of(weighing, parts, counted.whole)
        for step in steps:
            assert standing.value(step) == in_units(found[code].value(step), places), (code, step)


@given(st.data())
def test_scores_totals_and_steps_are_those_of_fractions(data):
    contents = data.draw(publications())
    scheme = Scheme.of(contents["criteria"])
    criterion = data.draw(st.sampled_from([*scheme.weights]))
    nudged = Scheme(reweighted(scheme.weights, criterion, data.draw(st.sampled_from(NUDGES))), scheme.groups)
    left_out = data.draw(st.sampled_from([None, *(member["id"] for member in contents["panel"])]))
    assert_counted_alike(contents, data.draw(st.sampled_from(AGGREGATES)), left_out, nudged)


@pytest.mark.parametrize("aggregate", AGGREGATES)
@pytest.mark.parametrize("contents", [inputs(), small_inputs()], ids=["default", "small"])
def test_so_are_those_of_whole_publications_whose_marks_have_forty_places(contents, aggregate):
    for own in contents["entrants"]:
        for sheet in own["sheets"]:
            sheet["scores"] = {
                code: f"{mark.split('.')[0]}.{'3' * 40}" for code, mark in sheet["scores"].items()
            }
    assert_counted_alike(contents, aggregate, "P3", Scheme.of(contents["criteria"]))


def test_a_group_of_no_weight_and_an_entrant_without_criteria_have_no_value():
    scheme = Scheme({"A1": Fraction(0), "B1": Fraction(100)}, {"A1": "A", "B1": "B"})
    weighing = CountedScheme(scheme, 2)
    assert weighing.group_value("A", {"A1": 50, "B1": 80}, 1) is None
    assert weighing.group_value("B", {"A1": 50, "B1": 80}, 1) == 8000
    assert weighing.total({"A1": 50, "B1": 80}, 1) == 8000
    assert weighing.total({"A1": None, "B1": 80}, 1) is None
    assert weighing.total({}, 1) is None

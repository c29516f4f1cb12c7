"""Screening: interview criteria out, the rest rescaled to 100, everybody measured alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from awards.document.build import build
from awards.scoring.screening import screening, screening_criteria
from tests.builders.document import (
    DESK_CRITERIA,
    criterion,
    entrant,
    figures,
    inputs,
    sheet,
    sheets,
    simple_inputs,
)

FIGURE_CRITERIA = ["A1", "A2", "A3", "A4"]


def two_regions(**changes: Any) -> dict[str, Any]:
    """Coverage 40 and 80; on the desk criterion of the panel 90 and 60; interviewed 0 and 100."""
    criteria = [
        criterion("A1", "30", indicator="coverage", full_mark="100"),
        criterion("B1", "30"),
        criterion("E1", "40", stage="interview"),
    ]
    entrants = [
        entrant(
            "a",
            figures=figures((40, None), workforce=(100, None)),
            sheets=[sheet("P1", {"B1": "90", "E1": "0"})],
        ),
        entrant(
            "b",
            figures=figures((80, None), workforce=(100, None)),
            sheets=[sheet("P1", {"B1": "60", "E1": "100"})],
        ),
    ]
    entrants[1] |= changes
    return simple_inputs(entrants, criteria=criteria, panel=[{"id": "P1"}])


def test_desk_criteria_count_as_if_there_were_no_interview():
    assert screening_criteria(two_regions()) == ["A1", "B1"]
    assert screening(two_regions()) == {"a": Decimal("65.00"), "b": Decimal("70.00")}


def test_the_panel_counts_only_once_everybody_has_its_score():
    contents = two_regions(sheets=[])
    assert screening_criteria(contents) == ["A1"]
    assert screening(contents) == {"a": Decimal("40.00"), "b": Decimal("80.00")}


def test_a_criterion_that_does_not_apply_to_somebody_still_counts_for_the_others():
    contents = two_regions(sheets=[], not_applicable=["B1"])
    assert screening_criteria(contents) == ["A1", "B1"]
    assert screening(contents) == {"a": Decimal("65.00"), "b": Decimal("80.00")}


def test_missing_figures_leave_that_entrant_open_and_nobody_else():
    contents = two_regions(figures=figures())
    assert screening_criteria(contents) == ["A1", "B1"]
    assert screening(contents) == {"a": Decimal("65.00"), "b": None}


def test_candidates_and_others_are_measured_alike():
    assert screening(two_regions(candidate=False)) == screening(two_regions())


def test_before_any_sheet_the_sample_is_screened_by_its_figures():
    contents = inputs()
    for own in contents["entrants"]:
        own["sheets"] = []
    assert screening_criteria(contents) == FIGURE_CRITERIA
    groups = {own["code"]: own["groups"]["A"] for own in build(contents)["entrants"]}
    assert {code: value and str(value) for code, value in screening(contents).items()} == groups


def test_with_desk_sheets_for_all_of_them_groups_a_to_d_count():
    contents = inputs()
    for own in contents["entrants"]:
        own["sheets"] = sheets(60, DESK_CRITERIA)
    assert screening_criteria(contents) == [*FIGURE_CRITERIA, *DESK_CRITERIA]

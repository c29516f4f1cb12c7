"""A fingerprint knows what was looked at, whatever the panelists are called, and can say what changed since."""

from copy import deepcopy

import pytest

from awards.document.fingerprint import changes, fingerprint, relabelled
from tests.builders.document import PANEL, inputs

NAMES = {"61.04": "Kabupaten Ketapang (61.04)", "61.02": "Kabupaten Mempawah (61.02)"}


def changed_by(edit):
    before, after = inputs(), inputs()
    edit(after)
    return changes(fingerprint(before, "full"), fingerprint(after, "full"), NAMES)


def test_nothing_changed():
    assert changed_by(lambda i: None) == []


@pytest.mark.parametrize("order", [list(reversed(PANEL)), PANEL[3:] + PANEL[:3]])
def test_other_names_of_the_panelists_change_nothing(order):
    shuffled = relabelled(inputs(), order)
    assert shuffled["entrants"] != inputs()["entrants"]
    assert fingerprint(shuffled, "full") == fingerprint(inputs(), "full")


def test_number_time_and_reason_of_a_publication_count_for_nothing():
    corrected = inputs(number=2, published_at="2026-01-01T00:00:00+07:00", reason="Ralat")
    assert fingerprint(corrected, "full") == fingerprint(inputs(), "full")


def test_a_mark_names_the_entrant():
    def edit(contents):
        contents["entrants"][0]["sheets"][0]["scores"]["B1"] = "1"

    assert changed_by(edit) == ["Kabupaten Ketapang (61.04)"]


def test_marks_that_change_hands_are_told_even_though_no_entrant_differs():
    def edit(contents):
        first, second = contents["entrants"][0]["sheets"][:2]
        first["scores"], second["scores"] = second["scores"], first["scores"]

    assert changed_by(edit) == ["susunan lembar nilai"]


def test_method_criteria_and_regions_are_named():
    def edit(contents):
        contents["method"]["quorum"] = 5
        contents["criteria"][0]["weight"] = "17"
        contents["entrants"].pop(1)

    assert changed_by(edit) == ["cara menghitung", "kriteria dan bobot", "Kabupaten Mempawah (61.02)"]


def test_what_is_disclosed_is_part_of_what_was_looked_at():
    assert changes(fingerprint(inputs(), "full"), fingerprint(inputs(), "ranks"), {}) == ["yang diumumkan"]


def test_relabelling_keeps_the_sheets_in_the_order_of_the_new_names():
    renamed = relabelled(inputs(), list(reversed(PANEL)))
    first = renamed["entrants"][0]["sheets"]
    assert [sheet["panelist"] for sheet in first] == PANEL
    assert first[0]["scores"] == inputs()["entrants"][0]["sheets"][-1]["scores"]


def test_the_inputs_are_left_as_they_were():
    contents = inputs()
    before = deepcopy(contents)
    relabelled(contents, list(reversed(PANEL)))
    fingerprint(contents, "full")
    assert contents == before

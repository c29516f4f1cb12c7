"""The marks of one sheet as plain values: what changed, what clashes, what a mark still needs, at every boundary."""

from decimal import Decimal

import pytest

from awards.models import Criterion
from awards.panel.marking import (
    Mark,
    checked_marks,
    clashing_marks,
    filled_marks,
    in_need_of_note,
    incomplete_marks,
    touched_marks,
    unexplained_marks,
)
from regencies.actions.errors import Refused


def mark(value: str | None, note: str = "") -> Mark:
    return Mark(None if value is None else Decimal(value), note)


def asked(*codes: str, **facts: int) -> dict[str, Criterion]:
    """Criteria by code; `facts` are the marks recorded for all."""
    found = {code: Criterion(code=code, name="Kriteria") for code in (*codes, *facts)}
    for code, fact in facts.items():
        found[code].fact, found[code].fact_label = fact, "Wakil kepala daerah"
    return found


def test_what_stood_in_its_box_from_the_start_is_not_touched():
    assert touched_marks({"B1": 1, "B2": 2, "B3": 3}, {"B1": 1, "B2": 9}) == {"B2": 2, "B3": 3}


@pytest.mark.parametrize(
    ("mine", "stored", "seen", "clashes"),
    [
        (("50", "a"), ("50", "a"), ({}, {}), False),
        (("60", "a"), ("50", "a"), ({"B1": "50"}, {}), False),  # it was seen
        (("60", "a"), ("50", "a"), ({"B1": "40"}, {}), True),
        (("60", "a"), ("50", "a"), ({}, {}), True),
        (("50", "b"), ("50", "a"), ({}, {"B1": "a"}), False),
        (("50", "b"), ("50", "a"), ({}, {"B1": ""}), True),
        (("50", "b"), ("50", "a"), ({}, {}), True),
        (("60", "b"), ("50", "a"), ({"B1": "50"}, {"B1": "a"}), False),
    ],
)
def test_what_would_be_written_over_unseen_clashes(mine, stored, seen, clashes):
    values, notes = seen
    seen = ({code: Decimal(value) for code, value in values.items()}, notes)
    found = clashing_marks({"B1": mark(*mine)}, {"B1": mark(*stored)}, seen)
    assert found == ({"B1": mark(*mine)} if clashes else {})


@pytest.mark.parametrize("value", ["0", "0.01", "99.99", "100"])
def test_a_mark_is_from_nought_to_a_hundred_with_two_digits(value):
    assert checked_marks(asked("B1"), {}, {"B1": Decimal(value)}, {}) == {"B1": mark(value)}


@pytest.mark.parametrize("value", ["-0.01", "0.005", "99.999", "100.01"])
def test_none_is_beyond_or_between(value):
    with pytest.raises(Refused, match="B1: nilai dari 0 sampai 100"):
        checked_marks(asked("B1"), {}, {"B1": Decimal(value)}, {})


def test_a_note_is_kept_beside_its_mark_and_goes_with_it():
    stored = {"B1": mark("50", "a"), "B2": mark("60", "b")}
    changed = checked_marks(asked("B1", "B2"), stored, {"B1": None}, {"B2": "c"})
    assert changed == {"B1": mark(None), "B2": mark("60", "c")}
    assert checked_marks(asked("B1"), stored, {}, {"B1": "a"}) == {}
    assert checked_marks(asked("B3"), {}, {"B3": None}, {"B3": ""}) == {}
    for values in ({}, {"B3": None}):
        with pytest.raises(Refused, match="B3: catatan disimpan bersama nilainya"):
            checked_marks(asked("B3"), {}, values, {"B3": "a"})


def test_what_was_recorded_for_all_fills_in_what_is_blank():
    facts = asked("B1", E1=80, E2=81, E3=82, E4=83)
    stored = {"E1": mark("10"), "E2": mark("20"), "E3": mark(None)}
    changed = {"E2": mark(None), "B1": mark("5")}
    assert filled_marks(facts, stored, changed) == changed | {
        "E2": mark("81"),
        "E3": mark("82"),
        "E4": mark("83"),
    }


def test_who_differs_from_what_was_recorded_says_why():
    marks = {"B1": mark("10"), "E1": mark("80"), "E2": mark("20", "Datang terlambat"), "E3": mark("20")}
    assert unexplained_marks(asked("B1", E1=80, E2=81, E3=82), marks) == [
        "E3: tercatat Wakil kepala daerah (82), tertulis 20. Tuliskan sebabnya pada catatannya, atau pakai nilai yang "
        "tercatat."
    ]


def test_a_note_is_needed_below_the_score_and_not_at_it_nor_for_what_was_recorded():
    criteria = asked("B1", "B2", "B3", "B4", "B5", E1=10, E2=10)
    marks = {"B1": mark("59.99"), "B2": mark("60"), "B3": mark("0", "a"), "B4": mark(None)}
    marks |= {"E1": mark("10"), "E2": mark("11")}
    assert [each.code for each in in_need_of_note(criteria, marks, 60)] == ["B1", "E2"]
    assert in_need_of_note(criteria, marks, None) == []


def test_what_keeps_a_sheet_from_being_handed_in_is_told_in_order():
    marks = {"B2": mark(None), "B3": mark("10"), "Z9": mark("1")}
    found = incomplete_marks(asked("B1", "B2", "B3"), marks, 60)
    assert [problem.split(" Kriteria ")[0] for problem in found] == ["B1", "B2", "B3"]
    assert found[2].startswith("B3 Kriteria bernilai di bawah 60 tanpa catatan.")
    assert incomplete_marks(asked("B3"), marks, None) == []

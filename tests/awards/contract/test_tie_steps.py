"""The steps of the tie-break, as stored and as people write them."""

import pytest

from awards.contract.tie_steps import read_steps, step_label, steps_of


def test_criteria_offer_each_group_once_and_then_themselves():
    assert steps_of([("A", "A1"), ("A", "A2"), ("B", "B1")]) == [
        "group:A",
        "criterion:A1",
        "criterion:A2",
        "group:B",
        "criterion:B1",
    ]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Kelompok A, Kriteria A2", ["group:A", "criterion:A2"]),
        (" kriteria  a2 ,, KELOMPOK b,", ["criterion:A2", "group:B"]),
        ("", []),
        ("Kelompok A, A2", None),
        ("Kelompok A B", None),
    ],
)
def test_steps_are_read_as_people_write_them(written, stored):
    assert read_steps(written) == stored


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("group:A", "Kelompok A"),
        ("criterion:A2", "Kriteria A2"),
        ("group:", "group:"),
        ("stage:A", "stage:A"),
    ],
)
def test_steps_are_written_as_people_do_and_others_left(stored, written):
    assert step_label(stored) == written

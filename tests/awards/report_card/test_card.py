"""A report card of hand-built documents: each criterion beside the others and last year, the way to the target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from awards.document.build import build
from awards.report_card.card import Told, card_of
from awards.report_card.words import words
from tests.builders.document import criterion, entrant, figures, inputs, sheet, simple_inputs


def marked(*marks, **changes):
    """Regions of one criterion of the panel, marked by one member; the last is no candidate."""
    criteria = [criterion("B1", "60"), criterion("A1", "40", indicator="coverage", full_mark="100")]
    rows = [
        entrant(
            f"61.{n:02}",
            f"Daerah {n}",
            sheets=[sheet("P1", {"B1": mark})],
            figures=figures((50, 0), (40, 0), (60, 40), (60, 40), "80"),
            candidate=n < len(marks) - 1,
            reason=None if n < len(marks) - 1 else "Nilai berkas",
        )
        for n, mark in enumerate(marks)
    ]
    return build(simple_inputs(rows, criteria=criteria, **changes))


def card(document, code="61.01", *, disclosed=True, earlier=None):
    return card_of(Told(document, disclosed), code, earlier=earlier)


def line(found, code="B1"):
    return next(each for each in found.lines if each.criterion["code"] == code)


def test_a_criterion_stands_beside_the_median_and_the_best_of_the_candidates():
    own = line(card(marked("90", "60", "70", "60", "99")))
    assert (own.score, own.median, own.best, own.place, own.of) == (60, 65, 90, 3, 4)
    assert own.short_of_best == Fraction(60 * 30, 100)


def test_who_is_no_candidate_is_shown_the_candidates_and_takes_no_place_among_them():
    found = card(marked("90", "60", "70"), "61.02")
    assert (line(found, "A1").median, line(found, "A1").best, line(found, "A1").place) == (50, 50, None)
    assert (found.entrant["rank"], found.entrant["reason"]) == (None, "Nilai berkas")
    assert words(found, places=2, disclosed=True).facts == [("Peringkat", "Tanpa peringkat", "Nilai berkas")]


def test_last_year_is_compared_where_the_same_was_asked():
    before = marked("90", "75.5", "70")
    found = card(marked("90", "60", "70"), earlier=Told(before, True))
    assert (line(found).before, line(found).change) == (Fraction("75.5"), Fraction("-15.5"))
    assert words(found, places=2, disclosed=True).rows[0].change == "−15,50"
    assert words(found, places=2, disclosed=True).facts == [
        ("Peringkat", "2 dari 2", "tahun lalu 2 dari 2"),
        ("Nilai akhir", "56,00", "tahun lalu 65,30"),
    ]


@pytest.mark.parametrize("other", [{"name": "Lain"}, {"full_mark": "90"}])
def test_a_criterion_that_was_another_is_not(other):
    document = marked("90", "60", "70")
    criteria = [{**each, **other} if each["indicator"] else each for each in document["criteria"]]
    before = build({**document, "criteria": criteria})
    found = card(document, earlier=Told(before, True))
    assert (line(found, "A1").before, line(found, "B1").before) == (None, 60)


def test_without_disclosure_nothing_tells_of_others_or_of_the_panel():
    document = marked("90", "60", "70", "50")
    found = card(document, disclosed=False, earlier=Told(document, False))
    for code, score in (("B1", None), ("A1", 50)):
        own = line(found, code)
        assert (own.score, own.before) == (score, score)
        assert (own.median, own.best, own.place, own.of, own.short_of_best) == (None, None, None, 0, None)
    assert found.gains
    assert {(gain.rank, gain.total) for gain in found.gains} == {(None, None)}
    said = words(found, places=2, disclosed=False)
    assert [row.score for row in said.rows] == ["tidak diumumkan", "50,00"]


def test_marks_of_a_year_that_did_not_disclose_them_stay_hidden_in_the_next():
    document = marked("90", "60", "70")
    found = card(document, earlier=Told(document, False))
    assert (line(found, "B1").before, line(found, "A1").before) == (None, 50)


def test_a_criterion_that_does_not_apply_has_no_place_and_its_weight_goes_to_the_others():
    found = card(build(inputs()), "61.71")
    assert (line(found, "C2").applies, line(found, "C2").score, line(found, "C2").place) == (
        False,
        None,
        None,
    )
    assert line(found, "C1").weight == Fraction(8 * 15, 11)
    rows = {row.name.split()[0]: row for row in words(found, places=2, disclosed=True).rows}
    assert (rows["C2"].score, rows["C2"].weight, rows["C1"].weight) == ("tidak berlaku", "–", "10,91")
    assert line(found, "C2").of == 3


def test_the_way_to_the_target_is_divided_among_the_years():
    found = card(marked("90", "60", "70"))
    assert (found.way.needed, found.way.added, found.way.years) == (30, 10, 3)
    assert found.way.per_year == ((1, 30), (2, 15), (3, 10))
    assert words(found, places=2, disclosed=True).way == [
        "Cakupan 50,00%; target daerah 80%. Untuk mencapainya diperlukan 30 peserta lagi, dengan semesta pekerja yang "
        "sama.",
        "Tahun ini bertambah 10 peserta; dengan laju itu target tercapai dalam 3 tahun.",
    ]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (figures((85, 0), (40, 0), (60, 40), (60, 40), "80"), ["… Target sudah tercapai."]),
        (
            figures((50, 0), (50, 0), (60, 40), (60, 40), "80"),
            ["… 30 …", "Pada tahun penilaian ini jumlah peserta tidak bertambah."],
        ),
        (figures((50, 0), (None, None), (60, 40), (None, None), "80"), ["… 30 …"]),
        (figures((50, 0), (50, 0), (60, 40), (60, 40)), []),
        (figures((None, None), (50, 0), (60, 40), (60, 40), "80"), []),
    ],
)
def test_what_is_said_of_the_way(own, said):
    document = build(simple_inputs([entrant("61.01", figures=own, sheets=[sheet("P1", {"B1": "60"})])]))
    told = words(card(document), places=2, disclosed=True).way
    assert len(told) == len(said)
    for sentence, expected in zip(told, said, strict=True):
        assert all(part in sentence for part in expected.split("…"))


def test_a_gain_is_a_sentence():
    found = card(build(inputs()), "61.02")
    assert words(found, places=2, disclosed=True).gains == [
        "Menambah 7.275 peserta PU atau BPU menaikkan A2 3,47 poin, A4 3,22 poin, A1 1,47 poin, dan A3 0,22 poin; "
        "nilai akhir menjadi 83,11, peringkat 3 → 1.",
        "Menambah 3.092 peserta PU atau BPU menaikkan A2 3,47 poin, A4 1,37 poin, A1 0,63 poin, dan A3 0,22 poin; "
        "nilai akhir menjadi 80,41, peringkat 3 → 2.",
        "Menambah 1.182 peserta PU atau BPU menaikkan A2 1,33 poin, A4 0,52 poin, A1 0,24 poin, dan A3 0,13 poin; "
        "nilai akhir menjadi 76,95, peringkat 3 → 2.",
    ]
    leading = card(build(inputs()), "61.04")
    assert words(leading, places=2, disclosed=True).gains[-1] == (
        "Menambah 3.561 peserta PU atau BPU menaikkan A4 0,70 poin, A1 0,36 poin, dan A3 0,17 poin; "
        "nilai akhir menjadi 83,96, peringkat tetap 1."
    )
    assert leading.gains[-1].total == Decimal("83.96")


def test_an_entrant_the_document_does_not_hold_has_no_card():
    assert card(build(inputs()), "61.99") is None

"""Where the questions about target, segments, regulations and innovations begin and end."""

from dataclasses import replace
from decimal import Decimal

import pytest

from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.entry_edits import save_entry
from regencies.actions.regulations import save_regulation
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import Section
from regencies.models import YearlyReport
from tests.builders.snapshot import KETAPANG, RULING, RULING_AGAIN, amend, innovation, perbup
from tests.builders.snapshot import PU as WAGE_EARNERS
from tests.regencies.checks.broken_reports import SPLIT


def asked(report, rule):
    return [found.found for found in run_checks(report) if found.rule == rule]


@pytest.mark.parametrize(
    ("target", "is_asked"),
    [
        ("0.68", True),
        ("0.999", True),
        ("6.8", True),  # 1.000% of it reached
        ("34", True),  # 200,05%
        ("34.01", False),  # 199,99%
        ("68", False),
        ("100", False),
        ("100.001", True),
        ("680", True),
        ("0", False),  # a hard rule says so
        ("-1", False),
    ],
)
def test_a_target_is_asked_about_where_it_can_hardly_be_one(target, is_asked):
    found = asked(replace(KETAPANG, target_pct=Decimal(target)), "target_unlikely")
    assert bool(found) == is_asked


def test_a_target_is_judged_alone_while_the_coverage_is_unknown():
    unknown = replace(KETAPANG, workforce={}, target_pct=Decimal("0.68"))
    assert asked(unknown, "target_unlikely") == ["Target UCJ tertulis 0,68%."]
    assert asked(replace(unknown, target_pct=Decimal(34)), "target_unlikely") == []
    assert asked(replace(unknown, target_pct=None), "target_unlikely") == []


@pytest.mark.parametrize(
    ("workforce", "found"),
    [
        ({"formal": 40_000, "informal": 139_827, "construction": None}, 1),
        ({"formal": 139_827, "informal": 40_000, "construction": 0}, 1),  # BPU 42.217 of 40.000
        (SPLIT | {"formal": 80_101}, 0),
        ({"formal": 179_827, "informal": 0, "construction": None}, 0),  # one figure for every segment
        (
            {"formal": 80_000, "informal": 42_000, "construction": None},
            0,
        ),  # the sum is above 100% too: one question
        ({"formal": None, "informal": 40_000, "construction": 300_000}, 1),
    ],
)
def test_a_segment_is_asked_about_where_the_sum_hides_it(workforce, found):
    assert len(asked(replace(KETAPANG, workforce=workforce), "segment_over_100")) == found


def test_a_segment_nobody_has_filled_in_is_not_above_anything():
    unknown = amend(replace(KETAPANG, workforce=SPLIT), WAGE_EARNERS, registered=None)
    assert asked(unknown, "segment_over_100") == []


def test_an_innovation_begins_in_the_assessed_year_at_the_latest():
    assert asked(replace(KETAPANG, innovations=(innovation(2024),)), "later_than_the_year") == []
    assert asked(replace(KETAPANG, innovations=(innovation(None),)), "later_than_the_year") == []
    assert asked(replace(KETAPANG, innovations=(innovation(2030),)), "later_than_the_year") == [
        "Inovasi “Gerakan Pekerja Terlindungi” tertulis sejak 2030, setelah tahun penilaian 2024."
    ]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        ("Perbup No. 33 Tahun 2023", "33"),
        ("Nomor 33", "33"),
        ("no.33", "33"),
        ("33 TAHUN 2023", "33"),
        ("Perwali Nomor 012", "012"),
        ("Keputusan Bupati 188.45/7/HK/2023", "188.45/7/HK/2023"),
        ("-", "33"),
        ("dalam proses", "33"),
        ("Tahun 2023", "33"),
    ],
)
def test_a_number_in_words_is_asked_for_as_a_number(number, advice):
    (found,) = run_checks(replace(KETAPANG, regulations=(perbup(RULING, number),)))
    assert (found.rule, found.message) == (
        "number_is_no_number",
        f"Nomor produk hukum tertulis “{number}”. Tulis nomornya saja, misalnya {advice}, atau jelaskan.",
    )


@pytest.mark.parametrize(
    "number", ["33", "012", "188.45/7/HK/2023", "500/SE", "119/NK", "100.3.3.2-12", "4A"]
)
def test_a_number_of_an_office_is_a_number(number):
    assert run_checks(replace(KETAPANG, regulations=(perbup(RULING, number),))) == []


@pytest.mark.parametrize(
    ("one", "other", "are_the_same"),
    [
        ("12", "012", True),
        ("12", " 12 ", True),
        ("188.45/7/HK/2023", "188.45/07/hk/2023", True),
        ("12", "12/2023", True),
        ("12", "Perbup No. 12 Tahun 2023", True),
        ("12", "13", False),
        ("12", "120", False),
        ("1/2", "12", False),
    ],
)
def test_two_ways_to_write_one_number_are_one_regulation(one, other, are_the_same):
    both = replace(KETAPANG, regulations=(perbup(RULING, one), perbup(RULING_AGAIN, other)))
    found = [f.entry for f in run_checks(both) if f.rule == "regulation_twice"]
    assert found == ([RULING_AGAIN] if are_the_same else [])


def test_regulations_of_another_year_or_kind_are_others():
    for other in perbup(RULING_AGAIN, "83", 2022), replace(perbup(RULING_AGAIN, "83"), kind="perda"):
        assert run_checks(replace(KETAPANG, regulations=(perbup(RULING, "83"), other))) == []


@pytest.mark.parametrize(
    ("status", "still_in_force", "is_asked"),
    [
        ("berlaku", True, False),
        ("berlaku", False, True),
        ("dicabut", True, True),
        ("dicabut", False, False),
        ("rancangan", True, True),
        ("rancangan", False, False),
        ("diubah", True, False),
        ("diubah", False, False),
        ("dicabut", None, False),
    ],
)
def test_a_status_and_an_answer_that_contradict_each_other_are_asked_about(status, still_in_force, is_asked):
    ruling = perbup(RULING, "83", status=status, still_in_force=still_in_force)
    assert bool(asked(replace(KETAPANG, regulations=(ruling,)), "in_force_or_not")) == is_asked


# In a report ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_regulation_mended_as_advised_is_asked_about_no_more(draft, officer):
    typed = {"kind": "perkada", "number": "Perbup No. 33 Tahun 2030", "year": 2030, "title": "Perlindungan"}
    typed |= {"status": "dicabut"}
    entry = add_regulation(draft, typed, {"still_in_force": True}, by=officer)
    asked = {"later_than_the_year", "number_is_no_number", "in_force_or_not"}

    def found():
        report = YearlyReport.objects.get(pk=draft.pk)
        return {finding.rule for finding in run_checks(snapshot(report)) if finding.entry == entry.pk} & asked

    assert found() == asked
    mended = {"number": "33", "year": 2025, "status": "berlaku"}
    save_regulation(entry, mended, {}, expected_version=entry.version, by=officer)
    assert found() == set()


@pytest.mark.django_db
def test_an_innovation_of_a_year_to_come_is_asked_about_until_it_is_mended(draft, officer):
    values = {"name": "Gerakan Pekerja Terlindungi", "since_year": 2030}
    entry = add_entry(draft, Section.INNOVATIONS, values, by=officer)
    report = YearlyReport.objects.get(pk=draft.pk)
    assert asked(snapshot(report), "later_than_the_year") == [
        "Inovasi “Gerakan Pekerja Terlindungi” tertulis sejak 2030, setelah tahun penilaian 2025."
    ]
    save_entry(entry, {"since_year": 2025}, expected_version=entry.version, by=officer)
    assert asked(snapshot(YearlyReport.objects.get(pk=draft.pk)), "later_than_the_year") == []

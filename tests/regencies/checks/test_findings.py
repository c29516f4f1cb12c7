"""Where each finding stands and what it names: the year, the figure, the line."""

from dataclasses import replace
from decimal import Decimal

from regencies.checks.registry import run_checks
from tests.builders.snapshot import (
    KETAPANG,
    PALM_OIL_BUDGET,
    PMI,
    PU,
    SCHEME,
    TARGET,
    VILLAGE_BUDGET,
    VILLAGES,
    amend,
)


def test_a_segment_blank_this_year_is_asked_for_this_year():
    assert [found.message for found in run_checks(amend(KETAPANG, PMI, registered_previous=3))] == [
        "Pekerja Migran Indonesia: peserta 2023 sudah diisi, peserta 2024 belum. "
        "Isi juga angka 2024; tulis 0 bila memang tidak ada."
    ]


def test_each_figure_below_0_is_named_with_its_year():
    minus = {"registered": -1, "registered_previous": -2}
    segment, group, line = KETAPANG.segments[0], KETAPANG.groups[0], KETAPANG.budgets[0]
    below = replace(
        KETAPANG,
        segments=(replace(segment, **minus),),
        vulnerable_workers=-3,
        target_pct=Decimal("-4.5"),
        groups=(replace(group, persons=-5, realised=-6, villages=-7),),
        budgets=(replace(line, ceiling=-8, realised=-9),),
    )
    found = [
        (f.entry, f.field, f.message.partition(".")[0]) for f in run_checks(below) if f.rule == "negative"
    ]
    assert found == [
        (PU, "registered", "Penerima Upah (PU): peserta 2024 tertulis −1"),
        (PU, "registered_previous", "Penerima Upah (PU): peserta 2023 tertulis −2"),
        (TARGET, "target_pct", "Target UCJ tertulis −4,5"),
        (TARGET, "vulnerable_workers", "Jumlah pekerja rentan tertulis −3"),
        (VILLAGES, "persons", "Pekerja rentan desa (APBDes): jumlah orang tertulis −5"),
        (VILLAGES, "realised", "Pekerja rentan desa (APBDes): realisasi tertulis −6"),
        (VILLAGES, "villages", "Pekerja rentan desa (APBDes): jumlah desa tertulis −7"),
        (PALM_OIL_BUDGET, "ceiling", "Iuran JKK dan JKM (DBH Sawit): pagu tertulis −8"),
        (PALM_OIL_BUDGET, "realised", "Iuran JKK dan JKM (DBH Sawit): realisasi tertulis −9"),
    ]


def test_a_source_of_several_lines_is_asked_about_once_at_its_first_with_their_sum():
    other, first = KETAPANG.budgets
    lines = other, replace(first, realised=9), replace(first, entry=SCHEME, realised=1)
    (found,) = run_checks(replace(KETAPANG, budgets=lines))
    assert (found.rule, found.entry, found.figures) == (
        "group_spending_over_budget",
        VILLAGE_BUDGET,
        {"groups": 2_175_000_000, "budget": 10},
    )

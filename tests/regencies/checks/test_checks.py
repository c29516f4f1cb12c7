"""Each rule: what it finds, that its advice mends it, and where it stays silent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regencies.checks.findings import SECTIONS
from regencies.checks.registry import PUBLIC_NOTES, RULES, TITLES, run_checks
from regencies.checks.snapshot import Answer
from regencies.choices import Section
from tests.builders.snapshot import (
    BPU,
    IDENTITY,
    KETAPANG,
    PALM_OIL,
    PALM_OIL_BUDGET,
    PMI,
    PU,
    RULING,
    TARGET,
    VILLAGE_BUDGET,
    VILLAGES,
    amend,
    amend_state,
    evidence,
)
from tests.regencies.checks.broken_reports import BROKEN, PONTIANAK, SMALL


def test_every_rule_is_shown_broken_and_mended():
    assert list(BROKEN) == [rule.slug for rule in RULES]


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_found_alone_and_its_advice_mends_it(rule):
    broken, message, mended = BROKEN[rule]
    assert [(found.rule, found.message) for found in run_checks(broken)] == [(rule, message)]
    assert run_checks(mended) == []


@pytest.mark.parametrize("rule", [rule.slug for rule in RULES if rule.level == "soft"])
def test_an_answer_stays_with_its_question_and_lets_the_report_go(rule):
    broken = BROKEN[rule][0]
    (question,) = run_checks(broken)
    assert (question.level, question.answer, question.blocks) == ("soft", "", True)
    given = Answer(" Sudah diperiksa. ", question.message, question.figures)
    (answered,) = run_checks(replace(broken, answers={(rule, question.entry): given}))
    assert answered == replace(question, answer="Sudah diperiksa.")
    assert not answered.blocks
    (unanswered,) = run_checks(replace(broken, answers={(rule, 999): given}))
    assert unanswered == question


@pytest.mark.parametrize("rule", [rule.slug for rule in RULES if rule.level == "soft"])
def test_an_answer_to_other_figures_is_shown_to_the_office_and_answers_nothing(rule):
    broken = BROKEN[rule][0]
    (question,) = run_checks(broken)
    assert question.figures
    for name in question.figures:
        other = Answer("Begini.", question.message, {**question.figures, name: -1})
        (asked_again,) = run_checks(replace(broken, answers={(rule, question.entry): other}))
        assert asked_again == replace(question, earlier=other)
        assert asked_again.blocks
        assert asked_again.token == question.token


def test_an_answer_from_before_answers_kept_their_figures_holds_for_the_same_words():
    broken = BROKEN["coverage_over_100"][0]
    (question,) = run_checks(broken)
    for asked, answer in (question.message, "Begini."), (question.message + " ", ""), ("", ""):
        given = {("coverage_over_100", None): Answer("Begini.", asked, None)}
        assert [found.answer for found in run_checks(replace(broken, answers=given))] == [answer]


def test_the_office_is_asked_and_every_other_reader_is_told():
    (asked,) = run_checks(BROKEN["coverage_over_100"][0])
    assert asked.found == "Cakupan 112,00% melebihi semesta pekerja."
    assert asked.message.removeprefix(asked.found).startswith(" Mohon jelaskan sebabnya")
    (refused,) = run_checks(BROKEN["target_zero"][0])
    assert refused.found == refused.message


def test_an_unanswered_regulation_is_asked_by_its_question():
    unanswered = amend_state(KETAPANG, RULING, missing=(("still_in_force", "masih berlaku?"),))
    assert [(found.message, found.field) for found in run_checks(unanswered)] == [
        ("Jawab pertanyaan “Masih berlaku?” untuk Peraturan Bupati/Wali Kota 83/2023.", "still_in_force")
    ]


def test_no_answer_excuses_a_hard_rule_and_a_note_blocks_nobody():
    (wrong,) = run_checks(
        replace(
            BROKEN["negative"][0], answers={("negative", VILLAGE_BUDGET): Answer("Memang begitu.", "", {})}
        )
    )
    assert (wrong.level, wrong.answer, wrong.blocks) == ("hard", "", True)
    (note,) = run_checks(BROKEN["no_evidence"][0])
    assert (note.level, note.blocks) == ("note", False)


def test_slugs_are_what_the_database_holds():
    assert all(len(slug) <= 40 for slug in TITLES)
    assert len(TITLES) == len(RULES)
    assert set(PUBLIC_NOTES) <= {rule.slug for rule in RULES if rule.level == "soft"}


def test_sections_are_those_of_the_report():
    assert list(SECTIONS) == Section.values


@pytest.mark.parametrize(
    ("rule", "report", "entry", "field"),
    [
        ("missing", BROKEN["missing"][0], IDENTITY, "head_name"),
        ("segment_in_one_year", BROKEN["segment_in_one_year"][0], PMI, "registered_previous"),
        ("segment_in_one_year", amend(KETAPANG, PMI, registered_previous=3), PMI, "registered"),
        ("negative", replace(KETAPANG, target_pct=Decimal("-1.5")), TARGET, "target_pct"),
        ("negative", amend(KETAPANG, VILLAGE_BUDGET, realised=-1), VILLAGE_BUDGET, "realised"),
        ("villages_over_total", amend(PONTIANAK, VILLAGES, villages=0), VILLAGES, "villages"),
        ("vulnerable_over_bpu", BROKEN["vulnerable_over_bpu"][0], TARGET, "vulnerable_workers"),
        (
            "group_spending_over_budget",
            amend(KETAPANG, VILLAGE_BUDGET, realised=9),
            VILLAGE_BUDGET,
            "realised",
        ),
        ("coverage_over_100", BROKEN["coverage_over_100"][0], None, None),
    ],
)
def test_a_finding_points_at_its_field(rule, report, entry, field):
    assert [(f.entry, f.field) for f in run_checks(report) if f.rule == rule] == [(entry, field)]


def rules(report):
    return [found.rule for found in run_checks(report)]


def test_a_city_has_no_village_figure_not_even_zero():
    assert rules(PONTIANAK) == []
    (found,) = run_checks(amend(PONTIANAK, VILLAGES, villages=0))
    assert found.message == (
        "Pekerja rentan desa (APBDes): Kota Pontianak tidak memiliki desa. Kosongkan jumlah desa yang dijangkau."
    )
    assert rules(amend(KETAPANG, VILLAGES, villages=0)) == []


def test_a_half_reported_segment_is_said_once_and_is_no_fall():
    half = amend(KETAPANG, BPU, registered=None)
    half = amend_state(half, BPU, missing=(("registered", "peserta aktif tahun penilaian"),))
    assert rules(half) == ["segment_in_one_year"]
    neither = amend_state(
        amend(half, BPU, registered_previous=None),
        BPU,
        missing=(("registered", "kini"), ("registered_previous", "lalu")),
    )
    assert rules(neither) == ["missing"]


def test_ketapang_as_published_is_asked_twice_and_refused_nothing():
    workforce = {"formal": 179_827}, {"formal": 181_454}
    one_group = replace(
        KETAPANG.groups[1], persons=34_534, months_covered=12, realised=4_300_000_000
    )  # the published shares, 41,4% and 40,4% of BPU, sum to 34.534 of 34.400
    report = replace(
        KETAPANG, workforce=workforce[0], workforce_previous=workforce[1], groups=(one_group,), budgets=()
    )
    assert rules(report) == ["shrinking_workforce", "premium_outside"]
    assert rules(replace(report, groups=(replace(one_group, months_covered=7),))) == ["shrinking_workforce"]


@pytest.mark.parametrize(("silent", "asked"), [(18_480, 18_481), (15_120, 15_119)])
def test_the_premium_band_is_ten_per_cent(silent, asked):
    report = replace(KETAPANG, budgets=())
    assert rules(amend(report, PALM_OIL, realised=17_000 * 7 * silent)) == []
    assert rules(amend(report, PALM_OIL, realised=17_000 * 7 * asked)) == ["premium_outside"]
    assert rules(amend(replace(report, premium=Decimal(0)), PALM_OIL, realised=1)) == []


def test_parts_may_miss_their_whole_by_exactly_one_per_cent():
    assert rules(amend(KETAPANG, PALM_OIL, persons=34_744 - 17_400)) == []
    assert rules(amend(KETAPANG, PALM_OIL, persons=34_745 - 17_400)) == ["groups_over_vulnerable"]
    assert rules(amend(KETAPANG, PALM_OIL, persons=34_056 - 17_400)) == []
    assert rules(amend(KETAPANG, PALM_OIL, persons=34_055 - 17_400)) == ["shares_do_not_add_up"]
    assert rules(amend(KETAPANG, PALM_OIL, realised=2_146_250_000)) == []
    assert rules(amend(KETAPANG, PALM_OIL, realised=2_146_250_001)) == ["group_spending_over_budget"]


@pytest.mark.parametrize("months", [1, 12])
def test_a_year_has_twelve_months(months):
    report = replace(KETAPANG, budgets=())
    assert rules(amend(report, PALM_OIL, months_covered=months, realised=17_000 * months * 16_800)) == []


def test_coverage_may_rise_fifteen_points_unasked():
    workforce = {"formal": 200_000}
    report = replace(KETAPANG, workforce=workforce, workforce_previous=workforce)
    before = 71_405 + 29_647
    assert rules(amend(report, PU, registered=before + 30_000 - 42_217)) == []
    assert rules(amend(report, PU, registered=before + 30_001 - 42_217)) == ["coverage_jump"]


def test_a_workforce_that_counts_other_segments_is_not_a_shrinking_one():
    wider = {"formal": 99_827, "informal": 80_000, "construction": 5_000}
    assert rules(replace(KETAPANG, workforce_previous=wider)) == []


def test_one_file_under_three_entries_is_asked_at_each_later_one_and_within_one_entry_never():
    same = tuple(evidence(entry, "aa") for entry in (PU, PU, BPU, BPU, RULING))
    assert [(f.entry, f.rule) for f in run_checks(replace(KETAPANG, evidence=same))] == [
        (BPU, "same_file_twice"),
        (RULING, "same_file_twice"),
    ]
    assert rules(replace(KETAPANG, evidence=same[:2])) == []


def test_evidence_is_missed_only_where_something_is_stated():
    bare = KETAPANG
    for state in KETAPANG.entries:
        bare = amend_state(bare, state.entry, evidence=0)
    noted = [f.entry for f in run_checks(bare)]
    assert noted == [PU, BPU, TARGET, VILLAGES, PALM_OIL, PALM_OIL_BUDGET, VILLAGE_BUDGET, RULING]


def test_findings_come_in_the_order_of_the_screen():
    report = amend(amend(KETAPANG, PALM_OIL_BUDGET, ceiling=1), PALM_OIL, months_covered=13, villages=999)
    report = replace(report, workforce=SMALL, workforce_previous={"formal": 1}, vulnerable_workers=50_000)
    assert [(f.section, f.entry, f.rule) for f in run_checks(report)] == [
        ("kepesertaan", None, "coverage_over_100"),
        ("kepesertaan", None, "coverage_fall"),
        ("target", TARGET, "vulnerable_over_bpu"),
        ("kelompok", None, "shares_do_not_add_up"),
        ("kelompok", PALM_OIL, "villages_over_total"),
        ("kelompok", PALM_OIL, "months_outside"),
        ("kelompok", PALM_OIL, "premium_outside"),
        ("anggaran", PALM_OIL_BUDGET, "realised_over_ceiling"),
    ]


FIGURE = st.one_of(st.none(), st.integers(-2, 10), st.integers(0, 2_147_483_647))


@given(st.data())
def test_any_figures_are_judged_and_answers_clear_every_question(data):
    report = replace(
        KETAPANG,
        villages=data.draw(st.integers(0, 300)),
        workforce={"formal": data.draw(FIGURE), "informal": data.draw(FIGURE)},
        workforce_previous={"formal": data.draw(FIGURE)},
        vulnerable_workers=data.draw(FIGURE),
        premium=data.draw(st.sampled_from([Decimal(0), Decimal(16_800)])),
    )
    for entry, fields in (
        (PU, ("registered", "registered_previous")),
        (BPU, ("registered", "registered_previous")),
        (PALM_OIL, ("persons", "months_covered", "realised", "villages")),
        (PALM_OIL_BUDGET, ("ceiling", "realised")),
    ):
        report = amend(report, entry, **{field: data.draw(FIGURE) for field in fields})
    findings = run_checks(report)
    answers = {
        (found.rule, found.entry): Answer("Sudah diperiksa.", found.message, found.figures)
        for found in findings
    }
    answered = run_checks(replace(report, answers=answers))
    assert [found.rule for found in answered] == [found.rule for found in findings]
    assert [found.blocks for found in answered] == [found.level == "hard" for found in findings]


def test_nothing_to_compare_asks_nothing():
    blank = replace(
        KETAPANG,
        segments=tuple(replace(s, registered=None, registered_previous=None) for s in KETAPANG.segments),
        workforce={},
        workforce_previous={},
        target_pct=None,
        vulnerable_workers=None,
        groups=tuple(
            replace(g, persons=None, months_covered=None, realised=None, villages=None)
            for g in KETAPANG.groups
        ),
        budgets=tuple(replace(b, ceiling=None, realised=None) for b in KETAPANG.budgets),
        evidence=(),
    )
    assert rules(blank) == ["workforce_missing", "workforce_missing"]

"""What the database says about a category: everything that counts, nothing that does not, always the same."""

from decimal import Decimal

import pytest

from awards.choices import SheetStatus, Stage
from awards.contract.conform import conform
from awards.contract.schema import EntrantInputs
from awards.models import Entry, NotApplicable, Recusal, ScoreSheet, SpecialAward
from awards.results.inputs import document_inputs
from awards.results.rows import rows_of_category
from regencies.models import Explanation, Participation, Review
from tests import factories
from tests.builders import publication as world
from tests.builders.panel import INNOVATION
from tests.database import triggers_off
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category():
    return world.category_with(["61.04"])


def entrant(category, code="61.04"):
    [found] = [e for e in document_inputs(rows_of_category(category))["entrants"] if e["code"] == code]
    return found


def test_the_entrants_are_those_of_the_category_by_code(category):
    inputs = document_inputs(rows_of_category(category))
    assert [(e["code"], e["candidate"], e["reason"]) for e in inputs["entrants"]] == [
        ("61.04", True, None),
        ("61.90", False, "Nilai berkas di bawah ambang kandidat"),
    ]
    assert [conform(e, EntrantInputs) for e in inputs["entrants"]] == inputs["entrants"]
    assert inputs["panel"] == [{"id": f"P{n}"} for n in range(1, 10)]


def test_criteria_weights_are_plain_and_sum_to_a_hundred(category):
    criteria = document_inputs(rows_of_category(category))["criteria"]
    assert [c["weight"] for c in criteria[:4]] == ["18", "10", "6", "6"]
    assert sum(Decimal(c["weight"]) for c in criteria) == 100


def test_the_same_database_gives_the_same_inputs(category):
    assert document_inputs(rows_of_category(category)) == document_inputs(rows_of_category(category))


def test_both_stages_of_a_member_are_one_sheet(category):
    sheet = entrant(category)["sheets"][0]
    assert sheet["panelist"] == "P1"
    assert sheet["recused"] is False
    assert sheet["scores"] == dict.fromkeys(
        ["B1", "B2", "B3", "C1", "C2", "C3", *INNOVATION, "E1", "E2", "E3", "E4"], "85"
    )


def test_a_sheet_that_is_not_locked_counts_for_nothing(category):
    ScoreSheet.objects.filter(seat__number=3).update(
        status=SheetStatus.DRAFT, locked_at=None, reopen_reason="Salah tulis"
    )
    assert [s["panelist"] for s in entrant(category)["sheets"]] == [f"P{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9)]


def test_one_locked_stage_alone_is_not_passed_off_as_complete(category):
    ScoreSheet.objects.filter(seat__number=3, stage=Stage.INTERVIEW).update(
        status=SheetStatus.DRAFT, locked_at=None, reopen_reason="Salah tulis"
    )
    assert "E1" not in entrant(category)["sheets"][2]["scores"]


def test_a_recused_member_has_no_marks_even_after_scoring(category):
    entry = Entry.objects.get(candidate=True)
    Recusal.objects.create(seat=category.edition.seats.get(number=2), entry=entry, reason="Kerabat bupati")
    assert entrant(category)["sheets"][1] == {"panelist": "P2", "recused": True, "scores": {}}


def test_a_criterion_that_does_not_apply_is_named_and_not_scored(category):
    NotApplicable.objects.create(
        entry=Entry.objects.get(candidate=True),
        criterion=category.criteria.get(code="C2"),
        reason="Tidak memiliki desa",
    )
    found = entrant(category)
    assert found["not_applicable"] == ["C2"]
    assert all("C2" not in sheet["scores"] for sheet in found["sheets"])


def test_a_verified_value_takes_the_place_of_the_claimed_one(category):
    claimed = Participation.objects.get(segment="wage_earners")
    with triggers_off():  # found before the report was locked
        Review.objects.filter(entry=claimed.entry).update(verified_value=79_000)
    registered = entrant(category)["figures"]["registered"]
    assert (registered["wage_earners"], registered["non_wage_earners"]) == (79_000, 42_217)


def test_answers_of_public_rules_become_footnotes_as_long_as_their_figures_stand(category):
    report = Entry.objects.get(candidate=True).report
    segment = Participation.objects.get(segment="non_wage_earners").entry
    rows = Participation.objects.filter(entry=segment)
    people = {"registered": 222_318, "workforce": 179_827}
    jump = {"registered": 142_217, "registered_previous": 29_647}
    by = factories.officer(report.regency)
    with triggers_off():  # answered before the report was locked
        rows.update(**jump)
        Explanation.objects.all().delete()
        for rule, entry, figures, answer in [
            ("coverage_over_100", None, people, "Sebagian pekerja tinggal di kabupaten lain."),
            ("participants_jump", segment, jump, "Program baru."),
            ("vulnerable_over_bpu", None, {}, "Tidak diumumkan."),
        ]:
            Explanation.objects.create(
                report=report, rule=rule, entry=entry, figures=figures, answer=answer, answered_by=by
            )
    assert entrant(category)["notes"] == [
        {"figure": "coverage", "text": "Sebagian pekerja tinggal di kabupaten lain."},
        {"figure": "participant_growth_pct", "text": "Bukan Penerima Upah (BPU): Program baru."},
    ]
    with triggers_off():
        rows.update(registered=142_216)  # still above a hundred, still a jump: other figures, other questions
    assert entrant(category)["notes"] == []


def test_special_awards_name_their_region(category):
    SpecialAward.objects.create(
        entry=category.entries.get(regency=factories.regency()),
        title="Inovasi Perlindungan Pekerja Rentan Desa",
    )
    assert document_inputs(rows_of_category(category))["special_awards"] == [
        {
            "title": "Inovasi Perlindungan Pekerja Rentan Desa",
            "code": "61.04",
            "name": "Kabupaten Ketapang",
            "citation": None,
        }
    ]


@pytest.mark.parametrize("codes", [["61.04"], ["61.04", "61.02", "61.71"]], ids=["one", "three"])
def test_queries_do_not_grow_with_candidates(codes, django_assert_num_queries):
    category = world.category_with(codes, others=len(codes))
    with django_assert_num_queries(8):
        document_inputs(rows_of_category(category))

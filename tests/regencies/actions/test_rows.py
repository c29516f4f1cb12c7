"""Rows of a report and the regulations, answers and files that belong to them."""

import pytest

from regencies.actions.entries import add_entry, add_regulation, answer, remove_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused, Stale
from regencies.actions.evidence.attach import attach_evidence, remove_evidence
from regencies.actions.regulations import save_regulation
from regencies.actions.report_status import submit_report, withdraw_report
from regencies.choices import (
    FundingSource,
    RegulationKind,
    RegulationStatus,
    Section,
    WorkerGroup,
    WorkforceSegment,
)
from regencies.models import Evidence, Regulation, YearlyReport
from tests import factories

pytestmark = pytest.mark.django_db


# Rows ---------------------------------------------------------------------------------------------
def test_rows_are_added_and_removed(draft, officer):
    row = factories.add_group(draft, officer)
    attach_evidence(row, factories.pdf(), title="SK", page=None, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert not draft.entries.filter(section=Section.GROUPS).exists()
    assert (row.position, row.entered_by, row.entered_at is None) == (0, officer, False)
    assert not Evidence.objects.exists()


def test_two_presses_of_one_button_make_one_row(draft, officer):
    factories.add_group(draft, officer)
    with pytest.raises(Refused, match="sama persis"):
        factories.add_group(draft, officer)
    factories.add_group(draft, officer, persons=100)
    assert draft.entries.filter(section=Section.GROUPS).count() == 2


def test_one_segment_of_the_workforce_has_one_proposal(draft, officer):
    values = {"segment": WorkforceSegment.FORMAL, "figure": 179_827, "reason": "Sakernas"}
    add_entry(draft, Section.WORKFORCE, values, by=officer)
    with pytest.raises(Refused, match="Usulan semesta pekerja formal sudah ada"):
        add_entry(draft, Section.WORKFORCE, values | {"figure": 1}, by=officer)
    assert add_entry(draft, Section.WORKFORCE, values | {"segment": WorkforceSegment.INFORMAL}, by=officer)


def test_a_fixed_entry_is_neither_added_nor_removed(draft, target, officer):
    with pytest.raises(Refused, match="tidak memiliki butir tambahan"):
        add_entry(draft, Section.TARGET, {}, by=officer)
    with pytest.raises(Refused, match="tidak dapat dihapus; kosongkan isiannya"):
        remove_entry(target, expected_version=0, by=officer)


def test_a_row_changed_meanwhile_is_not_removed(draft, officer, head):
    row = factories.add_group(draft, officer)
    save_entry(row, {"persons": 5}, expected_version=0, by=officer)
    with pytest.raises(Refused, match="sudah diubah oleh Siti Aminah"):
        remove_entry(row, expected_version=0, by=head)
    with pytest.raises(Refused, match="sudah diubah di jendela atau perangkat lain Bapak/Ibu"):
        remove_entry(row, expected_version=0, by=officer)
    remove_entry(row, expected_version=1, by=officer)
    with pytest.raises(Refused, match="sudah dihapus"):
        save_entry(row, {"persons": 6}, expected_version=1, by=officer)


# Regulations --------------------------------------------------------------------------------------
PERBUP = {
    "kind": RegulationKind.PERKADA,
    "number": "83",
    "year": 2023,
    "title": "Perlindungan pekerja BPU",
    "status": RegulationStatus.IN_FORCE,
}
USE = {"still_in_force": True, "covers": ""}


def test_a_regulation_belongs_to_the_regency_and_is_stated_once(draft, officer):
    row = add_regulation(draft, PERBUP, USE, by=officer)
    assert row.detail.regulation.regency == draft.regency
    with pytest.raises(Refused, match="sudah tercantum dalam laporan ini"):
        add_regulation(draft, PERBUP, USE, by=officer)


def test_two_regencies_may_both_have_a_perbup_83(draft, officer):
    mempawah = factories.regency("Mempawah", "61.02")
    neighbour = factories.officer(mempawah)
    add_regulation(draft, PERBUP, USE, by=officer)
    add_regulation(factories.draft(mempawah, by=neighbour), PERBUP, USE, by=neighbour)
    assert Regulation.objects.filter(number="83").count() == 2


def test_a_regulation_is_corrected_where_it_is_stated(draft, officer):
    add_regulation(draft, PERBUP | {"number": "4"}, USE, by=officer)
    row = add_regulation(draft, PERBUP, USE, by=officer)
    save_regulation(row, PERBUP | {"number": "38"}, USE, expected_version=0, by=officer)
    assert list(Regulation.objects.order_by("pk").values_list("number", flat=True)) == ["4", "38"]
    with pytest.raises(Stale) as refused:
        save_regulation(row, PERBUP | {"number": "83"}, USE, expected_version=0, by=officer)
    assert (refused.value.mine, refused.value.stored) == ({"nomor": "83"}, {"nomor": "38"})


def test_a_regulation_of_an_earlier_report_keeps_its_number(draft, officer, ketapang):
    factories.window(year=2024)
    earlier = factories.draft(ketapang, 2024, by=officer)
    add_regulation(earlier, PERBUP, USE, by=officer)
    row = add_regulation(draft, PERBUP, USE, by=officer)
    with pytest.raises(Refused, match="juga tercantum dalam laporan tahun 2024"):
        save_regulation(row, PERBUP | {"number": "38"}, USE, expected_version=0, by=officer)
    save_regulation(row, {"status": RegulationStatus.AMENDED}, USE, expected_version=0, by=officer)
    assert (Regulation.objects.get().number, Regulation.objects.get().status) == ("83", "diubah")


def test_a_regulation_cannot_take_the_name_of_another(draft, officer):
    add_regulation(draft, PERBUP, USE, by=officer)
    row = add_regulation(draft, PERBUP | {"number": "4", "year": 2020}, USE, by=officer)
    with pytest.raises(Refused, match="83 Tahun 2023 sudah tercatat"):
        save_regulation(row, {"number": "83", "year": 2023}, USE, expected_version=0, by=officer)


def test_a_regulation_entered_by_mistake_leaves_with_its_row(draft, officer, ketapang):
    row = add_regulation(draft, PERBUP, USE, by=officer)
    remove_entry(row, expected_version=0, by=officer)
    assert not Regulation.objects.exists()
    earlier = factories.draft(ketapang, 2024, by=officer)
    add_regulation(earlier, PERBUP, USE, by=officer)
    remove_entry(add_regulation(draft, PERBUP, USE, by=officer), expected_version=0, by=officer)
    assert Regulation.objects.get().number == "83"


# Answers ------------------------------------------------------------------------------------------
@pytest.fixture
def asked(draft, officer):
    """A draft that is asked why coverage is above 100%."""
    row = factories.entry(draft, Section.PARTICIPATION)
    save_entry(row, {"registered": 200_000, "registered_previous": 199_000}, expected_version=0, by=officer)
    return draft


def test_a_question_is_answered_changed_and_withdrawn(asked, officer):
    answer(asked, "coverage_over_100", None, " Peserta dari luar daerah. ", by=officer)
    assert asked.explanations.get().answer == "Peserta dari luar daerah."
    answer(asked, "coverage_over_100", None, "Perkebunan lintas daerah.", by=officer)
    assert asked.explanations.get().answer == "Perkebunan lintas daerah."
    assert answer(asked, "coverage_over_100", None, "  ", by=officer) is None
    assert not asked.explanations.exists()


@pytest.mark.parametrize("rule", ["coverage_fall", "missing", "bukan_aturan"])
def test_only_what_is_asked_can_be_answered(asked, officer, rule):
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        answer(asked, rule, None, "Begini.", by=officer)


def test_a_question_about_another_report_is_not_answered_here(asked, officer):
    elsewhere = factories.draft(factories.regency("Mempawah", "61.02"))
    foreign = factories.entry(elsewhere, Section.TARGET)
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        answer(asked, "coverage_over_100", foreign.pk, "Begini.", by=officer)


def test_an_answer_in_a_stale_tab_does_not_overwrite(asked, officer, head):
    answer(asked, "coverage_over_100", None, "Peserta dari luar daerah.", by=officer, seen="")
    with pytest.raises(Stale) as refused:
        answer(asked, "coverage_over_100", None, "Lain.", by=head, seen="")
    assert refused.value.rows == [("Penjelasan", "Lain.", "Peserta dari luar daerah.")]
    with pytest.raises(Stale) as refused:
        answer(asked, "coverage_over_100", None, " ", by=head, seen="")
    assert refused.value.rows == [("Penjelasan", "–", "Peserta dari luar daerah.")]
    answer(asked, "coverage_over_100", None, "Lain.", by=head, seen=" Peserta dari luar daerah.\r\n")
    assert asked.explanations.get().answer == "Lain."


# Evidence -----------------------------------------------------------------------------------------
def test_evidence_of_a_sent_report_stays(ketapang, officer, draft, head):
    factories.complete(draft, officer)
    evidence = attach_evidence(
        factories.entry(draft, Section.TARGET), factories.pdf(), title="", page=None, by=officer
    )
    submit_report(draft, by=head, statement=True)
    with pytest.raises(Refused, match="sudah dikirim"):
        remove_evidence(evidence, by=officer)
    withdraw_report(draft, by=officer)
    remove_evidence(evidence, by=officer)
    assert not Evidence.objects.exists()


def test_the_groups_of_the_cast_are_what_the_rules_expect(draft, officer):
    """The world of the tests is one the system would accept."""
    complete = factories.complete(draft, officer)
    group = factories.entry(complete, Section.GROUPS).detail
    assert (group.group, group.funding_source) == (WorkerGroup.PALM_OIL, FundingSource.PALM_OIL)
    assert YearlyReport.objects.get().entries.count() == 9

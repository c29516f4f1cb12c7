"""What the criteria ask of rows: a group's own name, a line without a ceiling, what a regulation is about."""

import pytest

from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.entry_edits import save_entry
from regencies.actions.report_status import return_report, review_entry, submit_report, verify_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReviewState, Section
from regencies.models import BudgetLine, FundedGroup, RegulationUse, YearlyReport
from regencies.receipts.document import read_receipt
from tests import factories
from tests.builders.browser_tab import page, post

pytestmark = pytest.mark.django_db
OTHER = {
    "group": "lainnya",
    "funding_source": "csr",
    "persons": "10",
    "realised": "2 juta",
    "months_covered": "12",
}
LINE = {"activity": "Iuran ojek", "funding_source": "csr", "ceiling": "", "realised": "2 juta"}
PERBUP = {"kind": "perkada", "number": "83", "year": 2023, "title": "Perlindungan Pekerja"}


def judge(report, verifier):
    for entry in report.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)


def found(report):
    """{rule: message} of a report as it is stored."""
    return {
        finding.rule: finding.message
        for finding in run_checks(snapshot(YearlyReport.objects.get(pk=report.pk)))
    }


# Groups ---------------------------------------------------------------------------------------------
def test_another_group_is_called_by_its_own_name_and_cannot_be_sent_without(draft, officer):
    post(officer, "report_row_add", 2025, "kelompok", data=OTHER)
    group = FundedGroup.objects.get()
    assert found(draft)["missing"].startswith(
        "Kelompok lain (CSR/non-anggaran): belum diisi “nama kelompok lain”."
    )
    data = OTHER | {"group_name": "Pengemudi ojek", "version": f"{group.pk}-0"}
    post(officer, "report_entry", 2025, group.pk, data=data)
    group.refresh_from_db()
    assert str(group) == "Pengemudi ojek (CSR/non-anggaran)"
    assert "Kelompok lain" not in found(draft).get("missing", "")
    assert "Pengemudi ojek (CSR/non-anggaran)" in page(officer, "report_section", 2025, "kelompok")


def test_a_name_for_a_group_of_the_list_is_refused_and_either_advice_passes(draft, officer):
    wrong = OTHER | {"group": "nelayan", "group_name": "Nelayan kecil"}
    refused = post(officer, "report_row_add", 2025, "kelompok", data=wrong, status=422).content.decode()
    assert (
        "Tertulis “Nelayan kecil”, sedangkan kelompok yang dipilih Nelayan. Pilih Kelompok lain, atau kosongkan isian"
        in refused
    )
    post(officer, "report_row_add", 2025, "kelompok", data=wrong | {"group": "lainnya"})
    post(officer, "report_row_add", 2025, "kelompok", data=wrong | {"group_name": ""})
    assert sorted(str(group) for group in FundedGroup.objects.all()) == [
        "Nelayan (CSR/non-anggaran)",
        "Nelayan kecil (CSR/non-anggaran)",
    ]


def test_two_other_groups_have_two_names_and_one_name_twice_is_asked(draft, officer):
    for name, persons in (("Pengemudi ojek", "10"), ("Juru parkir", "10"), ("pengemudi  ojek", "11")):
        post(
            officer, "report_row_add", 2025, "kelompok", data=OTHER | {"group_name": name, "persons": persons}
        )
    last = FundedGroup.objects.get(persons=11)
    assert found(draft)["own_group_twice"].startswith("Kelompok pengemudi")
    data = OTHER | {"persons": "11", "group_name": "Pengemudi becak", "version": f"{last.pk}-0"}
    post(officer, "report_entry", 2025, last.pk, data=data)
    assert "own_group_twice" not in found(draft)


def test_another_group_stands_beside_what_its_name_had_last_year(ketapang, officer):
    given = {"group": "lainnya", "funding_source": "csr", "months_covered": 12, "realised": 1}
    last_year = factories.draft(ketapang, 2024, by=officer)
    for name, persons in (("Pengemudi ojek", 77), ("Juru parkir", 55)):
        add_entry(last_year, Section.GROUPS, given | {"group_name": name, "persons": persons}, by=officer)
    now = factories.draft(ketapang, 2025, by=officer)
    add_entry(now, Section.GROUPS, given | {"group_name": "Juru parkir", "persons": 60}, by=officer)
    shown = page(officer, "report_section", 2025, "kelompok")
    assert "+5 (+9,09%)" in shown
    assert ">77<" not in shown


# Budget ---------------------------------------------------------------------------------------------
def test_what_companies_pay_has_no_ceiling_in_form_checks_and_receipt(complete, officer, head):
    wrong = LINE | {"ceiling": "3 juta"}
    refused = post(officer, "report_row_add", 2025, "anggaran", data=wrong, status=422).content.decode()
    assert (
        "Pagu tertulis Rp3.000.000, sedangkan CSR/non-anggaran tidak memiliki pagu. Kosongkan pagunya, atau pilih "
        "sumber dana lain."
    ) in refused
    post(officer, "report_row_add", 2025, "anggaran", data=wrong | {"funding_source": "apbdes"})
    post(officer, "report_row_add", 2025, "anggaran", data=LINE)
    csr = BudgetLine.objects.get(funding_source="csr")
    assert csr.ceiling is None
    assert "missing" not in found(complete)
    report = factories.answer_all(complete, officer)
    submit_report(report, by=head, statement=True)
    document = read_receipt(report.receipts.get().document)
    told = next(entry for entry in document["entries"] if entry["entry"] == csr.pk)
    assert [label for label, _ in told["texts"]] == ["Kegiatan", "Sumber dana", "Realisasi (Rp)"]
    assert not [line for line in document["left_blank"] if "agu" in line]


def test_a_line_of_the_budget_still_needs_its_ceiling(draft, officer):
    post(officer, "report_row_add", 2025, "anggaran", data=LINE | {"funding_source": "apbdes"})
    assert "belum diisi pagu (Rp)" in found(draft)["missing"]


# Regulations ----------------------------------------------------------------------------------------
TYPED = {name: str(value) for name, value in PERBUP.items()} | {"status": "berlaku", "still_in_force": "ya"}


def test_what_a_regulation_is_about_and_where_is_stored_one_way_and_asked_for(draft, officer):
    post(
        officer,
        "report_row_add",
        2025,
        "regulasi",
        data=TYPED | {"articles": "Pasal 3-5 dan 12", "pages": "7"},
    )
    use = RegulationUse.objects.get()
    assert (use.articles, use.pages, use.is_special) == ("3–5, 12", "7", None)
    asked = (
        "Jawab pertanyaan “Khusus jaminan sosial ketenagakerjaan?” untuk Peraturan Bupati/Wali Kota Nomor 83"
    )
    assert asked in page(officer, "report_section", 2025, "regulasi")
    data = TYPED | {"is_special": "tidak", "articles": "3–5, 12", "pages": "7", "version": f"{use.pk}-0"}
    post(officer, "report_entry", 2025, use.pk, data=data)
    use.refresh_from_db()
    assert use.is_special is False
    assert asked not in page(officer, "report_section", 2025, "regulasi")


def test_articles_that_run_backwards_are_refused_in_words(draft, officer):
    refused = post(officer, "report_row_add", 2025, "regulasi", data=TYPED | {"articles": "5-3"}, status=422)
    assert "“5-3” terbalik. Tulis 3–5." in refused.content.decode()
    post(officer, "report_row_add", 2025, "regulasi", data=TYPED | {"articles": "3–5"})
    assert RegulationUse.objects.get().articles == "3–5"


def test_what_a_text_says_comes_forward_and_whether_it_applies_is_asked_again(ketapang, officer):
    last_year = factories.draft(ketapang, 2024, by=officer)
    use = {"still_in_force": True, "is_special": True, "articles": "3–5", "pages": "7", "covers": "BPU"}
    add_regulation(last_year, PERBUP, use, by=officer)
    factories.draft(ketapang, 2025, by=officer)
    now = RegulationUse.objects.get(entry__report__year=2025)
    assert (now.still_in_force, now.is_special, now.articles, now.pages, now.covers) == (
        None,
        True,
        "3–5",
        "7",
        "",
    )


# Reports from before --------------------------------------------------------------------------------
@pytest.fixture
def from_before(complete, officer, head):
    """A report sent when nobody was asked what a regulation is about."""
    use = {"still_in_force": True, "is_special": True, "covers": ""}
    add_regulation(complete, PERBUP, use, by=officer)
    report = factories.answer_all(complete, officer)
    submit_report(report, by=head, statement=True)
    RegulationUse.objects.update(is_special=None)
    return YearlyReport.objects.get(pk=report.pk)


def test_a_report_sent_before_the_question_was_there_is_verified_without_its_answer(from_before):
    verifier = factories.verifier()
    judge(from_before, verifier)
    verify_report(from_before, by=verifier)


def test_a_report_returned_for_something_else_goes_back_without_it_and_says_so(from_before, officer, head):
    verifier = factories.verifier()
    judge(from_before, verifier)
    group = from_before.entries.get(section=Section.GROUPS)
    review_entry(group, state=ReviewState.NEEDS_WORK, note="Periksa", by=verifier)
    return_report(from_before, by=verifier, reason="Periksa")
    report = YearlyReport.objects.get(pk=from_before.pk)
    assert "missing" not in found(report)
    group.refresh_from_db()
    save_entry(group, {"programmes": "JKK"}, expected_version=group.version, by=officer)
    submit_report(report, by=head, statement=True)
    document = read_receipt(report.receipts.get(version=2).document)
    assert (
        "Peraturan Bupati/Wali Kota Nomor 83 Tahun 2023: khusus jaminan sosial ketenagakerjaan"
        in document["left_blank"]
    )


def test_a_regulation_that_is_to_be_corrected_is_asked(from_before):
    verifier = factories.verifier()
    use = from_before.entries.get(section=Section.REGULATIONS)
    judge(from_before, verifier)
    review_entry(use, state=ReviewState.NEEDS_WORK, note="Periksa", by=verifier)
    return_report(from_before, by=verifier, reason="Periksa")
    assert "Khusus jaminan sosial ketenagakerjaan?" in found(from_before)["missing"]

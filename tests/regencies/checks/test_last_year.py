"""Last year's verified figures: what restates them is asked, and the verifier states both years."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regencies.actions.entries import answer
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused, Stale
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReviewState, Section
from regencies.figures.counted import counted_for, figures_for
from regencies.figures.verified import COLUMN_OF
from regencies.models import Review, YearlyReport
from regencies.presenters.public_notes import public_notes
from regencies.presenters.report_contents import report_contents
from tests import factories

pytestmark = pytest.mark.django_db

LAST_YEAR = {"wage_earners": (45_880, 44_000)}


def fresh(report):
    return YearlyReport.objects.select_related("regency__province").get(pk=report.pk)


def questions(report):
    found = run_checks(snapshot(fresh(report)))
    return {f.rule: f for f in found if f.rule.endswith("_rewritten")}


@pytest.fixture
def settled(ketapang):
    """Last year's report, verified: 45.880 wage earners."""
    return factories.verified(ketapang, 2024, registered=LAST_YEAR)


@pytest.fixture
def rewritten(settled, ketapang, officer):
    """This year's, which says that they were 20.000."""
    report = factories.draft(ketapang, 2025, by=officer)
    figures = {"wage_earners": (43_900, 20_000), "non_wage_earners": (43_000, 42_217)}
    return factories.complete(report, officer, registered=figures)


def test_a_figure_of_last_year_put_lower_is_asked_answered_and_told_to_everybody(rewritten, officer, head):
    row = factories.entry(rewritten, Section.PARTICIPATION)
    question = questions(rewritten)["participants_rewritten"]
    assert question.found == (
        "Peserta Penerima Upah (PU) 2024 tertulis 20.000, sedangkan hasil verifikasi tahun lalu 45.880."
    )
    assert question.answer == "Sudah diperiksa bersama BPJS."
    answer(rewritten, "participants_rewritten", row.pk, "", by=officer)
    with pytest.raises(Refused, match=r"sedangkan hasil verifikasi tahun lalu 45\.880\. Samakan angkanya"):
        submit_report(rewritten, by=head, statement=True)
    answer(rewritten, "participants_rewritten", row.pk, "Data ganda dibersihkan.", by=officer)
    submit_report(rewritten, by=head, statement=True)
    browser = Client()
    browser.force_login(factories.verifier())
    page = browser.get(reverse("verifier_report", args=[rewritten.pk])).content.decode()
    page = " ".join(page.split())
    page = re.sub(r'<span class="cell-note">.*?</span>', "", page)
    said = "<dt>Peserta aktif tahun sebelumnya</dt><dd>20.000</dd>"
    verified = "<dt>Peserta aktif tahun sebelumnya: hasil verifikasi tahun lalu</dt><dd>45.880</dd>"
    assert f"{said}</div><div>{verified}" in page
    assert "Data ganda dibersihkan." in page
    stored = rewritten.explanations.values("rule", "entry", "answer", "asked", "figures")
    notes = public_notes(fresh(rewritten), counted_for([fresh(rewritten)])[rewritten.pk], stored)
    assert ("participant_growth_pct", "Penerima Upah (PU): Data ganda dibersihkan.") in notes


def test_the_figure_that_was_verified_is_not_asked_about(rewritten, officer):
    row = factories.entry(rewritten, Section.PARTICIPATION)
    save_entry(row, {"registered_previous": 45_880}, expected_version=row.version, by=officer)
    assert questions(rewritten) == {}


def test_what_nobody_has_verified_restates_nothing(ketapang, officer):
    factories.sent(ketapang, 2024, registered=LAST_YEAR)
    report = factories.complete(factories.draft(ketapang, 2025, by=officer), officer)
    assert questions(report) == {}
    facts = [fact.label for card in report_contents(fresh(report)).cards for fact in card.facts]
    assert [label for label in facts if "tahun lalu" in label] == []


def test_a_segment_of_last_year_left_out_is_asked_about(settled, ketapang, officer):
    """Migrant workers may be left out, but not those verified a year ago without a word."""
    row = factories.entry(settled, Section.PARTICIPATION, 3)
    Review.objects.filter(entry=row).update(verified_value=120)
    report = factories.draft(ketapang, 2025, by=officer)
    row = factories.entry(report, Section.PARTICIPATION, 3)
    assert row.participation.registered_previous == 120
    save_entry(row, {"registered": None, "registered_previous": None}, expected_version=0, by=officer)
    report = factories.complete(report, officer, registered={"wage_earners": (47_000, 45_880)})
    found = questions(report)["participants_rewritten"].found
    assert found == "Peserta Pekerja Migran Indonesia 2024 kosong, sedangkan hasil verifikasi tahun lalu 120."


def test_a_proposal_that_rewrites_a_denominator_of_last_year_is_asked_about(settled, ketapang, officer):
    report = factories.draft(ketapang, 2025, by=officer)
    row = factories.propose_workforce(report, officer, figure=200_000, figure_previous=150_000)
    assert questions(report)["workforce_rewritten"].found == (
        "Semesta pekerja formal 2024 tertulis 150.000, sedangkan hasil verifikasi tahun lalu 180.000."
    )
    save_entry(row, {"figure_previous": 180_000}, expected_version=row.version, by=officer)
    assert questions(report) == {}


def test_an_approved_denominator_of_last_year_is_that_of_the_year_before_now(ketapang, officer, head):
    """One figure for 2024, whichever report counts it."""
    report = factories.draft(ketapang, 2024, by=officer)
    factories.propose_workforce(report, officer, figure=150_000, figure_previous=180_000)
    factories.complete(report, officer)
    submit_report(report, by=head, statement=True)
    verifier = factories.verifier()
    for item in report.entries.all():
        review_entry(item, state=ReviewState.APPROVED, by=verifier)
    YearlyReport.objects.update(status="verified", verified_by=verifier, verified_at=timezone.now())
    after = factories.draft(ketapang, 2025, by=officer)
    assert figures_for([after])[after.pk]["workforce_previous"]["formal"] == 150_000
    assert figures_for([after, fresh(report)])[report.pk]["workforce"]["formal"] == 150_000


# What the verifier states ----------------------------------------------------------------------------
VERIFIED = [
    (Section.PARTICIPATION, {"verified_value": 43_000, "verified_previous": 45_880}),
    (Section.TARGET, {"verified_percent": Decimal("68.5"), "verified_value": 34_000}),
    (
        Section.GROUPS,
        {"verified_value": 34_000, "verified_months": 11, "verified_rupiah": 34_000 * 11 * 16_800},
    ),
]


@pytest.mark.parametrize(("section", "found"), VERIFIED, ids=[section for section, _ in VERIFIED])
def test_the_verifier_states_every_figure_that_counts(ketapang, section, found):
    report = factories.sent(ketapang, 2025)
    row = factories.entry(report, section)
    verifier = factories.verifier()
    browser = Client()
    browser.force_login(verifier)
    form = {"state": "approved", "note": "Menurut rekap."} | {
        column: str(value).replace(".", ",") for column, value in found.items()
    }
    url = reverse("verifier_review", args=[report.pk, row.pk])
    answered = browser.post(url, {f"butir-{row.pk}-{name}": value for name, value in form.items()})
    assert answered.status_code == 302
    review = Review.objects.get(entry=row)
    assert {column: getattr(review, column) for column in found} == found
    facts = snapshot(fresh(report))
    shown = {
        Section.PARTICIPATION: lambda: (facts.segments[0].registered, facts.segments[0].registered_previous),
        Section.TARGET: lambda: (facts.target_pct, facts.vulnerable_workers),
        Section.GROUPS: lambda: (
            facts.groups[0].persons,
            facts.groups[0].months_covered,
            facts.groups[0].realised,
        ),
    }
    assert shown[section]() == tuple(found.values())
    told = [fact.label for card in report_contents(fresh(report)).cards for fact in card.facts]
    assert len([label for label in told if label.endswith(": hasil verifikasi")]) == len(found)


def test_two_verifiers_read_both_figures_when_the_second_is_late(ketapang):
    row = factories.entry(factories.sent(ketapang, 2025), Section.PARTICIPATION)
    first, second = factories.verifier(name="Pertama"), factories.verifier(name="Kedua")
    said = {"state": ReviewState.APPROVED, "note": "Rekap."}
    review_entry(row, **said, verified_value=79_000, by=first)
    with pytest.raises(Stale) as late:
        review_entry(row, **said, verified_value=78_000, verified_previous=71_000, seen="", by=second)
    assert late.value.rows == [
        ("Hasil", "Sesuai", "Sesuai"),
        ("Peserta aktif tahun penilaian: hasil verifikasi", "78.000", "79.000"),
        ("Peserta aktif tahun sebelumnya: hasil verifikasi", "71.000", "–"),
        ("Catatan", "Rekap.", "Rekap."),
    ]
    assert Review.objects.get().verified_value == 79_000


def test_a_figure_the_entry_does_not_have_is_refused(ketapang):
    row = factories.entry(factories.sent(ketapang, 2025), Section.TARGET)
    found = {"state": ReviewState.APPROVED, "note": "Rekap.", "by": factories.verifier()}
    with pytest.raises(Refused, match="tidak memuat angka itu"):
        review_entry(row, **found, verified_months=3)
    assert not Review.objects.exists()


def test_what_the_office_corrects_counts_as_it_corrects_it(ketapang, officer):
    report = factories.sent(ketapang, 2025)
    row = factories.entry(report, Section.PARTICIPATION)
    verifier = factories.verifier()
    said = {"note": "Rekap lain.", "verified_value": 70_000, "verified_previous": 70_001, "by": verifier}
    review_entry(row, state=ReviewState.WRONG, **said)
    assert snapshot(fresh(report)).segments[0].registered == 70_000
    return_report(report, by=verifier)
    assert snapshot(fresh(report)).segments[0].registered == 80_101
    browser = Client()
    browser.force_login(officer)
    page = browser.get(reverse("report_section", args=[2025, "kepesertaan"])).content.decode()
    told = [
        ("Peserta aktif tahun penilaian", "70.000"),
        ("Peserta aktif tahun sebelumnya", "70.001"),
    ]
    for label, value in told:
        assert f'{label} menurut verifikator: <b class="tabular">{value}</b>' in page
    submit_report(fresh(report), by=factories.head(ketapang), statement=True)
    review = Review.objects.get(entry=row)
    assert {getattr(review, column) for column in COLUMN_OF[Section.PARTICIPATION].values()} == {None}

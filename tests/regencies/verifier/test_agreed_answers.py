"""What is scored beside the figures has a verified value too: employers, public workers, a nominee's answers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from regencies.actions.errors import Refused, Stale
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReviewState, Section
from regencies.figures.verified import AGREED_OF, COLUMN_OF, counted_value, keys_of, stated, verified
from regencies.models import ReportEntry, Review, YearlyReport
from regencies.models.sections import DETAIL_MODELS
from regencies.presenters.audit_log import report_changes
from regencies.presenters.report_contents import report_contents
from tests import factories
from tests.builders import nominees

pytestmark = pytest.mark.django_db


def entry_of(report: YearlyReport, section: Section) -> ReportEntry:
    return next(entry for entry in entries_of(report) if entry.section == section)


@pytest.fixture
def company():
    return nominees.sent(nominees.COMPANY)


@pytest.fixture
def verifier(company):
    return factories.verifier(company.regency.province)


def test_every_answer_that_is_scored_and_a_number_or_a_question_can_be_agreed_on():
    of_figures = {Section.PARTICIPATION, Section.TARGET, Section.HEADCOUNT, Section.WORKFORCE, Section.GROUPS}
    assert set(COLUMN_OF) == of_figures | {Section.BUDGET}
    for section, names in AGREED_OF.items():
        asked = [
            field.name
            for field in DETAIL_MODELS[section]._meta.concrete_fields
            if not field.is_relation and field.get_internal_type() not in {"TextField", "CharField"}
        ]
        assert sorted(names) == sorted(asked), section


def test_an_agreed_answer_counts_shows_beside_the_claim_and_stands_in_the_history(company, verifier):
    entry = entry_of(company, Section.COMPLIANCE)
    claimed = entry.detail.registers_all
    assert claimed is True
    review_entry(entry, state=ReviewState.APPROVED, by=verifier, note="Surat cabang B/7", registers_all=False)
    wages = entry_of(company, Section.WAGES)
    review_entry(wages, state=ReviewState.APPROVED, by=verifier, note="Tunggakan menurut BPJS", arrears=1_500)
    entry, wages = entry_of(company, Section.COMPLIANCE), entry_of(company, Section.WAGES)
    assert (entry.detail.registers_all, counted_value(entry, "registers_all")) == (True, False)
    assert counted_value(entry, "pays_on_time") == entry.detail.pays_on_time
    assert verified(wages) == {"arrears": 1_500}
    cards = {card.report_entry.section: card for card in report_contents(company).cards}
    facts = [(fact.label, fact.value) for fact in cards[Section.COMPLIANCE].facts[:2]]
    assert facts == [
        ("semua pekerja didaftarkan?", "Ya"),
        ("semua pekerja didaftarkan?: hasil verifikasi", "Tidak"),
    ]
    told = [
        (change.field.split(" · ")[-1], change.before, change.after) for change in report_changes(company)
    ]
    assert ("Jawaban lain hasil verifikasi", "–", "semua pekerja didaftarkan?: Tidak") in told
    assert ("Jawaban lain hasil verifikasi", "–", "tunggakan iuran (Rp): 1.500") in told


def test_another_value_needs_a_note_and_the_advice_passes(company, verifier):
    entry = entry_of(company, Section.PROGRAMMES)
    with pytest.raises(Refused) as refused:
        review_entry(entry, state=ReviewState.APPROVED, by=verifier, jkk=1)
    assert refused.value.reasons == [
        f"Angka hasil verifikasi untuk “{entry.detail}” memerlukan catatan dasar perubahannya."
    ]
    review_entry(entry, state=ReviewState.APPROVED, by=verifier, jkk=0, note="Data cabang")
    assert stated(entry_of(company, Section.PROGRAMMES)) == {"jkk": 0}


def test_an_answer_of_another_section_is_refused(company, verifier):
    entry = entry_of(company, Section.PROGRAMMES)
    with pytest.raises(Refused, match="tidak memuat angka itu"):
        review_entry(entry, state=ReviewState.APPROVED, by=verifier, note="x", arrears=1)


def test_a_late_save_is_refused_with_both_answers(company, verifier):
    entry = entry_of(company, Section.COMPLIANCE)
    review_entry(entry, state=ReviewState.APPROVED, by=verifier, note="A", registers_all=False)
    with pytest.raises(Stale) as stale:
        review_entry(entry, state=ReviewState.APPROVED, by=verifier, note="B", seen="", registers_all=True)
    label = "Semua pekerja didaftarkan?: hasil verifikasi"
    assert (stale.value.mine[label], stale.value.stored[label]) == ("Ya", "Tidak")


def test_what_the_office_corrects_is_agreed_on_anew(company, verifier):
    entry = entry_of(company, Section.WAGES)
    review_entry(entry, state=ReviewState.NEEDS_WORK, by=verifier, note="Periksa", arrears=7)
    company = return_report(company, by=verifier)
    assert verified(entry_of(company, Section.WAGES)) == {}
    submit_report(company, by=factories.head(company.regency), statement=True)
    assert Review.objects.get(entry=entry).agreed == {}


def test_the_form_offers_the_answers_and_keeps_what_was_agreed(company, verifier):
    entry = entry_of(company, Section.COMPLIANCE)
    client = Client()
    client.force_login(verifier)
    url = reverse("verifier_review", args=[company.pk, entry.pk])
    prefix = f"butir-{entry.pk}"
    typed = {f"{prefix}-state": "approved", f"{prefix}-registers_all": "False", f"{prefix}-seen": ""}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert client.post(url, typed | {f"{prefix}-note": "Data cabang"}).status_code == 302
    page = client.get(reverse("verifier_report", args=[company.pk])).content.decode()
    assert '<option value="False" selected>Tidak</option>' in " ".join(page.split())
    assert Review.objects.get(entry=entry).agreed == {"registers_all": False}


def test_a_region_agrees_on_employers_and_public_workers_a_city_not_on_villages():
    report = factories.sent()
    verifier = factories.verifier(report.regency.province)
    employers = entry_of(report, Section.EMPLOYERS)
    review_entry(
        employers, state=ReviewState.APPROVED, by=verifier, note="Data cabang", employers=500,
        employers_registered=480,
    )  # fmt: skip
    card = next(c for c in report_contents(report).cards if c.report_entry.section == Section.EMPLOYERS)
    assert ("Pemberi kerja yang terdaftar", "480 dari 500 (96,00%)") in [
        (f.label, f.value) for f in card.facts
    ]
    city = factories.sent(factories.regency("Pontianak", "61.71", villages=0))
    assert set(keys_of(entry_of(city, Section.PUBLIC_WORKERS))) == {
        "non_civil_servants",
        "neighbourhood_heads",
    }

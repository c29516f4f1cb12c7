"""A verifier's decision changes figures: their source is named, and what they ask is settled before the report is."""

import pytest
from django.test import Client
from django.urls import reverse

from regencies.actions.entries import add_entry, answer
from regencies.actions.errors import Refused, Stale
from regencies.actions.report_status import (
    return_report,
    review_entry,
    submit_report,
    verify_report,
)
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Evidence, YearlyReport
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def verifier():
    return factories.verifier()


@pytest.fixture
def proposal(complete, officer, head):
    """A smaller denominator, proposed for this year in a report that was sent: coverage would jump."""
    row = factories.propose_workforce(complete, officer, figure=150_000, figure_previous=None)
    submit_report(complete, by=head, statement=True)
    return row


@pytest.fixture
def page(complete, verifier):
    client = Client()
    client.force_login(verifier)

    def shown():
        html = client.get(reverse("verifier_report", args=[complete.pk])).content.decode()
        return " ".join(html.split())

    return shown


def approve_all(report, verifier):
    for item in YearlyReport.objects.get(pk=report.pk).entries.all():
        review_entry(item, state=ReviewState.APPROVED, by=verifier)


def test_tile_and_question_say_one_coverage_and_whose_denominators_it_counts(proposal, page, verifier):
    assert "angka resmi provinsi" in page()
    assert "67,95%" in page()
    review_entry(proposal, state=ReviewState.APPROVED, by=verifier)
    after = page()
    assert "formal menurut usulan dinas yang disetujui; selebihnya angka resmi provinsi" in after
    assert after.count("81,55%") == 2  # the tile, and the question about the jump
    assert "67,95%" not in after


def test_a_question_the_verifier_raised_is_answered_by_the_office_before_the_report_is_settled(
    complete, proposal, verifier, officer, head
):
    approve_all(complete, verifier)
    with pytest.raises(Refused) as refused:
        verify_report(complete, by=verifier)
    assert [reason.split(" Kembalikan")[0] for reason in refused.value.reasons] == [
        "Cakupan berubah +25,41 poin persen, dari 56,14% menjadi 81,55%.",
        "Semesta pekerja berkurang dari 180.000 menjadi 150.000, sehingga cakupan naik dengan sendirinya.",
    ]
    return_report(complete, by=verifier)  # nothing is flagged: the questions alone
    for rule in ("coverage_jump", "shrinking_workforce"):
        answer(complete, rule, None, "Sakernas menghitung ulang pekerja formal.", by=officer)
    submit_report(complete, by=head, statement=True)
    assert verify_report(complete, by=verifier).status == ReportStatus.VERIFIED


def test_the_office_is_asked_once_the_report_is_back(complete, proposal, verifier, officer):
    client = Client()
    client.force_login(officer)
    url = reverse("report_section", args=[2025, "kepesertaan"])
    review_entry(proposal, state=ReviewState.APPROVED, by=verifier)
    assert "Perlu penjelasan" not in client.get(url).content.decode()
    return_report(complete, by=verifier)
    page = client.get(url).content.decode()
    assert "Perlu penjelasan" in page
    assert "formal menurut usulan dinas yang disetujui; selebihnya angka resmi provinsi" in page


def test_a_decision_taken_back_settles_its_question_too(complete, proposal, verifier):
    approve_all(complete, verifier)
    review_entry(proposal, state=ReviewState.WRONG, note="Bukan Sakernas.", by=verifier)
    assert verify_report(complete, by=verifier).status == ReportStatus.VERIFIED


def test_of_two_findings_the_late_one_is_shown_beside_the_stored_one_and_blanks_where_none_is_left(
    complete, head, verifier
):
    submit_report(complete, by=head, statement=True)
    first, second = (factories.entry(complete, section) for section in (Section.TARGET, Section.IDENTITY))
    review_entry(first, state=ReviewState.NEEDS_WORK, note=" Periksa lagi. ", by=verifier)
    late = {"state": ReviewState.APPROVED, "by": factories.verifier(name="Dua")}
    for entry, seen, who, stored in (
        (first, "", "Verifikator", {"Hasil": "Perlu perbaikan", "Catatan": "Periksa lagi."}),
        (second, "2026-01-01", "verifikator lain", {"Hasil": "–", "Catatan": "–"}),
    ):
        with pytest.raises(Stale) as stale:
            review_entry(entry, seen=seen, **late)
        assert stale.value.reasons[0].startswith(f"“{entry.detail}” sudah diperiksa oleh {who} sejak")
        assert {name: stale.value.stored[name] for name in stored} == stored
        assert {name: stale.value.mine[name] for name in stored} == {"Hasil": "Sesuai", "Catatan": "–"}


def test_a_note_of_blanks_is_none(complete, head, verifier):
    submit_report(complete, by=head, statement=True)
    entry = factories.entry(complete, Section.TARGET)
    with pytest.raises(Refused, match="memerlukan catatan: tuliskan apa yang perlu diperbaiki"):
        review_entry(entry, state=ReviewState.WRONG, note="  ", by=verifier)
    review_entry(entry, state=ReviewState.WRONG, note="Periksa lagi.", by=verifier)
    assert return_report(complete, by=verifier, reason=" Perbaiki. ").return_note == "Perbaiki."


def test_without_flag_and_question_there_is_nothing_to_return(complete, head, verifier):
    submit_report(complete, by=head, statement=True)
    approve_all(complete, verifier)
    with pytest.raises(Refused, match="Tidak ada butir yang ditandai atau pertanyaan terbuka"):
        return_report(complete, by=verifier)


def test_the_page_before_returning_names_the_questions(complete, proposal, verifier):
    approve_all(complete, verifier)
    client = Client()
    client.force_login(verifier)
    shown = client.get(reverse("verifier_return", args=[complete.pk])).content.decode()
    assert "Dinas menjelaskan: Cakupan berubah +25,41 poin persen, dari 56,14% menjadi 81,55%." in shown


def test_a_proposal_without_a_file_is_neither_sent_nor_approved(complete, officer, head, verifier):
    values = {"segment": "formal", "figure": 179_827, "reason": "Sakernas"}
    row = add_entry(complete, Section.WORKFORCE, values, by=officer)
    factories.answer_all(complete, officer)
    with pytest.raises(Refused, match="usulan belum memiliki bukti dukung"):
        submit_report(complete, by=head, statement=True)
    row.delete()
    row = factories.propose_workforce(complete, officer)
    factories.answer_all(complete, officer)
    submit_report(complete, by=head, statement=True)
    Evidence.objects.all().delete()  # as reports sent before this was asked are
    row.workforceproposal.reason = " "
    row.workforceproposal.save()
    with pytest.raises(Refused, match="belum memiliki alasan dan bukti dukung"):
        review_entry(row, state=ReviewState.APPROVED, by=verifier)
    note = "Lampirkan sumbernya."
    assert review_entry(row, state=ReviewState.NEEDS_WORK, note=note, by=verifier).state == "needs_work"

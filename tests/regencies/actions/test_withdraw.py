"""Take a report back, correct a returned one, and send again."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.entries import add_entry, answer, remove_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import (
    return_report,
    review_entry,
    start_verification,
    submit_report,
    verify_report,
    withdraw_report,
)
from regencies.choices import ReportStatus, ReviewState, Section, WindowState
from regencies.models import FillingWindow, Receipt, ReportEntry, YearlyReport
from regencies.presenters.audit_log import report_changes
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(ketapang, officer):
    return factories.complete(factories.draft(ketapang, by=officer), officer)


def status_of(report):
    return YearlyReport.objects.get(pk=report.pk).status


# Taking back --------------------------------------------------------------------------------------
@pytest.fixture
def sent(report, head):
    submit_report(report, by=head, statement=True)
    return YearlyReport.objects.get(pk=report.pk)


@pytest.mark.parametrize("role", ["officer", "head"])
def test_the_office_takes_its_report_back_and_sends_again(sent, officer, head, role):
    withdraw_report(sent, by={"officer": officer, "head": head}[role])
    assert status_of(sent) == ReportStatus.DRAFT
    assert submit_report(sent, by=head, statement=True).version == 2
    assert list(Receipt.objects.values_list("version", flat=True)) == [1, 2]


def test_once_a_verifier_has_opened_it_the_report_stays_sent(sent, officer):
    start_verification(sent, by=factories.verifier())
    with pytest.raises(Refused, match="Verifikator sudah mulai memeriksa"):
        withdraw_report(sent, by=officer)
    assert status_of(sent) == ReportStatus.SENT


@pytest.mark.parametrize("who", ["neighbour", "verifier", "admin"])
def test_nobody_else_takes_it_back(sent, who):
    person = {
        "neighbour": lambda: factories.head(factories.regency("Mempawah", "61.02")),
        "verifier": lambda: factories.verifier(),
        "admin": lambda: factories.admin(),
    }[who]()
    with pytest.raises(Refused, match="Hanya petugas atau kepala dinas"):
        withdraw_report(sent, by=person)


def test_a_draft_cannot_be_taken_back(report, officer):
    with pytest.raises(Refused, match="berstatus “Draf”"):
        withdraw_report(report, by=officer)


def test_after_the_deadline_a_report_is_not_taken_back_into_nothing(sent, officer):
    """A withdrawn report could not be sent again: the region would have no report at all."""
    FillingWindow.objects.update(deadline=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="tidak dapat dikirim lagi"):
        withdraw_report(sent, by=officer)
    assert status_of(sent) == ReportStatus.SENT


@pytest.mark.django_db(transaction=True)
def test_the_verifier_who_opens_first_keeps_the_report(sent, officer):
    verifier = factories.verifier()
    _, refused = race(
        lambda: start_verification(sent, by=verifier), lambda: withdraw_report(sent, by=officer)
    )
    assert isinstance(refused, Refused)
    assert status_of(sent) == ReportStatus.SENT


# Returned -----------------------------------------------------------------------------------------
@pytest.fixture
def returned(sent):
    verifier = factories.verifier(name="Verifikator")
    target = factories.entry(sent, Section.TARGET)
    review_entry(target, state=ReviewState.NEEDS_WORK, note="Target 2025 adalah 71%.", by=verifier)
    return return_report(sent, by=verifier, reason="Satu angka belum sesuai RPJMD.")


def test_a_corrected_report_is_sent_again_and_judged_again(returned, officer, head):
    target = factories.entry(returned, Section.TARGET)
    save_entry(target, {"target_pct": 71}, expected_version=target.version, by=officer)
    receipt = submit_report(returned, by=head, statement=True)
    review = factories.entry(returned, Section.TARGET).review
    assert (receipt.version, review.state, review.note) == (2, ReviewState.PENDING, "Target 2025 adalah 71%.")


def test_a_correction_taken_back_is_still_a_correction(returned, officer, head):
    FillingWindow.objects.update(state=WindowState.CORRECTIONS)
    submit_report(returned, by=head, statement=True)
    withdraw_report(returned, by=officer)
    target, identity = (factories.entry(returned, section) for section in (Section.TARGET, Section.IDENTITY))
    assert status_of(returned) == ReportStatus.RETURNED
    assert save_entry(target, {"target_pct": 72}, expected_version=target.version, by=officer)
    with pytest.raises(Refused, match="tidak ditandai"):
        save_entry(identity, {"head_name": "X"}, expected_version=identity.version, by=officer)


def test_the_reason_of_a_return_is_in_the_history(returned):
    said = [
        (change.who, change.reason) for change in report_changes(returned) if change.after == "Dikembalikan"
    ]
    assert said == [("Verifikator", "Satu angka belum sesuai RPJMD.")]


def test_a_verified_report_is_out_of_the_offices_hands(sent, officer, head):
    verifier = factories.verifier()
    for entry in ReportEntry.objects.filter(report=sent):
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    verify_report(sent, by=verifier)
    target = factories.entry(sent, Section.TARGET)
    for move in (
        lambda: withdraw_report(sent, by=head),
        lambda: submit_report(sent, by=head, statement=True),
        lambda: save_entry(target, {"target_pct": 1}, expected_version=target.version, by=officer),
        lambda: answer(sent, "coverage_jump", None, "x", by=officer),
        lambda: add_entry(sent, Section.INNOVATIONS, {"name": "x"}, by=officer),
        lambda: remove_entry(factories.entry(sent, Section.GROUPS), expected_version=0, by=officer),
        lambda: attach_evidence(target, factories.pdf(), title="", page=None, by=officer),
    ):
        with pytest.raises(Refused):
            move()
    assert status_of(sent) == ReportStatus.VERIFIED

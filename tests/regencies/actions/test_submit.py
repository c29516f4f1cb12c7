"""Certify and send: who, and what stops it, all of it said at once."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.report_status import submit_report
from regencies.choices import ReportStatus, Role, Section
from regencies.models import FillingWindow, Membership, Receipt, YearlyReport
from regencies.receipts.document import read_receipt
from tests import factories
from tests.racing import race, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(ketapang, officer):
    return factories.complete(factories.draft(ketapang, by=officer), officer)


def status_of(report):
    return YearlyReport.objects.get(pk=report.pk).status


# Sending ------------------------------------------------------------------------------------------
def test_the_head_certifies_and_sends(report, head):
    receipt = submit_report(report, by=head, statement=True)
    stored = YearlyReport.objects.get(pk=report.pk)
    assert (stored.status, stored.version, stored.certified_by) == (ReportStatus.SENT, 1, head)
    assert (receipt.version, receipt.sent_at, receipt.certified_by) == (1, stored.sent_at, head)


@pytest.mark.parametrize("who", ["officer", "neighbour", "verifier", "admin", "former head"])
def test_nobody_but_the_head_sends(report, officer, who):
    place = report.regency
    person = {
        "officer": lambda: officer,
        "neighbour": lambda: factories.head(factories.regency("Mempawah", "61.02")),
        "verifier": lambda: factories.verifier(place.province),
        "admin": lambda: factories.admin(place.province),
        "former head": lambda: factories.head(place),
    }[who]()
    if who == "former head":
        person.memberships.update(until=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="Hanya kepala dinas"):
        submit_report(report, by=person, statement=True)
    assert status_of(report) == ReportStatus.DRAFT


def test_without_the_statement_nothing_is_sent_and_nothing_is_lost(report, head):
    with pytest.raises(Refused) as refused:
        submit_report(report, by=head, statement=False)
    assert refused.value.reasons == [
        "Pernyataan kebenaran data belum dicentang. Isian tidak hilang; centang pernyataan, lalu kirim lagi."
    ]
    assert factories.entry(report, Section.TARGET).ucjtarget.target_pct == 70
    assert submit_report(report, by=head, statement=True).version == 1


def test_everything_that_is_wrong_is_said_at_once(report, officer, head):
    target, segment = factories.entry(report, Section.TARGET), factories.entry(report, Section.PARTICIPATION)
    save_entry(target, {"target_pct": None}, expected_version=target.version, by=officer)
    save_entry(segment, {"registered_previous": None}, expected_version=segment.version, by=officer)
    with pytest.raises(Refused) as refused:
        submit_report(report, by=head, statement=False)
    assert len(refused.value.reasons) == 3
    assert [word in str(refused.value) for word in ("target UCJ", "Penerima Upah", "Pernyataan")] == [
        True
    ] * 3
    assert status_of(report) == ReportStatus.DRAFT
    assert not Receipt.objects.exists()


def test_an_open_question_stops_the_report_and_its_answer_lets_it_go(report, officer, head):
    segment = factories.entry(report, Section.PARTICIPATION)
    save_entry(segment, {"registered": 170_000}, expected_version=segment.version, by=officer)
    with pytest.raises(Refused, match="melebihi semesta pekerja"):
        submit_report(report, by=head, statement=True)
    factories.answer_all(report, officer)
    receipt = submit_report(report, by=head, statement=True)
    answers = {item["rule"]: item["answer"] for item in read_receipt(receipt.document)["explanations"]}
    assert answers["coverage_over_100"] == "Sudah diperiksa bersama BPJS."


def test_the_head_who_typed_a_figure_does_not_certify_it(report, officer, head):
    target = factories.entry(report, Section.TARGET)
    save_entry(target, {"target_pct": 80}, expected_version=target.version, by=head)
    with pytest.raises(Refused) as refused:
        submit_report(report, by=head, statement=True)
    assert refused.value.reasons == [
        "“Target UCJ dan pekerja rentan” terakhir diisi oleh Bapak/Ibu sendiri. Minta petugas memeriksa dan "
        "menyimpannya, karena yang mengisi tidak boleh menyatakan kebenarannya."
    ]
    save_entry(target, {"target_pct": 80}, expected_version=target.version + 1, by=officer)
    assert submit_report(report, by=head, statement=True).version == 1


def test_one_person_who_is_both_cannot_certify_alone(ketapang, report, officer):
    Membership.objects.create(user=officer, role=Role.HEAD, regency=ketapang, since=datetime.date(2024, 1, 1))
    both = type(officer).objects.get(pk=officer.pk)
    with pytest.raises(Refused, match="terakhir diisi oleh Bapak/Ibu sendiri"):
        submit_report(report, by=both, statement=True)
    assert status_of(report) == ReportStatus.DRAFT


def test_after_the_deadline_only_an_extension_sends(report, head):
    FillingWindow.objects.update(deadline=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="sudah lewat"):
        submit_report(report, by=head, statement=True)
    report.regency.extensions.create(
        year=2025,
        until=timezone.now() + datetime.timedelta(hours=1),
        reason="Sambungan terputus.",
        granted_by=factories.admin(),
    )
    assert submit_report(report, by=head, statement=True).version == 1


def test_sent_twice_is_sent_once(report, head):
    receipt = submit_report(report, by=head, statement=True)
    assert submit_report(report, by=head, statement=True) == receipt
    assert submit_report(report, by=head, statement=True, shown="what was read before") == receipt
    with pytest.raises(Refused, match="berstatus “Dikirim”"):
        submit_report(report, by=factories.head(report.regency, "Plt. Kepala Dinas"), statement=True)
    assert Receipt.objects.get() == receipt


@pytest.mark.django_db(transaction=True)
def test_three_taps_on_send_are_one_version_and_three_equal_answers(report, head):
    first, *others = together(
        *[lambda: submit_report(report, by=head, statement=True) for _ in range(3)],
        behind=lambda: YearlyReport.objects.select_for_update().get(pk=report.pk),
    )
    assert others == [first, first]
    assert Receipt.objects.get() == first


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_the_same_moment_give_one_receipt(report, head, ketapang):
    deputy = factories.head(ketapang, "Plt. Kepala Dinas")
    receipt, refused = race(
        lambda: submit_report(report, by=head, statement=True),
        lambda: submit_report(report, by=deputy, statement=True),
    )
    assert receipt.certified_by == head
    assert isinstance(refused, Refused)
    assert Receipt.objects.get() == receipt


@pytest.mark.django_db(transaction=True)
def test_a_submission_waits_for_the_save_before_it_and_judges_what_was_saved(report, officer, head):
    target = factories.entry(report, Section.TARGET)
    saved, refused = race(
        lambda: save_entry(target, {"target_pct": None}, expected_version=target.version, by=officer),
        lambda: submit_report(report, by=head, statement=True),
    )
    assert saved.version == target.version + 1
    assert "target UCJ" in str(refused)
    assert status_of(report) == ReportStatus.DRAFT

"""Certify, send, take back: who, what stops it, and what the receipt freezes."""

import datetime
import hashlib
import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from regencies.choices import ReportStatus, ReviewState, Role, Section, WindowState
from regencies.editing import add_entry, answer, attach_evidence, remove_entry, save_entry
from regencies.history import report_changes
from regencies.models import FillingWindow, Membership, Receipt, ReportEntry, YearlyReport
from regencies.receipts import read_receipt
from regencies.refusals import Refused
from regencies.transitions import (
    return_report,
    review_entry,
    start_verification,
    submit_report,
    verify_report,
    withdraw_report,
)
from tests import factories
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketapang():
    return factories.regency()


@pytest.fixture
def officer(ketapang):
    return factories.officer(ketapang, "Siti Aminah")


@pytest.fixture
def head(ketapang):
    return factories.head(ketapang, "dr. H. Harisson, M.Kes")


@pytest.fixture
def report(ketapang, officer):
    return factories.complete(factories.draft(ketapang, by=officer), officer)


def status_of(report):
    return YearlyReport.objects.get(pk=report.pk).status


# Sending --------------------------------------------------------------------------------------------
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
    submit_report(report, by=head, statement=True)
    with pytest.raises(Refused, match="berstatus “Dikirim”"):
        submit_report(report, by=head, statement=True)
    assert list(Receipt.objects.values_list("version", flat=True)) == [1]


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


# The receipt ----------------------------------------------------------------------------------------
def test_the_receipt_is_the_hash_of_its_bytes_and_holds_every_figure(report, officer, head):
    attach_evidence(
        factories.entry(report, Section.TARGET), factories.pdf(), title="RPJMD", page=7, by=officer
    )
    receipt = submit_report(report, by=head, statement=True)
    document = bytes(receipt.document)
    assert receipt.sha256 == hashlib.sha256(document).hexdigest()
    read = json.loads(document)
    assert (read["schema"], read["version"], read["assessed_year"]) == ("paritrana.receipt/1", 1, 2025)
    assert read["region"] == {"code": "61.04", "name": "Kabupaten Ketapang"}
    assert read["certified_by"] == "dr. H. Harisson, M.Kes"
    entries = {entry["label"]: entry for entry in read["entries"]}
    assert entries["Penerima Upah (PU)"]["values"] == {
        "segment": "wage_earners",
        "registered": 80_101,
        "registered_previous": 71_405,
    }
    assert entries["Target UCJ dan pekerja rentan"]["evidence"] == [
        {
            "title": "RPJMD",
            "name": "bukti.pdf",
            "page": 7,
            "sha256": hashlib.sha256(factories.PDF).hexdigest(),
        }
    ]


def test_the_receipt_lists_what_was_left_blank(report, officer, head):
    attach_evidence(factories.entry(report, Section.TARGET), factories.pdf(), title="", page=None, by=officer)
    receipt = submit_report(report, by=head, statement=True)
    assert read_receipt(receipt.document)["left_blank"] == [
        "Identitas dinas: alamat",
        "Identitas dinas: NIP kepala dinas",
        "Pekerja Migran Indonesia: peserta aktif tahun penilaian",
        "Pekerja Migran Indonesia: peserta aktif tahun sebelumnya",
        "Target UCJ dan pekerja rentan: dokumen yang memuat target",
        "Pekerja perkebunan sawit (DBH Sawit): jumlah desa yang dijangkau",
        "Penerima Upah (PU): bukti dukung",
        "Bukan Penerima Upah (BPU): bukti dukung",
        "Jasa Konstruksi: bukti dukung",
        "Pekerja perkebunan sawit (DBH Sawit): bukti dukung",
        "Anggaran: tidak ada yang dilaporkan",
        "Produk hukum: tidak ada yang dilaporkan",
        "Inovasi: tidak ada yang dilaporkan",
    ]


def test_a_city_is_not_said_to_have_left_villages_blank(officer):
    pontianak = factories.regency("Pontianak", "61.71", kind="kota", villages=0)
    blank = read_receipt(factories.sent(pontianak).receipts.get().document)["left_blank"]
    assert [line for line in blank if "desa" in line] == []


def test_a_receipt_never_changes(report, head):
    receipt = submit_report(report, by=head, statement=True)
    for change in (lambda: Receipt.objects.update(version=9), receipt.delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assert Receipt.objects.get().version == 1


# Taking back ----------------------------------------------------------------------------------------
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


# Returned -------------------------------------------------------------------------------------------
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

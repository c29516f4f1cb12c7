"""The pages on which a report is certified, sent and taken back; its receipt and its history."""

import datetime
import re

import pytest
from django.urls import reverse

from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import return_report, review_entry, start_verification, submit_report
from regencies.checks.registry import run_checks
from regencies.choices import ReportStatus, ReviewState, Section, WindowState
from regencies.models import FillingWindow, Province, Receipt, YearlyReport
from tests import factories
from tests.builders.browser_tab import browser, certify, page, post, states
from tests.builders.snapshot import IDENTITY, KETAPANG, amend_state

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test


@pytest.fixture
def verifier(sent):
    return factories.verifier()


# Sending --------------------------------------------------------------------------------------------
def test_the_head_reads_the_statement_and_sends(complete, head):
    shown = page(head, "report_send", 2025)
    assert "Tidak ada yang menghalangi" in shown
    assert "dr. H. Harisson, M.Kes" in shown
    response = certify(head)
    assert response.url == reverse("report_receipt", args=[2025, 1])


def test_the_officer_sees_who_sends_and_cannot_do_it(complete, officer, head):
    shown = page(officer, "report_send", 2025)
    assert "dr. H. Harisson, M.Kes" in shown
    assert 'name="statement"' not in shown
    post(officer, "report_send", 2025, data={"statement": "on"}, status=403)
    assert YearlyReport.objects.get().status == ReportStatus.DRAFT


def test_an_office_without_a_head_is_told_whom_to_ask(complete, officer):
    assert "Belum ada akun kepala dinas" in page(officer, "report_send", 2025)


def test_everything_that_blocks_is_listed_with_its_link(draft, officer):
    response = browser(officer).get(reverse("report_send", args=[2025]))
    links = {block["url"] for block in response.context["blocks"]}
    assert "/laporan/2025/identitas/#id_head_name" in links
    assert "/laporan/2025/target/#id_target_pct" in links
    assert "" not in links


def test_an_unticked_box_refuses_in_words_and_keeps_the_report(complete, head):
    response = certify(head, statement="", status=409)
    assert "Pernyataan kebenaran data belum dicentang" in response.content.decode()
    assert not Receipt.objects.exists()


def test_the_head_who_typed_is_told_which_entry_and_what_to_do(complete, officer, head):
    target = factories.entry(complete, Section.TARGET)
    save_entry(target, {"target_pct": 75}, expected_version=target.version, by=head)
    for reader, who in ((head, "Bapak/Ibu sendiri"), (officer, "dr. H. Harisson, M.Kes")):
        (block,) = browser(reader).get(reverse("report_send", args=[2025])).context["blocks"]
        assert f"“Target UCJ dan pekerja rentan” terakhir diisi oleh {who}" in block["text"]
        assert block["url"] == f"/laporan/2025/target/#butir-{target.pk}"
    assert "menghalangi" in page(head, "report_send", 2025)


def test_sending_twice_gives_one_version(complete, head):
    certify(head)
    tab = browser(head)
    shown = tab.post(reverse("report_send", args=[2025]), {"statement": "on"}, follow=True)
    assert shown.redirect_chain == [("/laporan/2025/tanda-terima/1/", 302)]
    assert "Laporan 2025 sudah dikirim sebagai versi 1." in shown.content.decode()
    assert tab.get(reverse("report_send", args=[2025])).status_code == 302
    assert Receipt.objects.count() == 1


def test_sending_what_another_has_sent_meanwhile_says_so(complete, head):
    submit_report(complete, by=factories.head(complete.regency, "Plt. Kepala Dinas"), statement=True)
    with pytest.raises(Refused) as refused:
        submit_report(complete, by=head, statement=True)
    assert refused.value.reasons == [
        f"Laporan {complete} sudah berstatus “Dikirim”. Muat ulang halaman untuk melihatnya."
    ]


# Taking back ----------------------------------------------------------------------------------------
@pytest.fixture
def sent(complete, head):
    submit_report(complete, by=head, statement=True)
    return YearlyReport.objects.get(pk=complete.pk)


def test_taking_back_asks_first(sent, officer):
    assert "harus dikirim lagi" in page(officer, "report_withdraw", 2025)
    response = browser(officer).post(reverse("report_withdraw", args=[2025]), follow=True)
    assert "Belum dikirim" in response.content.decode()
    assert YearlyReport.objects.get().status == ReportStatus.DRAFT


def test_a_report_the_verifier_has_opened_is_not_taken_back(sent, officer):
    assert "Tarik kembali" in page(officer, "report_overview", 2025)
    start_verification(sent, by=factories.verifier())
    assert "Tarik kembali" not in page(officer, "report_overview", 2025).replace(
        "Tarik kembali untuk mengubahnya", ""
    )
    response = post(officer, "report_withdraw", 2025, status=409)
    assert "Verifikator sudah mulai memeriksa" in response.content.decode()


# Receipts and history -------------------------------------------------------------------------------
def test_the_receipt_shows_what_was_sent_whatever_came_after(sent, officer):
    post(officer, "report_withdraw", 2025)
    target = factories.entry(sent, Section.TARGET)
    save_entry(target, {"target_pct": 99}, expected_version=target.version, by=officer)
    shown = page(officer, "report_receipt", 2025, 1)
    assert Receipt.objects.get().sha256 in shown
    assert "<dd>70</dd>" in shown
    assert "80.101" in shown
    assert "Inovasi: tidak ada yang dilaporkan" in shown
    page(officer, "report_receipt", 2025, 2, status=404)


def test_the_receipt_on_paper_goes_to_the_office_and_its_province_only(sent, officer):
    sha256 = Receipt.objects.get().sha256
    for person in (officer, factories.verifier(), factories.admin()):
        response = browser(person).get(reverse("report_receipt_pdf", args=[sha256]))
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Disposition"] == 'attachment; filename="tanda-terima-61.04-2025-v1.pdf"'
    elsewhere = factories.province("64", "Kalimantan Timur", "kalimantan-timur")
    for stranger in (
        factories.officer(factories.regency("Mempawah", "61.02")),
        factories.verifier(elsewhere),
        factories.user(),
    ):
        page(stranger, "report_receipt_pdf", sha256, status=404)


def test_the_history_says_who_and_why(sent, officer):
    verifier = factories.verifier(name="Verifikator Satu")
    target = factories.entry(sent, Section.TARGET)
    review_entry(target, state=ReviewState.NEEDS_WORK, note="Lihat RPJMD.", by=verifier)
    return_report(sent, by=verifier, reason="Satu angka belum sesuai RPJMD.")
    shown = page(officer, "report_history", 2025)
    assert [text in shown for text in ("Verifikator Satu", "Satu angka belum sesuai RPJMD.")] == [True] * 2
    shown = page(officer, "report_entry_history", 2025, target.pk)
    assert [text in shown for text in ("Siti Aminah", "34.400", "Lihat RPJMD.")] == [True] * 3


def test_a_file_the_verifier_asked_for_is_a_correction(sent, officer, verifier):
    group = factories.entry(sent, Section.GROUPS)
    review_entry(group, state=ReviewState.NEEDS_WORK, note="Lampirkan daftar.", by=verifier)
    return_report(sent, by=verifier, reason="")
    assert "Belum diubah sejak dikembalikan" in page(officer, "report_send", 2025)
    attach_evidence(group, factories.pdf(), title="Daftar penerima", page="1", by=officer)
    assert "Belum diubah sejak dikembalikan" not in page(officer, "report_send", 2025)
    assert "Butir ini sudah diubah setelah dikembalikan" in page(officer, "report_section", 2025, "kelompok")


def test_a_figure_the_verifier_replaced_is_told_where_it_was_typed_once_it_is_the_offices_turn(
    sent, officer, verifier
):
    pay = factories.entry(sent, Section.PARTICIPATION)
    review_entry(pay, state=ReviewState.APPROVED, note="Rekap BPJS.", verified_value=48_120, by=verifier)
    assert "48.120" not in page(officer, "report_section", 2025, "kepesertaan")
    target = factories.entry(sent, Section.TARGET)
    review_entry(target, state=ReviewState.NEEDS_WORK, note="Belum sesuai RPJMD.", by=verifier)
    return_report(sent, by=verifier, reason="")
    shown = page(officer, "report_section", 2025, "kepesertaan")
    assert "Rekap BPJS." in shown
    assert "48.120" in shown
    for name in ("kepesertaan", None):  # one coverage everywhere, and the claim named as such
        shown = page(officer, *(["report_section", 2025, name] if name else ["report_overview", 2025]))
        assert "50,19%" in shown
    assert "Menurut isian dinas 67,95%" in shown


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        (
            (("registered", "peserta 2024"),),
            "peserta 2024. Lengkapi; tulis 0 bila angkanya memang tidak ada.",
        ),
        ((("target_pct", "target UCJ"),), "“target UCJ”. Lengkapi."),
        (
            (("target_pct", "target UCJ"), ("vulnerable_workers", "pekerja rentan")),
            "“target UCJ”, pekerja rentan. Lengkapi; tulis 0 di pekerja rentan bila memang tidak ada.",
        ),
    ],
)
def test_nought_is_advised_only_where_it_is_an_answer(gaps, said):
    broken = amend_state(KETAPANG, IDENTITY, missing=gaps)
    assert [found.message for found in run_checks(broken)] == [f"Identitas dinas: belum diisi {said}"]


def test_a_report_under_verification_is_not_said_to_be_there_for_the_taking(sent, officer, verifier):
    assert "Tarik kembali untuk mengubahnya" in page(officer, "report_section", 2025, "target")
    start_verification(sent, by=verifier)
    shown = page(officer, "report_section", 2025, "target")
    assert "sedang diperiksa verifikator" in shown
    assert "Tarik kembali" not in shown


def test_a_returned_report_leads_to_what_was_flagged(sent, officer):
    verifier = factories.verifier()
    group = factories.entry(sent, Section.GROUPS)
    review_entry(group, state=ReviewState.WRONG, note="SK belum dilampirkan.", by=verifier)
    return_report(sent, by=verifier, reason="Lampirkan SK.")
    assert states(officer)["Kelompok yang didanai"] == ("Dikembalikan", "1 butir ditandai verifikator")
    assert "Petugas memperbaiki 1 butir" in page(officer, "report_overview", 2025)
    save_entry(group, {"programmes": "JKK, JKM, dan JHT"}, expected_version=group.version, by=officer)
    assert states(officer)["Kelompok yang didanai"][0] == "Lengkap"


@pytest.mark.parametrize("rows", [1, 3])
def test_these_pages_cost_a_constant_number_of_queries(
    complete, officer, head, rows, django_assert_num_queries
):
    for number in range(1, rows):
        factories.add_group(complete, officer, persons=number, realised=number * 12 * 16_800)
    factories.answer_all(complete, officer)
    client = browser(officer)
    with django_assert_num_queries(9 + SAVEPOINT):
        client.get(reverse("report_send", args=[2025]))
    submit_report(complete, by=head, statement=True)
    for name, args, queries in (
        ("report_receipt", [2025, 1], 6),
        ("report_receipt_pdf", [Receipt.objects.get().sha256], 4),
        ("report_withdraw", [2025], 5),
        ("report_history", [2025], 8),
    ):
        with django_assert_num_queries(queries + SAVEPOINT):
            client.get(reverse(name, args=args))


# Returned -------------------------------------------------------------------------------------------
def test_a_returned_report_says_until_when_in_the_zone_of_its_region(sent, officer, head):
    verifier, target = factories.verifier(), factories.entry(sent, Section.TARGET)
    review_entry(target, state=ReviewState.WRONG, by=verifier, note="Target 2025 adalah 71%.")
    return_report(sent, by=verifier)
    Province.objects.update(time_zone="Asia/Jayapura")
    until = datetime.datetime(2031, 7, 29, 7, 30, tzinfo=datetime.UTC)
    FillingWindow.objects.update(state=WindowState.CORRECTIONS, deadline=until)
    said = "Batas waktu <strong>Selasa, 29 Juli 2031 16.30 WIT</strong> ("
    for reader, what in (
        (officer, "Perbaiki, lalu mintalah kepala dinas mengirim."),
        (head, "Petugas memperbaiki, lalu Bapak/Ibu mengirim."),
    ):
        for name, *args in (("report_overview", 2025), ("report_section", 2025, Section.TARGET)):
            shown = " ".join(page(reader, name, *args).split())
            assert re.findall(r"Batas waktu <strong>[^<]*</strong> \(", shown) == [said]
            assert what in shown
    FillingWindow.objects.update(state=WindowState.CLOSED)
    shown = page(officer, "report_overview", 2025)
    assert "Pengisian tahun penilaian 2025 tidak sedang dibuka oleh provinsi." in shown
    assert "Batas waktu <strong>" not in shown

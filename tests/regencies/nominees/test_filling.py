"""A village, a company and a small business filled in, certified, sent, returned and verified, on the pages."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.actions.report_status import submit_report
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.figures.counted import figures_for
from regencies.kinds.registry import KINDS as REGISTRY
from regencies.models import Nominee, Receipt, YearlyReport
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import Tab, browser, certify, page, post
from tests.builders.nominees import COMPANY, KINDS, SMALL, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def pengusul(ketapang):
    return nominees.nominator(ketapang, "Rina BPJS")


@pytest.fixture(params=KINDS)
def begun(request, ketapang, pengusul):
    return nominees.draft(nominees.nominee(request.param, ketapang, pengusul), pengusul)


@pytest.fixture
def verifier():
    return factories.verifier()


def key(report) -> str:
    return f"{report.year}/calon/{report.nominee_id}"


def states(user, report) -> dict[str, str]:
    response = browser(user).get(reverse("report_overview", args=[key(report)]))
    return {task["title"]: task["state_text"] for task in response.context["tasks"]}


def approve(verifier, report) -> None:
    for entry in report.entries.all():
        data = {f"butir-{entry.pk}-state": ReviewState.APPROVED, f"butir-{entry.pk}-seen": ""}
        post(verifier, "verifier_review", report.pk, entry.pk, data=data)


@pytest.mark.parametrize("autosave", [False, True])
def test_every_section_is_filled_in_and_complete(begun, pengusul, autosave):
    sections = [section.label for section in begun.kind.ordered_sections]
    before = states(pengusul, begun)
    assert list(before) == sections
    nominees.fill(begun, pengusul, autosave=autosave)
    assert states(pengusul, begun) == dict.fromkeys(sections, "Lengkap")
    figures = figures_for([begun])[begun.pk]
    assert (figures["workforce"], figures["workforce_previous"], figures["target_pct"]) == (
        {"workers": 1200},
        {"workers": 1100},
        "80.000",
    )
    assert figures["registered"] == dict.fromkeys(begun.kind.segments, 400)


def test_a_section_of_another_kind_has_no_page(begun, officer):
    for section in Section:
        status = 200 if section in begun.kind.sections else 404
        page(officer, "report_section", key(begun), section, status=status)


def test_no_page_speaks_of_the_region_where_it_means_the_nominee(begun, pengusul):
    address = reverse("report_section", args=[key(begun), "kepesertaan"])
    shown = browser(pengusul).get(address).content.decode()
    assert ("semesta" in shown, "Semesta pekerja resmi" in shown, "Migran" in shown) == (False, False, False)
    overview = page(pengusul, "report_overview", key(begun))
    assert ("Capaian target daerah" in overview, "Capaian target" in overview) == (False, True)
    assert f"<title>Laporan 2025 {begun.nominee}" in overview
    crumbs = re.findall(
        r'<li><a href="([^"]+)">', overview.split('aria-label="Jejak halaman"')[1].split("</nav>")[0]
    )
    assert crumbs == ["/calon/", f"/calon/{begun.nominee_id}/"]
    for person in (pengusul, factories.head(begun.regency)):
        nav = browser(person).get(address).context["site_role"].nav
        assert [link.label for link in nav if link.active] == ["Calon"]


def test_the_head_certifies_and_the_nominator_does_not(begun, pengusul, head):
    nominees.fill(begun, pengusul)
    shown = page(pengusul, "report_send", key(begun))
    assert ("Tidak ada yang menghalangi" in shown, str(head) in shown) == (True, True)
    post(pengusul, "report_send", key(begun), data={"statement": "on"}, status=403)
    with pytest.raises(Refused, match="Hanya kepala dinas"):
        submit_report(begun, by=pengusul, statement=True)
    answer = certify(head, key(begun))
    assert answer.url == f"/laporan/{key(begun)}/tanda-terima/1/"
    begun.refresh_from_db()
    assert (begun.status, begun.certified_by) == (ReportStatus.SENT, head)


def test_the_head_who_typed_does_not_certify_what_they_typed(begun, head, officer):
    nominees.fill(begun, head)
    problems = certify(head, key(begun), status=409).context["problems"]
    assert {text.split("terakhir diisi oleh")[1][:21] for text in problems} == {" Bapak/Ibu sendiri. M"}


def test_the_receipt_names_the_nominee_and_holds_no_field_of_another_kind(begun, pengusul, head):
    nominees.fill(begun, pengusul)
    submit_report(begun, by=head, statement=True)
    receipt, nominee, kind = Receipt.objects.get(report=begun), begun.nominee, begun.kind
    document = json.loads(bytes(receipt.document))
    assert document["participant"] == {
        "kind": {"slug": kind.slug, "name": kind.label},
        "code": nominee.code,
        "code_label": nominee.code_label,
        "name": nominee.name,
    }
    assert {entry["section"] for entry in document["entries"]} == kind.sections
    assert document["workforce"] == {"assessed": {"workers": 1200}, "previous": {"workers": 1100}}
    segments = [
        entry["values"]["segment"] for entry in document["entries"] if entry["section"] == "kepesertaan"
    ]
    assert segments == list(kind.segments)
    others = {section.label for other in REGISTRY.values() for section in other.sections} - {
        section.label for section in kind.sections
    }
    shown = page(pengusul, "report_receipt", key(begun), 1)
    assert [label for label in others if label in shown] == []
    assert f"{nominee.name} · {kind.label} · Kabupaten Ketapang · tahun penilaian 2025" in " ".join(
        shown.split()
    )
    for suffix, starts in (("pdf", b"%PDF-"), ("json", b"{")):
        file = browser(pengusul).get(reverse(f"report_receipt_{suffix}", args=[receipt.sha256]))
        assert (file.status_code, file.content[: len(starts)]) == (200, starts)
        assert f'filename="tanda-terima-{nominee.code}-2025-v1.{suffix}"' in file["Content-Disposition"]


def test_verified_by_the_verifier(begun, pengusul, head, verifier):
    nominees.fill(begun, pengusul)
    page(verifier, "verifier_report", begun.pk, status=404)
    submit_report(begun, by=head, statement=True)
    shown = page(verifier, "verifier_report", begun.pk)
    place = f"{begun.kind.label} · Kabupaten Ketapang"
    assert (f"<title>Verifikasi {begun.nominee} 2025" in shown, place in shown) == (True, True)
    post(verifier, "verifier_start", begun.pk)
    approve(verifier, begun)
    answer = browser(verifier).post(reverse("verifier_settle", args=[begun.pk]), follow=True)
    assert f"Laporan {begun.nominee} dinyatakan terverifikasi." in answer.content.decode()
    begun.refresh_from_db()
    assert begun.status == ReportStatus.VERIFIED
    for person in (pengusul, head):
        page(person, "verifier_report", begun.pk, status=404)
    assert f"Riwayat laporan {begun.nominee}" in " ".join(
        page(verifier, "verifier_history", begun.pk).split()
    )


def test_returned_corrected_and_sent_again(begun, pengusul, head, verifier):
    nominees.fill(begun, pengusul)
    submit_report(begun, by=head, statement=True)
    approve(verifier, begun)
    wrong = factories.entry(begun, Section.HEADCOUNT)
    flag = {f"butir-{wrong.pk}-state": "wrong", f"butir-{wrong.pk}-note": "Daftar memuat 1.250 pekerja."}
    post(
        verifier,
        "verifier_review",
        begun.pk,
        wrong.pk,
        data=flag | {f"butir-{wrong.pk}-seen": wrong.review.reviewed_at.isoformat()},
    )
    post(verifier, "verifier_return", begun.pk, data={"reason": "Perbaiki jumlah pekerja."})
    tab = Tab(pengusul, "tenaga-kerja", reverse("report_section", args=[key(begun), "tenaga-kerja"]))
    assert "Daftar memuat 1.250 pekerja." in tab.html
    assert tab.save(workers="1.250").status_code == 302
    locked = browser(pengusul).get(reverse("report_section", args=[key(begun), "profil"]))
    assert locked.context["form"] is None
    refused = certify(head, key(begun), status=409)
    first = refused.context["problems"][0]
    assert first.startswith("Cakupan "), "asked again: of other figures now"
    nominees.answer_all(begun, pengusul)
    certify(head, key(begun))
    begun.refresh_from_db()
    assert (begun.status, begun.version) == (ReportStatus.SENT, 2)


def test_taken_back_by_the_nominator_and_sent_again(begun, pengusul, head):
    nominees.fill(begun, pengusul)
    submit_report(begun, by=head, statement=True)
    post(pengusul, "report_withdraw", key(begun))
    begun.refresh_from_db()
    assert begun.status == ReportStatus.DRAFT
    certify(head, key(begun))


def test_of_a_withdrawn_nominee_nothing_is_stored_or_sent(begun, pengusul, head):
    nominees.fill(begun, pengusul)
    post(pengusul, "nominee_withdraw", begun.nominee_id, data={"reason": "Diganti"})
    begun = YearlyReport.objects.get(pk=begun.pk)
    says = f"Usulan {begun.nominee} sudah ditarik. Usulkan kembali lebih dahulu, lalu isi laporannya."
    with pytest.raises(Refused) as refused:
        submit_report(begun, by=head, statement=True)
    assert refused.value.reasons == [says]
    locked = browser(pengusul).get(reverse("report_section", args=[key(begun), "profil"]))
    assert locked.context["form"] is None
    assert says in locked.content.decode()


def queue(user, **asked) -> list[str]:
    table = browser(user).get(reverse("verifier_queue"), asked).context["table"]
    return [str(row) for row in table.shown()]


def test_the_queue_lists_nominees_by_kind_and_says_what_waits(ketapang, verifier, elsewhere):
    village, company = nominees.sent(VILLAGE, ketapang), nominees.verified(COMPANY, ketapang)
    other = nominees.nominee(VILLAGE, ketapang, name="Desa Belum")
    nominees.sent(VILLAGE, elsewhere)
    assert queue(verifier) == ["Kabupaten Ketapang"]
    assert queue(verifier, jenis=VILLAGE) == sorted([str(other), str(village.nominee)])
    assert queue(verifier, jenis=VILLAGE, status="sent") == [str(village.nominee)]
    assert (queue(verifier, jenis=COMPANY), queue(verifier, jenis=SMALL)) == ([str(company.nominee)], [])
    assert queue(verifier, jenis="yayasan") == ["Kabupaten Ketapang"]
    shown = " ".join(page(verifier, "verifier_queue").split())
    assert "Menunggu pemeriksaan: 1 desa/kelurahan." in shown
    by_kind = " ".join(
        browser(verifier).get(reverse("verifier_queue"), {"jenis": VILLAGE}).content.decode().split()
    )
    assert f'<a href="/verifikator/{village.pk}/">{village.nominee}</a>' in by_kind
    Nominee.objects.filter(pk=other.pk).update(withdrawn_at=other.nominated_at, reason="x")
    assert queue(verifier, jenis=VILLAGE) == [str(village.nominee)]


def test_a_report_begins_with_last_years_and_shows_it(ketapang, pengusul):
    first = nominees.verified(COMPANY, ketapang, 2024)
    second = nominees.draft(first.nominee, first.nominee.nominated_by, 2025)
    profile, workers = (
        factories.entry(second, section).detail for section in (Section.PROFILE, Section.HEADCOUNT)
    )
    assert (profile.chief_name, workers.workers_previous, workers.workers) == ("Drs. Budi, M.Si.", 1200, None)
    row = factories.entry(second, Section.PARTICIPATION).participation
    assert (row.registered_previous, row.registered) == (400, None)


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_of_nominees_takes_as_many_queries_for_three_as_for_one(number, ketapang, verifier):
    for _ in range(number):
        nominees.sent(SMALL, ketapang)
    client = browser(verifier)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("verifier_queue"), {"jenis": SMALL})
    assert len(queries) == 14

"""One award year in the browser: fill, certify, return, correct, verify, name, score, publish, recompute."""

from __future__ import annotations

import datetime
import subprocess
import sys
import urllib.request
from hashlib import sha256

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.choices import Phase, SheetStatus, Stage
from awards.editions.candidates import seat_member
from awards.models import Category, Edition, Entry, Publication, ScoreSheet
from awards.publishing.files import make_open_data
from regencies.actions.report_status import review_entry
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.l10n.dates import format_date, format_moment
from regencies.models import YearlyReport
from tests import factories
from tests.builders.panel import hand_in
from tests.journeys.conftest import PHONE, Person

pytestmark = [pytest.mark.django_db(transaction=True)]

YEAR = 2025  # assessed


@pytest.fixture
def cast():
    """Two regencies of one province, their offices, a verifier, nine panel members and the provincial admin."""
    province = factories.province()
    ketapang = factories.regency("Ketapang", "61.04", of=province)
    mempawah = factories.regency("Mempawah", "61.02", of=province, villages=60)
    factories.premium()
    for place in (ketapang, mempawah):
        for year in (YEAR, YEAR - 1):
            factories.workforce(place, year)
    return {
        "ketapang": ketapang,
        "mempawah": mempawah,
        "admin": factories.admin(province),
        "officer": factories.officer(mempawah),
        "head": factories.head(mempawah),
        "verifier": factories.verifier(province),
        "panel": [factories.user(f"Penilai {n}") for n in range(1, 10)],
    }


def test_one_award_year(cast, someone):
    admin = someone().log_in(cast["admin"].email)
    edition = prepare(admin, cast)
    officer = someone(PHONE).log_in(cast["officer"].email)
    head = someone().log_in(cast["head"].email)
    fill_in(officer)
    certify(head, cast)
    verifier = someone().log_in(cast["verifier"].email)
    return_one_entry(verifier, cast)
    correct_it(officer, head, cast)
    settle(verifier, cast)
    factories.verified(cast["ketapang"], YEAR, by=cast["verifier"])
    name_candidates(admin, edition)
    score(someone(PHONE).log_in(cast["panel"][1].email), cast)
    publish(admin, edition)
    read_and_recompute(someone(PHONE))


def prepare(admin: Person, cast) -> Edition:
    """The admin makes the award year in Django admin, from the default criteria, and opens the filling."""
    now = timezone.localtime()
    days = datetime.timedelta(days=1)
    admin.open("/admin/awards/edition/add/").fill(
        {
            "Tahun penghargaan:": str(YEAR + 1),
            "Tahun penilaian:": str(YEAR),
            "Batas pengisian:": format_moment(now + 20 * days),
            "Batas verifikasi:": format_moment(now + 40 * days),
            "Hari pertama paparan:": format_date(now.date() + 60 * days),
            "Hari penganugerahan:": format_date(now.date() + 90 * days),
            "Nomor SK Tim Sembilan:": "100/DISNAKERTRANS/2026",
            "Tanggal SK:": format_date(now.date()),
        }
    )
    admin.page.get_by_role("button", name="Simpan", exact=True).click()
    edition = Edition.objects.get()
    advance(admin, edition, Phase.FILLING).sees("Belum dapat dilanjutkan")
    assert Edition.objects.get().phase == Phase.PREPARATION
    admin.open(f"/admin/awards/edition/{edition.pk}/kategori/").press("Tambah kategori")
    for number, user in enumerate(cast["panel"], start=1):
        position = "chair" if number == 1 else "member"
        seat_member(edition, number, user, f"Unsur {number}", position, by=cast["admin"])
    advance(admin, edition, Phase.FILLING)
    assert Edition.objects.get().phase == Phase.FILLING
    return edition


def advance(admin: Person, edition: Edition, phase: Phase) -> Person:
    return admin.open(f"/admin/awards/edition/{edition.pk}/tahap/{phase}/").press(f"Buka {phase.label}")


def the_report(cast) -> YearlyReport:
    return YearlyReport.objects.get(regency=cast["mempawah"], year=YEAR)


def box(person: Person, name: str):
    return person.page.locator(f"main [name={name}]").first


def fill_in(officer: Person) -> None:
    """On a phone, in the order the task list gives; a refused figure is mended as the message says."""
    officer.press("Mulai mengisi laporan").open(f"/laporan/{YEAR}/").sees("Belum dikirim", "Belum dimulai")
    officer.open(f"/laporan/{YEAR}/identitas/")
    for name, text in factories.IDENTITY.items():
        box(officer, name).fill(text)
    officer.press("Simpan draf").open(f"/laporan/{YEAR}/kepesertaan/")
    figures = {
        "wage_earners": ("48.030", "45.880"),
        "non_wage_earners": ("51.240", "30.000"),
        "construction": ("0", "0"),
    }
    for segment, (now, before) in figures.items():
        box(officer, f"{segment}_registered").fill(now)
        box(officer, f"{segment}_registered_previous").fill(before)
    officer.press("Simpan draf").sees("Perlu penjelasan")
    box(officer, "answer").fill("Pendataan pekerja rentan desa selesai pada 2025.")
    officer.press("Simpan penjelasan").sees("Sudah dijelaskan")
    officer.open(f"/laporan/{YEAR}/target/")
    box(officer, "target_pct").fill("68.125")
    officer.press("Simpan draf").sees("68,125")
    box(officer, "target_pct").fill("68,125")
    box(officer, "vulnerable_workers").fill("12.000")
    officer.press("Simpan draf").open(f"/laporan/{YEAR}/").sees("Lengkap")


def certify(head: Person, cast) -> None:
    """The head, and only the head, declares the data true and sends."""
    head.open(f"/laporan/{YEAR}/kirim/").press("Kirim ke provinsi").sees("belum dicentang")
    head.page.get_by_label("Saya menyatakan data ini benar").check()
    head.press("Kirim ke provinsi")
    report = the_report(cast)
    assert (report.status, report.version) == (ReportStatus.SENT, 1)
    head.open(f"/laporan/{YEAR}/tanda-terima/1/").sees(report.receipts.get().sha256)


def return_one_entry(verifier: Person, cast) -> None:
    report = the_report(cast)
    verifier.open("/verifikator/").press("Kabupaten Mempawah").press("Mulai verifikasi")
    flagged = factories.entry(report, Section.PARTICIPATION, 1)
    card = verifier.page.locator(f"#butir-{flagged.pk}")
    card.get_by_label("Perlu perbaikan").check()
    card.get_by_label("Catatan").fill("Rekap BPJS menunjukkan 51.420.")
    card.get_by_role("button").click()
    expect(verifier.page.locator("#kemajuan")).to_contain_text("1 dari 8")
    verifier.check()
    verifier.press("Kembalikan untuk perbaikan").press("Kembalikan untuk perbaikan")
    assert the_report(cast).status == ReportStatus.RETURNED
    verifier.sees("Dinas diberi tahu.", "Buka di WhatsApp")


def correct_it(officer: Person, head: Person, cast) -> None:
    """Only the flagged entry has boxes; another figure asks its question anew, whatever was answered before."""
    officer.open("/pemberitahuan/").sees("Laporan dikembalikan: Kabupaten Mempawah")
    officer.page.get_by_text("Laporan dikembalikan: Kabupaten Mempawah").first.click()
    officer.sees("Rekap BPJS menunjukkan 51.420.").press("Buka").sees("Kabupaten Mempawah")
    officer.open(f"/laporan/{YEAR}/kepesertaan/").sees("Rekap BPJS menunjukkan 51.420.")
    assert box(officer, "wage_earners_registered").count() == 0
    box(officer, "non_wage_earners_registered").fill("51.420")
    officer.press("Simpan draf").sees("51.420 (2025), +71,40%", "Perlu penjelasan")
    box(officer, "answer").fill("Pendataan pekerja rentan desa selesai pada 2025, menurut rekap BPJS.")
    officer.press("Simpan penjelasan").sees("Sudah dijelaskan")
    head.open(f"/laporan/{YEAR}/kirim/")
    head.page.get_by_label("Saya menyatakan data ini benar").check()
    head.press("Kirim ke provinsi")
    report = the_report(cast)
    assert (report.status, report.version) == (ReportStatus.SENT, 2)


def settle(verifier: Person, cast) -> None:
    """One entry judged in the browser, the others through the same verb; then the report is settled."""
    report = the_report(cast)
    verifier.open(f"/verifikator/{report.pk}/").press("Mulai verifikasi").sees("51.420")
    first, *others = report.entries.all()
    card = verifier.page.locator(f"#butir-{first.pk}")
    card.get_by_label("Sesuai", exact=True).check()
    card.get_by_role("button").click()
    verifier.check().press("Nyatakan terverifikasi").press("Nyatakan terverifikasi").sees("belum diperiksa")
    for entry in others:
        review_entry(entry, state=ReviewState.APPROVED, by=cast["verifier"])
    verifier.press("Nyatakan terverifikasi")
    assert the_report(cast).status == ReportStatus.VERIFIED


def name_candidates(admin: Person, edition: Edition) -> None:
    advance(admin, edition, Phase.VERIFICATION)
    advance(admin, edition, Phase.CANDIDATES)
    admin.open(f"/admin/awards/edition/{edition.pk}/kandidat/")
    for entry in Entry.objects.all():
        admin.page.get_by_label(f"Keputusan {entry.regency}").select_option("yes")
        admin.page.get_by_label(f"Alasan {entry.regency}").fill("Nilai seleksi tertinggi.")
    admin.press("Simpan keputusan").open(f"/admin/awards/edition/{edition.pk}/paparan/")
    for place, entry in enumerate(Entry.objects.all(), start=1):
        slot = timezone.localtime() + datetime.timedelta(hours=place)
        admin.page.get_by_label(f"Jadwal paparan {entry.regency}").fill(format_moment(slot))
    admin.press("Simpan")
    advance(admin, edition, Phase.SCORING)
    assert Edition.objects.get().phase == Phase.SCORING


def score(member: Person, cast) -> None:
    """One member fills in and locks a sheet on a phone; the others hand theirs in through the same verbs."""
    entry = Entry.objects.get(regency=cast["mempawah"])
    member.open("/penilaian/").sees("Kabupaten Mempawah").open(f"/penilaian/{entry.pk}/berkas/")
    member.press("Nyatakan untuk semua kandidat").sees("Kabupaten Mempawah: pilih")
    member.press("Tidak ada untuk semua yang belum dipilih")
    member.page.locator("main input[type=checkbox]").check()
    member.press("Nyatakan untuk semua kandidat").sees("Pernyataan Bapak/Ibu tercatat")
    member.open(f"/penilaian/{entry.pk}/berkas/")
    for code in ("B1", "B2", "B3", "C1", "C2", "C3"):
        member.page.locator(".strip button", has_text=code).click()
        box(member, code).fill("87,5")
    member.page.locator(".strip button", has_text="D").click()
    box(member, "D4").fill("90")
    member.press("Periksa dan kunci").sees("Belum bernilai: D1 Kebaruan, D2 Manfaat")
    member.page.get_by_role("link", name="D1 Kebaruan").click()
    for code in ("D1", "D2", "D3"):
        box(member, code).fill("90")
    member.press("Periksa dan kunci")
    member.page.locator("main input[type=checkbox]").check()
    member.press("Kunci lembar")
    assert ScoreSheet.objects.get(seat__user=cast["panel"][1]).is_locked
    hand_in_the_rest(cast)


def hand_in_the_rest(cast) -> None:
    for seat in Edition.objects.get().seats.select_related("user"):
        for entry in Entry.objects.all():
            for stage in Stage:
                if not seat.sheets.filter(entry=entry, stage=stage, status=SheetStatus.LOCKED).exists():
                    hand_in(seat, entry, stage)


def publish(admin: Person, edition: Edition) -> None:
    """Compute, look, publish."""
    category = Category.objects.get()
    advance(admin, edition, Phase.PLENARY)
    advance(admin, edition, Phase.PROVISIONAL)
    admin.open(f"/admin/awards/category/{category.pk}/hitung/").sees("Kabupaten Ketapang")
    admin.press("Umumkan").press("Umumkan hasil").sees("SHA-256")
    assert Publication.objects.get().number == 1


def read_and_recompute(reader: Person) -> None:
    """Anybody reads the ranking on a phone, downloads the document and recomputes it."""
    publication = Publication.objects.get()
    reader.open("/").sees("Kabupaten Ketapang")
    reader.open(f"/peringkat/kalimantan-barat/{YEAR + 1}/kabupaten-kota/").sees(publication.sha256)
    address = f"{reader.site}/peringkat/kalimantan-barat/{YEAR + 1}/kabupaten-kota/v1/dokumen.json"
    with urllib.request.urlopen(address) as answer:  # noqa: S310  our own server
        document = answer.read()
        etag = answer.headers["ETag"].strip('"')
    assert sha256(document).hexdigest() == etag == publication.sha256
    assert recompute(document) == 0
    assert recompute(document.replace(b'"total":"8', b'"total":"7', 1)) == 1
    assert recompute(b"bukan dokumen") == 2
    make_open_data()  # as the worker does
    for path in (
        "/cakupan/",
        f"/cakupan/kalimantan-barat/{YEAR}/",
        "/daerah/61.02/",
        "/data/",
        "/verifikasi/",
    ):
        reader.open(path)
    reader.open(f"/verifikasi/{publication.sha256}/").sees("Paritrana Award")


def recompute(document: bytes) -> int:
    command = [sys.executable, "-m", "awards.verify", "-"]
    return subprocess.run(command, input=document, capture_output=True, check=False).returncode

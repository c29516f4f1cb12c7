"""`make taps`: what a whole report costs an officer and a head, by phone and desk, from last year's to the receipt."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.report_status import review_entry, submit_report, verify_report
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import YearlyReport
from tests import factories
from tests.journeys.conftest import LAPTOP
from tests.journeys.hand import Hand

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TAPS, MOST_LOADS = 90, 25
SMALL_PHONE = {"width": 360, "height": 740}
FIRST_TO_DO = """() => [...document.querySelectorAll("main :is(input, select, textarea, .last-year button)")]
  .find((box) => box.type !== "hidden" && box.checkVisibility())?.getBoundingClientRect().bottom ?? 0"""
SOURCES = {"rentan_desa": "apbdes", "sawit": "dbh_sawit", "keagamaan": "apbd_kabkota"}
INNOVATION = {
    "name": "Satu Desa 100 Pekerja Rentan",
    "since_year": 2024,
    "problem": "Belum terlindungi.",
    "method": "Iuran desa.",
    "result": "34.000 orang.",
    "funding_source": "apbdes",
    "continuity": "Tiap tahun.",
    "replication": "Kabupaten tetangga.",
}


@pytest.fixture
def office():
    """An office whose report of last year was verified: three groups, three budget lines, four regulations."""
    place = factories.regency()
    officer, head = factories.officer(place, "Siti Aminah"), factories.head(place)
    last = factories.draft(place, 2024, by=officer)
    for group, source in SOURCES.items():
        paid = {"realised": 11_400 * 12 * 16_800}
        reached = {"villages": 120} if source == "apbdes" else {}
        told = {"group": group, "funding_source": source, "persons": 11_400}
        factories.add_group(last, officer, **told, **paid, **reached)
        line = {"activity": f"Iuran {group}", "funding_source": source, "ceiling": 3_500_000_000}
        add_entry(last, Section.BUDGET, line | paid, by=officer)
    for number in ("4", "83", "12", "119"):
        perbup = {"kind": "perkada", "number": number, "year": 2022, "title": "Perlindungan pekerja"}
        use = {"still_in_force": True, "is_special": True, "covers": "Pekerja rentan"}
        add_regulation(last, perbup, use, by=officer)
    add_entry(last, Section.INNOVATIONS, INNOVATION, by=officer)
    submit_report(factories.complete(last, officer), by=head, statement=True)
    verifier = factories.verifier(place.province)
    for entry in last.entries.all():
        review_entry(entry, state=ReviewState.APPROVED, by=verifier)
    verify_report(last, by=verifier)
    factories.window(place.province, 2025)
    factories.workforce(place, 2025)
    return officer, head


@pytest.mark.parametrize("window", [SMALL_PHONE, LAPTOP], ids=["phone", "desk"])
def test_a_whole_report_costs_few_taps_and_few_pages(window, office, someone, tmp_path):
    officer, head = Hand(someone(window)), Hand(someone(window))
    fill_in(officer, office[0], tmp_path)
    certify(head, office[1])
    work = officer.work + head.work
    print(f"\nwhole report, {window['width']} px: {work}")  # noqa: T201  what `make taps` is for
    assert YearlyReport.objects.get(year=2025).status == ReportStatus.SENT
    assert (work.taps <= MOST_TAPS, work.loads <= MOST_LOADS) == (True, True), str(work)


def log_in(hand: Hand, user) -> None:
    hand.page.goto(f"{hand.person.site}/akun/masuk/")
    hand.type(hand.page.get_by_label("Alamat e-mail"), user.email)
    hand.type(hand.page.get_by_label("Kata sandi", exact=True), factories.PASSWORD)
    hand.tap("Masuk")


def go_on(hand: Hand) -> None:
    """Open the next section: the first box to fill in, or the button that copies last year's, is in sight."""
    hand.tap("Berikutnya")
    assert hand.page.evaluate(FIRST_TO_DO) <= hand.page.viewport_size["height"], hand.page.url


def fill_in(hand: Hand, user, folder: Path) -> None:
    log_in(hand, user)
    hand.tap("Mulai mengisi laporan")
    hand.tap(hand.main.get_by_role("link", name="Kepesertaan"))
    participation(hand, folder)
    go_on(hand)
    along(hand, hand.box("target_pct"), "72", "34.400")
    hand.saved()
    go_on(hand)
    go_on(hand)
    groups(hand)
    go_on(hand)
    go_on(hand)
    budget(hand)
    go_on(hand)
    go_on(hand)
    regulations(hand, folder)
    go_on(hand)
    innovations(hand, folder)


def along(hand: Hand, first: Locator, *texts: str) -> None:
    """Type one text after the other, each into the next empty box, to which Enter leads."""
    hand.type(first, texts[0])
    for text in texts[1:]:
        hand.enter()
        hand.type(hand.page.locator("*:focus"), text)


def attach(hand: Hand, place: Locator, *files: Path) -> None:
    for file in files:
        file.write_bytes(factories.PDF + file.name.encode())
    hand.tap(place.locator(".attach > summary"))
    hand.attach(place.locator("input[type=file]"), *files)
    hand.tap(place.get_by_role("button", name="Unggah"))
    for file in files:
        expect(place.locator(".file").filter(has_text=file.name)).to_be_visible()


def answer_all(hand: Hand) -> None:
    """Answer what is asked, where it is asked."""
    for box in hand.page.locator(".questions textarea").all():
        if not box.input_value():
            hand.type(box, "Sudah diperiksa bersama BPJS Ketenagakerjaan.")
            line = box.locator("xpath=ancestor::li[1]").locator("[data-autosave-status]")
            expect(line).to_contain_text("Tersimpan")


def participation(hand: Hand, folder: Path) -> None:
    with hand.page.expect_response(lambda answer: "keadaan" in answer.url):
        along(hand, hand.box("wage_earners_registered"), "82.101", "62.000", "0")
        hand.page.locator("*:focus").blur()
    hand.saved()
    answer_all(hand)
    for nth in range(3):
        attach(hand, hand.page.locator(".entry-files").nth(nth), folder / f"rekap-{nth}.pdf")


def groups(hand: Hand) -> None:
    hand.tap("Salin dari tahun lalu")
    figures = {"persons": "11.460", "realised": "2.310.336.000", "months_covered": "12"}
    for row in hand.page.locator("article.row:not([data-new-row])").all():
        for name, text in figures.items():
            hand.type(row.locator(f"[name={name}]"), text)
            if name != "months_covered":
                hand.enter()
    hand.page.locator("*:focus").blur()
    hand.saved()


def budget(hand: Hand) -> None:
    hand.tap("Salin dari tahun lalu")
    along(hand, hand.box("ceiling"), *(["3,5 miliar", "2.310.336.000"] * 3))
    hand.page.locator("*:focus").blur()
    hand.saved()


def regulations(hand: Hand, folder: Path) -> None:
    for row in hand.page.locator("article.row:not([data-new-row])").all():
        hand.work.fields += 1
        hand.tap(row.get_by_label("Ya, masih berlaku"))
    hand.tap(hand.page.locator(".new-row > summary"))
    hand.pick(hand.box("kind", "#tambah"), "edaran")
    for name, text in {"number": "500", "year": "2025", "title": "Pengurus koperasi"}.items():
        hand.type(hand.box(name, "#tambah"), text)
    for label in ("Ya, masih berlaku", "Ya, khusus tentang itu"):
        hand.work.fields += 1
        hand.tap(hand.page.locator("#tambah").get_by_label(label, exact=True))
    hand.tap(hand.page.locator("#tambah").get_by_role("button", name="Tambah"))
    attach(hand, hand.page.locator("article.row:not([data-new-row])").last, folder / "edaran.pdf")


def innovations(hand: Hand, folder: Path) -> None:
    hand.tap("Salin dari tahun lalu")
    hand.type(hand.box("result"), "34.400 orang.")
    hand.tap(hand.page.locator(".new-row > summary"))
    hand.type(hand.box("name", "#tambah"), "Gerakan Koperasi Terlindungi")
    for name in ("since_year", "problem", "method", "result"):
        hand.type(hand.box(name, "#tambah"), "2024" if name == "since_year" else f"Isi {name}.")
    hand.tap(hand.page.locator("#tambah").get_by_role("button", name="Tambah"))
    attach(hand, hand.page.locator("article.row:not([data-new-row])").last, folder / "inovasi.pdf")


def certify(hand: Hand, user) -> None:
    log_in(hand, user)
    hand.tap(hand.main.locator("a[href='/laporan/2025/']"))
    hand.tap(hand.page.locator(".next a"))
    hand.work.fields += 1
    hand.tap(hand.page.get_by_label("Saya menyatakan data ini benar"))
    hand.tap("Kirim ke provinsi")

"""A row being added saves itself once it can be and goes on as that row; texts are counted while they are typed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from regencies.models import FundedGroup, Innovation, User, YearlyReport
from tests import factories
from tests.journeys.conftest import stands

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB")


@pytest.fixture
def person(someone):
    place = factories.regency()
    officer = factories.officer(place, "Siti Aminah")
    factories.draft(place, by=officer)
    return someone().enter(officer)


def status(person):
    return person.page.locator("[data-autosave-status]")


def test_a_row_is_added_by_itself_once_and_goes_on_as_that_row(person):
    page = person.open("/laporan/2025/kelompok/tambah/").page
    page.locator("#id_persons").fill("12.200")
    expect(status(person)).to_have_text("Belum tersimpan — lengkapi dahulu isian yang wajib.")
    assert page.locator(".field-error p").count() == 0
    page.locator("#id_group").select_option("rentan_desa")
    page.locator("#id_funding_source").select_option("apbdes")
    expect(status(person)).to_have_text(SAVED)
    row = FundedGroup.objects.get()
    assert page.locator("#tambah").get_attribute("action") == f"/laporan/2025/butir/{row.entry_id}/"
    page.locator("#id_realised").fill("4,3 miliar")
    expect(page.locator("#id_realised")).to_have_value("4,3 miliar")
    page.get_by_role("button", name="Tambah").click()
    expect(page.locator(".notice-success")).to_contain_text("Tersimpan pukul")
    row = FundedGroup.objects.get()
    assert (row.persons, row.realised) == (12_200, 4_300_000_000)


def test_its_button_pressed_at_once_adds_one_row(person):
    page = person.open("/laporan/2025/inovasi/tambah/").page
    page.locator("#id_name").fill("Gerakan Peduli Pekerja")
    page.locator("#id_name").blur()
    page.wait_for_timeout(260)
    page.get_by_role("button", name="Tambah").click()
    expect(page.locator(".notice-success")).to_be_visible()
    assert Innovation.objects.get().name == "Gerakan Peduli Pekerja"


def test_what_was_typed_is_stored_before_a_row_is_moved_and_outlives_a_row_removed_elsewhere(person):
    report = YearlyReport.objects.get()
    for persons in (1, 2):
        factories.add_group(report, User.objects.get(), persons=persons)
    page, other = person.open("/laporan/2025/kelompok/").page, person.page.context.new_page()
    second = page.locator("article.row").nth(1)
    second.locator("[name=programmes]").fill("JKK, JKM")
    second.get_by_role("button", name="Naikkan").click()
    expect(page.locator(".notice-success")).to_contain_text("dipindahkan ke atas")
    expect(page.locator("article.row [name=programmes]").first).to_have_value("JKK, JKM")
    other.goto(page.url)
    page.locator("article.row").first.get_by_role("link", name="Hapus").click()
    page.locator("main").get_by_role("button", name="Hapus").click()
    expect(page.locator(".removed")).to_be_visible()
    other.locator("article.row [name=programmes]").first.fill("JKK, JKM, dan JHT")
    expect(other.locator("article.row [data-error-summary]")).to_contain_text("sudah dihapus dari laporan")
    other.reload()
    expect(other.locator(".removed")).to_contain_text("masih ada di perangkat ini")
    other.get_by_role("button", name="Kembalikan").click()
    expect(other.locator("article.row [name=programmes]").first).to_have_value("JKK, JKM, dan JHT")
    stands(lambda: FundedGroup.objects.get(persons=2).programmes, "JKK, JKM, dan JHT")
    person.check()


def test_a_text_is_counted_as_the_server_counts_it(person):
    page = person.open("/laporan/2025/inovasi/tambah/").page
    page.locator("#id_name").fill("Gerakan Peduli Pekerja")
    lines = "\n".join(["x" * 24] * 160)
    page.locator("#id_problem").fill(lines)
    counter = page.locator("#id_problem + .counter")
    expect(counter).to_have_text("3.999 dari 4.000 karakter")
    page.locator("#id_problem").blur()
    expect(status(person)).to_have_text(SAVED)
    assert len(Innovation.objects.get().problem) == 3_999
    page.locator("#id_problem").fill(lines + "😀a")
    expect(counter).to_have_text("4.001 dari 4.000 karakter; kurangi 1")
    page.locator("#id_problem").blur()
    expect(page.locator("#id_problem_error")).not_to_be_empty()
    page.locator("#id_problem").fill(lines + "😀")
    expect(status(person)).to_have_text(SAVED)
    assert Innovation.objects.get().problem.endswith("x😀")
    person.check()

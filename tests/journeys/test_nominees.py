"""A village nominated and filled in on a phone, a company on a laptop, and the verifier who chooses a kind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from regencies.choices import Section
from regencies.models import Nominee, YearlyReport
from tests import factories
from tests.builders import nominees
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_village_is_nominated_and_begun_on_a_phone(someone):
    place = factories.regency()
    nominees.window(nominees.VILLAGE, place.province)
    person = (
        someone(PHONE).enter(nominees.nominator(place, "Rina BPJS")).open("/calon/").shoot("calon-kosong")
    )
    person.press("Usulkan desa/kelurahan")
    person.fill({"Nama": "Desa Sukamaju", "Kode desa": "61.04"}).press("Usulkan")
    person.sees("Tertulis “61.04”. Kode desa terdiri atas 10 angka.").shoot("calon-keliru")
    person.fill({"Kode desa": "6104052003"}).press("Usulkan")
    stands(lambda: list(Nominee.objects.values_list("code", flat=True)), ["6104052003"])
    person.sees("Desa Sukamaju", "Belum dikirim").shoot("calon")
    person.press("Mulai mengisi laporan 2025").shoot("laporan-calon")
    stands(YearlyReport.objects.filter(nominee__name="Desa Sukamaju").count, 1)
    person.open(f"{person.page.url.removeprefix(person.site)}tenaga-kerja/").shoot("tenaga-kerja")
    workers = person.page.locator("#id_workers")
    workers.fill("1.200")
    workers.blur()
    expect(person.page.locator("[data-autosave-status]").first).to_have_text(
        re.compile(r"^Tersimpan \d\d\.\d\d WIB")
    )
    report = YearlyReport.objects.get()
    stands(lambda: factories.entry(report, Section.HEADCOUNT).detail.workers, 1200)
    person.check()


def test_every_page_of_a_company_can_be_read_on_a_phone_and_a_laptop(someone):
    report = nominees.filled(nominees.COMPANY)
    waiting = nominees.sent(nominees.VILLAGE, report.regency)
    by, verifier = report.nominee.nominated_by, factories.verifier(report.regency.province)
    key = f"/laporan/2025/calon/{report.nominee_id}/"
    sections = [f"{key}{section.value}/" for section in report.kind.ordered_sections]
    of_nominee = [f"/calon/{report.nominee_id}/{rest}" for rest in ("", "ubah/", "riwayat/", "tarik/")]
    for name, size in (("phone", PHONE), ("laptop", LAPTOP)):
        person = someone(size).enter(by)
        for address in ("/calon/", *of_nominee, key, *sections, f"{key}kirim/"):
            person.open(address).shoot(f"{name}{address.replace('/', '-')}")
        receipt = f"/laporan/2025/calon/{waiting.nominee_id}/tanda-terima/1/"
        person.enter(waiting.nominee.nominated_by).open(receipt).shoot(f"{name}-tanda-terima")
        checked = someone(size).enter(verifier).open("/verifikator/").shoot(f"{name}-antrean")
        checked.page.get_by_label("Jenis", exact=True).select_option(nominees.VILLAGE)
        checked.press("Tampilkan").sees(waiting.nominee.name).shoot(f"{name}-antrean-desa")
        checked.press(waiting.nominee.name).shoot(f"{name}-periksa")

"""The demo as `make demo` loads it: every role's pages in the browser, on a phone and on a laptop."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from awards.models import Edition, Entry
from config.env import DEMO_PASSWORD
from regencies.models import YearlyReport
from tests.journeys.conftest import LAPTOP, PHONE, Person

pytestmark = [pytest.mark.django_db(transaction=True)]

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True

    def load(stage: str) -> None:
        call_command("load_demo", stage=stage, stdout=io.StringIO())

    return load


def visit(someone, email: str, paths: dict[str, str], *, widths=(PHONE, LAPTOP)) -> None:
    """Open each path at each width; a name beside it is the picture's."""
    for width in widths:
        person: Person = someone(width)
        if email:
            person.log_in(email, DEMO_PASSWORD)
        for path, name in paths.items():
            person.open(path)
            if name and name.endswith("ponsel") == (width == PHONE):
                person.shoot(name)


def test_scoring_day(demo, someone):
    """2025 is published and 2026 is being scored: public, panel, chair and admin."""
    demo("penilaian")
    edition = Edition.objects.get(award_year=2026)
    mempawah = Entry.objects.get(category__edition=edition, regency__kemendagri_code="61.02")
    visit(
        someone,
        "",
        {
            "/": "beranda",
            RANKING: "peringkat",
            f"{RANKING}v1/": "",
            "/cakupan/kalimantan-barat/2024/": "cakupan",
            "/daerah/61.04/": "",
            "/kriteria/kalimantan-barat/2026/": "",
        },
    )
    someone(PHONE).open("/daerah/61.04/").sees("68,02%", "55,69%", "+12,33", "+21,04%")
    someone().open("/cakupan/kalimantan-barat/2024/").sees("68,02%", "+12,33", "+21,04%")
    visit(
        someone,
        "penilai1@contoh.id",
        {
            "/penilaian/": "",
            f"/penilaian/{mempawah.pk}/berkas/": "lembar-nilai-ponsel",
            f"/penilaian/{mempawah.pk}/laporan/": "",
            "/penilaian/ketua/": "",
        },
    )
    visit(
        someone,
        "admin@contoh.id",
        {
            "/admin/": "meja-admin",
            f"/admin/awards/edition/{edition.pk}/change/": "",
            f"/admin/awards/edition/{edition.pk}/tahap/pleno/": "",
            "/admin/awards/edition/": "",
            "/admin/regencies/officialworkforce/": "",
            "/admin/regencies/user/": "",
        },
    )


def test_filling(demo, someone):
    """2026 is being filled in: officer, head and verifier, with reports in every state."""
    demo("pengisian")
    assert set(YearlyReport.objects.filter(year=2025).values_list("status", flat=True)) == {
        "draft",
        "sent",
        "returned",
        "verified",
    }
    visit(
        someone,
        "petugas.mempawah@contoh.id",
        {
            "/laporan/": "",
            "/laporan/2025/": "laporan",
            "/laporan/2025/kepesertaan/": "kepesertaan-ponsel",
            "/laporan/2025/kelompok/": "",
            "/laporan/2025/kelompok/tambah/": "",
            "/laporan/2025/regulasi/": "",
            "/laporan/2025/kirim/": "",
            "/laporan/2025/riwayat/": "",
        },
    )
    visit(someone, "petugas.bengkayang@contoh.id", {"/laporan/2025/kepesertaan/": ""}, widths=[PHONE])
    visit(someone, "kepala.ketapang@contoh.id", {"/laporan/2025/tanda-terima/1/": ""}, widths=[PHONE])
    report = YearlyReport.objects.get(year=2025, regency__kemendagri_code="61.04")
    visit(
        someone,
        "verifikator@contoh.id",
        {"/verifikator/": "", f"/verifikator/{report.pk}/": "verifikasi"},
    )

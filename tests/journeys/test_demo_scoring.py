"""The demo on a day of scoring: the pages of public, panel, chair and admin, on a phone and on a laptop."""

import pytest

from awards.models import Edition, Entry
from tests.journeys.conftest import PHONE
from tests.journeys.demo import load, visit

pytestmark = pytest.mark.django_db(transaction=True)

RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"


def test_scoring_day(settings, someone):
    """2025 is published and 2026 is being scored: public, panel, chair and admin."""
    load(settings, "penilaian")
    edition = Edition.objects.get(award_year=2026)
    mempawah = Entry.objects.get(category__edition=edition, nominee=None, regency__kemendagri_code="61.02")
    visit(
        someone,
        "",
        {
            "/": "beranda",
            RANKING: "peringkat",
            f"{RANKING}v1/": "",
            "/cakupan/kalimantan-barat/2024/": "cakupan",
            "/daerah/61.04/": "",
            "/data/": "",
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

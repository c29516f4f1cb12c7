"""The demo while reports are filled in: the pages of officer, head and verifier, on a phone and on a laptop."""

import pytest

from regencies.models import YearlyReport
from tests.journeys.conftest import PHONE
from tests.journeys.demo import load, visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_filling(settings, someone):
    """2026 is being filled in: officer, head and verifier, with reports in every state."""
    load(settings, "pengisian")
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
            "/laporan/2025/aparatur/": "",
            "/laporan/2025/pengawasan/": "",
            "/laporan/2025/kirim/": "kirim",
            "/laporan/2025/riwayat/": "",
        },
    )
    visit(someone, "petugas.bengkayang@contoh.id", {"/laporan/2025/kepesertaan/": ""}, widths=[PHONE])
    receipt = {"/laporan/2025/tanda-terima/1/": "tanda-terima-ponsel"}
    visit(someone, "kepala.ketapang@contoh.id", receipt, widths=[PHONE])
    report = YearlyReport.objects.get(year=2025, nominee=None, regency__kemendagri_code="61.04")
    visit(
        someone,
        "verifikator@contoh.id",
        {"/verifikator/": "", f"/verifikator/{report.pk}/": "verifikasi"},
    )

"""The desk's page of a denominator file: look at one, press its button, and what is stored then."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.models import OfficialWorkforce
from tests.builders.admin_pages import page

REASON = "Surat perubahan BPS"
LOAD = "regencies_officialworkforce_load"
FIRST, SECOND = (
    "61.04;Ketapang;2024;Formal;80.101;BPS;31 Desember 2024",
    "61.04;Ketapang;2024;Informal;7;BPS;31 Desember 2024",
)
HEADER = "Kode Kemendagri;Kabupaten/kota;Tahun;Segmen;Jumlah pekerja;Sumber;Per tanggal"


LINE = f"{HEADER}\n61.04;Ketapang;2024;Formal;1".encode()


def look(desk, *lines, name="semesta.csv", content=None):
    content = content or "\n".join([HEADER, *lines]).encode()
    return desk.post(page("regencies_officialworkforce_load"), {"upload": SimpleUploadedFile(name, content)})


def upload(desk, *lines, name="semesta.csv", content=None):
    """What is answered to the button below the preview, or to a file that has none."""
    shown = look(desk, *lines, name=name, content=content)
    if shown.status_code != 200:
        return shown
    return desk.post(page("regencies_officialworkforce_load"), shown.context["hidden"] | {"reason": REASON})


def stored():
    rows = OfficialWorkforce.objects.order_by("year", "segment")
    return [(r.regency.kemendagri_code, r.year, r.segment, r.figure, r.source, r.as_of) for r in rows]

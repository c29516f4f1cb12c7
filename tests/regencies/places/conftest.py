"""Kalimantan Timur without regions, its admin, and the page on which they load them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.models import Province, User
from tests import factories
from tests.builders.admin_pages import page
from tests.builders.panel import logged_in

HEADER = "Kode Kemendagri;Jenis;Nama;Ibu kota;Kecamatan;Kelurahan;Desa;Nama dinas;Kode BPS;Tahun rujukan;Zona waktu"
PASER = "64.01;Kabupaten;Paser;Tana Paser;10;5;139;Disnakertrans Paser;6401;2025;WITA"
BALIKPAPAN = "64.71;Kota;Balikpapan;;6;34;0;Disnaker Balikpapan;;;"


@pytest.fixture
def east(db: None) -> Province:
    return Province.objects.create(
        code="64", name="Kalimantan Timur", slug="kalimantan-timur", time_zone="Asia/Makassar"
    )


@pytest.fixture
def far_admin(east: Province) -> User:
    return factories.admin(east, "Admin Kaltim")


@pytest.fixture
def look(east: Province, far_admin: User):
    """Send a file to the page: lines below the heads, or its content."""

    def answer(*lines: str, by: User = far_admin, head: str = HEADER, content: bytes = b""):
        sent = SimpleUploadedFile("daerah.csv", content or "\n".join([head, *lines]).encode())
        return logged_in(by).post(page("regencies_province_places", east.pk), {"upload": sent})

    return answer


@pytest.fixture
def store(east: Province, far_admin: User):
    """Press the button below a preview."""

    def answer(shown, by: User = far_admin):
        return logged_in(by).post(page("regencies_province_places", east.pk), shown.context["hidden"])

    return answer

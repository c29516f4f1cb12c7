"""A certificate from its number to its signed copy, and a winner's files packed, on a phone and a laptop."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from awards.ceremony.packets.packing import pack_waiting
from awards.models import ResultPaper, SpecialAward
from tests.builders import publication as world
from tests.builders.authority import signed
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_from_the_result_to_a_signed_certificate_and_a_packet(someone, viewport):
    category = world.category_with(["61.04"], others=0)
    SpecialAward.objects.create(entry=category.entries.get(), title="Inovasi Desa")
    world.published(category)
    size = "phone" if viewport is PHONE else "laptop"
    desk = someone(viewport).enter(world.admin_of(category))
    desk.open(reverse("admin:awards_category_look", args=[category.pk]))
    desk.press("Berkas acara").sees("Berita acara penilaian", "Belum bernomor", "Belum dikemas")
    desk.shoot(f"ba-list-{size}")
    desk.press("Piagam penghargaan: Peringkat 1, Kabupaten Ketapang").press("Beri nomor")
    desk.fill(
        {
            "Nomor surat": "100.3/1/DISNAKER/2026",
            "Tanggal surat": "30 November 2026",
            "Tempat": "Pontianak",
            "Jabatan penanda tangan": "Gubernur Kalimantan Barat",
            "Nama penanda tangan": "Drs. H. Contoh Nama, M.Si.",
        }
    )
    desk.shoot(f"ba-number-{size}").press("Simpan nomor").sees(
        "Siap ditandatangani", "Pontianak, 30 November 2026"
    )
    row = ResultPaper.objects.get()
    with ThreadPoolExecutor(
        1
    ) as elsewhere:  # Playwright's loop runs in this thread, and a signer starts its own
        copy = elsewhere.submit(signed, bytes(row.content), "ttd", "Gubernur Uji").result()
    desk.press("Unggah salinan bertanda tangan")
    desk.page.get_by_label("PDF bertanda tangan atau hasil pindai").set_input_files(
        {"name": "piagam.pdf", "mimeType": "application/pdf", "buffer": copy}
    )
    desk.press("Unggah").sees(
        "Gubernur Uji", "Utuh, mencakup seluruh berkas", "Rantai sertifikat tidak diperiksa"
    )
    desk.shoot(f"ba-signed-{size}")
    desk.open(reverse("admin:awards_category_papers", args=[category.pk])).sees("Ditandatangani")
    desk.press("Kabupaten Ketapang", nth=-1).press("Kemas berkas pengusulan").press("Kemas")
    desk.sees("Menunggu dikemas")
    assert pack_waiting() == 1
    desk.press("Muat ulang").sees("Siap diunduh").shoot(f"ba-packet-{size}")

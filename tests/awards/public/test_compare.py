"""Two to four regions side by side, and what an announced year says of its panel and special awards."""

import re

import pytest

from awards.models import SpecialAward
from tests.builders import publication as world
from tests.builders.admin_pages import text
from tests.builders.panel import queries
from tests.once import once

pytestmark = pytest.mark.django_db
PAGE = "/daerah/banding/"
YEAR = "/peringkat/kalimantan-barat/2025/"


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


@once
def published():
    return world.published(world.category_with())


def test_regions_stand_in_the_order_they_were_named_with_the_newest_year_first(published, client):
    shown = client.get(f"{PAGE}?daerah=61.71&daerah=61.04")
    said = plain(shown)
    assert "Ukuran Kabupaten Pontianak Kabupaten Ketapang" in said
    assert "Cakupan 2024 103,14% 68,02%" in said
    assert "Peserta aktif 2024 180.500 122.318" in said
    assert "Cakupan 2023 98,37% 55,69%" in said
    assert re.search(r"Peringkat 2025 \d \d Nilai akhir 2025", said)
    assert re.findall(r'id="grafik-daerah-(\d)"', text(shown)) == ["0", "1"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("daerah=61.04", "Terpilih 1 daerah. Pilih sedikitnya 2 dan paling banyak 4."),
        ("daerah=61.04&daerah=61.04", "Terpilih 1 daerah."),
        ("daerah=61.04&daerah=99.99", "Daerah itu belum memiliki hasil yang diumumkan."),
        ("daerah=", "Daerah itu belum memiliki hasil yang diumumkan."),
    ],
)
def test_too_few_and_unknown_ones_are_refused_with_what_to_do(published, client, query, told):
    answer = client.get(f"{PAGE}?{query}")
    assert (answer.status_code, told in plain(answer)) == (422, True)
    assert "grafik-" not in text(answer)


def test_before_any_is_chosen_the_page_asks_which(published, client):
    shown = client.get(PAGE)
    assert re.findall(r'name="daerah"[^>]*value="([0-9.]+)"', text(shown)) or re.findall(
        r'value="([0-9.]+)"', text(shown)
    ) == ["61.02", "61.04", "61.71", "61.90"]


def test_it_asks_as_often_for_two_as_for_three(published, client):
    assert queries(client, f"{PAGE}?daerah=61.71&daerah=61.04") == 2
    assert queries(client, f"{PAGE}?daerah=61.71&daerah=61.04&daerah=61.02") == 2


def test_an_announced_year_names_its_panel_by_seat_with_the_decree(published, client):
    said = plain(client.get(YEAR))
    assert "Kursi Nama Unsur Kedudukan 1 Penilai 1 Unsur 1 Ketua 2 Penilai 2 Unsur 2 Anggota" in said
    assert said.count("Penilai ") == 9
    assert "Ditetapkan dengan SK nomor 100/DISNAKERTRANS/2026" in said
    assert "Penghargaan khusus" not in said
    assert f'href="{YEAR}"' in text(client.get(f"{YEAR}kabupaten-kota/"))


def test_nobody_is_named_before_it_is_announced(client):
    world.category_with()
    assert client.get(YEAR).status_code == 404
    assert "Penilai 1" not in plain(client.get("/peringkat/"))


def test_special_awards_stand_with_whom_they_were_given_to(client):
    category = world.category_with()
    entry = category.entries.get(regency__kemendagri_code="61.04")
    SpecialAward.objects.create(entry=entry, title="Inovasi desa", citation="Satu desa seratus pekerja")
    world.published(category)
    assert "Inovasi desa Kabupaten Ketapang Pemerintah Kabupaten/Kota Satu desa seratus pekerja" in plain(
        client.get(YEAR)
    )

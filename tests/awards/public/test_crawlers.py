"""What machines ask for: robots.txt, the list of public pages, the small picture, and the one address of a ranking."""

import re

import pytest
from django.conf import settings

from tests.builders import publication as world
from tests.builders.panel import queries

pytestmark = pytest.mark.django_db
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/"


def test_robots_are_kept_from_pages_for_people_at_work_and_told_of_the_others(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /akun/",
        "Disallow: /beranda/",
        "Disallow: /klaim/",
        "Disallow: /laporan/",
        "Disallow: /penilaian/",
        "Disallow: /rapor/",
        "Disallow: /verifikator/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]


def test_the_sitemap_names_every_public_page_and_each_is_there(client):
    world.published(world.category_with(["61.04"], others=0))
    found = re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    paths = [
        "/",
        "/peringkat/",
        "/daerah/",
        "/daerah/banding/",
        "/kriteria/",
        "/pustaka/produk-hukum/",
        "/pustaka/inovasi/",
        "/cakupan/",
        "/data/",
        "/verifikasi/",
        "/hitung-ulang/",
        RANKING,
        "/peringkat/kalimantan-barat/",
        "/kriteria/kalimantan-barat/",
        "/cakupan/kalimantan-barat/2024/",
        "/kriteria/kalimantan-barat/2025/",
        "/peringkat/kalimantan-barat/2025/",
        "/daerah/61.04/",
    ]
    assert found == [settings.SITE_URL + path for path in paths]
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_the_sitemap_costs_the_same_for_any_number_of_regions(client):
    world.published(world.category_with(["61.04", "61.71"], others=0))
    assert queries(client, "/sitemap.xml") == 2


def test_the_old_name_of_the_picture_leads_to_it(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/site/favicon.svg")


def test_a_ranking_names_its_whole_address(client):
    world.published(world.category_with(["61.04"], others=0))
    page = client.get(RANKING).content.decode()
    assert re.findall('rel="canonical" href="([^"]+)"', page) == [f"{settings.SITE_URL}{RANKING}v1/"]

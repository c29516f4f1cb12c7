"""Where a public address is cut there is a page: all rankings, regions and criteria, by province and year."""

import re

import pytest

from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import text
from tests.builders.panel import queries

pytestmark = pytest.mark.django_db


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def test_every_cut_of_a_ranking_leads_on_to_it(client):
    world.published(world.category_with(["61.04"], others=0))
    link = 'href="/peringkat/kalimantan-barat/2025/kabupaten-kota/">Pemerintah Kabupaten/Kota'
    for path in ("/peringkat/", "/peringkat/kalimantan-barat/", "/peringkat/kalimantan-barat/2025/"):
        assert link in text(client.get(path))
    assert "2025 2024 Kalimantan Barat" in plain(client.get("/peringkat/"))


def test_of_another_province_or_year_there_is_none(client):
    world.published(world.category_with(["61.04"], others=0))
    factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    assert "Belum ada peringkat yang diumumkan" in plain(client.get("/peringkat/kalimantan-tengah/"))
    for path in ("/peringkat/entah/", "/peringkat/kalimantan-barat/2024/", "/kriteria/entah/"):
        assert client.get(path).status_code == 404


def test_a_replaced_ranking_is_listed_once_with_its_number(client):
    category = world.category_with(["61.04"], others=0)
    world.published(category)
    world.rescore(category.entries.get(), 70)
    world.published(category, reason="Sanggahan dikabulkan")
    shown = plain(client.get("/peringkat/"))
    assert shown.count("Pemerintah Kabupaten/Kota 2025") == 1
    assert ", nomor 2" in shown


def test_regions_stand_with_the_years_of_their_results_newest_first(client):
    assert "Belum ada hasil daerah yang diumumkan" in plain(client.get("/daerah/"))
    for year in (2025, 2026):
        world.published(world.category_with(["61.04"], others=0, award_year=year))
    factories.regency("Sambas", "61.01")
    shown = text(client.get("/daerah/"))
    assert re.findall(r'href="/daerah/([0-9.]+)/">', shown) == ["61.04"]
    assert "Kabupaten Ketapang Kalimantan Barat 2026, 2025" in plain(client.get("/daerah/"))


def test_criteria_are_listed_once_they_are_public(client):
    factories.edition(award_year=2027, phase="persiapan")
    factories.edition(award_year=2026, phase="pengisian")
    for path in ("/kriteria/", "/kriteria/kalimantan-barat/"):
        found = re.findall(r'href="(/kriteria/kalimantan-barat/[0-9]+/)"', text(client.get(path)))
        assert found == ["/kriteria/kalimantan-barat/2026/"]


def test_each_asks_as_often_however_many_there_are(client):
    world.published(world.category_with(["61.04"], others=0))
    asked = {"/peringkat/": 2, "/peringkat/kalimantan-barat/2025/": 7, "/daerah/": 2, "/kriteria/": 2}
    assert {path: queries(client, path) for path in asked} == asked
    world.published(world.category_with(award_year=2026))
    assert {path: queries(client, path) for path in asked} == asked

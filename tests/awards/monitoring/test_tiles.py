"""The tile map: every region of the province once, where it lies, in words, leading to its row."""

import re
from collections import Counter

import pytest

from awards.models import Edition
from awards.monitoring.tiles import positions
from regencies.places.reference_data import listed_regencies
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db
NAMES = {"61.01": "Sambas", "61.04": "Ketapang", "61.07": "Bengkayang", "61.99": "Baru"}


@pytest.fixture
def edition(client) -> Edition:
    admin = factories.admin()
    client.force_login(admin)
    for code, name in NAMES.items():
        factories.regency(name, code)
    edition = world.filling(admin)
    factories.sent(factories.regency("Ketapang", "61.04"))
    return world.reload(edition)


def tiles(client, edition: Edition, **asked: str) -> list[tuple[int, int, str, str, str]]:
    answer = client.get(page("awards_edition_monitoring", edition.pk), asked)
    return [
        (tile.row, tile.column, tile.name.replace("\u00ad", ""), tile.css, tile.text.replace("\u00ad", ""))
        for tile in answer.context["tiles"]
    ]


def test_each_region_has_a_place_of_its_own():
    places = positions("61")
    assert max(Counter(places.values()).values()) == 1
    assert positions("99") == {}


def test_every_region_of_the_sample_province_is_drawn():
    assert set(positions("61")) == {regency["kemendagri_code"] for regency in listed_regencies("61")}


def test_a_tile_tells_the_state_or_the_coverage_and_a_region_nobody_drew_comes_last(client, edition):
    assert tiles(client, edition) == [
        (1, 1, "Sambas", "unopened", "Belum mulai"),
        (2, 2, "Bengkayang", "unopened", "Belum mulai"),
        (5, 3, "Ketapang", "sent", "Dikirim"),
        (6, 1, "Baru", "unopened", "Belum mulai"),
    ]
    assert [(name, css, told) for _, _, name, css, told in tiles(client, edition, petak="cakupan")] == [
        ("Sambas", "coverage-none", "–"),
        ("Bengkayang", "coverage-none", "–"),
        ("Ketapang", "coverage-60", "68,0%"),
        ("Baru", "coverage-none", "–"),
    ]


def test_the_legend_counts_every_colour(client, edition):
    answer = client.get(page("awards_edition_monitoring", edition.pk))
    assert [(words, number) for _, words, number in answer.context["legend"] if number] == [
        ("Belum mulai diisi", 3),
        ("Dikirim", 1),
    ]


def test_a_tile_leads_to_its_row_even_where_the_list_leaves_it_out(client, edition):
    url = page("awards_edition_monitoring", edition.pk)
    for asked in ({}, {"status": "sent"}):
        shown = client.get(url, asked)
        for tile in shown.context["tiles"]:
            query, _, anchor = tile.url.partition("#")
            there = text(client.get(url + query) if query else shown)
            assert re.findall(f'id="({anchor})"', there) == [anchor]

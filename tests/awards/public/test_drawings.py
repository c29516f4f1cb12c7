"""Charts drawn by hand: what stands where, for whom they are labelled, and each of them as a PNG."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from awards.presenters.drawings.pictures import PLACES, Slopes, rank_ranges, tile_map
from tests.builders import publication as world
from tests.builders.admin_pages import text

SVG = "{http://www.w3.org/2000/svg}"
RANKING = "/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/"


def parsed(drawing):
    return ElementTree.fromstring(drawing)  # noqa: S314  our own picture


def parts(drawing, tag, css):
    return [each for each in parsed(drawing).iter(f"{SVG}{tag}") if css in each.get("class").split()]


def test_a_range_reaches_from_the_best_to_the_worst_rank_and_its_dot_is_at_the_rank():
    drawing = rank_ranges("Rentang", [("Ketapang", 1, 1, 2), ("<Sambas>", 1, 2, 3)])
    first, second = parts(drawing, "line", "span")
    dots = [float(each.get("cx")) for each in parts(drawing, "circle", "mark")]
    ticks = {each.text: float(each.get("x")) for each in parts(drawing, "text", "at-middle")}
    assert list(ticks) == ["1", "2", "3"]
    assert [float(first.get(end)) for end in ("x1", "x2")] == [ticks["1"], ticks["2"]]
    assert [float(second.get(end)) for end in ("x1", "x2")] == [ticks["1"], ticks["3"]]
    assert dots == [ticks["1"], ticks["2"]]
    assert [each.text for each in parts(drawing, "text", "named")] == ["Ketapang", "<Sambas>"]


def test_the_own_slope_is_in_front_with_its_values():
    rows = {
        "61.04": ("Kab. Ketapang", Fraction(40), Fraction(60)),
        "61.01": ("Kab. Sambas", Fraction(30), Fraction(20)),
    }
    slopes = Slopes(("2023", "2024"), rows)
    drawing = slopes.picture("Cakupan", "61.04")
    assert [each.get("class") for each in parsed(drawing).iter(f"{SVG}line")][2:] == [
        "other",
        "own",
    ]
    [own] = parts(drawing, "line", "own")
    assert float(own.get("y1")) > float(own.get("y2"))
    assert [each.text for each in parts(drawing, "text", "value")] == ["40,00%", "60,00%"]
    assert (
        slopes.picture("Cakupan", "61.02") == Slopes(("2023", "2024"), {}).picture("Cakupan", "61.04") == ""
    )


def test_a_tile_stands_where_the_map_has_it_and_is_darker_for_more():
    tiles = [
        ("61.01", "Kab. Sambas", Fraction(20), "20,00%"),
        ("61.11", "Kab. Kayong Utara", Fraction(80), "80,00%"),
        ("61.04", "Kab. Ketapang", Fraction(40), "40,00%"),
    ]
    found = list(parsed(tile_map("Peta", tiles)).iter(f"{SVG}rect"))[:3]
    assert [each.get("class") for each in found] == ["tile-1", "tile-4", "tile-2"]
    across = [float(each.get("x")) for each in found]
    down = [float(each.get("y")) for each in found]
    assert across[0] == 0 < across[1] < across[2]
    assert down[0] == 0 < down[1] == down[2]
    assert len(set(PLACES.values())) == len(PLACES) == 14


def test_a_province_without_a_map_is_filled_row_by_row():
    tiles = [(f"62.{n:02}", "Kab.", None, "–") for n in range(7)]
    found = list(parsed(tile_map("Peta", tiles)).iter(f"{SVG}rect"))[:7]
    assert {each.get("class") for each in found} == {"tile-0"}
    assert len({(each.get("x"), each.get("y")) for each in found}) == 7
    assert found[5].get("x") == "0"


@pytest.mark.django_db
def test_every_chart_of_a_page_is_there_as_a_picture(client):
    world.published(world.category_with())
    pages = {
        RANKING: {"nilai", "rentang"},
        "/cakupan/kalimantan-barat/2024/": {"cakupan", "peta", "provinsi"},
        "/daerah/61.04/": {"tahunan", "perubahan"},
    }
    for path, charts in pages.items():
        shown = text(client.get(path))
        assert set(re.findall(r'id="grafik-([a-z]+)"', shown)) == charts
        assert set(re.findall(r'href="[^"]*grafik-([a-z]+)[.]png"', shown)) == charts
        for chart in charts:
            answer = client.get(f"{path}grafik-{chart}.png")
            assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
            assert answer.content.startswith(b"\x89PNG")
        assert client.get(f"{path}grafik-entah.png").status_code == 404
    assert client.get("/daerah/61.99/grafik-tahunan.png").status_code == 404

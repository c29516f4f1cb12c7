"""Charts: drawn from exact values, readable without them, and nothing in them a strict CSP would refuse."""

import re
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from awards.presenters.charts import bars, trend

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [
    ("Kab. Ketapang", Fraction(12231800, 179827), "68,02%"),
    ("Kota Pontianak", Decimal("103.14"), "103,14%"),
    ("Kab. Sambas", 0, "0,00%"),
]
YEARS = [("2023", Decimal("55.69"), "55,69%"), ("2024", None, "–"), ("2025", Decimal("68.02"), "68,02%")]


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  our own drawing


def texts(drawing: str) -> list[str]:
    return [node.text for node in parsed(drawing).iter(f"{SVG}text")]


def widths(drawing: str) -> list[float]:
    return sorted(float(node.get("width", 0)) for node in parsed(drawing).iter(f"{SVG}rect"))


@pytest.mark.parametrize(
    "drawing",
    [bars("Cakupan", POINTS, name="uji"), trend("Cakupan", YEARS, name="uji")],
    ids=["bars", "trend"],
)
def test_nothing_in_a_chart_runs_or_styles_itself(drawing):
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|href=|<!--|<\?", drawing) == []
    assert len(drawing) < 8_000


def test_a_chart_is_one_picture_with_a_name():
    root = parsed(bars("Nilai akhir", POINTS, name="uji"))
    assert (root.tag, root.get("role"), root.get("aria-label")) == (f"{SVG}svg", "img", "Nilai akhir")
    assert list(root.iter(f"{SVG}title")) == []


def test_bars_are_as_long_as_their_values_and_say_them():
    drawing = bars("Cakupan", POINTS, name="uji")
    shortest, middle, longest = widths(drawing)
    assert shortest == 0
    assert middle / longest == pytest.approx(68.02 / 103.14, abs=0.01)
    assert {"68,02%", "103,14%", "0,00%", "Kab. Ketapang"} <= set(texts(drawing))


def test_the_first_bar_is_on_top():
    root = parsed(bars("Cakupan", POINTS, name="uji"))
    places = {node.text: float(node.get("y")) for node in root.iter(f"{SVG}text") if "Ka" in node.text}
    assert places["Kab. Ketapang"] < places["Kab. Sambas"]


def test_a_missing_year_is_a_gap_and_not_a_zero():
    drawing = trend("Cakupan", YEARS, name="uji")
    assert len(list(parsed(drawing).iter(f"{SVG}circle"))) == 2
    assert {"2023", "2024", "2025", "55,69%", "68,02%"} <= set(texts(drawing))
    assert "–" not in texts(drawing)


def test_names_are_escaped():
    assert "<b>" not in bars("Nilai", [("<b>Kab.</b>", 1, "1")], name="uji")
    assert "&lt;b&gt;" in bars("Nilai", [("<b>Kab.</b>", 1, "1")], name="uji")


@pytest.mark.parametrize("points", [[], [("2024", None, "–")], [("2024", Decimal(5), "5,00%")]])
def test_few_points_are_drawn_too(points):
    assert bars("Cakupan", points, name="uji").startswith("<svg")
    assert trend("Cakupan", points, name="uji").startswith("<svg")


def test_the_same_points_give_the_same_drawing():
    assert bars("Cakupan", POINTS, name="uji") == bars("Cakupan", POINTS, name="uji")

"""In the reader's own colours, light letters on black here, nothing is told by a colour of ours that is gone."""

from __future__ import annotations

import pytest

from tests import factories
from tests.builders import panel, publication
from tests.journeys.layout import SITE, answer

pytestmark = pytest.mark.django_db
STYLES = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const own = getComputedStyle(one), mark = getComputedStyle(one, "::before");
  return {
    letters: own.color, ground: own.backgroundColor, under: own.borderBottomColor, fill: own.fill, stroke: own.stroke,
    picture: own.backgroundImage, mark: [mark.borderTopColor, mark.borderBottomColor].sort(),
  };
})"""
BLACK, WHITE, NONE = "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"


@pytest.fixture
def styles(browser, client):
    """A function that returns how what a selector finds on a page is drawn: `styles(person, path, ".delta-up")`."""

    def read(person, path: str, *selectors: str) -> list[list[dict[str, str]]]:
        visitor = panel.logged_in(person) if person else client
        html = visitor.get(path).content.decode()
        context = browser.new_context(forced_colors="active", color_scheme="dark", locale="id-ID")
        context.route("**/*", lambda route: answer(route, {path: html}))
        page = context.new_page()
        page.goto(SITE + path)
        found = [page.evaluate(STYLES, selector) for selector in selectors]
        context.close()
        assert all(found), selectors
        return found

    return read


def test_a_chart_is_drawn_and_lettered_in_colours_that_stand_out(styles):
    publication.published(publication.category_with(["61.04"], others=0))
    texts, lines = styles(None, "/daerah/61.04/", ".drawing text", ".drawing .own")
    assert {text["fill"] for text in texts} == {WHITE}
    assert {line["stroke"] for line in lines}.isdisjoint({BLACK, NONE, "none"})
    names, tiles = styles(None, "/cakupan/kalimantan-barat/2024/", ".drawing .tile-dark", ".drawing .tile-3")
    assert ({text["fill"] for text in names}, {tile["fill"] for tile in tiles}) == ({BLACK}, {WHITE})


def test_trend_marks_and_the_arrow_of_a_choice_are_there(styles):
    edition = panel.scoring_edition()
    place = panel.candidate(edition).regency
    officer = factories.officer(place)
    factories.complete(factories.draft(place, 2026, by=officer), officer)
    ((up, *_),) = styles(officer, "/laporan/2026/kepesertaan/", ".delta-up")
    assert up["mark"] == [WHITE, NONE]
    (choices,) = styles(officer, "/laporan/2026/kelompok/", "select")
    assert {choice["picture"] for choice in choices} == {"none"}


def test_the_chosen_band_the_current_tab_and_year_are_told_from_the_others(styles):
    edition = panel.scoring_edition()
    seats = factories.seats(edition, 2)
    entry = panel.candidate(edition)
    panel.draft(seats[1], entry)
    factories.draft(entry.regency, 2026)
    chosen, bands, tab, tabs = styles(
        seats[1].user,
        panel.sheet_url(entry),
        "li.band-current .band",
        "li:not(.band-current) > .band",
        ".tabs a[aria-current]",
        ".tabs a:not([aria-current])",
    )
    assert {band["ground"] for band in chosen}.isdisjoint({band["ground"] for band in bands} | {NONE})
    assert {one["under"] for one in tab}.isdisjoint({one["under"] for one in tabs})
    year, years = styles(
        factories.verifier(entry.regency.province),
        "/verifikator/",
        ".btn[aria-current]",
        "nav .btn:not([aria-current])",
    )
    assert {one["ground"] for one in year}.isdisjoint({one["ground"] for one in years})

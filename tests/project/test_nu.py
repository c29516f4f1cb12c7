"""The Nu checker is asked as the suite asks it: it finds what is wrong, and nothing in what is right."""

import re
from collections.abc import Iterator

import pytest
from django.test import TestCase, modify_settings

from tests.builders import access
from tests.project.access import Page, clients, pages
from tests.project.access_objects import name_rows, objects
from tests.project.nu import complaints

PAGE = "<!doctype html><html lang='id'><head><title>Contoh</title></head><body>{}</body></html>"
RIGHT = "<ul><li><a href='#x' id='x'>Satu</a></li></ul><svg><g><path d='M0 0'/></g></svg><p>Teks<br>lagi</p>"


def test_it_finds_each_fault_and_none_in_what_is_right(java):
    pages = {
        "right": PAGE.format(RIGHT),
        "a part": RIGHT,
        "open": PAGE.format("<div><p>Satu</div></section>"),
        "twice": PAGE.format("<i id='x'></i><b id='x'></b>"),
        "nowhere": PAGE.format("<label for='x'>Nama</label>"),
        "nested": PAGE.format("<a href='/'><button>Ya</button></a>"),
        "no alt": PAGE.format("<img src='/x.png'>"),
        "required": PAGE.format("<select name='a' required><option value='1'>Satu</option></select>"),
    }
    found = complaints(java, {name: html.encode() for name, html in pages.items()})
    assert sorted(found) == ["nested", "no alt", "nowhere", "open", "required", "twice"]
    assert found["open"] == ["line 1: Stray end tag “section”."]


# Django leaves the help texts of an inline's columns to their heads, and points to them all the same.
OF_DJANGO = re.compile(
    r"line \d+: The “aria-describedby” attribute must point to an element in the same document\.$"
)


PAGES = [page for page in pages() if page.name != "admin:"]
# What the checker lets pass: a hidden box that speaks, a name on what has no role.
LETS_PASS = re.compile(
    rb"<input[^>]*type=.hidden.[^>]* aria-|<(?:pre|p|div|span|b|code|time)\b(?![^>]* role=)[^>]* aria-label"
)


@pytest.mark.parametrize(
    ("html", "is_wrong"),
    [
        (b"<input type='hidden' name='a' aria-invalid='true'>", True),
        (b"<pre aria-label='Perintah'></pre>", True),
        (b"<div role='group' aria-label='Tahun'></div><input type='text' aria-invalid='true'>", False),
    ],
)
def test_what_the_checker_lets_pass_is_found(html, is_wrong):
    assert bool(LETS_PASS.search(html)) is is_wrong


@modify_settings(MIDDLEWARE={"remove": "config.middleware.explain_refused_methods"})
class EveryPage(TestCase):
    world: access.World

    @pytest.fixture(autouse=True)
    def with_java(self, java):
        self.java = java

    @classmethod
    def setUpTestData(cls):
        cls.world = access.build()
        name_rows(cls.world, objects(cls.world.here), [page for page in PAGES if is_of_desk(page)])

    def html_by_reader(self) -> Iterator[tuple[str, bytes]]:
        """Every page as each role that may read it; downloads are none, Django admin is one admin's."""
        for page in PAGES:
            for role, browser in clients(self.world).items():
                answer = (
                    browser.get(page.url(self.world)) if role == "admin" or not is_of_desk(page) else None
                )
                if answer is None or answer.status_code != 200 or answer.streaming:
                    continue
                if answer["Content-Type"].startswith("text/html"):
                    yield f"{page.name} as {role}", answer.content

    def test_every_page_is_html_the_checker_passes(self):
        seen = dict(self.html_by_reader())
        found = {
            name: [one for one in said if not (is_of_desk(name) and OF_DJANGO.match(one))]
            for name, said in complaints(self.java, seen).items()
        }
        assert {name: said for name, said in found.items() if said} == {}
        assert [name for name, html in seen.items() if LETS_PASS.search(html)] == []
        assert {is_of_desk(name) for name in seen} == {True, False}


def is_of_desk(page: Page | str) -> bool:
    return (page if isinstance(page, str) else page.name).startswith("admin:")

"""Every page a link leads to, as each role finds it: no two bear one title, none is heavy, none asks another host."""

from __future__ import annotations

import gzip
import html
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client, TestCase, override_settings

from tests.builders import access
from tests.project.access import clients

START = {
    "visitor": "/",
    "officer": "/laporan/",
    "verifier": "/verifikator/",
    "panel": "/penilaian/",
    "done": "/penilaian/",
    "past_panel": "/penilaian/",
    "chair": "/penilaian/",
    "admin": "/admin/",
}
# Show what has an address of its own besides.
OF_THE_NEWEST = re.compile(r"/penilaian/(ketua/)?|/verifikator/|/peringkat/[\w-]+/\d+/[\w-]+/")
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#?]*|\?tahun=\d+)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


ASSET = re.compile(r'<(?:link|script|img)\b[^>]*\b(?:href|src)="/static/([^"?#]+)"')
ASKED = r'<(?:link|script|img|iframe|form)\b[^>]*\b(?:href|src|action)="'
ELSEWHERE = rf"{ASKED}(?!{re.escape(settings.SITE_URL)}/)(?:https?:)?//"
# Bytes on the line, packed: the first page with its style sheets and scripts, and every page after it.
FIRST, AFTER = 60_000, 15_000


def walk(browser: Client, start: str, known: set[str]) -> dict[str, str]:
    """Every page that links lead to and nobody knows yet, by its path.

    Another year of a list is a page of its own, another order of it is none.
    """
    pages, ahead, seen = {}, [start], {start, *known}
    while ahead:
        path = ahead.pop()
        answer = browser.get(path)
        if (
            answer.status_code != 200
            or answer.streaming
            or not answer["Content-Type"].startswith("text/html")
        ):
            continue
        pages[path] = page = answer.content.decode()
        links = {urljoin(path, html.unescape(link)) for link in LINK.findall(page)}
        ahead += links - seen
        seen |= links
    return pages


def title(page: str) -> str:
    return " ".join(html.unescape(TITLE.search(page)[1]).split())


def packed(content: bytes) -> int:
    return len(gzip.compress(content))


@cache
def weight_of_asset(name: str) -> int:
    return packed(Path(find(name)).read_bytes())


def weights(page: str) -> tuple[int, int]:
    """Bytes of the page alone, and with all it asks for."""
    alone = packed(page.encode())
    return alone, alone + sum(map(weight_of_asset, set(ASSET.findall(page))))


@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
class LinkedPages(TestCase):
    @classmethod
    def setUpTestData(cls):
        browsers, cls.pages, public = clients(access.build()), {}, set()
        for role, start in START.items():
            cls.pages[role] = walk(browsers[role], start, public)
            public = public or set(cls.pages[role])

    def test_no_two_pages_bear_one_title(self):
        """Year, region, entry, stage, person: whatever tells two pages apart is in their titles."""
        by_title = defaultdict(set)
        for pages in self.pages.values():
            for path, page in pages.items():
                if not OF_THE_NEWEST.fullmatch(path):
                    by_title[title(page)].add(path)
        raw = re.compile(r"\bNone\b|\d{4}-\d\d|\d\d:\d\d|#\d|<|_")
        assert [title for title in by_title if raw.search(title)] == []
        assert {title: paths for title, paths in by_title.items() if len(paths) > 1} == {}
        assert len(by_title) > 500

    def test_a_page_is_light_on_a_bad_line(self):
        """The desk is read on the line of the province, and brings Django's own scripts."""
        heavy = {
            path: found
            for role, pages in self.pages.items()
            for path, page in pages.items()
            if (found := weights(page))[0] > AFTER or (found[1] > FIRST and role != "admin")
        }
        assert heavy == {}
        assert max(weights(page)[1] for page in self.pages["officer"].values()) > FIRST / 2

    def test_no_page_asks_another_host(self):
        assert [
            path
            for pages in self.pages.values()
            for path, page in pages.items()
            if re.search(ELSEWHERE, page)
        ] == []

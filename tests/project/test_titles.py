"""Every page a link leads to, as each role finds it: no two bear one title, and no page is without a link to it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from urllib.parse import urljoin

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


def walk(browser: Client, start: str, known: set[str]) -> dict[str, str]:
    """The title of every page that links lead to and nobody knows yet, by its path.

    Another year of a list is a page of its own, another order of it is none.
    """
    titles, ahead, seen = {}, [start], {start, *known}
    while ahead:
        path = ahead.pop()
        answer = browser.get(path)
        if (
            answer.status_code != 200
            or answer.streaming
            or not answer["Content-Type"].startswith("text/html")
        ):
            continue
        page = answer.content.decode()
        titles[path] = " ".join(html.unescape(TITLE.search(page)[1]).split())
        links = {urljoin(path, html.unescape(link)) for link in LINK.findall(page)}
        ahead += links - seen
        seen |= links
    return titles


@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
class Titles(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = access.build()

    def test_no_two_pages_bear_one_title(self):
        """Year, region, entry, stage, person: whatever tells two pages apart is in their titles."""
        browsers, by_title, public = clients(self.world), defaultdict(set), set()
        for role, start in START.items():
            titles = walk(browsers[role], start, public)
            public = public or set(titles)
            for path, title in titles.items():
                if not OF_THE_NEWEST.fullmatch(path):
                    by_title[title].add(path)
        raw = re.compile(r"\bNone\b|\d{4}-\d\d|\d\d:\d\d|#\d|<|_")
        assert [title for title in by_title if raw.search(title)] == []
        assert {title: paths for title, paths in by_title.items() if len(paths) > 1} == {}
        assert len(by_title) > 500

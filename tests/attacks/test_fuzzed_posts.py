"""Every page that takes a POST, asked by somebody who may, with bodies no browser would send for its form.

Never a 500, never an empty refusal, never a history of what was refused. `FUZZED=200` tries so many bodies a page.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pghistory.models import Event

from tests.builders import access
from tests.builders.page_forms import Forms
from tests.project.access import Page, Row, clients, pages
from tests.project.access_objects import name_rows, objects
from tests.project.test_access import ROWS
from tests.project.test_access_admin import DESK
from tests.project.test_access_admin import ROWS as DESK_ROWS

BODIES = int(os.environ.get("FUZZED", "2"))
FORM, BOUNDLESS = "application/x-www-form-urlencoded", "multipart/form-data; boundary="
ANSWERED = {200, 201, 204, 302, 303, 400, 403, 404, 405, 409, 410, 413, 415, 422}
KEEPS_WHAT_ARRIVED = {"report_evidence"}  # files whole or not at all, each by itself
SHUT = {"login", 403, 404, 405}
ODD = st.sampled_from(
    [
        *("", " ", "\0", "\ud800", "\u202e12\u200f", "x" * 1_000_000, "%s{0.pk}", "../..", "on"),
        *("9" * 5_000, "-1", "-0", "1e999", "NaN", "²", "٣", "1,5", "1.000.000.000.000.000"),
        *("{}", "[]", "null", "2025-02-30", "0001-01-01", "99:99"),
    ]
)
VALUES = ODD | st.text(max_size=12)


@st.composite
def typed(draw: st.DrawFn, boxes: dict[str, str]) -> list[tuple[str, str]]:
    """The boxes of a form with some changed, repeated, left out or of a name it has not."""
    names = st.sampled_from([*sorted(boxes), "lain"])
    pairs = list(boxes.items())
    for name in draw(st.lists(names, min_size=1, max_size=4)):
        how = draw(st.sampled_from(["changed", "changed", "repeated", "missing"]))
        pairs = [pair for pair in pairs if pair[0] != name or how == "repeated"]
        pairs += [] if how == "missing" else [(name, draw(VALUES))]
    return pairs


def urlencoded(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()


def as_files(pairs: list[tuple[str, str]]) -> bytes:
    """Every text as a file."""
    given = [(name, value.encode(errors="surrogatepass")) for name, value in pairs]
    files = {name: SimpleUploadedFile(f"{name}.pdf", content or b"%PDF-1.4") for name, content in given}
    return encode_multipart(BOUNDARY, files)


def bodies(boxes: dict[str, str]) -> st.SearchStrategy[tuple[str, bytes]]:
    """Content types and bodies."""
    form = typed(boxes)
    return st.one_of(
        form.map(lambda pairs: (FORM, urlencoded(pairs))),
        form.map(lambda pairs: (FORM, urlencoded(pairs))),
        form.map(lambda pairs: (MULTIPART_CONTENT, as_files(pairs))),
        form.map(lambda pairs: (MULTIPART_CONTENT, as_files(pairs)[:-20])),
        form.map(lambda pairs: ("application/json", json.dumps(dict(pairs)).encode())),
        st.tuples(st.sampled_from([BOUNDLESS, "text/plain", "", "x"]), st.binary(max_size=40)),
        st.tuples(
            st.sampled_from(
                [f"{FORM}; charset={name}" for name in ("utf-16", "latin-1", "utf-7", "x")] + [FORM]
            ),
            st.binary(max_size=60) | form.map(urlencoded),
        ),
    )


def history() -> int:
    """How many events there are."""
    models = [model for model in apps.get_models() if issubclass(model, Event) and model._meta.managed]
    counts = (f'(SELECT count(*) FROM "{model._meta.db_table}")' for model in models)  # noqa: S608  ours
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " + ".join(counts))
        return int(cursor.fetchone()[0])


def role_of(row: Row, method: str, browsers: dict[str, Client]) -> str:
    """Who may; where nobody may, whoever the row names first."""
    roles = [role for role in row.rules[method][0] if role in browsers]
    return next((role for role in roles if row.expected(method, role) not in SHUT), (roles or ["admin"])[0])


@override_settings(ACCOUNT_RATE_LIMITS=False)
class EveryPost(TestCase):
    world: access.World
    events: int

    @classmethod
    def setUpTestData(cls):
        cls.world = access.build()
        name_rows(cls.world, objects(cls.world.here), DESK)
        cls.events = history()

    def boxes_by_view(self, rows: dict[str, Row], browsers: dict[str, Client]) -> dict[str, dict[str, str]]:
        """What the forms send that lead to each view, read from every page."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for page in pages():
            if page.name not in rows or "GET" not in rows[page.name].rules or page.name == "account_logout":
                continue
            url = page.url(self.world)
            shown = browsers[role_of(rows[page.name], "GET", browsers)].get(url)
            if shown.status_code == 200 and not shown.streaming and "html" in shown.get("Content-Type", ""):
                for where, boxes in Forms(shown.content.decode()).found:
                    try:
                        view = resolve((where or url).partition("?")[0]).view_name
                    except Resolver404:
                        continue
                    found[view] |= boxes
        return found

    def send(self, browser: Client, url: str, body: tuple[str, bytes]) -> tuple[HttpResponse, bool]:
        """The answer, and whether it left anything in the history; what it did is undone, cookies too."""
        cookies = dict(browser.cookies)
        with transaction.atomic():
            answer = browser.generic("POST", url, body[1], content_type=body[0])
            wrote = answer.status_code >= 400 and history() != self.events
            transaction.set_rollback(True)
        browser.cookies.clear()
        browser.cookies.update(cookies)
        return answer, wrote

    def wrong(self, page: Page, answer: HttpResponse, wrote: bool) -> Any:
        said = b"" if answer.streaming else answer.content
        if answer.status_code not in ANSWERED or b"Traceback" in said:
            return answer.status_code
        if answer.status_code >= 400 and not said:
            return f"an empty {answer.status_code}"
        return f"{answer.status_code}, yet written" if wrote and page.name not in KEEPS_WHAT_ARRIVED else None

    def faults_of(self, page: Page, browser: Client, boxes: dict[str, str]) -> dict[Any, tuple[str, bytes]]:
        """What a page does that it should not, with a body that makes it."""
        url, found = page.url(self.world), {}

        @settings(max_examples=BODIES, derandomize=True, database=None, deadline=None)
        @given(bodies(boxes))
        def ask(body: tuple[str, bytes]) -> None:
            if wrong := self.wrong(page, *self.send(browser, url, body)):
                found[wrong] = (body[0], body[1][:300])

        ask()
        return found

    def test_whatever_is_sent_is_answered_in_words_or_done_whole(self):
        rows, browsers = DESK_ROWS | ROWS, clients(self.world)
        boxes, found = self.boxes_by_view(rows, browsers), {}
        asked = [page for page in pages() if page.name in rows and "POST" in rows[page.name].rules]
        for page in asked:
            browser = browsers[role_of(rows[page.name], "POST", browsers)]
            if wrong := self.faults_of(page, browser, boxes[page.name]):
                found[page.name] = wrong
        assert found == {}
        assert len(asked) > 100

"""Every page of the access matrix on a phone: what can be tapped is 24 px wide and high, but links within sentences."""

from __future__ import annotations

import pytest

from tests.builders import access
from tests.journeys.layout import complaints
from tests.once import once
from tests.project import test_access, test_access_admin
from tests.project.access import clients, pages
from tests.project.access_objects import name_rows, objects

pytestmark = pytest.mark.django_db
ROWS = test_access.ROWS | test_access_admin.ROWS


@once
def saved() -> dict[str, str]:
    """{path: html} of every page, as the first who may sees it."""
    world = access.build()
    name_rows(world, objects(world.here), [page for page in pages() if page.name.startswith("admin:")])
    browsers, found = clients(world), {}
    for page in pages():
        for role, browser in browsers.items():
            if page.name in ROWS and ROWS[page.name].expected("GET", role) == 200:
                answer = browser.get(page.url(world))
                if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
                    found[answer.wsgi_request.path] = answer.content.decode()
                break
    return found


def test_every_page_can_be_used_with_a_thumb(browser, saved):
    assert len(saved) > 120
    assert complaints(browser, saved, ["phone"]) == []

"""The access matrix for who must set up a second step first: every page but public and account ones leads there."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client, override_settings

from config.env import GUARDED
from tests.project.access import KNOWN, LOGIN, METHODS, Matrix, Page, ask, clients, pages, read
from tests.project.access_objects import name_rows, objects
from tests.project.access_rows import PAGES
from tests.project.access_rows_admin import expanded
from tests.project.test_access import ROLES
from tests.project.test_access_admin import DESK

PENDING = ("verifier", "chair", "panel", "past_panel", "admin")
ROWS = read(PAGES + expanded(), ROLES)
ACCOUNT = ("account_", "mfa_")
LED = "led to the set-up"
ALSO_OPEN = "admin:login"  # asks nothing of its own: it leads to the desk, which does


def answered(client: Client, method: str, url: str) -> int | str:
    """The status; that the answer leads to the set-up is told apart from any other way on."""
    if method not in KNOWN:
        return ask(client, method, url)
    response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
    led = response.status_code == 302 and response["Location"] == resolve_url("mfa_index")
    return LED if led else response.status_code


@override_settings(REQUIRE_SECOND_STEP=GUARDED)
class SecondStepPending(Matrix):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        name_rows(cls.world, objects(cls.world.here), DESK)

    def expected(self, page: Page, method: str) -> set[int | str]:
        row = ROWS[page.name]
        if method not in KNOWN:
            return {405}
        asks_nobody = row.is_public or row.expected(method, "visitor") != LOGIN
        return set() if asks_nobody or page.name.startswith((*ACCOUNT, ALSO_OPEN)) else {LED}

    def test_every_page_leads_to_the_set_up(self):
        browsers = {role: browser for role, browser in clients(self.world).items() if role in PENDING}
        asked = [page for page in pages() if page.name != "admin:"]
        led = 0
        for page in asked:
            url = page.url(self.world)
            for method in METHODS:
                if not (said := self.expected(page, method)):
                    continue
                with self.subTest(page.name, method=method):
                    found = {role: answered(browser, method, url) for role, browser in browsers.items()}
                    assert found == dict.fromkeys(PENDING, *said)
                    led += LED in said
        assert led > 500

    def test_the_pages_of_the_own_account_lead_nobody_round_in_circles(self):
        browser = clients(self.world)["verifier"]
        own = [page for page in pages() if page.name.startswith(ACCOUNT) and not page.arguments]
        assert len(own) > 15
        for page in own:
            with self.subTest(page.name):
                assert answered(browser, "GET", page.url(self.world)) != LED

    def test_the_setting_is_off_for_everybody_else(self):
        assert settings.REQUIRE_SECOND_STEP == GUARDED
        browser = clients(self.world)["officer"]
        assert answered(browser, "GET", "/laporan/") == 200

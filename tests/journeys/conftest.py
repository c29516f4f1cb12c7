"""A real browser before a real server: people who log in, read, type and press, on a phone and a laptop."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from regencies.models import User
from tests import database, factories
from tests.factories import PASSWORD
from tests.journeys.fonts import only_font

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the test

PATIENCE = 30_000  # milliseconds until a page has done what a test waits for, on a machine busy with others
expect.set_options(timeout=PATIENCE)
PHONE, LAPTOP = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
# What lies under a bar depends on how far the page happens to be scrolled; layout.js brings everything from under it.
LAY_BARS_DOWN = """() => {
  for (const bar of document.querySelectorAll("body *")) {
    if (getComputedStyle(bar).position !== "sticky") continue;
    bar.dataset.laidDown = bar.style.position;
    bar.style.position = "static";
  }
}"""
LIFT_BARS_AGAIN = """() => {
  for (const bar of document.querySelectorAll("[data-laid-down]")) {
    bar.style.position = bar.dataset.laidDown;
    delete bar.dataset.laidDown;
    if (!bar.getAttribute("style")) bar.removeAttribute("style"); // htmx would copy an empty one, which CSP refuses
  }
}"""
# Whether pressing it leads to another document: a link elsewhere, or the button of a form that is sent as a whole.
MARK_IF_LEAVING = """pressed => {
  const link = pressed.closest("a[href]"), form = pressed.type === "submit" && pressed.form;
  const leaves = link
    ? !link.target && !link.download && link.href.split("#")[0] !== location.href.split("#")[0]
    : form && !("inPlace" in form.dataset) && !form.querySelector("[type=file]")
      && (form.noValidate || form.checkValidity());
  if (leaves) document.documentElement.dataset.isLeft = "";
  return Boolean(leaves);
}"""
IS_ANOTHER = """() => document.documentElement && !("isLeft" in document.documentElement.dataset)"""
SHOTS = os.environ.get(
    "SCREENSHOTS", ""
)  # a directory: the pages that README and guides show are saved there
COLOURS = 96  # of a picture: enough for a page, a third of the bytes


class Person:
    """Somebody at a browser. Every page they open is checked: no errors, nothing foreign, nothing inaccessible."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site, self.page = site, context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)

    def _hear(self, message) -> None:
        expected = re.search(r"status of (404|403|409|422)", message.text)
        if message.type == "error" and not expected:
            self.complaints.append(f"{message.text} {message.location}")

    def _watch(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")

    def log_in(self, email: str, password: str = PASSWORD) -> Person:
        self.open("/akun/masuk/")
        self.page.get_by_label("Alamat e-mail").fill(email)
        self.page.get_by_label("Kata sandi", exact=True).fill(password)
        self.press("Masuk")
        return self

    def enter(self, user: User) -> Person:
        """Be logged in already, as who has walked in through the page of `log_in` before."""
        client = Client()
        client.force_login(user)
        kept = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": kept, "url": self.site, "httpOnly": True}]
        )
        return self

    def open(self, path: str) -> Person:
        try:
            self.page.goto(self.site + path)
        except PlaywrightError as problem:  # the answer to a form sent before arrived in between
            if not any(
                said in problem.message for said in ("ERR_ABORTED", "interrupted by another navigation")
            ):
                raise
            self.page.goto(self.site + path)
        return self.check()

    def press(self, name: str, *, nth: int = 0) -> Person:
        """Press the button or follow the link of that name, inside the page's main part."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        press(found.nth(nth))
        return self.check()

    def fill(self, values: dict[str, str]) -> Person:
        """Type into the boxes of these labels."""
        for label, text in values.items():
            self.page.get_by_label(label, exact=True).first.fill(text)
        return self

    def sees(self, *texts: str) -> Person:
        shown = self.page.locator("body").inner_text().replace("\u00a0", " ")
        for text in texts:
            assert text in shown, f"{text!r} is not on {self.page.url}:\n{shown}"
        return self

    def check(self) -> Person:
        """The page just opened is whole, fits its window and passes WCAG 2.2 AA."""
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} px wide"
        self.page.evaluate(LAY_BARS_DOWN)
        results = Axe().run(self.page, options=RULES)
        self.page.evaluate(LIFT_BARS_AGAIN)
        self.complaints.clear()  # the checker itself trips over the content security policy
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
        return self

    def shoot(self, name: str) -> Person:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            shot = Image.open(io.BytesIO(self.page.screenshot(full_page=False)))
            shot.convert("RGB").quantize(COLOURS).save(Path(SHOTS) / f"{name}.png", optimize=True)
        return self


def press(what: Locator) -> None:
    """Press a button or link, and stand on the page it leads to.

    A page that still stores what was typed in other forms leaves only afterwards, which no click waits for.
    """
    leaves = what.evaluate(MARK_IF_LEAVING)
    what.click()
    if leaves:
        what.page.wait_for_function(IS_ANOTHER)
    what.page.wait_for_load_state()


def stands(read: Callable[[], object], expected: object) -> None:
    """What `read` finds in the database is `expected`, now or within `PATIENCE`; the last value found is told."""
    deadline = time.monotonic() + PATIENCE / 1000
    while (found := read()) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found == expected


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launch(playwright: Playwright, chromium: str, tmp_path_factory) -> Callable[[str], Browser]:
    """A function that starts a browser which knows one set of fonts: `launch("Noto Sans")`."""
    where = tmp_path_factory.mktemp("fonts")

    def start(family: str) -> Browser:
        return playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            env={**os.environ, **only_font(family, where)},
        )

    return start


@pytest.fixture(scope="session")
def browser(launch) -> Iterator[Browser]:
    """The browser of the journeys, in the widest of the fonts."""
    browser = launch("DejaVu Sans")
    yield browser
    browser.close()


@pytest.fixture
def someone(browser: Browser, live_server):
    """A function that seats a new person at a browser of their own: `someone(PHONE)`."""
    contexts: list[BrowserContext] = []

    def seat(viewport: dict[str, int] = LAPTOP, **options) -> Person:
        contexts.append(browser.new_context(viewport=viewport, locale="id-ID", **options))
        contexts[-1].set_default_timeout(PATIENCE)
        return Person(contexts[-1], live_server.url)

    yield seat
    for context in contexts:
        context.close()
    database.until_nobody_else_works()  # what a page asked for last may still be under way when its tables are emptied


@pytest.fixture
def office():
    """A draft, and the officer and the head of its office."""
    place = factories.regency()
    officer, head = factories.officer(place, "Siti Aminah"), factories.head(place)
    return factories.draft(place, by=officer), officer, head

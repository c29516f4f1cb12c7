"""Saved pages are laid out in a browser once more: in windows of every size, with the fonts that browser has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route

SITE = "http://contoh.test"
WINDOWS = {
    "phone": (360, 640),
    "phone with its keyboard": (360, 300),
    "phone on its side": (640, 330),
    "laptop": (1280, 720),
    "laptop at 400 %": (320, 256),
}
WIDTHS = range(320, 1441, 40)
# WCAG 1.4.12: no text is lost when a reader spaces letters, words, lines and paragraphs so.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
COMPLAINTS = Path(__file__).with_name("layout.js").read_text()
WIDE = Path(__file__).with_name("widths.js").read_text()


def complaints(browser: Browser, pages: dict[str, str], windows: Iterable[str] = ()) -> list[str]:
    """What is wrong with these pages, {path: html}, in this browser: one line for each complaint.

    On a phone alone they are not asked what their scripts make of them, which is most of what there is to load.
    """
    context = browser.new_context(locale="id-ID", java_script_enabled=list(windows) != ["phone"])
    context.route("**/*", lambda route: answer(route, pages))
    page, found = context.new_page(), []
    for path in pages:
        page.goto(SITE + path)
        for window in windows or WINDOWS:
            width, height = WINDOWS[window]
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{path}, {window}: {one}" for one in page.evaluate(COMPLAINTS)]
    context.close()
    return found


def too_wide(browser: Browser, pages: dict[str, str]) -> list[str]:
    """Which of these pages, {path: html}, are wider than a window, or have a table that scrolls in it.

    With text spaced as WCAG asks a table may scroll: nothing is lost then.
    """
    context = browser.new_context(locale="id-ID")
    context.route("**/*", lambda route: answer(route, pages))
    page, found = context.new_page(), []
    for path in pages:
        page.goto(SITE + path)
        for spaced in (False, True):
            if spaced:
                page.add_style_tag(content=SPACED)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 720})
                wrong = [one for one in page.evaluate(WIDE) if not spaced or one.startswith("the page")]
                found += [f"{path}, {width} px{' spaced' * spaced}: {one}" for one in wrong]
    context.close()
    return found


def answer(route: Route, pages: dict[str, str]) -> None:
    """The page as it was saved, a static file, or nothing: what a page asks for later is not on it yet."""
    path = route.request.url.removeprefix(SITE)
    if path in pages:
        route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
    elif path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/")))
    else:
        route.fulfill(status=204)

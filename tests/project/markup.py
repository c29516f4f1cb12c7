"""Reads the HTML of a page as strictly as a checker: what is not well formed, named twice, or told to nobody."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
# Elements without a role of their own, which no aria-label names.
UNNAMED = frozenset(["div", "p", "pre", "span", "b", "i", "strong", "em", "code", "time"])
PHRASES_ONLY = frozenset(
    ["p", "h1", "h2", "h3", "h4", "span", "b", "strong", "em", "label", "button", "dt", "summary"]
)
BLOCKS = frozenset(
    ["div", "p", "ul", "ol", "dl", "table", "section", "form", "h1", "h2", "h3", "pre", "fieldset"]
)
NESTED = {"a": "a", "button": "a", "form": "form", "label": "label"}


class Markup(HTMLParser):
    """Walks a page and keeps its faults, each a sentence with the line it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointed: list[tuple[str, str]] = []
        self.select: tuple[str, bool] | None = None  # its name; whether its first option is still to come

    def say(self, what: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, times in Counter(name for name, _ in attrs).items():
            if times > 1:
                self.say(f"<{tag}> has {name} twice")
        if "id" in given:
            self.ids[given["id"]] += 1
            if not given["id"] or " " in given["id"]:
                self.say(f"<{tag}> has id “{given['id']}”")
        for pointer in POINTERS:
            self.pointed += [(pointer, one) for one in given.get(pointer, "").split()]
        if given.get("type") == "hidden" and (aria := [name for name in given if name.startswith("aria-")]):
            self.say(f"hidden input “{given.get('name')}” has {aria[0]}")
        if "aria-label" in given and tag in UNNAMED and "role" not in given:
            self.say(f"<{tag}> without a role has aria-label “{given['aria-label']}”")
        self._place(tag, given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closes itself within a drawing; elsewhere "/>" closes nothing, and is a habit on void elements only."""
        self.handle_starttag(tag, attrs)
        if "svg" in self.open and self.open[-1] == tag:
            self.open.pop()

    def _place(self, tag: str, given: dict[str, str]) -> None:
        if tag in BLOCKS and self.open and self.open[-1] in PHRASES_ONLY:
            self.say(f"<{tag}> stands in <{self.open[-1]}>")
        if (outer := NESTED.get(tag)) and outer in self.open:
            self.say(f"<{tag}> stands in <{outer}>")
        if self.open and self.open[-1] in ("ul", "ol") and tag not in ("li", "script", "template"):
            self.say(f"<{tag}> stands in <{self.open[-1]}>")
        if tag == "img" and "alt" not in given:
            self.say("<img> has no alt")
        if tag == "select" and "required" in given and "multiple" not in given:
            self.select = given.get("name", ""), True
        elif tag == "option" and self.select:
            if given.get("value", "x"):
                self.say(f"required select “{self.select[0]}” does not begin with an empty option")
            self.select = None

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self.say(f"</{tag}> closes what never opens")
        elif self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            self.say(f"</{tag}> leaves <{self.open[-1]}> open")
            while self.open.pop() != tag:
                pass
        else:
            self.say(f"</{tag}> closes nothing")
        if tag == "select" and self.select:
            self.say(f"required select “{self.select[0]}” has no option")
            self.select = None


def faults(html: str) -> list[str]:
    """What is wrong with the markup of this page, a sentence each; [] when nothing is."""
    page = Markup()
    page.feed(html)
    page.close()
    twice = [f"id “{name}” is there {times} times" for name, times in page.ids.items() if times > 1]
    lost = [
        f"{pointer} points to “{name}”, which is nowhere"
        for pointer, name in page.pointed
        if name not in page.ids
    ]
    return [*page.faults, *[f"<{tag}> stays open" for tag in page.open], *twice, *lost]

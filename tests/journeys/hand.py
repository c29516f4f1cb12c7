"""A person whose work is counted: taps, typed fields, keys that go on, and pages the browser had to load."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Person, press


@dataclass
class Work:
    """What a piece of work costs the person who does it.

    A tap is a press on a button, a link, a choice or a box to type in; `enters` are presses of Enter that led from
    one box to the next, instead of a tap; `loads` are whole pages, a redirect with the page it leads to being one;
    `keys` are the characters typed.
    """

    taps: int = 0
    fields: int = 0
    enters: int = 0
    loads: int = 0
    keys: int = 0

    @property
    def pressed(self) -> int:
        """Every time the glass of a phone is touched: what is tapped, and each character."""
        return self.taps + self.keys

    def __add__(self, other: Work) -> Work:
        return Work(
            self.taps + other.taps,
            self.fields + other.fields,
            self.enters + other.enters,
            self.loads + other.loads,
            self.keys + other.keys,
        )

    def __str__(self) -> str:
        return f"{self.taps} taps, {self.fields} fields, {self.enters} × Enter, {self.loads} page loads"


class Hand:
    """The hand of one person at a browser."""

    def __init__(self, person: Person) -> None:
        self.person, self.page, self.work = person, person.page, Work()
        self.page.on("load", self._loaded)

    def _loaded(self, _: object) -> None:
        self.work.loads += 1

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def box(self, name: str, within: str = "main") -> Locator:
        return self.page.locator(f"{within} [name={name}]:not([type=hidden])").first

    def tap(self, what: Locator | str, nth: int = 0) -> None:
        """Press a button, link, radio button or tick; a text is the name of a button or link."""
        if isinstance(what, str):
            what = self.main.get_by_role("button", name=what).or_(self.main.get_by_role("link", name=what))
        self.work.taps += 1
        press(what.nth(nth))

    def type(self, box: Locator, text: str) -> None:
        """Type into a box: tapped first, unless Enter has led there."""
        self.work.fields += 1
        self.work.keys += len(text)
        if not box.evaluate("box => box === document.activeElement"):
            self.work.taps += 1
            box.click()
        box.fill(text)

    def enter(self) -> None:
        """Go on to the next empty box."""
        self.work.enters += 1
        self.page.keyboard.press("Enter")

    def pick(self, box: Locator, value: str) -> None:
        """Choose from a list: it is opened, and the choice is tapped."""
        self.work.fields += 1
        self.work.taps += 2
        box.select_option(value)

    def attach(self, box: Locator, *files: Path) -> None:
        """Choose files: the box is tapped, and each file."""
        self.work.fields += 1
        self.work.taps += 1 + len(files)
        box.set_input_files(list(files))

    def saved(self) -> None:
        """Wait until the page says that what was typed is stored; costs nothing."""
        expect(self.page.locator("[data-autosave-status]").first).to_contain_text("Tersimpan")

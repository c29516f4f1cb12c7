"""A member's sheet on a phone, one criterion at a time."""

from __future__ import annotations

import re

from tests.journeys.conftest import Person


def give(phone: Person, code: str, mark: str) -> None:
    """Type a mark, after turning to its criterion where another is on screen."""
    box = phone.page.locator(f"input[name={code}]")
    if not box.is_visible():  # the criteria of one screen share a button
        phone.page.locator(".strip button", has_text=re.compile(f"{code}|{code[0]}$")).first.click()
    box.fill(mark)
    box.blur()


def hand_in(phone: Person) -> None:
    """Lock the sheet from its last step."""
    phone.page.locator(".strip button").last.click()
    phone.press("Periksa dan kunci")
    phone.page.get_by_role("checkbox").check()
    phone.press("Kunci lembar").sees("terkunci. Kode tanda terima:")

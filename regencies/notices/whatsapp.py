"""The words of a notice as a text prepared at WhatsApp; nothing is sent or loaded from there by us."""

from __future__ import annotations

import re
from urllib.parse import quote

from regencies.models import User

FIRST_NUMBER = re.compile(r"\+?[0-9](?:[ ().\-–]*[0-9])+")


def number_of(person: User) -> str:
    """Return the first telephone number of a person as wa.me wants it, "6281255550100"; "" where there is none."""
    found = FIRST_NUMBER.search(person.phone.replace("(", "").replace(")", ""))
    if found is None:
        return ""
    digits = re.sub(r"[^0-9]", "", found[0])
    return f"62{digits[1:]}" if digits.startswith("0") else digits


def prepared(person: User, words: str) -> str:
    """Return the address that opens a mail's words as a text to a person."""
    return f"https://wa.me/{number_of(person)}?text={quote(words.strip())}"

"""A proposal between the page that shows it and the button that stores it: signed text inside the page."""

from __future__ import annotations

from typing import Any

from django.core import signing

from regencies.actions.errors import Refused
from regencies.models import Province, User

LASTS = 4 * 3600  # seconds
EXPIRED = "Pratinjau ini sudah tidak berlaku. Unggah lagi berkasnya."


def sign(rows: list[Any], province: Province, by: User, *, salt: str) -> str:
    """Return plain rows as text that only this person can have stored, in this province, by the page of that salt."""
    return signing.dumps([by.pk, province.pk, rows], salt=salt, compress=True)


def read_signed(text: str, province: Province, by: User, *, salt: str) -> list[Any]:
    """Return the rows of `sign`. Raises Refused for another person's or province's, an old or an altered text."""
    try:
        person, place, rows = signing.loads(text, salt=salt, max_age=LASTS)
    except signing.BadSignature as problem:
        raise Refused(EXPIRED) from problem
    if (person, place) != (by.pk, province.pk):
        raise Refused(EXPIRED)
    return list(rows)

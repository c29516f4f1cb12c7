"""Regions as plain rows, so that a page can carry them to the button that stores them."""

from __future__ import annotations

from typing import Any

from regencies.models import Province, Regency, User
from regencies.places.import_sheet import FIELDS, PlaceProposal, PlaceRow, values_of
from regencies.sheets import signed

SALT = "regencies.places.preview"


def sign(proposal: PlaceProposal, by: User) -> str:
    """Return what changes as text that only this person can have stored, in this province."""
    rows = [
        [row.after.kemendagri_code, values_of(row.before), values_of(row.after)] for row in proposal.changes
    ]
    return signed.sign([proposal.zone, rows], proposal.province, by, salt=SALT)


def read_signed(text: str, province: Province, by: User) -> tuple[list[PlaceRow], str]:
    """Return rows and time zone of `sign`. Raises Refused for another person's, an old or an altered text."""
    zone, rows = signed.read_signed(text, province, by, salt=SALT)

    def region(code: str, values: list[Any] | None) -> Any:
        known = dict(zip(FIELDS, values or [], strict=False))
        return Regency(province=province, kemendagri_code=code, **known) if values else None

    return [PlaceRow(region(code, before), region(code, after)) for code, before, after in rows], zone

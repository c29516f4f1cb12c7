"""Offices of a file as plain rows, so that a page can carry them to the button that stores them."""

from __future__ import annotations

import datetime

from regencies.models import Province, User
from regencies.people.import_sheet import PeopleProposal, Written
from regencies.sheets import signed

SALT = "regencies.people.preview"


def sign(proposal: PeopleProposal, by: User) -> str:
    """Return every row with what becomes of it as text that only this person can have stored, in this province."""
    rows = [[*row.written[:-1], row.written.since.isoformat(), row.outcome] for row in proposal.rows]
    return signed.sign(rows, proposal.province, by, salt=SALT)


def read_signed(text: str, province: Province, by: User) -> list[tuple[Written, str]]:
    """Return the rows of `sign`. Raises Refused for another person's, an old or an altered text."""
    rows = signed.read_signed(text, province, by, salt=SALT)
    return [
        (Written(name, email, role, code, datetime.date.fromisoformat(since)), outcome)
        for name, email, role, code, since, outcome in rows
    ]

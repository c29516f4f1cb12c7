"""Changes of denominators as plain rows, so that a page can carry them to the button that stores them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from regencies.actions.errors import Refused
from regencies.models import OfficialWorkforce, Province, Regency, User
from regencies.sheets import signed
from regencies.workforce.import_sheet import Change

SALT = "regencies.workforce.preview"


def sign(changes: Iterable[Change], province: Province, by: User) -> str:
    """Return the changes as text that only this person can have stored, in this province."""
    rows = [[_written(change.before), _written(change.after)] for change in changes]
    return signed.sign(rows, province, by, salt=SALT)


def read_signed(text: str, province: Province, by: User) -> list[Change]:
    """Return the changes of `sign`. Raises Refused for another person's, an old or an altered text."""
    rows = signed.read_signed(text, province, by, salt=SALT)
    regencies = Regency.objects.filter(province=province).in_bulk()
    if any(after[0] not in regencies for _, after in rows):
        raise Refused(signed.EXPIRED)
    return [Change(_row(before, regencies), _row(after, regencies)) for before, after in rows]


def _written(row: OfficialWorkforce | None) -> list[Any] | None:
    return (
        None
        if row is None
        else [row.regency_id, row.year, row.segment, row.figure, row.source, row.as_of.isoformat()]
    )


def _row(written: list[Any] | None, regencies: dict[int, Regency]) -> Any:
    if written is None:
        return None
    regency, year, segment, figure, source, as_of = written
    return OfficialWorkforce(
        regency=regencies[regency],
        year=year,
        segment=segment,
        figure=figure,
        source=source,
        as_of=datetime.date.fromisoformat(as_of),
    )

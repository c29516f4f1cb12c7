"""Two tabs, one entry: what somebody else stored meanwhile is shown beside the new values, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from regencies.actions.errors import Stale
from regencies.l10n.field_text import field_text, label
from regencies.models import ReportEntry

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """One entry, the version of it somebody looked at, and the new values of each row it writes.

    `base`: the values that person saw, as far as known. A value that is still the one they saw is not meant as a
    change, and writing over the one they saw takes nothing from anybody.
    """

    entry: ReportEntry
    version: int
    rows: Sequence[tuple[models.Model, Values]]
    base: Values

    @property
    def is_stale(self) -> bool:
        return self.entry.version != self.version

    def differing(self) -> Iterator[tuple[models.Model, str, Any]]:
        """(row, field, new value) of everything that would change."""
        for row, values in self.rows:
            for name, value in values.items():
                left_alone = self.is_stale and name in self.base and self.base[name] == value
                if getattr(row, name) != value and not left_alone:
                    yield row, name, value

    def clashing(self) -> Iterator[tuple[models.Model, str, Any]]:
        """The part of it that would overwrite what somebody else stored meanwhile."""
        for row, name, value in self.differing() if self.is_stale else ():
            if name not in self.base or self.base[name] != getattr(row, name):
                yield row, name, value


def require_fresh(edits: Sequence[Edit]) -> None:
    """Raises Stale with every clash of a form at once."""
    clashes = [(edit, *clash) for edit in edits for clash in edit.clashing()]
    if not clashes:
        return
    mine: dict[str, str] = {}
    stored: dict[str, str] = {}
    for edit, row, name, value in clashes:
        words = f"{edit.entry.detail}: {label(row, name)}" if len(edits) > 1 else label(row, name)
        mine[words] = field_text(type(row)(**{name: value}), name)
        stored[words] = field_text(row, name)
    entry = clashes[0][0].entry
    raise Stale(
        f"“{entry.detail}” sudah diubah oleh {entry.entered_by or 'pengguna lain'} sejak halaman ini dibuka. "
        "Data tersimpan tidak berubah. Pilih isian yang dipakai.",
        mine=mine,
        stored=stored,
        version=entry.version,
        versions={edit.entry.pk: edit.entry.version for edit in edits},
    )


def plain_lines(text: str) -> str:
    """Line ends as they are stored; a browser sends them its own way."""
    return text.replace("\r\n", "\n")

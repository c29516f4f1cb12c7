"""Two tabs, one entry: what somebody else stored meanwhile is shown beside the new values, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from regencies.models import ReportEntry
from regencies.refusals import Stale
from regencies.showing import label, shown

Values = Mapping[str, Any]
UNTOUCHED = "(tidak diubah)"


@dataclass(frozen=True)
class Edit:
    """One entry, the version of it somebody looked at, and the new values of each row it writes.

    `touched`: the fields that person changed; None when that is not known, and all of them count as changed.
    """

    entry: ReportEntry
    version: int
    rows: Sequence[tuple[models.Model, Values]]
    touched: frozenset[str] | None = None

    @property
    def is_stale(self) -> bool:
        return self.entry.version != self.version

    def differing(self) -> list[tuple[models.Model, str, Any]]:
        """(row, field, new value) of everything that would change."""
        return [
            (row, name, value)
            for row, values in self.rows
            for name, value in values.items()
            if getattr(row, name) != value
        ]


def meant(edits: Sequence[Edit]) -> list[Edit]:
    """Without the entries of a larger form that went stale while this person left them alone."""
    if len(edits) == 1:
        return list(edits)
    return [edit for edit in edits if not edit.is_stale or edit.touched != frozenset()]


def require_fresh(edits: Sequence[Edit]) -> None:
    """Raises Stale when an entry was saved since it was looked at and now says something else."""
    stale = [edit for edit in edits if edit.is_stale and edit.differing()]
    if not stale:
        return
    mine: dict[str, str] = {}
    stored: dict[str, str] = {}
    for edit in stale:
        for row, name, value in edit.differing():
            words = f"{edit.entry.detail}: {label(row, name)}" if len(edits) > 1 else label(row, name)
            untouched = edit.touched is not None and name not in edit.touched
            mine[words] = UNTOUCHED if untouched else shown(type(row)(**{name: value}), name)
            stored[words] = shown(row, name)
    entry = stale[0].entry
    raise Stale(
        f"“{entry.detail}” sudah diubah oleh {entry.entered_by or 'pengguna lain'} sejak halaman ini dibuka. "
        "Belum ada yang ditimpa; pilih nilai yang benar.",
        mine=mine,
        stored=stored,
        version=entry.version,
        versions={edit.entry.pk: edit.entry.version for edit in edits},
    )

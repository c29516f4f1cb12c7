"""The verb that saves the values of entries, and refuses to overwrite what somebody else stored meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from regencies.actions.base import changed_by, verb
from regencies.actions.errors import Stale
from regencies.actions.locks import HeldReport, lock_for_editing
from regencies.l10n.field_text import field_text, label
from regencies.models import ReportEntry, User, YearlyReport
from regencies.permissions import can_certify

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """New values for one entry, the version of it the officer had on screen, and the values it had then.

    Without `base` every difference counts as meant.
    """

    entry: int
    version: int
    values: Values
    base: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry, the version of it somebody had on screen, and the new values of each row it writes.

    `base`: the values that person had on screen, as far as known. A value that is still one of those is not meant
    as a change, and writing over one of those takes nothing from anybody.
    """

    entry: ReportEntry
    version: int
    rows: Sequence[tuple[models.Model, Values]]
    base: Values

    @property
    def is_stale(self) -> bool:
        """Whether somebody has saved the entry since."""
        return self.entry.version != self.version

    def differing(self) -> Iterator[tuple[models.Model, str, Any]]:
        """Yield (row, field, new value) of everything that would change."""
        for row, values in self.rows:
            for name, value in values.items():
                left_alone = self.is_stale and name in self.base and self.base[name] == value
                if getattr(row, name) != value and not left_alone:
                    yield row, name, value

    def clashing(self) -> Iterator[tuple[models.Model, str, Any]]:
        """Yield those that would overwrite what somebody else stored meanwhile."""
        for row, name, value in self.differing() if self.is_stale else ():
            if name not in self.base or self.base[name] != getattr(row, name):
                yield row, name, value


@verb
def save_entries(
    report: YearlyReport | HeldReport, changes: Iterable[Change], *, by: User, vouch: bool = True
) -> list[ReportEntry]:
    """Save several entries of one report, all or none. Raises Refused, or Stale with both sets of values.

    `vouch`: an officer who saves an entry as it stands answers for it from now on; autosave does not ask.
    An entry comes back `merged` when somebody else changed what this person left alone.
    """
    held, changes = lock_for_editing(report, by), list(changes)
    entries = held.unlocked_entries(change.entry for change in changes)
    edits = [
        Edit(entry, change.version, [(entry.detail, change.values)], change.base)
        for change in changes
        for entry in [entries[change.entry]]
    ]
    require_fresh(edits, by)
    return [write(edit, by, vouch=vouch) for edit in edits]


def save_entry(
    entry: ReportEntry,
    values: Values,
    *,
    expected_version: int,
    by: User,
    vouch: bool = True,
    base: Values | None = None,
) -> ReportEntry:
    """Save one entry. Raises Refused, or Stale with both sets of values."""
    change = Change(entry.pk, expected_version, values, base or {})
    [saved] = save_entries(entry.report, [change], by=by, vouch=vouch)
    return saved


def require_fresh(edits: Sequence[Edit], by: User) -> None:
    """Raise Stale with every clash of a form at once."""
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
        f"“{entry.detail}” {changed_by(entry.entered_by, by)} sejak halaman ini dibuka. "
        "Data tersimpan tidak berubah. Pilih isian yang dipakai.",
        mine=mine,
        stored=stored,
        version=entry.version,
        versions={edit.entry.pk: edit.entry.version for edit in edits},
    )


def write(edit: Edit, by: User, *, vouch: bool) -> ReportEntry:
    """Store what differs; a head who only confirms an entry does not become its author."""
    entry, differing = edit.entry, list(edit.differing())
    entry.merged = edit.is_stale
    for row, name, value in differing:
        setattr(row, name, value)
    for row, _ in edit.rows:
        if names := [name for changed, name, _ in differing if changed is row]:
            row.save(update_fields=names)
    if differing:
        entry.version += 1
        entry.entered_by = _author(entry, by, vouch=vouch)
    elif not vouch or entry.merged or entry.entered_by_id == by.pk or can_certify(by, entry.report):
        return entry
    else:
        entry.entered_by = by
    entry.entered_at = timezone.now()
    entry.save(update_fields=["version", "entered_by", "entered_at"])
    return entry


def _author(entry: ReportEntry, by: User, *, vouch: bool) -> User:
    """Return who answers for the entry: autosave of one box does not answer for what the head typed elsewhere."""
    if vouch or can_certify(by, entry.report):
        return by
    typist = entry.entered_by
    return typist if typist and can_certify(typist, entry.report) else by


def plain_lines(text: str) -> str:
    """Return the text with the line ends that are stored, whatever the browser sends."""
    return text.replace("\r\n", "\n")

"""Official denominators by spreadsheet: every wrong cell named, shown before it is stored, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import OfficialWorkforce, Province, Regency, User
from regencies.permissions import can_administer
from regencies.places.names import is_name_of
from regencies.sheets.cells import CODE
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import Table, find_table
from regencies.workforce.cells import (
    AS_OF,
    FIGURE,
    LAYOUT,
    READERS,
    REGENCY,
    SEGMENT,
    SOURCE,
    YEAR,
    as_of_fault,
    year_fault,
)
from regencies.workforce.frozen import frozen_places, hold_reports, why_frozen

Key = tuple[int, int, str]  # regency, year, segment


@dataclass(frozen=True, slots=True)
class Stored:
    """How many figures a file added, changed and left as they were."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Change:
    """One denominator a file changes: what is stored now, None where nothing is, and what will be."""

    before: OfficialWorkforce | None
    after: OfficialWorkforce

    @property
    def difference(self) -> int | None:
        """How many workers more; None without a figure before."""
        return None if self.before is None else self.after.figure - self.before.figure


@dataclass
class Proposal:
    """What a file would do: its changes in the order of the file, and what it says that is not stored."""

    changes: list[Change]
    same: int
    without_figure: list[int] = field(default_factory=list)  # rows
    aside: list[tuple[int, str]] = field(default_factory=list)  # (row, what stands there)

    @property
    def notes(self) -> list[str]:
        """Sentences about what of the file changes nothing."""
        said = [f"{self.same} angka sama dengan yang tersimpan."] if self.same else []
        if self.without_figure:
            said.append(f"{len(self.without_figure)} baris belum berisi jumlah pekerja dan dilewati.")
        return said + [
            f"Baris {number} bukan baris angka dan dilewati: “{text[:80]}”." for number, text in self.aside
        ]


def propose_workforce(upload: UploadedFile[Any], province: Province) -> Proposal:
    """Return what the file would change in the province. Raises Refused with every wrong cell. Four queries."""
    table = find_table(read_sheets(upload, LAYOUT), LAYOUT)
    regencies = list(Regency.objects.filter(province=province))
    found, problems = _judge(table, regencies)
    stored = {_key(row): row for row in OfficialWorkforce.objects.filter(regency__in=regencies)}
    changes = [
        Change(stored.get(key), row)
        for key, row in found.items()
        if key not in stored or _differs(row, stored[key])
    ]
    problems += _frozen(changes)
    if problems:
        raise Refused(problems)
    return Proposal(changes, len(found) - len(changes), table.without_figure, table.aside)


@verb
def store_workforce(changes: Iterable[Change], province: Province, *, by: User) -> None:
    """Store changes as they were shown. Raises Refused when a figure is no longer what was shown as before."""
    if not can_administer(by, province.pk):
        raise Refused(f"Hanya admin {province} yang dapat memuat semesta pekerja.")
    changes = list(changes)
    hold_reports(province.pk)
    rows = OfficialWorkforce.objects.select_for_update().filter(regency__province=province)
    stored = {_key(row): row for row in rows}
    if problems := _frozen(changes):
        raise Refused(problems)
    if any(_values(stored.get(_key(change.after))) != _values(change.before) for change in changes):
        raise Refused("Semesta pekerja sudah berubah sejak pratinjau ini dibuat. Unggah lagi berkasnya.")
    OfficialWorkforce.objects.bulk_create(
        [change.after for change in changes],
        update_conflicts=True,
        unique_fields=["regency", "year", "segment"],
        update_fields=["figure", "source", "as_of"],
    )


@verb
def import_workforce(upload: UploadedFile[Any], province: Province, *, by: User) -> Stored:
    """Store what a file says, without showing it before. Raises Refused with every wrong cell."""
    proposal = propose_workforce(upload, province)
    store_workforce(proposal.changes, province, by=by)
    added = sum(change.before is None for change in proposal.changes)
    return Stored(added, len(proposal.changes) - added, proposal.same)


def _key(row: OfficialWorkforce) -> Key:
    return row.regency_id, row.year, row.segment


def _values(row: OfficialWorkforce | None) -> tuple[int, str, datetime.date] | None:
    return (row.figure, row.source, row.as_of) if row else None


def _differs(row: OfficialWorkforce, stored: OfficialWorkforce) -> bool:
    return _values(row) != _values(stored)


def _frozen(changes: Iterable[Change]) -> list[str]:
    frozen = frozen_places()
    rows = [change.after for change in changes]
    return sorted({why_frozen(row.regency, row.year) for row in rows if (row.regency_id, row.year) in frozen})


def _judge(table: Table, regencies: list[Regency]) -> tuple[dict[Key, OfficialWorkforce], list[str]]:
    """Return the figures of the rows that are right, and one sentence for each wrong cell of the others."""
    by_code = {regency.kemendagri_code: regency for regency in regencies}
    today = timezone.localdate()
    found: dict[Key, OfficialWorkforce] = {}
    lines: dict[Key, int] = {}
    problems = []
    for number in table.rows:
        values, wrong = _read_row(table, number, today)
        regency = by_code.get(values.get(CODE, ""))
        wrong += _wrong_place(table, number, values, regency, regencies)
        if wrong or regency is None:
            problems += wrong
            continue
        row = OfficialWorkforce(
            regency=regency,
            year=values[YEAR],
            segment=values[SEGMENT],
            figure=values[FIGURE],
            source=values[SOURCE],
            as_of=values[AS_OF],
        )
        if (key := _key(row)) in found:
            problems.append(
                f"Baris {number} mengulang daerah, tahun, dan segmen baris {lines[key]}; hapus satu."
            )
        lines.setdefault(key, number)
        found[key] = row
    return found, problems


def _read_row(table: Table, number: int, today: datetime.date) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a row by column, and a sentence for each cell that has none."""
    values, wrong = table.read(number, READERS)
    if YEAR in values:
        wrong[YEAR] = year_fault(values[YEAR], today)
        if AS_OF in values and not wrong[YEAR]:
            wrong[AS_OF] = as_of_fault(values[YEAR], values[AS_OF], today)
    return values, [f"{table.name(number, name)}: {wrong[name]}." for name in READERS if wrong.get(name)]


def _wrong_place(
    table: Table,
    number: int,
    values: Mapping[str, Any],
    regency: Regency | None,
    regencies: list[Regency],
) -> list[str]:
    """Return why code and name of a row are not those of one region of the province."""
    if CODE not in values:
        return []
    code = values[CODE]
    if regency is None:
        meant = next((other for other in regencies if other.bps_code == code.replace(".", "")), None)
        advice = f"; kode BPS {meant}, kode Kemendagri-nya {meant.kemendagri_code}" if meant else ""
        return [f"{table.name(number, CODE)}: tertulis “{code}”, bukan kode daerah di provinsi ini{advice}."]
    typed = str(table.cell(number, REGENCY)).strip() if REGENCY in table.columns else ""
    if not typed or is_name_of(typed, regency.kind, regency.name):
        return []
    named = next((other for other in regencies if is_name_of(typed, other.kind, other.name)), None)
    own = f" ({named.kemendagri_code})" if named else ""
    return [
        f"{table.name(number, REGENCY)}: tertulis “{typed}”{own}, tetapi kode {code} milik {regency}. "
        "Betulkan nama atau kodenya."
    ]

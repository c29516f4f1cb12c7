"""Official figures by spreadsheet: every wrong cell named, shown before it is stored, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from regencies.actions.errors import Refused
from regencies.models import Province, Regency
from regencies.official_figures.cells import AS_OF, REGENCY, SEGMENT, SOURCE, YEAR, as_of_fault, year_fault
from regencies.official_figures.datasets import Dataset
from regencies.official_figures.frozen import frozen_places, why_frozen
from regencies.places.names import is_name_of
from regencies.sheets.cells import CODE
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import Table, find_table

Key = tuple[int, int, str]  # regency, year, segment
LARGEST_FILE = 1024 * 1024  # the page of the preview carries it to the button


@dataclass(frozen=True, slots=True)
class Change:
    """One figure a file changes: what is stored now, None where nothing is, and what will be; both OfficialFigures."""

    before: Any
    after: Any

    @property
    def difference(self) -> int | None:
        """How many more; None without a figure before."""
        return None if self.before is None else int(self.after.figure - self.before.figure)


@dataclass
class Proposal:
    """What a file would do: its changes in the order of the file, and what it says that is not stored."""

    upload: UploadedFile[Any]
    changes: list[Change]
    same: int
    without_figure: list[int] = field(default_factory=list)  # rows
    aside: list[tuple[int, str]] = field(default_factory=list)  # (row, what stands there)

    @property
    def notes(self) -> list[str]:
        """Sentences about what of the file changes nothing."""
        said = [f"{self.same} angka sama dengan yang tersimpan."] if self.same else []
        if self.without_figure:
            said.append(f"{len(self.without_figure)} baris belum berisi angka dan dilewati.")
        return said + [
            f"Baris {number} bukan baris angka dan dilewati: “{text[:80]}”." for number, text in self.aside
        ]


def overwrites(changes: Iterable[Change]) -> bool:
    """Whether a figure that is stored becomes another, which asks for a reason."""
    return any(change.before is not None for change in changes)


def propose_figures(dataset: Dataset, upload: UploadedFile[Any], province: Province) -> Proposal:
    """Return what the file would change in the province. Raises Refused with every wrong cell. Four queries."""
    if (upload.size or 0) > LARGEST_FILE:
        raise Refused("Berkas lebih besar dari 1 MB. Unggah lembar tabelnya saja.")
    layout = dataset.columns.layout
    table = find_table(read_sheets(upload, layout), layout)
    regencies = list(Regency.objects.filter(province=province))
    found, problems = _judge(dataset, table, regencies)
    stored = {key_of(row): row for row in dataset.model.objects.filter(regency__in=regencies)}
    changes = [
        Change(stored.get(key), row)
        for key, row in found.items()
        if key not in stored or values_of(row) != values_of(stored[key])
    ]
    problems += frozen_among(dataset, changes)
    if problems:
        raise Refused(problems)
    return Proposal(upload, changes, len(found) - len(changes), table.without_figure, table.aside)


def key_of(row: Any) -> Key:
    """Return what a figure is of."""
    return row.regency_id, row.year, row.segment


def values_of(row: Any) -> tuple[int, str, datetime.date] | None:
    """Return what a figure says; None of none."""
    return (row.figure, row.source, row.as_of) if row else None


def frozen_among(dataset: Dataset, changes: Iterable[Change]) -> list[str]:
    """Return a sentence for each region and year whose figures a locked report counts."""
    frozen = frozen_places()
    rows = [change.after for change in changes]
    return sorted(
        {
            why_frozen(dataset.name, row.regency, row.year)
            for row in rows
            if (row.regency_id, row.year) in frozen
        }
    )


def _judge(dataset: Dataset, table: Table, regencies: list[Regency]) -> tuple[dict[Key, Any], list[str]]:
    """Return the figures of the rows that are right, and one sentence for each wrong cell of the others."""
    by_code = {regency.kemendagri_code: regency for regency in regencies}
    today = timezone.localdate()
    found: dict[Key, Any] = {}
    lines: dict[Key, int] = {}
    problems = []
    for number in table.rows:
        values, wrong = _read_row(dataset, table, number, today)
        regency = by_code.get(values.get(CODE, ""))
        wrong += _wrong_place(table, number, values, regency, regencies)
        if wrong or regency is None:
            problems += wrong
            continue
        row = dataset.model(
            regency=regency,
            year=values[YEAR],
            segment=values[SEGMENT],
            figure=values[dataset.columns.figure],
            source=values[SOURCE],
            as_of=values[AS_OF],
        )
        if (key := key_of(row)) in found:
            problems.append(
                f"Baris {number} mengulang daerah, tahun, dan segmen baris {lines[key]}; hapus satu."
            )
        lines.setdefault(key, number)
        found[key] = row
    return found, problems


def _read_row(
    dataset: Dataset, table: Table, number: int, today: datetime.date
) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a row by column, and a sentence for each cell that has none."""
    readers = dataset.columns.readers
    values, wrong = table.read(number, readers)
    if YEAR in values:
        wrong[YEAR] = year_fault(values[YEAR], today)
        if AS_OF in values and not wrong[YEAR]:
            wrong[AS_OF] = as_of_fault(values[YEAR], values[AS_OF], today)
    return values, [f"{table.name(number, name)}: {wrong[name]}." for name in readers if wrong.get(name)]


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

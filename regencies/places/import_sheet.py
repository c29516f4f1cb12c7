"""Regions of a province by file or from the ministry's list: shown before they are stored, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import Province, Regency, User
from regencies.permissions import can_administer
from regencies.places.columns import (
    BPS,
    FIELD_OF,
    KIND,
    LAYOUT,
    NAME,
    OPTIONAL,
    READERS,
    ZONE,
    ZONES,
    zone_called,
)
from regencies.places.reference_data import listed_regencies
from regencies.places.rules import code_advice, holds_its_kind, same_named, why_kept
from regencies.sheets.cells import CODE
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import Table, find_table

FIELDS = tuple(FIELD_OF.values())
STALE = "Daerah provinsi ini sudah berubah sejak pratinjau ini dibuat. Ulangi pratinjaunya."


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One region of a file: what is stored now, None where nothing is, and what will be."""

    before: Regency | None
    after: Regency

    @property
    def is_same(self) -> bool:
        return values_of(self.before) == values_of(self.after)


@dataclass
class PlaceProposal:
    """What a file would do: its rows in order, the province's time zone, and what it says that is not stored."""

    province: Province
    rows: list[PlaceRow]
    zone: str
    untouched: int = 0  # stored regions that the file does not name
    aside: list[tuple[int, str]] = field(default_factory=list)  # (row, what stands there)

    @property
    def changes(self) -> list[PlaceRow]:
        return [row for row in self.rows if not row.is_same]

    @property
    def has_effect(self) -> bool:
        return bool(self.changes) or self.zone != self.province.time_zone

    @property
    def notes(self) -> list[str]:
        """Sentences about the province, and about what of the file changes nothing."""
        said = []
        if self.zone != self.province.time_zone:
            before, after = zone_called(self.province.time_zone), zone_called(self.zone)
            said.append(f"Zona waktu {self.province} berubah dari {before} menjadi {after}.")
        if self.untouched:
            said.append(f"{self.untouched} daerah lain yang sudah tersimpan tetap seperti semula.")
        return said + [
            f"Baris {number} bukan baris daerah dan dilewati: “{text[:80]}”." for number, text in self.aside
        ]


def values_of(region: Regency | None) -> list[Any] | None:
    """Return what a file says of a region, in the order of FIELDS; None of None."""
    return [getattr(region, name) for name in FIELDS] if region else None


def propose_places(upload: UploadedFile[Any], province: Province, by: User) -> PlaceProposal:
    """Return what the file would change in the province. Raises Refused with every wrong cell."""
    table = find_table(read_sheets(upload, LAYOUT), LAYOUT)
    stored = _stored(province)
    rows: dict[str, PlaceRow] = {}
    lines: dict[str, int] = {}
    zones: dict[int, str] = {}
    problems: list[str] = []
    for number in table.rows:
        values, wrong = _read_row(table, number, province)
        code = values.get(CODE, "")
        if not wrong and code in lines:
            wrong = [f"Baris {number} mengulang kode daerah baris {lines[code]}; hapus satu."]
        if wrong:
            problems += wrong
            continue
        if ZONE in values:
            zones[number] = values[ZONE]
        rows[code], lines[code] = _row(values, province, stored.get(code)), number
    problems += _conflicts(rows, stored, lambda code, name: table.name(lines[code], name))
    zone, wrong = _zone(table, zones, province, by)
    if problems := problems + wrong:
        raise Refused(problems)
    return PlaceProposal(province, [*rows.values()], zone, len(stored.keys() - rows.keys()), table.aside)


def propose_listed(province: Province) -> PlaceProposal:
    """Return the regions the ministry lists in the province and nobody stored. Raises Refused when one cannot be."""
    stored = _stored(province)
    missing = [row for row in listed_regencies(province.code) if row["kemendagri_code"] not in stored]
    rows = {row["kemendagri_code"]: PlaceRow(None, Regency(province=province, **row)) for row in missing}
    if problems := _conflicts(rows, stored, lambda code, name: f"{name} daerah {code}"):
        raise Refused(problems)
    return PlaceProposal(province, [*rows.values()], province.time_zone, len(stored))


@verb
def store_places(province: Province, rows: Sequence[PlaceRow], zone: str, *, by: User) -> None:
    """Store regions as they were shown. Raises Refused when one is no longer what was shown as before."""
    if not can_administer(by, province.pk):
        raise Refused(f"Hanya admin {province} yang dapat memuat daerahnya.")
    held = Province.objects.select_for_update(no_key=True).get(pk=province.pk)
    regions = Regency.objects.select_for_update(no_key=True).filter(province=province)
    stored = {region.kemendagri_code: region for region in regions}
    now = [values_of(stored.get(row.after.kemendagri_code)) for row in rows]
    if (now, held.time_zone) == ([values_of(row.after) for row in rows], zone):
        return
    if now != [values_of(row.before) for row in rows]:
        raise Refused(STALE)
    if zone != held.time_zone:
        held.time_zone = zone
        held.save()
    try:
        with transaction.atomic():
            Regency.objects.bulk_create(
                [row.after for row in rows],
                update_conflicts=True,
                unique_fields=["kemendagri_code"],
                update_fields=FIELDS,
            )
    except IntegrityError as problem:  # somebody stored another region of that name or BPS code meanwhile
        raise Refused(STALE) from problem


def _stored(province: Province) -> dict[str, Regency]:
    return {region.kemendagri_code: region for region in Regency.objects.filter(province=province)}


def _read_row(table: Table, number: int, province: Province) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a row by column, and a sentence for each cell that has none."""
    values, wrong = table.read(number, READERS, OPTIONAL)
    if CODE in values and (advice := code_advice(province, values[CODE])):
        wrong[CODE] = f"tertulis “{values[CODE]}”, bukan kode daerah {province}; {advice}"
    if KIND in values and NAME in values and holds_its_kind(values[NAME], values[KIND]):
        wrong[NAME] = f"tertulis “{values[NAME]}”, memuat jenis daerah; tulis namanya saja"
    return values, [f"{table.name(number, name)}: {why}." for name, why in wrong.items()]


def _row(values: dict[str, Any], province: Province, before: Regency | None) -> PlaceRow:
    kept = dict(zip(FIELDS, values_of(before) or [], strict=False)) or {
        "reference_year": timezone.localdate().year
    }
    read = {FIELD_OF[name]: value for name, value in values.items() if name in FIELD_OF}
    after = Regency(province=province, kemendagri_code=values[CODE], **kept | read)
    after.until = before.until if before else None
    return PlaceRow(before, after)


def _conflicts(
    rows: dict[str, PlaceRow], stored: dict[str, Regency], called: Callable[[str, str], str]
) -> list[str]:
    """Return why regions cannot stand beside each other; `called` names a cell by code of the region and column."""
    after = {**stored, **{code: row.after for code, row in rows.items()}}
    codes = [row.after.bps_code for row in rows.values() if row.after.bps_code]
    elsewhere = list(Regency.objects.filter(bps_code__in=codes).exclude(kemendagri_code__in=after))
    problems = []
    for code, row in rows.items():
        region, before = row.after, row.before
        others = [other for key, other in after.items() if key != code and other.until is None]
        if region.until is None and (same := same_named(region.name, region.kind, others)):
            problems.append(
                f"{called(code, NAME)}: “{region.name}” sama dengan {_told(same)}; periksa namanya."
            )
        twins = [other for other in (*others, *elsewhere) if other.bps_code == region.bps_code]
        if region.bps_code and twins:
            problems.append(
                f"{called(code, BPS)}: {region.bps_code} milik {_told(twins[0])}; periksa kodenya."
            )
        renamed = before and (region.kind, region.name) != (before.kind, before.name)
        if before and renamed and (why := why_kept(before)):
            problems.append(f"{called(code, NAME)}: {why}")
    return problems


def _told(region: Regency) -> str:
    return f"{region} ({region.kemendagri_code})"


def _zone(table: Table, zones: dict[int, str], province: Province, by: User) -> tuple[str, list[str]]:
    """Return the time zone the rows say, that of the province where they say none, and why it cannot be."""
    own = zone_called(province.time_zone)
    said = {zone: number for number, zone in reversed(zones.items())}
    if not said or [*said] == [own]:
        return province.time_zone, []
    if len(said) > 1:
        cells = " dan ".join(f"{table.name(number, ZONE)} “{zone}”" for zone, number in sorted(said.items()))
        return "", [f"Zona waktu satu provinsi hanya satu, tetapi tertulis {cells}. Samakan isinya."]
    ((zone, number),) = said.items()
    if not by.is_superuser:
        why = f"tertulis {zone}, sedangkan {province} {own}; tulis {own}, atau mintalah operator mengubahnya"
        return "", [f"{table.name(number, ZONE)}: {why}."]
    return ZONES[zone], []

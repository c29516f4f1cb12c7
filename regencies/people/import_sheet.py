"""People of a province and their offices by file: shown before they are stored, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from regencies.actions.accounts import adopt_account
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership, Province, Regency, User
from regencies.people.accounts import Accounts
from regencies.people.columns import (
    EMAIL,
    LAYOUT,
    NAME,
    OPTIONAL,
    PLACE,
    READERS,
    ROLE,
    SINCE,
)
from regencies.permissions import can_administer
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.table import find_table

MOST = 500
STALE = "Akun atau penugasan sudah berubah sejak pratinjau ini dibuat. Unggah lagi berkasnya."
BOXES = {"email": EMAIL, "name": NAME}  # which column a box of the form of a person is here


class Written(NamedTuple):
    """What one row of the file says; `code` is "" where it names no place."""

    name: str
    email: str
    role: str
    code: str
    since: datetime.date


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office of a file: whose, and the one that is stored already, if any."""

    written: Written
    person: User | None  # None: an account is made
    place: Regency | Province
    held: Membership | None

    @property
    def role(self) -> Role:
        return Role(self.written.role)

    @property
    def called(self) -> str:
        return str(self.person or self.written.name)

    @property
    def outcome(self) -> str:
        """What becomes of it: "made" with an account, "given" to an account there is, or "held" already."""
        return "held" if self.held else "given" if self.person else "made"


@dataclass
class PeopleProposal:
    """What a file would do: its rows in order, and what it says that is not stored."""

    province: Province
    rows: list[OfficeRow]
    aside: list[tuple[int, str]] = field(default_factory=list)  # (row, what stands there)

    @property
    def changes(self) -> list[OfficeRow]:
        return [row for row in self.rows if row.outcome != "held"]

    @property
    def notes(self) -> list[str]:
        """Sentences about what of the file changes nothing."""
        held = len(self.rows) - len(self.changes)
        said = [f"{held} penugasan sudah tersimpan dan tetap seperti semula."] if held else []
        return said + [f"Baris {number} dilewati: “{text[:80]}”." for number, text in self.aside]


Problems = list[tuple[int, str]]  # row, and what is wrong in it
Called = Callable[[int, str], str]  # names a cell, by row and column


def propose_people(upload: UploadedFile[Any], province: Province, by: User) -> PeopleProposal:
    """Return what the file would make and find in the province. Raises Refused with every wrong cell."""
    table = find_table(read_sheets(upload, LAYOUT), LAYOUT)
    if len(table.rows) > MOST:
        raise Refused(
            f"Berkas berisi {len(table.rows)} orang; paling banyak {MOST}. Bagi menjadi beberapa berkas."
        )
    written: dict[int, Written] = {}
    problems: Problems = []
    for number in table.rows:
        values, wrong = table.read(number, READERS, OPTIONAL)
        problems += [(number, f"{table.name(number, name)}: {why}.") for name, why in wrong.items()]
        if not wrong:
            since = values.get(SINCE) or timezone.localdate()
            written[number] = Written(
                values.get(NAME, ""), values[EMAIL], values[ROLE], values.get(PLACE, ""), since
            )
    rows, wrong_rows = _rows(written, province, by, table.name)
    if problems := sorted(problems + wrong_rows, key=itemgetter(0)):
        raise Refused([sentence for _, sentence in problems])
    return PeopleProposal(province, rows, table.aside)


@verb
def store_people(province: Province, shown: Sequence[tuple[Written, str]], *, by: User) -> list[Membership]:
    """Store what was shown, each row with its outcome; returns the offices given. Raises Refused, also for stale."""
    Province.objects.select_for_update(no_key=True).get(pk=province.pk)
    if not can_administer(by, province.pk):
        raise Refused(f"Hanya admin {province} yang dapat memuat akun dan penugasannya.")
    written = {number: row for number, (row, _) in enumerate(shown, start=1)}
    rows, problems = _rows(written, province, by, lambda number, name: f"{name} orang ke-{number}", lock=True)
    if all(row.held for row in rows) and not problems:
        return []  # as whoever pressed twice wished
    if problems or [row.outcome for row in rows] != [outcome for _, outcome in shown]:
        raise Refused([STALE, *(sentence for _, sentence in problems)])
    try:
        with transaction.atomic():
            return [_give(row) for row in rows if not row.held]
    except IntegrityError as problem:  # somebody made the account meanwhile
        raise Refused(STALE) from problem


def _give(row: OfficeRow) -> Membership:
    person = row.person or adopt_account(row.written.email, row.written.name)
    where = {"regency": row.place} if isinstance(row.place, Regency) else {"province": row.place}
    office: Membership = Membership.objects.create(
        user=person, role=row.role, since=row.written.since, **where
    )
    return office


def _rows(
    written: dict[int, Written], province: Province, by: User, called: Called, *, lock: bool = False
) -> tuple[list[OfficeRow], Problems]:
    """Return the rows as they would be stored, and a sentence for each that cannot be. Five queries."""
    accounts = Accounts((row.email for row in written.values()), by, lock=lock)
    places = {region.kemendagri_code: region for region in Regency.objects.filter(province=province)}
    stored = _stored(accounts, province)
    rows: list[OfficeRow] = []
    problems: Problems = []
    first: dict[tuple[str, str, Regency | Province | None], int] = {}
    names: dict[str, str] = {}  # the first that is written with an address
    for number, row in written.items():
        place, wrong = _place(row, province, places)
        name = names.setdefault(row.email, row.name)
        found = accounts.find(row.email, row.name or name)
        held = _held(row, found.person, place, stored)
        if found.wrong:
            wrong |= {BOXES[found.wrong]: found.why.rstrip(".")}
        if found.person == by and not held:
            wrong[EMAIL] = "alamat akun sendiri; mintalah admin lain memberi penugasan ini"
        elif found.person and not found.person.is_active:
            wrong[EMAIL] = f"akun {found.person} tidak aktif; aktifkan akunnya lebih dahulu"
        if row.name not in ("", name) and not found.person:
            wrong[NAME] = f"tertulis “{row.name}”, sedangkan di atasnya “{name}”; samakan namanya"
        if (again := first.setdefault((row.email, row.role, place), number)) != number:
            wrong[EMAIL] = f"mengulang penugasan baris {again}; hapus salah satunya"
        problems += [(number, f"{called(number, column)}: {why}.") for column, why in wrong.items()]
        if place is not None:
            rows.append(OfficeRow(row._replace(name=name), found.person, place, held))
    return rows, problems


def _held(
    row: Written, person: User | None, place: Regency | Province | None, stored: Stored
) -> Membership | None:
    """Return the office a row is about where the person holds it already on its first day, or from later on."""
    held = stored.get((person, row.role, place)) if person and place else None
    return None if held is None or (held.until and held.until < row.since) else held


Stored = dict[tuple[User, str, Regency | Province], Membership]


def _stored(accounts: Accounts, province: Province) -> Stored:
    """Return the last office of each kind that these people hold or held here."""
    offices = Membership.objects.filter(
        Q(province=province) | Q(regency__province=province), user__in=accounts.known.values()
    )
    return {
        (office.user, office.role, office.regency or office.province): office
        for office in offices.select_related("user", "regency", "province").order_by("since", "pk")
    }


def _place(
    row: Written, province: Province, regions: dict[str, Regency]
) -> tuple[Regency | Province | None, dict[str, str]]:
    """Return where an office is, and why it cannot be there, by column."""
    role, region = Role(row.role), regions.get(row.code)
    if role.is_office and region is None:
        said, example = f"tertulis “{row.code}”" if row.code else "kosong", min(regions, default="")
        asked = (
            f"tulis kode Kemendagrinya, misalnya {example}" if example else "daftar daerahnya masih kosong"
        )
        return None, {PLACE: f"{said}; {role.label} bertugas di daerah {province}, {asked}"}
    if role.is_provincial and row.code not in ("", province.code):
        return None, {
            PLACE: f"tertulis “{row.code}”; {role.label} bertugas di provinsi, tulis {province.code} atau kosongkan"
        }
    if region is None and row.code not in ("", province.code):
        return None, {
            PLACE: f"tertulis “{row.code}”, bukan kode daerah {province}; tulis kode daerah atau {province.code}"
        }
    return region or province, {}

"""The hidden stamp of a workbook: whose it is, and what stood in every cell when it was made. Signed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

from regencies.actions.errors import Refused
from regencies.choices import Section
from regencies.models import ReportEntry, YearlyReport
from regencies.workbook.boxes import Boxes, Texts

FORMAT = 1  # of the sheets; another one is refused by name
MARK = "paritrana.isian/"
SALT = "regencies.workbook.stamp"
LONGEST_CELL = 30_000  # letters; a spreadsheet keeps 32,767
FRESH = "Unduh berkas baru di halaman ini, lalu salin isiannya ke sana"
ALTERED = f"Cap tersembunyi dalam berkas ini hilang atau berubah. {FRESH}."
FOREIGN = f"Berkas ini bukan berkas isian dari aplikasi. {FRESH}."


@dataclass(frozen=True, slots=True)
class Known:
    """One entry as it was when the workbook was made: its section, version, and the text of each box."""

    section: Section
    version: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose workbook it is, and its entries by key."""

    report: int
    year: int
    participant: str
    made: str
    entries: Mapping[int, Known]


def seal(report: YearlyReport, entries: Sequence[ReportEntry], now: datetime.datetime) -> list[str]:
    """Return the stamp of a workbook made now, as the texts of one cell each."""
    said = {
        str(entry.pk): [entry.section, entry.version, Boxes(report, Section(entry.section), entry).stored]
        for entry in entries
    }
    whole = [report.pk, report.year, str(report.participant), now.isoformat(timespec="minutes"), said]
    text = signing.dumps(whole, salt=SALT, compress=True)
    parts = [text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL)]
    return [f"{MARK}{FORMAT}", *parts]


def read_stamp(cells: Sequence[str], report: YearlyReport) -> Stamp:
    """Return the stamp of a workbook of this report. Raises Refused for another's, an older one and an altered one."""
    if not cells or not cells[0].startswith(MARK):
        raise Refused(FOREIGN)
    if (found := cells[0].removeprefix(MARK)) != str(FORMAT):
        raise Refused(
            f"Berkas ini berformat versi {found[:9]}; yang dipakai sekarang versi {FORMAT}. {FRESH}."
        )
    try:
        pk, year, participant, made, said = signing.loads("".join(cells[1:]), salt=SALT)
    except signing.BadSignature as problem:
        raise Refused(ALTERED) from problem
    if pk != report.pk:
        theirs, own = f"{participant} tahun {year}", f"{report.participant} tahun {report.year}"
        raise Refused(f"Berkas ini berisi laporan {theirs}, bukan {own}. Unggah di laporan itu.")
    entries = {
        int(key): Known(Section(section), version, texts) for key, (section, version, texts) in said.items()
    }
    return Stamp(pk, year, participant, made, entries)


def made_at(stamp: Stamp, report: YearlyReport) -> datetime.datetime:
    """Return when the workbook was made, in the time of the province."""
    return timezone.localtime(datetime.datetime.fromisoformat(stamp.made), report.regency.province.zone)

"""The columns of a sheet of regions, and what stands in one cell of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone

from regencies.choices import RegencyKind
from regencies.l10n.dates import zone_label
from regencies.models.places import validate_year
from regencies.places.rules import bps_advice
from regencies.sheets.cells import CODE, read_code, read_short, read_text, read_whole
from regencies.sheets.table import Layout

KIND, NAME, CAPITAL, DISTRICTS, URBAN, VILLAGES, OFFICE, BPS, YEAR, ZONE = (
    "Jenis",
    "Nama",
    "Ibu kota",
    "Kecamatan",
    "Kelurahan",
    "Desa",
    "Nama dinas",
    "Kode BPS",
    "Tahun rujukan",
    "Zona waktu",
)
FIELD_OF = {  # the field of a region that a column fills
    KIND: "kind",
    NAME: "name",
    CAPITAL: "capital",
    DISTRICTS: "districts",
    URBAN: "urban_villages",
    VILLAGES: "villages",
    OFFICE: "office_name",
    BPS: "bps_code",
    YEAR: "reference_year",
}
COLUMNS = (CODE, *FIELD_OF, ZONE)
MOST = 5_000  # villages, with room to spare; no region has a thousand
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def zone_called(name: str) -> str:
    """Return WIB, WITA or WIT of a zone by its name, "Asia/Pontianak"."""
    return zone_label(timezone.now().astimezone(ZoneInfo(name)))


def _kind(value: Any) -> str:
    text = read_text(value)
    known = {"kab": RegencyKind.REGENCY, "kabupaten": RegencyKind.REGENCY, "kota": RegencyKind.CITY}
    if (kind := known.get(text.casefold().rstrip("."))) is None:
        raise ValueError(f"tertulis “{text}”; pilihannya Kabupaten, Kota")
    return kind.value


def _count(value: Any) -> int:
    number = read_whole(value)
    if number > MOST:
        raise ValueError(f"tertulis {number}; tulis jumlahnya di satu daerah")
    return number


def _bps(value: Any) -> str:
    text = read_text(value)
    if advice := bps_advice(text):
        raise ValueError(f"tertulis “{text}”; {advice}")
    return text


def _year(value: Any) -> int:
    year = read_whole(value)
    try:
        validate_year(year)
    except ValidationError as problem:
        raise ValueError(problem.messages[0].rstrip(".")) from problem
    return year


def _zone(value: Any) -> str:
    text = read_text(value)
    if text.upper() not in ZONES:
        raise ValueError(f"tertulis “{text}”; pilihannya WIB, WITA, WIT")
    return text.upper()


READERS: dict[str, Callable[[Any], Any]] = {
    CODE: read_code,
    KIND: _kind,
    NAME: partial(read_short, longest=80),
    DISTRICTS: _count,
    URBAN: _count,
    VILLAGES: _count,
    OFFICE: partial(read_short, longest=160),
}
OPTIONAL: dict[str, Callable[[Any], Any]] = {  # an empty cell leaves what is stored
    CAPITAL: partial(read_short, longest=80),
    BPS: _bps,
    YEAR: _year,
    ZONE: _zone,
}
LAYOUT = Layout(COLUMNS, tuple(READERS), named_by=(NAME, KIND))

"""Indonesian dates and times as text, parsed and written. Pure. A typed day name must agree with its date.

Dates are day first. "08/13/2025" is refused rather than taken for the thirteenth of August: whoever types the
month first once will do it again on the fifth of June.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from typing import TypeVar
from zoneinfo import ZoneInfo

from regencies.l10n.number_grammar import LONGEST, clean, quoted

Read = TypeVar("Read", date, datetime)

MISSING = "–"
EARLIEST = date(1945, 8, 17)  # no office, regulation or report here is older than the republic
LATEST = date(2100, 12, 31)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTH_NUMBER = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_NUMBER |= {name[:3]: number for name, number in _MONTH_NUMBER.items()}
_MONTH_NUMBER |= {"pebruari": 2, "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nopember": 11, "nop": 11}
_DAY_NUMBER = {name.lower(): number for number, name in enumerate(DAYS)} | {
    "jum'at": 4,
    "jum’at": 4,
    "ahad": 6,
}
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
_OFFSETS = {label: timezone(timedelta(hours=hours)) for label, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))}
_WITH_DAY = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\s*[, ]\s*(?=[0-9])")
_NUMERIC = re.compile(r"([0-9]{1,2})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{2}|[0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WRITTEN = re.compile(r"([0-9]{1,2})[ -]+([^\W\d_]+)\.?[ -]+([0-9]{2}|[0-9]{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s*([0-9]{1,2})\s*,?\s*([0-9]{4})")
_MOMENT = re.compile(
    r"(.+?)(?:T|\s*,?\s+(?:(?:pukul|jam)\s+)?)([0-9]{1,2})[.:]([0-9]{2})(?:\s*([A-Z]{3,4}(?:[+-][0-9:]+)?))?",
    re.IGNORECASE,
)


class DateError(ValueError):
    """Text that is not one date. The message is Indonesian, for the person who typed it.

    `suggestions` are the texts the message offers to type instead; each is accepted by the same field.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class _Unreadable(Exception):
    def __init__(self, rule: str, *candidates: str, advice: str = "") -> None:
        super().__init__(rule)
        self.rule, self.candidates, self.advice = rule, candidates, advice


def days_until(deadline: datetime, now: datetime, zone: tzinfo) -> int:
    """Return the days of the calendar until a moment as a zone counts them; below 0 when it has passed."""
    return (deadline.astimezone(zone).date() - now.astimezone(zone).date()).days


def days_in_words(days: int) -> str:
    """Return "3 hari lagi", "besok", "hari ini" or "lewat 3 hari"."""
    if days in {0, 1}:
        return "besok" if days else "hari ini"
    return f"{days} hari lagi" if days > 0 else f"lewat {-days} hari"


def parse_date(text: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
    """Return the date, a day name in front of it or not; None for blank text. Raises DateError, never anything else."""

    def read(body: str) -> date:
        return _read_date(body, earliest, latest)

    return _parse(text, read, format_long_date, ("29 Juli 2025", format_date(latest)))


def parse_moment(text: str, zone: tzinfo) -> datetime | None:
    """Return a date with "14.30" in `zone`, its label behind it or not; None for blank text. Raises DateError."""

    def read(body: str) -> datetime:
        return _read_moment(body, zone)

    return _parse(text, read, format_long_moment, ("29 Juli 2025 14.30",))


def format_date(value: date | None) -> str:
    """Return "29 Juli 2025", or "–" for None."""
    return MISSING if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def format_long_date(value: date | None) -> str:
    """Return "Selasa, 29 Juli 2025", or "–" for None."""
    return MISSING if value is None else f"{DAYS[value.weekday()]}, {format_date(value)}"


def format_time(value: datetime | None) -> str:
    """Return "14.30 WIB", of an aware moment in its own zone; "–" for None."""
    return MISSING if value is None else f"{value:%H.%M} {zone_label(value)}"


def local_time(value: datetime, time_zone: str) -> str:
    """Return "14.30 WIB", of an aware moment in the zone of that name: "Asia/Pontianak"."""
    return format_time(value.astimezone(ZoneInfo(time_zone)))


def format_moment(value: datetime | None) -> str:
    """Return "29 Juli 2025 14.30 WIB", of an aware moment in its own zone; "–" for None."""
    return MISSING if value is None else f"{format_date(value)} {format_time(value)}"


def format_long_moment(value: datetime | None) -> str:
    """Return "Selasa, 29 Juli 2025 14.30 WIB", of an aware moment in its own zone; "–" for None."""
    return MISSING if value is None else f"{DAYS[value.weekday()]}, {format_moment(value)}"


def format_day_moment(value: datetime | None) -> str:
    """Return "Selasa, 29 Juli 14.30 WIB", where the year is known; of an aware moment in its own zone; "–" for None."""
    if value is None:
        return MISSING
    return f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {format_time(value)}"


def zone_label(value: datetime) -> str:
    """Return WIB, WITA or WIT for the zones of Indonesia, "UTC+10:00" for any other."""
    known = _ZONES.get(getattr(value.tzinfo, "key", ""))
    return known or timezone(value.utcoffset() or timedelta()).tzname(None)


def _parse(
    text: str, read: Callable[[str], Read], show: Callable[[Read], str], examples: tuple[str, ...]
) -> Read | None:
    def accepted(candidate: str) -> bool:
        try:
            read(candidate)
        except _Unreadable:
            return False
        return True

    body = clean(text)
    if not body:
        return None
    try:
        return read(body)
    except _Unreadable as fault:
        suggestions = tuple(filter(accepted, fault.candidates))
        if fault.advice:
            advice = fault.advice
        elif suggestions:
            advice = "Tulis " + " atau ".join(f"{offer} ({show(read(offer))})" for offer in suggestions)
        else:
            suggestions = (next(filter(accepted, examples)),)
            advice = f"Tulis misalnya {suggestions[0]}"
        raise DateError(f"Tertulis “{quoted(text)}”. {fault.rule} {advice}.", suggestions) from None


def _read_date(text: str, earliest: date, latest: date) -> date:
    if len(text) > LONGEST:
        raise _Unreadable("Teks itu terlalu panjang untuk sebuah tanggal.")
    weekday, body = _split_day(text)
    value = _on_calendar(*_numbers(body), earliest, latest)
    if weekday is not None and weekday != value.weekday():
        rule = f"{format_date(value)} jatuh pada hari {DAYS[value.weekday()]}, bukan {DAYS[weekday]}."
        raise _Unreadable(rule, format_long_date(value))
    return value


def _split_day(text: str) -> tuple[int | None, str]:
    match = _WITH_DAY.match(text)
    if match is None or _MONTH_FIRST.fullmatch(text):
        return None, text
    rest = text[match.end() :]
    if (weekday := _DAY_NUMBER.get(match[1].lower())) is not None:
        return weekday, rest
    meant = get_close_matches(match[1].lower(), _DAY_NUMBER, n=1)
    candidates = (*(f"{DAYS[_DAY_NUMBER[name]]}, {rest}" for name in meant), rest)
    raise _Unreadable(f"“{match[1]}” bukan nama hari.", *candidates)


def _numbers(text: str) -> tuple[int, int, int]:
    """Return year, month and day as written, not yet checked against the calendar."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(text):
        day, month, year = match[1], int(match[3]), match[4]
    elif match := _WRITTEN.fullmatch(text):
        day, month, year = match[1], _month(match[2], match), match[3]
    elif match := _MONTH_FIRST.fullmatch(text):
        raise _Unreadable("Urutannya tanggal, bulan, tahun.", f"{match[2]} {match[1]} {match[3]}")
    else:
        found = (pattern.search(text) for pattern in (_WRITTEN, _NUMERIC, _ISO))
        raise _Unreadable("Itu bukan tanggal.", *(match[0] for match in found if match))
    if len(year) == 2:
        raise _Unreadable("Tahun ditulis dengan empat angka.", f"{text.removesuffix(year)}20{year}")
    return int(year), month, int(day)


def _month(name: str, written: re.Match[str]) -> int:
    if month := _MONTH_NUMBER.get(name.lower()):
        return month
    meant = get_close_matches(name.lower(), _MONTH_NUMBER, n=1)
    candidates = (f"{written[1]} {MONTHS[_MONTH_NUMBER[match] - 1]} {written[3]}" for match in meant)
    raise _Unreadable(f"“{name}” bukan nama bulan.", *candidates)


def _on_calendar(year: int, month: int, day: int, earliest: date, latest: date) -> date:
    if month > 12 and 1 <= day <= 12:
        swapped = f"{month:02}/{day:02}/{year:04}"
        raise _Unreadable(f"Tidak ada bulan ke-{month}; urutannya tanggal, bulan, tahun.", swapped)
    if not 1 <= month <= 12:
        raise _Unreadable("Bulan ditulis 1 sampai 12 atau dengan namanya.")
    if earliest.year <= year <= latest.year:
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            rule = f"{MONTHS[month - 1]} {year} berisi tanggal 1 sampai {last}."
            raise _Unreadable(rule, f"{last if day else 1} {MONTHS[month - 1]} {year}")
        value = date(year, month, day)
        if earliest <= value <= latest:
            return value
    first, final = format_date(earliest), format_date(latest)
    raise _Unreadable(
        "Tanggal itu di luar batas isian ini.",
        first,
        final,
        advice=f"Tulis tanggal dari {first} sampai {final}",
    )


def _read_moment(text: str, zone: tzinfo) -> datetime:
    match = _MOMENT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        try:
            _read_date(text, EARLIEST, LATEST)
        except _Unreadable as fault:
            raise _Unreadable(fault.rule, *(f"{meant} 00.00" for meant in fault.candidates)) from None
        raise _Unreadable("Jamnya belum ditulis.", f"{text} 00.00", f"{text} 23.59")
    try:
        day, hour, minute = _read_date(match[1], EARLIEST, LATEST), int(match[2]), int(match[3])
    except _Unreadable as fault:
        time = f"{match[2]}.{match[3]}"
        raise _Unreadable(fault.rule, *(f"{meant} {time}" for meant in fault.candidates)) from None
    if hour > 23 or minute > 59:
        midnight = (f"{format_date(day + timedelta(days=1))} 00.00",) if (hour, minute) == (24, 0) else ()
        raise _Unreadable("Jam ditulis 00.00 sampai 23.59.", *midnight)
    value = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    label = zone_label(value)
    if match[4] and match[4].upper() != label.upper():
        offset = _OFFSETS.get(match[4].upper())
        there = () if offset is None else (format_moment(value.replace(tzinfo=offset).astimezone(zone)),)
        raise _Unreadable(f"Jam di isian ini dibaca sebagai {label}.", *there)
    return value

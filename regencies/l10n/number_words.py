"""Numbers and days in Indonesian words: typed figures repeated to who typed them, the first line of minutes. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from regencies.l10n.dates import DAYS, MONTHS

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def in_words(value: int | Decimal) -> str:
    """Return the number in words: 80101 → "delapan puluh ribu seratus satu"; decimals digit by digit after "koma"."""
    sign = "minus " if value < 0 else ""
    if isinstance(value, int):
        return sign + _whole(abs(value))
    whole, _, digits = f"{abs(value):f}".partition(".")
    fraction = " ".join(_UNITS[int(digit)] for digit in digits.rstrip("0"))
    words = _whole(int(whole)) + (f" koma {fraction}" if fraction else "")
    return sign + words if fraction or int(whole) else words


def rupiah_in_words(value: int) -> str:
    """Return an amount in words: 4300000000 → "empat miliar tiga ratus juta rupiah"."""
    return f"{in_words(value)} rupiah"


def _whole(value: int) -> str:
    if value == 0:
        return _UNITS[0]
    words: list[str] = []
    for scale, name in _SCALES:
        count, value = divmod(value, scale)
        if count == 1 and name == "ribu":
            words.append("seribu")
        elif count:
            words += [_whole(count), name]
    if value:
        words.append(_below_thousand(value))
    return " ".join(words)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    words: list[str] = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_UNITS[hundreds]} ratus")
    if tens == 1:
        words.append({0: "sepuluh", 1: "sebelas"}.get(units) or f"{_UNITS[units]} belas")
    else:
        words += [f"{_UNITS[tens]} puluh"] * bool(tens) + [_UNITS[units]] * bool(units)
    return " ".join(words)


def day_in_words(day: date) -> str:
    """Return a day as minutes begin: "Senin, tanggal tiga puluh bulan November tahun dua ribu dua puluh enam"."""
    name, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    return f"{name}, tanggal {in_words(day.day)} bulan {month} tahun {in_words(day.year)}"

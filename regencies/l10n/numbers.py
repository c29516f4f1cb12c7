"""Indonesian numbers as text, parsed and written exactly: what officers type and everybody sees. Pure.

"80.101" is a whole number, "68,02" has two decimals, None is a figure nobody gave and is written "–".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from regencies.l10n.number_grammar import (
    Unreadable,
    clean,
    quoted,
    read_decimal,
    read_rupiah,
    read_whole,
    refuse_strangers,
    split_sign,
)
from regencies.l10n.number_words import in_words, rupiah_in_words
from regencies.l10n.rounding import round_half_up

Exact = int | Decimal | Fraction
Parsed = TypeVar("Parsed", int, Decimal)

MISSING = "–"
MINUS = "−"  # not a hyphen: it does not break from its figure at the end of a line
PEOPLE_MAX = 2_147_483_647  # the database integer
RUPIAH_MAX = 999_999_999_999_999
DECIMAL_MAX = Decimal(999_999_999)
MACHINE_LIMITS = {PEOPLE_MAX, RUPIAH_MAX, DECIMAL_MAX}  # no message names them


BELOW_ZERO = "Angka tidak boleh di bawah 0."
TOO_SMALL = "Angka itu terlalu kecil."
TOO_LARGE = "Angka itu terlalu besar."


class NumberError(ValueError):
    """Text that is not one number of the field. The message is Indonesian, for the person who typed it.

    `suggestions` are the texts the message offers to type instead; each is accepted by the same field. There is none
    where another text would be another figure.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


def parse_integer(
    text: str, *, minimum: int | None = 0, maximum: int = PEOPLE_MAX, grouped: bool = True
) -> int | None:
    """Return a whole number; None for blank text. Raises NumberError, never anything else.

    `grouped=False` writes the limits in its message without dots, for years.
    """
    write = format_integer if grouped else str
    return _Grammar(read_whole, minimum, maximum, ("80.101", "12"), in_words, write).parse(text)


def parse_decimal(
    text: str, places: int = 4, *, minimum: Decimal | None = Decimal(0), maximum: Decimal = DECIMAL_MAX
) -> Decimal | None:
    """Return a number of at most `places` decimals, % behind it or not; None for blank text. Raises NumberError."""

    def read(body: str) -> Decimal:
        return read_decimal(body, places)

    return _Grammar(read, minimum, maximum, ("51,5", "12"), in_words, format_exact).parse(text)


def parse_rupiah(text: str, *, minimum: int | None = 0, maximum: int = RUPIAH_MAX) -> int | None:
    """Return whole rupiah, also from "4,3 miliar"; None for blank text. Raises NumberError."""
    examples = ("4.300.000.000", "4,3 miliar")
    return _Grammar(read_rupiah, minimum, maximum, examples, rupiah_in_words, format_integer).parse(text)


@dataclass(frozen=True, slots=True)
class _Grammar(Generic[Parsed]):
    """One kind of field: how its text is parsed, within which limits, and what it answers to wrong text."""

    read: Callable[[str], Parsed]
    minimum: Parsed | None
    maximum: Parsed
    examples: tuple[str, ...]
    words: Callable[[Parsed], str]
    write: Callable[[Parsed], str]

    def parse(self, text: str) -> Parsed | None:
        try:
            return self.judge(clean(text))
        except Unreadable as fault:
            advice, suggestions = self.advice(fault)
            raise NumberError(f"Tertulis “{quoted(text)}”. {fault.rule} {advice}.", suggestions) from None

    def judge(self, text: str) -> Parsed | None:
        if not text:
            return None
        refuse_strangers(text)
        negative, body = split_sign(text)
        signed = negative and (self.minimum is None or self.minimum < 0)
        try:
            value = self.read(body)
        except Unreadable as fault:
            if negative and not signed:
                raise Unreadable(BELOW_ZERO, limits=True) from None
            if not signed:
                raise
            raise Unreadable(fault.rule, *(f"-{meant}" for meant in fault.candidates if meant)) from None
        if negative and value and not signed:
            raise Unreadable(BELOW_ZERO, limits=True)
        value = -value if negative and value else value
        if self.minimum is not None and value < self.minimum:
            raise Unreadable(TOO_SMALL, limits=True)
        if value > self.maximum:
            raise Unreadable(TOO_LARGE, limits=True)
        return value

    def within(self, rule: str) -> tuple[str, tuple[str, ...]]:
        """The limits a person set, once; no other figure for one that is below 0, or too large for the machine."""
        human = None if self.maximum in MACHINE_LIMITS else self.write(self.maximum)
        least = None if self.minimum is None else self.write(self.minimum)
        if rule == BELOW_ZERO or (rule == TOO_LARGE and human is None):
            return "Periksa angkanya", ()
        if human and least:
            return f"Tulis angka dari {least} sampai {human}", (least, human)
        return f"Tulis angka {'paling besar' if human else 'paling kecil'} {human or least}", (
            human or least or "",
        )

    def accepts(self, text: str) -> bool:
        try:
            self.judge(clean(text))
        except Unreadable:
            return False
        return True

    def advice(self, fault: Unreadable) -> tuple[str, tuple[str, ...]]:
        """Return what to type instead: a sentence, and the texts in it, each of which this field accepts."""
        if fault.blank and self.accepts("0"):
            return "Kosongkan isian ini bila angkanya belum ada, atau tulis 0 bila memang tidak ada", (
                "",
                "0",
            )
        if fault.blank:
            return "Kosongkan isian ini bila angkanya belum ada", ("",)
        if fault.limits:
            return self.within(fault.rule)
        if offers := tuple(dict.fromkeys(filter(self.accepts, filter(None, fault.candidates)))):
            meanings = ((offer, self.judge(clean(offer))) for offer in offers)
            said = (f"{offer} ({self.words(value)})" for offer, value in meanings if value is not None)
            return f"Tulis {' atau '.join(said)}", offers
        example = next(filter(self.accepts, self.examples), self.write(self.maximum))
        return f"Tulis angka saja, misalnya {example}", (example,)


LONGEST_KEY = 18  # digits: every one is a key the database can look for


def read_digits(text: str, longest: int) -> int | None:
    """Return the number a page sent back as plain digits, a key or a place, at most so many; None for other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None


def format_integer(value: int | None) -> str:
    """Return 80101 as "80.101", None as "–"."""
    return MISSING if value is None else _dressed(f"{value:,}")


def format_decimal(value: Exact | None, places: int = 2) -> str:
    """Return a value rounded half up, once, to exactly `places` decimals: Fraction(8502, 125) → "68,02"."""
    return MISSING if value is None else _dressed(f"{round_half_up(Fraction(value), places):,.{places}f}")


def format_exact(value: int | Decimal | None) -> str:
    """Return every digit and no more, as it is typed: 80101 → "80.101", Decimal("68.1250") → "68,125".

    Decimals are not grouped: "1.000" has two meanings where "1000" has one.
    """
    if value is None or isinstance(value, int):
        return format_integer(value)
    text = f"{value:f}"
    return _dressed(text.rstrip("0").rstrip(".") if "." in text else text)


def format_percent(value: Exact | None, places: int = 2) -> str:
    """Return per cent as text: Fraction(8502, 125) → "68,02%"."""
    return MISSING if value is None else f"{format_decimal(value, places)}%"


def format_points(value: Exact | None, places: int = 2) -> str:
    """Return a difference of percentages as text: "+12,33 poin persen"; no change has no sign."""
    return MISSING if value is None else f"{_signed(value, places)} poin persen"


def format_signed_percent(value: Exact | None, places: int = 2) -> str:
    """Return relative growth as text: "+21,04%"."""
    return MISSING if value is None else f"{_signed(value, places)}%"


def format_rupiah(value: int | None) -> str:
    """Return an amount as text: 4300000000 → "Rp4.300.000.000"."""
    return MISSING if value is None else _dressed(f"{value:,}", "Rp")


def short_rupiah(value: int | None) -> str:
    """Return an amount in short: 4312500000 → "Rp4,31 miliar", half up; below a million in full."""
    if value is None or abs(value) < 10**6:
        return format_rupiah(value)
    scales = ((12, "triliun"), (9, "miliar"), (6, "juta"))
    readings = ((round_half_up(Fraction(abs(value), 10**exponent), 2), name) for exponent, name in scales)
    # After rounding, or 999.999.999 would read "1.000 juta".
    rounded, name = next((rounded, name) for rounded, name in readings if rounded >= 1)
    digits = format_decimal(rounded, 2).rstrip("0").rstrip(",")
    return f"{MINUS if value < 0 else ''}Rp{digits} {name}"


def _signed(value: Exact, places: int) -> str:
    text = format_decimal(value, places)
    return f"+{text}" if value > 0 and text.strip("0,") else text


def _dressed(text: str, prefix: str = "") -> str:
    sign = MINUS if text.startswith("-") and text.strip("-0.,") else ""
    return sign + prefix + text.lstrip("-").translate({ord(","): ".", ord("."): ","})

"""Numbers as everybody reads them, in digits and in words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regencies.l10n.number_words import in_words, rupiah_in_words
from regencies.l10n.numbers import (
    RUPIAH_MAX,
    format_decimal,
    format_exact,
    format_integer,
    format_percent,
    format_points,
    format_rupiah,
    format_signed_percent,
    short_rupiah,
)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (format_integer(80_101), "80.101"),
        (format_integer(-80_101), "−80.101"),
        (format_integer(None), "–"),
        (format_decimal(Fraction(122_318 * 100, 179_827)), "68,02"),
        (format_decimal(Decimal("-0.004")), "0,00"),
        (format_decimal(10**30, 1), "1.000.000.000.000.000.000.000.000.000.000,0"),
        (format_percent(Fraction(101_052 * 100, 181_454)), "55,69%"),
        (format_percent(Decimal("0.125")), "0,13%"),
        (format_percent(112, 0), "112%"),
        (format_points(Fraction(1233, 100)), "+12,33 poin persen"),
        (format_points(Fraction(-32, 10)), "−3,20 poin persen"),
        (format_points(Fraction(1, 1000)), "0,00 poin persen"),
        (format_signed_percent(Fraction(21_266 * 100, 101_052)), "+21,04%"),
        (format_signed_percent(None), "–"),
        (format_exact(Decimal("68.1200")), "68,12"),
        (format_exact(Decimal("1E+3")), "1000"),
        (format_exact(Decimal("-0.50")), "−0,5"),
        (format_exact(80_101), "80.101"),
        (format_exact(None), "–"),
        (format_rupiah(4_300_000_000), "Rp4.300.000.000"),
        (format_rupiah(-5), "−Rp5"),
        (short_rupiah(4_300_000_000), "Rp4,3 miliar"),
        (short_rupiah(4_312_500_000), "Rp4,31 miliar"),
        (short_rupiah(4_315_000_000), "Rp4,32 miliar"),
        (short_rupiah(999_999_999), "Rp1 miliar"),
        (short_rupiah(10**15), "Rp1.000 triliun"),
        (short_rupiah(1_000_000), "Rp1 juta"),
        (short_rupiah(999_999), "Rp999.999"),
        (short_rupiah(-750_000_000), "−Rp750 juta"),
        (short_rupiah(0), "Rp0"),
        (short_rupiah(None), "–"),
    ],
)
def test_format(shown, expected):
    assert shown == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (100, "seratus"),
        (1_011, "seribu sebelas"),
        (80_101, "delapan puluh ribu seratus satu"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (-5, "minus lima"),
        (Decimal("68.020"), "enam puluh delapan koma nol dua"),
        (Decimal("-0.00"), "nol"),
        (Decimal("-1.5"), "minus satu koma lima"),
    ],
)
def test_in_words(value, words):
    assert in_words(value) == words


NUMERALS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
DIGITS = {word: value for value, word in enumerate(NUMERALS)}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_aloud(words):
    """The value of a number in words, read from left to right."""
    text = words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas")
    text = text.replace("seratus", "satu ratus").replace("seribu", "satu ribu")
    total = part = unit = 0
    for word in text.split():
        match word:
            case "belas":
                part, unit = part + 10 + unit, 0
            case "puluh" | "ratus":
                part, unit = part + unit * {"puluh": 10, "ratus": 100}[word], 0
            case _ if word in SCALES:
                total, part, unit = total + (part + unit) * SCALES[word], 0, 0
            case _:
                unit = DIGITS[word]
    return total + part + unit


@given(st.integers(0, RUPIAH_MAX))
def test_words_read_aloud_give_the_number_back(value):
    assert read_aloud(in_words(value)) == value
    assert rupiah_in_words(value) == f"{in_words(value)} rupiah"

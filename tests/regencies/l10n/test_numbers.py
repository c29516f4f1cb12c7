"""Numbers as officers type and read them: exact, never guessed, and every piece of advice is accepted."""

from decimal import Decimal
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regencies.l10n.numbers import (
    PEOPLE_MAX,
    RUPIAH_MAX,
    NumberError,
    format_decimal,
    format_exact,
    format_integer,
    format_rupiah,
    parse_decimal,
    parse_integer,
    parse_rupiah,
)

parse_percent = partial(parse_decimal, places=2, maximum=Decimal(1000))
parse_months = partial(parse_integer, minimum=1, maximum=12)
parse_any_integer = partial(parse_integer, minimum=None)
parse_any_decimal = partial(parse_decimal, minimum=None)
PARSERS = [
    parse_integer,
    parse_months,
    parse_any_integer,
    parse_decimal,
    parse_any_decimal,
    parse_percent,
    parse_rupiah,
    partial(parse_rupiah, minimum=None),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  \t\n", None),
        ("0", 0),
        ("007", 7),
        ("80101", 80_101),
        ("80.101", 80_101),
        ("80 101", 80_101),
        ("80\u00a0101", 80_101),
        ("80\u202f101", 80_101),
        (" 80.101\t\n", 80_101),
        ("\ufeff80.101\u200b", 80_101),
        ("68.125", 68_125),
        ("80.101,00", 80_101),
        ("2.147.483.647", PEOPLE_MAX),
    ],
)
def test_whole_number(text, value):
    assert parse_integer(text) == value


@pytest.mark.parametrize(
    ("text", "rule", "suggestions"),
    [
        ("8.01.01", "Titik dipakai setiap tiga angka, misalnya 80.101.", ("80.101",)),
        ("80.10", "Titik dipakai setiap tiga angka, misalnya 80.101.", ("8.010", "80")),
        ("80  101", "Titik dipakai setiap tiga angka, misalnya 80.101.", ("80.101",)),
        ("1.234 567", "Titik dipakai setiap tiga angka, misalnya 80.101.", ("1.234.567",)),
        ("1,5", "Isian ini berisi bilangan bulat, tanpa koma.", ("1", "2")),
        ("80.101,000", "Isian ini berisi bilangan bulat, tanpa koma.", ("80.101",)),
        (
            "80,101",
            "Koma dibaca sebagai tanda desimal, sedangkan isian ini berisi bilangan bulat.",
            ("80.101", "80"),
        ),
        (
            "4,300,000.00",
            "Koma dibaca sebagai tanda desimal, sedangkan isian ini berisi bilangan bulat.",
            ("4.300.000",),
        ),
        ("-5", "Angka tidak boleh di bawah 0. Periksa angkanya.", ()),
        ("−5", "Angka tidak boleh di bawah 0. Periksa angkanya.", ()),
        ("-80,101", "Angka tidak boleh di bawah 0. Periksa angkanya.", ()),
        ("(5)", "Isian ini hanya menerima angka.", ("5",)),
        ("+5", "Isian ini hanya menerima angka.", ("5",)),
        ("4 ribu", "Isian ini hanya menerima angka.", ("4.000",)),
        ("4,3 juta", "Isian ini hanya menerima angka.", ("4.300.000",)),
        ("4,3 miliar", "Isian ini hanya menerima angka.", ("80.101",)),
        ("4 M", "Isian ini hanya menerima angka.", ("80.101",)),
        ("sekitar 80.101 orang", "Isian ini hanya menerima angka.", ("80.101",)),
        ("∞", "Isian ini hanya menerima angka.", ("80.101",)),
        ("1-2", "Isian ini hanya menerima angka.", ("80.101",)),
        ("51%", "Isian ini hanya menerima angka.", ("51",)),
        ("١٢", "Angka hanya ditulis dengan 0 sampai 9.", ("12",)),
        ("８０.１０１", "Angka hanya ditulis dengan 0 sampai 9.", ("80.101",)),
        ("80\n101", "Teks yang ditempel berisi lebih dari satu sel atau baris.", ("80.101",)),
        ("80\x00101", "Teks itu memuat karakter yang tidak terlihat.", ("80101",)),
        ("80\u200b101", "Teks itu memuat karakter yang tidak terlihat.", ("80101",)),
        ("--", "Itu bukan angka.", ("", "0")),
        ("–", "Itu bukan angka.", ("", "0")),
        ("Nihil", "Itu bukan angka.", ("", "0")),
        ("9" * 5000, "Teks itu terlalu panjang untuk sebuah angka.", ("80.101",)),
        ("2147483648", "Angka itu terlalu besar. Periksa angkanya.", ()),
    ],
)
def test_whole_number_refused(text, rule, suggestions):
    with pytest.raises(NumberError) as refusal:
        parse_integer(text)
    assert rule in str(refusal.value)
    assert refusal.value.suggestions == suggestions


@pytest.mark.parametrize("text", ["1e5", "8,01E+04", "1.5e-3"])
def test_scientific_notation_has_lost_digits_and_is_not_guessed(text):
    with pytest.raises(NumberError, match="Bentuk ilmiah dari Excel sudah kehilangan") as refusal:
        parse_integer(text)
    assert refusal.value.suggestions == ("80.101",)


def test_the_message_says_what_was_read_which_rule_and_what_to_type():
    with pytest.raises(NumberError) as refusal:
        parse_decimal("68.125")
    assert str(refusal.value) == (
        "Tertulis “68.125”. Titik dibaca sebagai pemisah ribuan, tetapi di isian ini bisa juga dimaksud "
        "sebagai koma. Tulis 68,125 (enam puluh delapan koma satu dua lima) atau 68125 (enam puluh delapan "
        "ribu seratus dua puluh lima)."
    )


def test_limits_belong_to_the_field():
    assert parse_months("12") == 12
    with pytest.raises(
        NumberError, match=r"^Tertulis “13”\. Angka itu terlalu besar\. Tulis angka dari 1 sampai 12\.$"
    ):
        parse_months("13")
    with pytest.raises(
        NumberError, match=r"^Tertulis “0”\. Angka itu terlalu kecil\. Tulis angka dari 1 sampai 12\.$"
    ):
        parse_months("0")
    assert parse_any_integer("−80.101") == -80_101
    with pytest.raises(NumberError, match=r"Kosongkan isian ini bila angkanya belum ada\.$"):
        parse_months("-")


def test_a_long_or_hostile_text_is_shown_short_and_printable():
    with pytest.raises(NumberError) as refusal:
        parse_integer("a\x07b" + "c" * 200)
    assert str(refusal.value).startswith("Tertulis “a\ufffdb" + "c" * 36 + "…”.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("51,59%", "51.59"),
        ("51,59 %", "51.59"),
        ("68,1250", "68.125"),
        ("0,5", "0.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("68 125", "68125"),
        ("68125", "68125"),
        ("80,101", "80.101"),
    ],
)
def test_decimal(text, value):
    assert parse_decimal(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("68.125", ("68,13", "68125")),
        ("68,125", ("68,13", "68125")),
        ("68.12", ("68,12",)),
        ("0.5", ("0,5",)),
        (",5", ("0,5",)),
        ("5,", ("5",)),
        ("1,234.5", ("1234,5",)),
        ("8.01.01", ("80101",)),
        ("51,59 persen", ("51,59",)),
        ("4,3 miliar", ("51,5",)),
        ("-1,5", ()),
        ("tidak ada", ("", "0")),
        ("%", ("51,5",)),
    ],
)
def test_decimal_refused(text, suggestions):
    with pytest.raises(NumberError) as refusal:
        parse_decimal(text, places=2)
    assert refusal.value.suggestions == suggestions


def test_an_ambiguous_decimal_is_refused_even_when_one_reading_is_out_of_range():
    with pytest.raises(NumberError) as refusal:
        parse_decimal("68.125", places=3, maximum=Decimal(100))
    assert refusal.value.suggestions == ("68,125",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp4.300.000.000", 4_300_000_000),
        ("Rp 4 300 000 000", 4_300_000_000),
        ("rp. 4.300.000.000,00", 4_300_000_000),
        ("IDR 4300000000", 4_300_000_000),
        ("Rp5.000,-", 5_000),
        ("4,3 miliar", 4_300_000_000),
        ("Rp4,3 Milyar rupiah", 4_300_000_000),
        ("4,312345678 miliar", 4_312_345_678),
        ("750 juta", 750_000_000),
        ("750jt", 750_000_000),
        ("1,25 rb", 1_250),
        ("1 triliun", 10**12),
        ("68.125", 68_125),
        ("999.999.999.999.999", RUPIAH_MAX),
    ],
)
def test_rupiah(text, value):
    assert parse_rupiah(text) == value


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Rp 4,3 M", ("4,3 miliar", "4,3 juta")),
        ("2 T", ("2 triliun",)),
        ("5k", ("5 ribu",)),
        ("4.3 miliar", ("4,3 miliar",)),
        ("4.300 juta", ("4,3 juta", "4300 juta")),
        ("4,3123456789 miliar", ("4,312345679 miliar",)),
        ("4,3", ("4,3 miliar", "4,3 juta")),
        ("750.000,50", ("750.000", "750.001")),
        ("12 gros", ("12",)),
        ("1 miliar 200 juta", ("4.300.000.000",)),
        ("Rp-5", ()),
        ("Rp", ("4.300.000.000",)),
        ("1.000 triliun", ("1 triliun",)),
        ("2000 triliun", ()),
    ],
)
def test_rupiah_refused(text, suggestions):
    with pytest.raises(NumberError) as refusal:
        parse_rupiah(text)
    assert refusal.value.suggestions == suggestions


PIECES = st.one_of(
    st.sampled_from("0123456789.,-−% \u00a0eRp"), st.sampled_from([" juta", "M", "rb", ",00", "Rp"])
)


def refused(parse, text):
    try:
        parse(text)
    except NumberError as refusal:
        return refusal
    return None


@given(st.one_of(st.text(), st.lists(PIECES, max_size=10).map("".join)))
@example("0,00")
@example("Rp-")
@example("²")
@example("1001")
def test_any_text_is_read_or_refused_with_advice_that_is_accepted(text):
    for parse in PARSERS:
        refusal = refused(parse, text)
        assert refusal is None or refusal.suggestions or str(refusal).endswith(" Periksa angkanya.")
        for suggestion in refusal.suggestions if refusal else ():
            assert suggestion in str(refusal)
            assert refused(parse, suggestion) is None


@given(st.integers(-PEOPLE_MAX, PEOPLE_MAX))
def test_a_printed_whole_number_reads_back(value):
    assert parse_any_integer(format_integer(value)) == value
    assert parse_any_integer(f"{value}") == value


@given(st.integers(-RUPIAH_MAX, RUPIAH_MAX))
def test_printed_rupiah_read_back(value):
    assert parse_rupiah(format_rupiah(value), minimum=None) == value


@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=4))
def test_a_printed_decimal_reads_back(value):
    assert parse_any_decimal(format_exact(value)) == value
    assert parse_any_decimal(format_decimal(value, 4)) == value

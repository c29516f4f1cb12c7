"""Numbers of articles and pages: read as people write them, written one way, refused where two things are meant."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regencies.l10n.numbers import NumberError
from regencies.l10n.ranges import HIGHEST, format_ranges, parse_ranges


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("  ", ""),
        ("12", "12"),
        ("3–5, 12", "3–5, 12"),
        ("3-5,12", "3–5, 12"),
        ("Pasal 3 s.d. 5 dan 12", "3–5, 12"),
        ("hal. 3 sampai dengan 5; hal 12", "3–5, 12"),
        ("halaman 3 sampai 5 & 12", "3–5, 12"),
        ("12, 3 – 5", "3–5, 12"),
        ("14a, 14", "14, 14A"),
        ("Pasal 14A—14C", "14A–14C"),
        ("3,, 5", "3, 5"),
        ("3, , 5", "3, 5"),
        ("3, ", "3"),
    ],
)
def test_what_people_write_is_written_one_way(typed, written):
    assert format_ranges(parse_ranges(typed)) == written


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("5-3", "“5-3” terbalik. Tulis 3–5."),
        ("4–4", "“4–4” hanya satu nomor. Tulis 4."),
        ("3–5, 4", "4 sudah termasuk 3–5. Tulis 3–5."),
        ("3–5, 5–8", "5–8 sudah termasuk 3–5. Tulis 3–8."),
        ("3, 3", "3 sudah termasuk 3. Tulis 3."),
        ("1-2-3", "Tertulis “1-2-3”. Pisahkan rentang dengan koma, misalnya 3–5, 12."),
        ("0", "“0” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya 3–5, 12."),
        ("3-", "“3-” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya 3–5, 12."),
        ("semua", "“semua” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya 3–5, 12."),
        ("12345", "“12345” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya 3–5, 12."),
        ("Pasal", "Tertulis “Pasal”. Tulis nomornya, misalnya 3–5, 12."),
        (",", "Tertulis “,”. Tulis nomornya, misalnya 3–5, 12."),
        ("1, " * 80, "Teks itu terlalu panjang. Tulis nomornya saja, misalnya 3–5, 12."),
    ],
)
def test_what_has_two_meanings_is_refused_and_its_advice_is_read(typed, message):
    with pytest.raises(NumberError) as refusal:
        parse_ranges(typed)
    assert str(refusal.value) == message
    (advice,) = refusal.value.suggestions
    assert format_ranges(parse_ranges(advice)) == advice


@given(st.sets(st.integers(1, HIGHEST), max_size=12))
def test_what_is_written_is_read_again(numbers):
    text = ", ".join(map(str, numbers))
    ranges = parse_ranges(text)
    assert [first for (first, _), _ in ranges] == sorted(numbers)
    assert parse_ranges(format_ranges(ranges)) == ranges


@given(st.text(alphabet="0123456789AaZ,;-–. pasldn\n", max_size=60))
def test_any_text_is_read_or_refused(text):
    offered = [text]
    try:
        ranges = parse_ranges(text)
    except NumberError as refusal:
        offered = list(refusal.suggestions)
    for accepted in offered:
        ranges = parse_ranges(accepted)
        assert re.fullmatch(r"(?:[0-9A-Z]+(?:–[0-9A-Z]+)?(?:, |$))*", format_ranges(ranges))
        assert parse_ranges(format_ranges(ranges)) == ranges

"""Dates and moments as officers type and read them; every piece of advice is accepted."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regencies.l10n.dates import (
    EARLIEST,
    LATEST,
    DateError,
    format_date,
    format_long_date,
    format_long_moment,
    format_moment,
    format_time,
    parse_date,
    parse_moment,
)

PONTIANAK = ZoneInfo("Asia/Pontianak")
CEREMONY = date(2025, 7, 29)


@pytest.mark.parametrize(
    "text",
    [
        "29 Juli 2025",
        "29 juli 2025",
        " 29\u00a0Jul 2025\t",
        "29 Jul. 2025",
        "29-Jul-2025",
        "29/07/2025",
        "29-7-2025",
        "29.7.2025",
        "29 / 7 / 2025",
        "2025-07-29",
        "2025-7-29",
        "Selasa, 29 Juli 2025",
        "selasa 29/7/2025",
    ],
)
def test_date(text):
    assert parse_date(text) == CEREMONY


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1 Pebruari 2025", 2),
        ("1 Mei 2025", 5),
        ("1 Agt 2025", 8),
        ("1 Ags 2025", 8),
        ("1 Agust 2025", 8),
        ("1 Sept 2025", 9),
        ("1 Nopember 2025", 11),
        ("1 Nop. 2025", 11),
        ("1 Des 2025", 12),
    ],
)
def test_month_names_of_everyday_use(text, month):
    assert parse_date(text) == date(2025, month, 1)


def test_jumat_has_three_spellings():
    days = {parse_date(f"{name}, 1 Agustus 2025") for name in ("Jumat", "Jum'at", "Jum’at")}
    assert days == {date(2025, 8, 1)}


def test_sunday_has_two_names():
    assert {parse_date(f"{name}, 3 Agustus 2025") for name in ("Minggu", "Ahad")} == {date(2025, 8, 3)}


def test_blank_is_no_date():
    assert parse_date(" \n") is None
    assert parse_moment("", PONTIANAK) is None


@pytest.mark.parametrize(
    ("text", "rule", "suggestions"),
    [
        ("08/13/2025", "Tidak ada bulan ke-13; urutannya tanggal, bulan, tahun.", ("13/08/2025",)),
        ("01/13/2025", "Tidak ada bulan ke-13; urutannya tanggal, bulan, tahun.", ("13/01/2025",)),
        ("12/13/2025", "Tidak ada bulan ke-13; urutannya tanggal, bulan, tahun.", ("13/12/2025",)),
        ("2025-29-17", "Bulan ditulis 1 sampai 12 atau dengan namanya.", ("29 Juli 2025",)),
        ("2025-29-07", "Tidak ada bulan ke-29; urutannya tanggal, bulan, tahun.", ("29/07/2025",)),
        ("Juli 29, 2025", "Urutannya tanggal, bulan, tahun.", ("29 Juli 2025",)),
        ("Agustus 3 2024", "Urutannya tanggal, bulan, tahun.", ("3 Agustus 2024",)),
        (
            "Senin, 29 Juli 2025",
            "29 Juli 2025 jatuh pada hari Selasa, bukan Senin.",
            ("Selasa, 29 Juli 2025",),
        ),
        ("Slasa, 29 Juli 2025", "“Slasa” bukan nama hari.", ("Selasa, 29 Juli 2025", "29 Juli 2025")),
        ("tanggal 29 Juli 2025", "“tanggal” bukan nama hari.", ("29 Juli 2025",)),
        ("29 August 2025", "“August” bukan nama bulan.", ("29 Agustus 2025",)),
        ("29 xyz 2025", "“xyz” bukan nama bulan.", ("29 Juli 2025",)),
        ("29/07/25", "Tahun ditulis dengan empat angka.", ("29/07/2025",)),
        ("29 Februari 2025", "Februari 2025 berisi tanggal 1 sampai 28.", ("28 Februari 2025",)),
        ("0 Juli 2025", "Juli 2025 berisi tanggal 1 sampai 31.", ("1 Juli 2025",)),
        ("31/06/2025", "Juni 2025 berisi tanggal 1 sampai 30.", ("30 Juni 2025",)),
        ("1 Januari 0025", "Tanggal itu di luar batas isian ini.", ("17 Agustus 1945", "31 Desember 2100")),
        ("16 Agustus 1945", "Tanggal itu di luar batas isian ini.", ("17 Agustus 1945", "31 Desember 2100")),
        ("29 Juli 2025 di Pontianak", "Itu bukan tanggal.", ("29 Juli 2025",)),
        ("Juli 2025", "“Juli” bukan nama hari.", ("29 Juli 2025",)),
        ("20250729", "Itu bukan tanggal.", ("29 Juli 2025",)),
        ("٢٩/٠٧/٢٠٢٥", "Itu bukan tanggal.", ("29 Juli 2025",)),
        ("2" * 5000, "Teks itu terlalu panjang untuk sebuah tanggal.", ("29 Juli 2025",)),
    ],
)
def test_date_refused(text, rule, suggestions):
    with pytest.raises(DateError) as refusal:
        parse_date(text)
    assert rule in str(refusal.value)
    assert refusal.value.suggestions == suggestions


def test_the_message_shows_the_day_each_suggestion_means():
    with pytest.raises(DateError) as refusal:
        parse_date("08/13/2025")
    assert str(refusal.value) == (
        "Tertulis “08/13/2025”. Tidak ada bulan ke-13; urutannya tanggal, bulan, tahun. "
        "Tulis 13/08/2025 (Rabu, 13 Agustus 2025)."
    )


def test_limits_belong_to_the_field():
    parse = partial(parse_date, earliest=date(2024, 1, 1), latest=date(2024, 12, 31))
    assert parse("31 Desember 2024") == date(2024, 12, 31)
    with pytest.raises(DateError, match=r"Tulis tanggal dari 1 Januari 2024 sampai 31 Desember 2024\.$"):
        parse("1 Januari 2025")
    with pytest.raises(DateError) as refusal:
        parse("besok")
    assert refusal.value.suggestions == ("31 Desember 2024",)


@pytest.mark.parametrize(
    "text",
    [
        "29 Juli 2025 14.30",
        "29 Juli 2025, 14:30",
        "29 Juli 2025 pukul 14.30 WIB",
        "Selasa, 29 Juli 2025 jam 14.30 wib",
        "29/7/2025 14.30",
        "29.7.2025 14.30",
        "2025-07-29T14:30",
    ],
)
def test_moment(text):
    moment = parse_moment(text, PONTIANAK)
    assert moment == datetime(2025, 7, 29, 7, 30, tzinfo=UTC)
    assert moment.tzinfo is PONTIANAK


@pytest.mark.parametrize(
    ("text", "rule", "suggestions"),
    [
        ("29 Juli 2025", "Jamnya belum ditulis.", ("29 Juli 2025 00.00", "29 Juli 2025 23.59")),
        ("31 Desember 2025 24.00", "Jam ditulis 00.00 sampai 23.59.", ("1 Januari 2026 00.00",)),
        ("29 Juli 2025 14.60", "Jam ditulis 00.00 sampai 23.59.", ("29 Juli 2025 14.30",)),
        ("29 Juli 2025 14.30 WITA", "Jam di isian ini dibaca sebagai WIB.", ("29 Juli 2025 13.30 WIB",)),
        ("29 Juli 2025 00.30 WIT", "Jam di isian ini dibaca sebagai WIB.", ("28 Juli 2025 22.30 WIB",)),
        ("29 Juli 2025 2.30 PST", "Jam di isian ini dibaca sebagai WIB.", ("29 Juli 2025 14.30",)),
        ("29 Juli 2025 2.30 PM", "Itu bukan tanggal.", ("29 Juli 2025 14.30",)),
        ("08/13/2025 14.30", "Tidak ada bulan ke-13", ("13/08/2025 14.30",)),
        ("08/13/2025 25.30", "Tidak ada bulan ke-13", ("29 Juli 2025 14.30",)),
        (
            "1 Januari 2101 00.00",
            "Tanggal itu di luar batas isian ini.",
            ("17 Agustus 1945 00.00", "31 Desember 2100 00.00"),
        ),
        ("14.30", "Itu bukan tanggal.", ("29 Juli 2025 14.30",)),
    ],
)
def test_moment_refused(text, rule, suggestions):
    with pytest.raises(DateError) as refusal:
        parse_moment(text, PONTIANAK)
    assert rule in str(refusal.value)
    assert refusal.value.suggestions == suggestions


@pytest.mark.parametrize(
    ("text", "zone", "rule", "suggestion"),
    [
        ("29 Juli 2025 14.30 WIB", "Asia/Makassar", "dibaca sebagai WITA.", "29 Juli 2025 15.30 WITA"),
        ("29 Juli 2025 14.30 WIB", "Asia/Jayapura", "dibaca sebagai WIT.", "29 Juli 2025 16.30 WIT"),
        ("1 Agustus 2025 00.30 WIT", "Asia/Makassar", "dibaca sebagai WITA.", "31 Juli 2025 23.30 WITA"),
    ],
)
def test_an_hour_of_another_zone_is_offered_in_that_of_the_box(text, zone, rule, suggestion):
    with pytest.raises(DateError) as refusal:
        parse_moment(text, ZoneInfo(zone))
    assert f"Jam di isian ini {rule} Tulis {suggestion}" in str(refusal.value)
    assert refusal.value.suggestions == (suggestion,)


PARSERS = [
    parse_date,
    partial(parse_date, earliest=date(2024, 1, 1), latest=date(2024, 12, 31)),
    partial(parse_moment, zone=PONTIANAK),
    partial(parse_moment, zone=UTC),
]
PIECES = st.one_of(
    st.sampled_from("0123456789 ./-,:T"),
    st.sampled_from(["29", "13", "2025", "24.00", " Juli ", "Feb", " August ", "Senin, ", "selsa ", " WITA"]),
)


def refused(parse, text):
    try:
        parse(text)
    except DateError as refusal:
        return refusal
    return None


@given(st.one_of(st.text(), st.lists(PIECES, max_size=9).map("".join)))
@example("31.12.2100 24.00")
@example("29 Februari 24")
@example("0 JUL 0000")
def test_any_text_is_read_or_refused_with_advice_that_is_accepted(text):
    for parse in PARSERS:
        refusal = refused(parse, text)
        assert refusal is None or refusal.suggestions
        for suggestion in refusal.suggestions if refusal else ():
            assert suggestion in str(refusal)
            assert refused(parse, suggestion) is None


@given(st.dates(EARLIEST, LATEST))
def test_a_printed_date_reads_back(value):
    assert parse_date(format_date(value)) == value
    assert parse_date(format_long_date(value)) == value
    assert parse_date(f"{value:%d/%m/%Y}") == value
    assert parse_date(value.isoformat()) == value


@given(
    st.datetimes(datetime(1945, 8, 17), datetime(2100, 12, 31)),
    st.sampled_from([PONTIANAK, ZoneInfo("Asia/Jayapura"), UTC, timezone(timedelta(hours=9, minutes=30))]),
)
def test_a_printed_moment_reads_back(naive, zone):
    value = naive.replace(second=0, microsecond=0, tzinfo=zone, fold=0)
    assert parse_moment(format_moment(value), zone) == value
    assert parse_moment(format_long_moment(value), zone) == value


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Pontianak", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Asia/Tokyo", "UTC+09:00"),
        ("UTC", "UTC"),
    ],
)
def test_the_zone_is_named(zone, label):
    assert format_time(datetime(2025, 7, 29, 9, 5, tzinfo=ZoneInfo(zone))) == f"09.05 {label}"


def test_formats():
    moment = datetime(2025, 7, 29, 14, 30, tzinfo=PONTIANAK)
    assert format_date(CEREMONY) == "29 Juli 2025"
    assert format_long_date(date(2025, 9, 24)) == "Rabu, 24 September 2025"
    assert format_moment(moment) == "29 Juli 2025 14.30 WIB"
    assert format_long_moment(moment) == "Selasa, 29 Juli 2025 14.30 WIB"
    missing = [format_date, format_long_date, format_time, format_moment, format_long_moment]
    assert {write(None) for write in missing} == {"–"}

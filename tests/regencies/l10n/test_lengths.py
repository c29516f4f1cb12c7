"""How long a text in a box may be, and how much of it a message shows."""

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from regencies.l10n.dates import DateError, parse_date, parse_moment
from regencies.l10n.numbers import NumberError, parse_integer

PONTIANAK = ZoneInfo("Asia/Pontianak")


@pytest.mark.parametrize(("length", "shown"), [(40, "x" * 40), (41, "x" * 39 + "…")])
def test_forty_characters_are_shown_whole(length, shown):
    with pytest.raises(NumberError) as refusal:
        parse_integer("x" * length)
    assert str(refusal.value).startswith(f"Tertulis “{shown}”.")


def test_a_number_may_have_sixty_characters():
    assert parse_integer("7".zfill(60)) == 7
    with pytest.raises(NumberError, match="terlalu panjang untuk sebuah angka"):
        parse_integer("7".zfill(61))


@pytest.mark.parametrize(
    ("parse", "day", "time", "value"),
    [
        (parse_date, "29 Juli", "2025", date(2025, 7, 29)),
        (
            partial(parse_moment, zone=PONTIANAK),
            "29 Juli 2025",
            "14.30",
            datetime(2025, 7, 29, 14, 30, tzinfo=PONTIANAK),
        ),
    ],
)
def test_a_date_may_have_sixty_characters(parse, day, time, value):
    spaced = f"{day}{time:>{60 - len(day)}}"
    assert (len(spaced), parse(spaced)) == (60, value)
    with pytest.raises(DateError, match="terlalu panjang untuk sebuah tanggal"):
        parse(spaced.replace(" ", "  ", 1))

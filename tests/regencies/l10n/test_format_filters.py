"""Template filters and Django's own formats: the same figure reads the same on every page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, timezone

from regencies.forms.fields import RupiahField
from tests.regencies.officer.test_fields import Figures

CEREMONY = date(2025, 9, 24)
AFTERNOON = datetime(2025, 7, 29, 7, 30, tzinfo=UTC)  # 14.30 WIB
EVENING = datetime(2025, 7, 29, 17, 30, tzinfo=UTC)  # 00.30 WIB of the next day


@pytest.fixture(autouse=True)
def in_pontianak():
    with timezone.override("Asia/Pontianak"):
        yield


def render(expression, value):
    return Template(f"{{{{ value|{expression} }}}}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "shown"),
    [
        ("integer", 80_101, "80.101"),
        ("integer", 0, "0"),
        ("integer", Decimal("68.1250"), "68,125"),
        ("integer", "80.101", "80.101"),
        ("decimal", Fraction(8502, 125), "68,02"),
        ("decimal:4", "68.0198", "68,0198"),
        ("decimal", "80.101 orang", "80.101 orang"),
        ("percent", Fraction(8502, 125), "68,02%"),
        ("percent:0", 112, "112%"),
        ("percent", "65.5", "65,50%"),
        ("points", Fraction(1233, 100), "+12,33 poin persen"),
        ("points", Decimal("-3.2"), "−3,20 poin persen"),
        ("signed_percent", Fraction(2104, 100), "+21,04%"),
        ("rupiah", 4_300_000_000, "Rp4.300.000.000"),
        ("clock", AFTERNOON, "14.30 WIB"),
        ("moment", AFTERNOON, "29 Juli 2025 14.30 WIB"),
        ("moment", "2025-07-29T14:30:00+07:00", "29 Juli 2025 14.30 WIB"),
        ("weekday_moment", EVENING, "Rabu, 30 Juli 2025 00.30 WIB"),
        ("day_moment", EVENING, "Rabu, 30 Juli 00.30 WIB"),
        ("moment", "besok", "besok"),
        ("rupiah", "<b>", "&lt;b&gt;"),
    ],
)
def test_filter(expression, value, shown):
    assert render(expression, value) == shown


FILTERS = (
    *("integer", "decimal", "percent", "points", "signed_percent", "rupiah"),
    *("clock", "moment", "weekday_moment", "day_moment"),
)


@pytest.mark.parametrize("expression", FILTERS)
@pytest.mark.parametrize("missing", [None, ""])
def test_a_missing_value_is_a_dash(expression, missing):
    assert render(expression, missing) == "–"


def test_moments_follow_the_zone():
    with timezone.override("Asia/Makassar"):
        assert render("clock", AFTERNOON) == "15.30 WITA"


@pytest.mark.parametrize(
    ("box", "typed", "echo"),
    [
        ("people", "80101", "80.101 (delapan puluh ribu seratus satu)"),
        ("target", "68,02%", "68,02 (enam puluh delapan koma nol dua)"),
        ("budget", "4,3 miliar", "Rp4.300.000.000 (empat miliar tiga ratus juta rupiah)"),
        ("since", "24/9/2025", "Rabu, 24 September 2025"),
        ("deadline", "29/7/2025 14.30", "Selasa, 29 Juli 2025 14.30 WIB"),
        ("year", "2025", ""),
        ("people", "80,101", ""),
        ("people", "", ""),
    ],
)
def test_a_box_is_read_back_in_words(box, typed, echo):
    assert render("read_back", Figures({box: typed})[box]) == echo


def test_a_stored_value_is_read_back_and_other_boxes_are_not():
    class Mixed(forms.Form):
        budget = RupiahField()
        name = forms.CharField()

    form = Mixed(initial={"budget": 5_000, "name": "5000"})
    assert render("read_back", form["budget"]) == "Rp5.000 (lima ribu rupiah)"
    assert render("read_back", form["name"]) == ""


def test_djangos_own_output_is_indonesian_and_leaves_years_alone():
    assert render("default:0", 2025) == "2025"
    assert render("default:0", Decimal("68.02")) == "68,02"
    assert render("date", CEREMONY) == "24 September 2025"
    assert render("time", AFTERNOON) == "14.30"
    assert formats.localize(AFTERNOON.astimezone(timezone.get_current_timezone())) == "29 Juli 2025 14.30"
    assert formats.number_format(4_300_000, force_grouping=True) == "4.300.000"


@pytest.mark.parametrize("text", ["24/09/2025", "24-09-2025", "24.09.2025", "2025-09-24"])
def test_djangos_own_date_box_is_day_first(text):
    assert forms.DateField().clean(text) == CEREMONY


@pytest.mark.parametrize("text", ["08/13/2025", "08/13/25", "29 July 2025"])
def test_djangos_own_date_box_refuses_the_month_first(text):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(text)


@pytest.mark.parametrize("text", ["24/09/2025 14.30", "24-09-2025 14:30", "2025-09-24 14:30:00"])
def test_djangos_own_moment_box(text):
    assert forms.DateTimeField().clean(text) == datetime(2025, 9, 24, 7, 30, tzinfo=UTC)

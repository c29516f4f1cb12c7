"""Boxes for numbers and dates: shown as people write, wrong input kept as typed, "80.101" is no change of 80101."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib import admin
from django.db import models
from django.utils import timezone

from regencies.forms.fields import (
    FORMFIELD_OVERRIDES,
    DecimalNumberField,
    IndonesianDateField,
    IndonesianMomentField,
    PlainNumberField,
    RupiahField,
    WholeNumberField,
    indonesian_formfield,
)
from regencies.models import FundedGroup, Innovation, UcjTarget

AFTERNOON = datetime(2025, 7, 29, 7, 30, tzinfo=UTC)  # 14.30 WIB


class Figures(forms.Form):
    people = WholeNumberField(required=False)
    year = PlainNumberField(required=False, min_value=1945, max_value=2100)
    target = DecimalNumberField(required=False)
    budget = RupiahField(required=False)
    since = IndonesianDateField(required=False)
    deadline = IndonesianMomentField(required=False)


STORED = {
    "people": 80_101,
    "year": 2025,
    "target": Decimal("68.020"),
    "budget": 4_300_000_000,
    "since": date(2025, 7, 29),
    "deadline": AFTERNOON,
}
SHOWN = {
    "people": "80.101",
    "year": "2025",
    "target": "68,02",
    "budget": "4.300.000.000",
    "since": "29 Juli 2025",
    "deadline": "29 Juli 2025 14.30 WIB",
}
RETYPED = {
    "people": "80 101",
    "year": "2.025",
    "target": "68,0200%",
    "budget": "Rp4,3 miliar",
    "since": "Selasa, 29/07/2025",
    "deadline": "2025-07-29 14:30",
}
WRONG = {
    "people": "80,101",
    "year": "25",
    "target": "68.125",
    "budget": "4,3 M",
    "since": "08/13/2025",
    "deadline": "29 Juli 2025",
}


@pytest.fixture(autouse=True)
def in_pontianak():
    with timezone.override("Asia/Pontianak"):
        yield


def test_stored_values_are_shown_as_people_write_them():
    form = Figures(initial=STORED)
    assert {box.name: box.value() for box in form} == SHOWN
    assert str(form["people"]) == (
        '<input type="text" name="people" value="80.101" autocomplete="off" inputmode="numeric" '
        'data-angka="integer" id="id_people">'
    )
    assert {box.name: box.field.widget.attrs.get("data-angka") for box in form} == {
        "people": "integer",
        "year": None,
        "target": "decimal",
        "budget": "rupiah",
        "since": None,
        "deadline": None,
    }
    assert {box.field.widget.input_type for box in form} == {"text"}


@pytest.mark.parametrize("typed", [SHOWN, RETYPED])
def test_what_is_shown_or_typed_another_way_is_read_and_is_no_change(typed):
    form = Figures(typed, initial=STORED)
    assert form.errors == {}
    assert form.cleaned_data == STORED
    assert form.changed_data == []


def test_blank_is_none_and_clearing_is_a_change():
    form = Figures({}, initial=STORED)
    assert form.is_valid()
    assert set(form.cleaned_data.values()) == {None}
    assert form.changed_data == list(STORED)
    assert Figures({"people": ""}, initial={"people": None}).changed_data == []
    assert Figures({"people": "0"}, initial={"people": None}).changed_data == ["people"]
    assert Figures({"people": ""}, initial={"people": 0}).changed_data == ["people"]


def test_a_required_box_says_so():
    with pytest.raises(forms.ValidationError) as refusal:
        WholeNumberField().clean(" ")
    assert [error.code for error in refusal.value.error_list] == ["required"]


def test_wrong_input_stays_as_typed_beside_the_advice():
    form = Figures(WRONG, initial=STORED)
    assert {box.name: box.value() for box in form} == WRONG
    assert list(form.errors) == list(WRONG)
    assert form.changed_data == list(WRONG)
    assert form.errors["people"] == [
        "Tertulis “80,101”. Koma dibaca sebagai tanda desimal, sedangkan isian ini berisi bilangan bulat. "
        "Tulis 80.101 (delapan puluh ribu seratus satu) atau 80 (delapan puluh)."
    ]
    assert form.errors["year"] == [
        "Tertulis “25”. Angka itu terlalu kecil. Tulis angka dari 1945 sampai 2100."
    ]


@pytest.mark.parametrize("typed", ["<b>1</b>", "100%s", "%(value)s", "\x00", "9" * 5000, "٣"])
def test_hostile_text_is_an_error_like_any_other(typed):
    form = Figures(dict.fromkeys(STORED, typed))
    assert list(form.errors) == list(STORED)
    assert "<b>" not in str(form.errors)


def test_seconds_that_are_not_shown_are_no_change():
    moment = AFTERNOON.replace(second=25, microsecond=7)
    assert Figures({"deadline": SHOWN["deadline"]}, initial={"deadline": moment}).changed_data == []
    assert Figures({"deadline": "29 Juli 2025 14.31"}, initial={"deadline": moment}).changed_data == [
        "deadline"
    ]


def test_a_moment_is_read_in_the_current_zone():
    with timezone.override("Asia/Jayapura"):
        form = Figures({"deadline": "29 Juli 2025 16.30"})
        assert form.is_valid()
        assert form.cleaned_data["deadline"] == AFTERNOON
        assert Figures(initial=STORED)["deadline"].value() == "29 Juli 2025 16.30 WIT"


def test_a_disabled_box_keeps_its_value():
    class Frozen(forms.Form):
        people = WholeNumberField(disabled=True)

    form = Frozen({"people": "1"}, initial={"people": 80_101})
    assert form.is_valid()
    assert (form.cleaned_data, form.changed_data) == ({"people": 80_101}, [])


def test_negative_numbers_are_for_boxes_that_ask_for_them():
    with pytest.raises(forms.ValidationError, match=r"tidak boleh di bawah 0\. Periksa angkanya\."):
        WholeNumberField(min_value=-10).clean("-5")
    assert WholeNumberField(min_value=-10, allow_negative=True).clean("−5") == -5
    with pytest.raises(forms.ValidationError, match=r"terlalu kecil\. Tulis angka paling kecil −10\."):
        WholeNumberField(min_value=-10, allow_negative=True).clean("-11")
    with pytest.raises(forms.ValidationError, match=r"tidak boleh di bawah 0\. Periksa angkanya\."):
        DecimalNumberField().clean("-0,5")
    assert DecimalNumberField(allow_negative=True).clean("-0,5") == Decimal("-0.5")


def test_limits_of_a_decimal_come_from_its_digits_and_places():
    box = DecimalNumberField(max_digits=5, decimal_places=2)
    assert box.clean("999,99") == Decimal("999.99")
    with pytest.raises(forms.ValidationError, match=r"terlalu besar\. Tulis angka dari 0 sampai 999,99\."):
        box.clean("1000")
    with pytest.raises(forms.ValidationError, match="Paling banyak 2 angka di belakang koma"):
        box.clean("68,125")
    assert DecimalNumberField(max_digits=5, max_value=100).clean("100") == 100


def test_boxes_of_a_model_take_its_limits():
    class GroupForm(forms.ModelForm):
        class Meta:
            model = FundedGroup
            fields = ["funding_source", "persons", "months_covered", "realised", "villages", "programmes"]
            formfield_callback = indonesian_formfield

    boxes = GroupForm.base_fields
    assert [type(box) for box in boxes.values()] == [
        forms.TypedChoiceField,
        WholeNumberField,
        PlainNumberField,
        RupiahField,
        PlainNumberField,
        forms.CharField,
    ]
    assert (boxes["months_covered"].min_value, boxes["months_covered"].max_value) == (1, 12)
    assert (boxes["persons"].min_value, boxes["persons"].max_value) == (0, 2_147_483_647)
    assert boxes["realised"].max_value == 999_999_999_999_999
    assert boxes["villages"].max_value == 32_767


@pytest.mark.django_db
def test_a_model_form_shows_reads_and_stores():
    class TargetForm(forms.ModelForm):
        class Meta:
            model = UcjTarget
            fields = ["target_pct", "vulnerable_workers"]
            formfield_callback = indonesian_formfield

    target = UcjTarget(target_pct=Decimal("68.125"), vulnerable_workers=34_400)
    assert [box.value() for box in TargetForm(instance=target)] == ["68,125", "34.400"]
    form = TargetForm({"target_pct": "70,5 %", "vulnerable_workers": "34.400"}, instance=target)
    assert form.is_valid()
    assert form.changed_data == ["target_pct"]
    form.save(commit=False)
    assert (target.target_pct, target.vulnerable_workers) == (Decimal("70.5"), 34_400)
    blank = TargetForm({"target_pct": "", "vulnerable_workers": ""}, instance=target)
    assert blank.is_valid()
    assert (target.target_pct, target.vulnerable_workers) == (None, None)


@pytest.mark.parametrize(
    ("model_field", "form_field", "shown"),
    [
        (models.IntegerField(), WholeNumberField, "2.025"),
        (models.PositiveIntegerField(), WholeNumberField, "2.025"),
        (models.PositiveSmallIntegerField(), PlainNumberField, "2025"),
        (models.BigIntegerField(), RupiahField, "2.025"),
    ],
)
def test_each_kind_of_model_field_has_its_box(model_field, form_field, shown):
    model_field.set_attributes_from_name("figure")
    box = indonesian_formfield(model_field)
    assert type(box) is form_field
    assert box.min_value == 0
    assert box.prepare_value(2025) == shown


def test_the_admin_uses_the_same_boxes():
    class Desk(admin.ModelAdmin):
        formfield_overrides = FORMFIELD_OVERRIDES

    desk, request = Desk(FundedGroup, admin.site), SimpleNamespace()
    boxes = {
        name: desk.formfield_for_dbfield(FundedGroup._meta.get_field(name), request)
        for name in ("persons", "months_covered", "realised", "programmes")
    }
    assert {name: (type(box), box.widget.input_type) for name, box in boxes.items()} == {
        "persons": (WholeNumberField, "text"),
        "months_covered": (PlainNumberField, "text"),
        "realised": (RupiahField, "text"),
        "programmes": (forms.CharField, "text"),
    }
    deadline = models.DateTimeField()
    deadline.set_attributes_from_name("deadline")
    assert type(desk.formfield_for_dbfield(deadline, request)) is IndonesianMomentField


def test_a_year_is_never_grouped():
    box = indonesian_formfield(Innovation._meta.get_field("since_year"))
    assert box.prepare_value(2025) == "2025"
    with pytest.raises(forms.ValidationError, match="Tulis angka dari 1990 sampai 2100"):
        box.clean("1989")

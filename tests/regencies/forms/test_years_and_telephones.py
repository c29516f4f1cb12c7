"""Boxes for years and telephone numbers: what cannot be is refused with advice, and the advice passes."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from awards.models import Edition
from regencies.forms.entries import IdentityForm, InnovationForm
from regencies.forms.sections.policy import RegulationForm
from regencies.models import FillingWindow, OfficialWorkforce, Regency, User, YearlyReport
from regencies.models.people import validate_phone
from regencies.models.sections import Identity
from tests import factories

THIS_YEAR = timezone.localdate().year
BEGUN = [(InnovationForm, "since_year", 1990), (RegulationForm, "year", 1945)]
PLANNED = [
    (Edition, "award_year"),
    (Edition, "assessed_year"),
    (Regency, "reference_year"),
    (OfficialWorkforce, "year"),
    (FillingWindow, "year"),
]


def refused(form, name: str, typed: str) -> list[str]:
    box = form(None, entry=None, report=YearlyReport(regency=Regency(villages=1))).fields[name]
    try:
        box.clean(typed)
    except ValidationError as refusal:
        return refusal.messages
    return []


@pytest.mark.parametrize(("form", "name", "first"), BEGUN)
@pytest.mark.parametrize("typed", ["2099", "2150", str(THIS_YEAR + 1)])
def test_what_exists_is_not_of_a_year_to_come(form, name, first, typed):
    assert refused(form, name, typed) == [
        f"Tertulis “{typed}”. Tahun itu belum tiba. Tulis angka dari {first} sampai {THIS_YEAR}."
    ]
    assert refused(form, name, str(first)) == refused(form, name, str(THIS_YEAR)) == []


@pytest.mark.parametrize(("model", "name"), PLANNED)
@pytest.mark.parametrize("typed", [1900, 2099, 20266])
def test_a_year_nobody_plans_is_refused_on_the_desk(model, name, typed):
    latest = THIS_YEAR + 5
    field = model._meta.get_field(name)
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed, None)
    assert refusal.value.messages == [f"Tertulis “{typed}”. Tulis tahun dari 1945 sampai {latest}."]
    assert [field.clean(year, None) for year in (1945, latest)] == [1945, latest]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0812-5555-0100",
        "+62 561 123456",
        "(0561) 730.000",
        "0561-730000 ext. 12",
        "0561 730000 / 081255550100",
        "730000 atau 730001",
        " 0812-5555-0100 ",
    ],
)
def test_telephones_as_people_write_them_are_taken(typed):
    validate_phone(typed)


@pytest.mark.parametrize(
    "typed", ["tidak ada", "0812-abc-555", "☎ 0812", "😀", "12345", "٠٨١٢٣٤٥٦٧", "0812 55%"]
)
def test_what_cannot_be_called_is_refused_with_examples_that_pass(typed):
    with pytest.raises(ValidationError) as refusal:
        validate_phone(typed)
    message = refusal.value.messages[0]
    assert message.startswith(f"Tertulis “{typed}”. Nomor telepon terdiri atas angka, sedikitnya enam.")
    for example in re.search("misalnya (.+) atau (.+)[.]", message).groups():
        validate_phone(example)


@pytest.mark.parametrize(("model", "name"), [(Identity, "contact_phone"), (User, "phone")])
def test_every_telephone_box_asks_the_same(model, name):
    assert model._meta.get_field(name).validators.count(validate_phone) == 1


@pytest.mark.django_db
def test_the_office_is_told_at_the_box():
    place = factories.regency()
    form = IdentityForm(
        {"contact_phone": "telepon kantor 😀"}, entry=None, report=YearlyReport(regency=place)
    )
    assert list(form.errors) == ["contact_phone"]

"""Nominees: who sees them, who fills in for them, and what is said of a blank box."""

import pytest

from regencies.choices import REGENCY_KIND, CompanySize, Role, Sector
from regencies.models import Nominee, User
from tests import factories
from tests.builders import nominees
from tests.builders.nominees import COMPANY, SMALL, VILLAGE


def test_a_code_is_called_as_its_kind_calls_it():
    assert [Nominee(kind=kind).code_label for kind in (VILLAGE, COMPANY, REGENCY_KIND)] == [
        "Kode desa",
        "NIB",
        "",
    ]


@pytest.mark.django_db
def test_a_code_that_is_blank_or_of_no_region_yet_is_said_of_its_own_box():
    place = factories.regency()
    Nominee(kind=VILLAGE, regency=place, code="").clean()
    Nominee(kind=VILLAGE, code="12").clean()
    Nominee(kind=VILLAGE, regency=place, code=f"{place.digits}052003").clean()
    Nominee(kind=COMPANY, code="", size=CompanySize.LARGE, sector=Sector.TRADE).clean()


@pytest.mark.django_db
def test_offices_fill_in_for_their_region_nominators_for_their_area_and_staff_look_at_the_province():
    place, neighbour = factories.regency(), factories.regency("Landak", "61.08")
    away = factories.regency("Kotawaringin Barat", "62.01", of=factories.province("62", "Kalteng", "kalteng"))
    here, beside, far = (nominees.nominee(SMALL, each) for each in (place, neighbour, away))
    people = {
        "officer": factories.officer(place),
        "nominator": factories.member(Role.NOMINATOR, neighbour),
        "branch": factories.member(Role.NOMINATOR, place.province),
        "verifier": factories.verifier(away.province),
        "operator": User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator"),
        "nobody": factories.user(),
    }

    def found(question):
        return {name: {row.pk for row in question(person)} for name, person in people.items()}

    own = {"officer": {here.pk}, "nominator": {beside.pk}, "branch": {here.pk, beside.pk}, "nobody": set()}
    assert found(Nominee.objects.filled_by) == own | {"verifier": set(), "operator": set()}
    assert found(Nominee.objects.visible_to) == own | {
        "verifier": {far.pk},
        "operator": {here.pk, beside.pk, far.pk},
    }

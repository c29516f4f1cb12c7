"""Accounts and the offices they hold: what an account may do goes by the offices of today."""

import datetime

import pytest
from django.utils import timezone

from regencies.choices import Role
from regencies.models import Membership, Regency, User
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def appointed(person: User, role: Role, place, since: datetime.date, until=None) -> Membership:
    where = {"regency": place} if isinstance(place, Regency) else {"province": place}
    return Membership.objects.create(user=person, role=role, since=since, until=until, **where)


def test_an_office_is_held_from_its_first_day_to_its_last():
    person, place, today = factories.user(), factories.regency(), timezone.localdate()
    held = appointed(person, Role.OFFICER, place, today, today)
    appointed(person, Role.HEAD, place, today + DAY)
    appointed(person, Role.VERIFIER, place.province, today - 9 * DAY, today - DAY)
    assert person.active_memberships == [held]
    days = [today - DAY, today, today + DAY]
    assert [[m.role for m in Membership.objects.active(day).order_by("pk")] for day in days] == [
        [Role.VERIFIER],
        [Role.OFFICER],
        [Role.HEAD],
    ]


def test_the_first_office_given_says_the_time_zone_whenever_it_began():
    east = factories.province("91", "Papua", "papua")
    type(east).objects.filter(pk=east.pk).update(time_zone="Asia/Jayapura")
    person, today = factories.user(), timezone.localdate()
    assert str(person.zone) == timezone.get_default_timezone_name()
    appointed(person, Role.ADMIN, factories.province(), today)
    appointed(person, Role.ADMIN, east, today - DAY)
    assert str(User.objects.get(pk=person.pk).zone) == "Asia/Pontianak"


def test_an_office_is_asked_for_by_role_region_and_province():
    place, neighbour = factories.regency(), factories.regency("Landak", "61.08")
    officer, verifier = factories.officer(place), factories.verifier()
    here, there = {"regency": place.pk}, {"regency": neighbour.pk}
    asked = [
        (Role.OFFICER, {}),
        (Role.HEAD, {}),
        (Role.OFFICER, here),
        (Role.HEAD, here),
        (Role.OFFICER, there),
    ]
    assert [officer.holds(role, **where) for role, where in asked] == [True, False, True, False, False]
    own, other = {"province": place.province_id}, {"province": place.province_id + 1}
    asked = [(Role.VERIFIER, {}), (Role.VERIFIER, own), (Role.ADMIN, own), (Role.VERIFIER, other)]
    assert [verifier.holds(role, **where) for role, where in asked] == [True, True, False, False]


def test_offices_and_nominators_nominate_each_where_they_work():
    place, neighbour = factories.regency(), factories.regency("Landak", "61.08")
    away = factories.regency("Kotawaringin Barat", "62.01", of=factories.province("62", "Kalteng", "kalteng"))
    people = {
        "officer": factories.officer(place),
        "nominator": factories.member(Role.NOMINATOR, place),
        "branch": factories.member(Role.NOMINATOR, place.province),
        "verifier": factories.verifier(),
        "nobody": factories.user(),
    }
    places = [place, neighbour, away]
    assert {
        name: [person.nominates, *map(person.nominates_in, places)] for name, person in people.items()
    } == {
        "officer": [True, True, False, False],
        "nominator": [True, True, False, False],
        "branch": [True, True, True, False],
        "verifier": [False, False, False, False],
        "nobody": [False, False, False, False],
    }


def test_an_office_is_called_by_its_role_and_where_it_is_held():
    place = factories.regency()
    offices = [Membership.objects.get(user=user) for user in (factories.head(place), factories.verifier())]
    assert [str(office) for office in offices] == [
        "Kepala Dinas · Kabupaten Ketapang",
        "Verifikator · Kalimantan Barat",
    ]


def test_an_operator_may_open_the_desk():
    operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
    assert (operator.is_staff, operator.is_superuser) == (True, True)
    assert (factories.user().is_staff, factories.user().is_superuser) == (False, False)

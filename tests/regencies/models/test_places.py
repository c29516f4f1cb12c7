"""Provinces and regions: time zones, who goes on with whom, what names a region, who sees it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from regencies.models import Extension, MinimumPremium, Regency, User
from regencies.models.places import heir_of, taken_over_by, validate_time_zone
from tests import factories

NEW_YEAR = datetime.date(2025, 1, 1)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"])
def test_the_time_zones_of_the_country_are_taken(zone):
    validate_time_zone(zone)


def test_another_time_zone_is_refused():
    with pytest.raises(ValidationError) as refusal:
        validate_time_zone("Asia/Singapore")
    assert refusal.value.messages == ["Asia/Singapore bukan zona waktu Indonesia."]


def test_one_village_is_enough_to_have_villages():
    assert [Regency(villages=number).has_villages for number in (0, 1, 2)] == [False, True, True]


def after(origin: Regency, name: str, code: str) -> Regency:
    place = factories.regency(name, code)
    Regency.objects.filter(pk=place.pk).update(predecessor=origin, since=NEW_YEAR)
    Regency.objects.filter(pk=origin.pk).update(until=NEW_YEAR - datetime.timedelta(days=1))
    return place


@pytest.mark.django_db
def test_of_two_that_were_renamed_each_goes_on_with_its_own():
    one, other = factories.regency(), factories.regency("Landak", "61.08")
    heirs = {
        one.pk: after(one, "Ketapang Baru", "61.97").pk,
        other.pk: after(other, "Landak Baru", "61.98").pk,
    }
    found = Regency.objects.filter(pk__in=heirs).annotate(heir=heir_of("pk"))
    assert dict(found.values_list("pk", "heir")) == heirs
    assert [row["predecessor"] for row in taken_over_by([heirs[other.pk]])] == [other.pk]


@pytest.mark.django_db
def test_a_report_or_an_extension_names_a_region_and_an_account_or_a_figure_does_not():
    place, other = factories.regency(), factories.regency("Landak", "61.08")
    officer = factories.officer(place)
    factories.workforce(place, 2025)
    factories.branch_figures(place, 2025, wage_earners=1)
    after(place, "Ketapang Baru", "61.97")
    assert place.is_used is False
    Extension.objects.create(
        regency=place,
        year=2025,
        until=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        reason="Banjir",
        granted_by=officer,
    )
    assert (place.is_used, other.is_used) == (True, False)


@pytest.mark.django_db
def test_each_sees_the_region_they_work_for_and_provincial_staff_the_province():
    place, neighbour = factories.regency(), factories.regency("Landak", "61.08")
    away = factories.regency("Kotawaringin Barat", "62.01", of=factories.province("62", "Kalteng", "kalteng"))
    people = [
        factories.head(neighbour),
        factories.admin(),
        factories.verifier(away.province),
        User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator"),
        factories.user(),
    ]
    assert [list(Regency.objects.visible_to(person)) for person in people] == [
        [neighbour],
        [place, neighbour],
        [away],
        [place, neighbour, away],
        [],
    ]


@pytest.mark.django_db
def test_the_newest_premium_that_has_begun_is_in_force():
    rows = {
        year: MinimumPremium.objects.create(since=datetime.date(year, 7, 1), amount=year, source="PP")
        for year in (2016, 2015, 2017)
    }
    days = [datetime.date(2015, 6, 30), datetime.date(2015, 7, 1), datetime.date(2017, 6, 30)]
    assert [MinimumPremium.objects.in_force(day) for day in days] == [None, rows[2015], rows[2016]]

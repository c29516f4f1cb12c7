"""Rows found by the keys of another query (`config.postgres.among`), and of regions with those they go on with."""

import datetime

import pytest

from config.postgres.among import among
from config.postgres.compiled import compiled
from regencies.models import Regency
from regencies.models.places import with_taken_over
from tests import factories


@pytest.fixture
def places(db) -> list[Regency]:
    """Three regions of one province, the last of which goes on with the first."""
    found = [factories.regency(f"Daerah {number}", f"61.9{number}") for number in range(3)]
    since = datetime.date(2025, 1, 1)
    Regency.objects.filter(pk=found[0].pk).update(until=since)
    Regency.objects.filter(pk=found[2].pk).update(predecessor=found[0], since=since)
    return found


@compiled
def named(keys: list[int]):
    return (
        Regency.objects.filter(among("pk", with_taken_over(keys)))
        .order_by("pk")
        .values_list("name", flat=True)
    )


def test_a_region_is_found_with_the_one_it_goes_on_with(places):
    first, second, last = (place.pk for place in places)
    assert named([last]) == ["Daerah 0", "Daerah 2"]
    assert named([second, last]) == ["Daerah 0", "Daerah 1", "Daerah 2"]
    assert named([first]) == ["Daerah 0"]
    assert named([0]) == []


def test_the_keys_of_a_query_find_what_in_finds(places):
    for keys in (Regency.objects.filter(name="Daerah 1"), Regency.objects.none(), Regency.objects.all()):
        of_them = keys.order_by().values("province")
        found = Regency.objects.filter(among("province", of_them)).order_by("pk")
        assert list(found) == list(Regency.objects.filter(province__in=of_them).order_by("pk"))


def test_the_keys_are_looked_for_before_anything_is_joined(places):
    """One scan that the keys narrow, no join of them: that is what the condition is for."""
    keys = Regency.objects.filter(name="Daerah 1").order_by().values("pk")
    plan = Regency.objects.filter(among("predecessor", keys)).select_related("province").order_by().explain()
    assert "InitPlan" in plan
    assert "Semi Join" not in plan

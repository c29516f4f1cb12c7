"""What is kept by a digest (`config.postgres.kept`): of one thing, or of each of many by a digest of its own."""

import datetime

import pytest

from config.postgres.kept import Kept, digested, digested_each
from regencies.models import Regency
from tests import factories

SINCE = datetime.date(2025, 1, 1)


@digested
def of_all(keys: list[int]):
    return [Regency.objects.filter(pk__in=keys).order_by("pk")]


@digested_each
def of_one(key: int):
    regions = Regency.objects.filter(pk=key, name__contains="%")
    return [Regency.objects.filter(pk=key), regions, Regency.objects.filter(predecessor=key).order_by("pk")]


class Named:
    """The names of regions, and of which a computation was asked for."""

    def __init__(self, most: int = 8) -> None:
        self.kept, self.asked = Kept[str](most), []

    def of(self, keys: list[int], meanwhile=lambda: None) -> dict[int, str]:
        def make(wanted):
            self.asked.append(list(wanted))
            found = dict(Regency.objects.filter(pk__in=wanted).values_list("pk", "name"))
            meanwhile()
            return found

        return self.kept.of_each(keys, of_one, make)


@pytest.fixture
def places(db) -> list[Regency]:
    return [factories.regency(f"Daerah {number}", f"61.9{number}") for number in range(3)]


def rename(place: Regency, name: str) -> None:
    Regency.objects.filter(pk=place.pk).update(name=name)


def test_a_digest_of_each_is_another_exactly_where_a_row_is(places, django_assert_num_queries):
    one, two, three = (place.pk for place in places)
    with django_assert_num_queries(1):
        before = of_one([one, two, three])
    assert list(before) == [one, two, three]
    assert of_one([three, one]) == {three: before[three], one: before[one]}
    rename(places[1], "100%")
    after = of_one([one, two, three])
    assert [after[key] == before[key] for key in (one, two, three)] == [True, False, True]
    Regency.objects.filter(pk=three).update(predecessor=one, since=SINCE)
    assert of_one([one])[one] != after[one]
    assert of_one([]) == {}


def test_nothing_and_no_row_have_digests_too(places):
    gone = places[2].pk + 1
    assert of_one([gone]) == of_one([gone])
    assert of_all([]) == of_all([gone]) == (None,)


def test_only_what_changed_is_made_again(places, django_assert_num_queries):
    keys, named = [place.pk for place in places], Named()
    assert named.of(keys) == {key: f"Daerah {number}" for number, key in enumerate(keys)}
    with django_assert_num_queries(1):
        named.of(keys[::-1])
    rename(places[1], "Lain")
    with django_assert_num_queries(3):
        told = named.of(keys[::-1])
    assert list(told.items()) == [(keys[2], "Daerah 2"), (keys[1], "Lain"), (keys[0], "Daerah 0")]
    assert named.asked == [keys, [keys[1]]]


def test_what_changes_while_it_is_made_is_not_kept_and_the_others_are(places):
    keys, named = [place.pk for place in places], Named()
    told = named.of(keys, meanwhile=lambda: rename(places[0], "Lain"))
    assert told[keys[0]] == "Daerah 0"
    assert named.of(keys)[keys[0]] == "Lain"
    assert named.asked == [keys, [keys[0]]]


def test_of_what_is_not_there_nothing_is_told_and_nothing_kept(places):
    key, gone, named = places[0].pk, places[2].pk + 1, Named()
    assert named.of([gone, key]) == {key: "Daerah 0"}
    assert named.of([gone, key]) == {key: "Daerah 0"}
    assert named.asked == [[gone, key], [gone]]
    assert len(named.kept) == 1


def test_what_was_asked_for_last_stays_the_longest(places):
    keys, named = [place.pk for place in places], Named(most=2)
    assert len(named.of(keys)) == 3
    assert len(named.kept) == 2
    named.of([keys[1]])
    named.of([keys[0]])
    named.of([keys[1]])
    assert named.asked == [keys, [keys[0]]]


def test_one_thing_is_kept_by_what_it_is_of(places, django_assert_num_queries):
    keys, kept = [place.pk for place in places], Kept[list[str]]()

    def names(what: str) -> list[str]:
        made = lambda: [what, *Regency.objects.filter(pk__in=keys).values_list("name", flat=True)]  # noqa: E731
        return kept.of(what, of_all, (tuple(keys),), made)

    first = names("a")
    with django_assert_num_queries(1):
        assert names("a") is first
    assert names("b") == ["b", *first[1:]]
    rename(places[0], "Lain")
    assert names("a") != first

"""Seats of a panel: the nine and their substitutes, what each judges, and who decides on what they did."""

import pytest
from django.db.models import F, OuterRef, Subquery

from awards.choices import Phase, Position
from awards.models import Category, Edition, Entry, Recusal, Seat, Substitution
from regencies.models import User, YearlyReport
from tests import factories
from tests.builders import panel as world
from tests.once import once

pytestmark = pytest.mark.django_db


def candidate(category: Category, name: str, code: str) -> Entry:
    """A candidate whose report is a mere row."""
    place, year = factories.regency(name, code), category.edition.assessed_year
    report = YearlyReport.objects.get_or_create(regency=place, year=year)[0]
    return Entry.objects.create(category=category, regency=place, candidate=True, report=report)


@once
def edition() -> Edition:
    """Nine seats, two categories: the third judges the first of them, the fourth the second."""
    made = factories.edition()
    first, second = (
        Category.objects.create(edition=made, slug=name, name=name.title()) for name in ("a", "b")
    )
    seats = factories.seats(made)
    world.judges_only(seats[2], first)
    world.judges_only(seats[3], second)
    for number, category in ((10, first), (11, second)):
        Seat.objects.create(edition=made, number=number, user=factories.user(), element="Pengganti")
        candidate(category, f"Daerah {category.slug}", f"61.{number}")
    return made


@pytest.fixture
def categories(edition) -> list[Category]:
    return list(edition.categories.order_by("slug"))


@pytest.fixture
def entries(edition, categories) -> list[Entry]:
    """The candidates of the first and of the second category."""
    return [Entry.objects.get(category=category) for category in categories]


@pytest.fixture
def stands_in(edition, entries) -> Substitution:
    """The tenth seat judges the candidate of the first category in the place of the second."""
    by_number = {seat.number: seat for seat in edition.seats.all()}
    Recusal.objects.create(seat=by_number[2], entry=entries[0], reason="Kerabat")
    return Substitution.objects.create(
        seat=by_number[10],
        replaced=by_number[2],
        entry=entries[0],
        reason="Kuorum",
        named_by=factories.user(),
    )


def numbers(seats) -> list[int]:
    return sorted(seats.values_list("number", flat=True))


def test_the_nine_are_seated_and_whoever_stands_in(edition, stands_in):
    assert numbers(Seat.objects.nine()) == [*range(1, 10)]
    assert numbers(Seat.objects.seated()) == [*range(1, 11)]
    assert [seat.is_substitute for seat in edition.seats.order_by("number")[8:10]] == [False, True]


def test_of_an_award_year_those_judge_a_category_that_name_it_or_none_or_were_named_for_it(
    edition, categories, entries, stands_in
):
    other = factories.edition(award_year=2025)
    factories.seats(other, 1)
    ours = [[1, 2, 3, 5, 6, 7, 8, 9, 10], [1, 2, 4, 5, 6, 7, 8, 9]]
    assert [numbers(Seat.objects.judging(category)) for category in categories] == ours
    assert [numbers(Seat.objects.judging(category.pk)) for category in categories] == ours
    asked = [(entry.pk, entry.category_id) for entry in entries]
    assert [numbers(Seat.objects.judging_entry(*keys)) for keys in asked] == ours
    judging = Seat.objects.judging(OuterRef("pk")).order_by("-number").values("number")[:1]
    last = edition.categories.annotate(last=Subquery(judging)).values_list("slug", "last")
    assert dict(last) == {"a": 10, "b": 9}


def test_a_seat_read_with_what_it_judges_says_so_of_each_candidate(edition, categories, entries, stands_in):
    first, second = (category.pk for category in categories)
    factories.edition(award_year=2025).categories.create(slug="c", name="C")
    seats = {seat.number: seat for seat in edition.seats.with_judged()}
    assert {number: seats[number].judged for number in (1, 3, 4, 10, 11)} == {
        1: [first, second],
        3: [first],
        4: [second],
        10: [first],
        11: [],
    }
    assert {number: seat.named_for for number, seat in seats.items() if seat.named_for} == {
        10: [entries[0].pk]
    }
    extra = candidate(categories[0], "Daerah lain", "61.77")
    asked = [(entry.pk, entry.category_id) for entry in (*entries, extra)]
    assert {number: [seats[number].judges(*keys) for keys in asked] for number in (1, 3, 4, 10, 11)} == {
        1: [True, True, True],
        3: [True, False, True],
        4: [False, True, False],
        10: [True, False, False],
        11: [False, False, False],
    }
    assert [seats[number].stands_apart(entries[0].pk) for number in (1, 4, 10, 11)] == [
        False,
        False,
        False,
        True,
    ]


def test_what_a_seat_names_is_read_by_address(edition, categories):
    chair = world.by_seat(edition)[0]
    Category.objects.filter(pk=categories[0].pk).update(slug="z")
    world.judges_only(chair, *categories)
    named = dict(edition.seats.with_names().values_list("number", "names"))
    assert {number: named[number] for number in (1, 2, 3, 4)} == {1: ["B", "A"], 2: [], 3: ["A"], 4: ["B"]}
    judged = Seat.objects.with_judged().get(pk=chair.pk).judged
    assert judged == [categories[1].pk, categories[0].pk]


def test_seats_of_a_rehearsal_are_living_until_it_is_put_away(edition):
    factories.seats(factories.edition(rehearsal=True, award_year=2027), 1)
    factories.seats(factories.edition(rehearsal=True, award_year=2025, phase=Phase.ARCHIVED), 1)
    factories.seats(factories.edition(award_year=2024, phase=Phase.ARCHIVED), 1)
    years = Seat.objects.living().filter(number=1).order_by("edition__award_year")
    assert list(years.values_list(F("edition__award_year"), flat=True)) == [2024, 2026, 2027]


def test_the_chair_decides_but_on_the_own_sheets_and_on_a_candidate_of_their_own(edition, entries):
    chair, member, *_ = world.by_seat(edition)
    assert [(seat.is_chair, seat.is_secretary) for seat in (chair, member)] == [(True, False), (False, False)]
    assert Seat(position=Position.SECRETARY).is_secretary
    Recusal.objects.create(seat=chair, entry=entries[0], reason="Kerabat")
    others = "Sekretaris atau admin provinsi"
    assert [chair.overseer_of(entry) for entry in entries] == [others, others]
    assert [member.overseer_of(entry) for entry in entries] == [others, "Ketua Tim Sembilan"]


def test_a_seat_is_called_by_its_holder_or_else_by_its_number():
    held = Seat(number=3, element="Akademisi", user=User(pk=1, full_name="Siti Aminah"))
    assert [str(seat) for seat in (held, Seat(number=3, element="Akademisi"))] == [
        "Siti Aminah (Akademisi)",
        "Kursi 3 (Akademisi)",
    ]

"""No two criteria of a category have one code, whatever their groups and whoever comes at the same time."""

from decimal import Decimal

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from awards.choices import Source
from awards.models import Criterion, CriterionGroup
from tests.builders import edition as world
from tests.racing import race

REFUSED = ("criterion_once", "awards_criterion")


@pytest.fixture
def category(db):
    return world.prepared().categories.get()


def add(group: CriterionGroup, code: str) -> Criterion:
    return Criterion.objects.create(group=group, code=code, name="Baru", weight=1, source=Source.PANEL)


def refusal(act) -> tuple[str | None, str | None]:
    """The constraint and the table PostgreSQL names when it refuses."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        act()
    return named(raised.value)


def named(error: IntegrityError) -> tuple[str | None, str | None]:
    assert isinstance(error.__cause__, psycopg.errors.UniqueViolation)
    return error.__cause__.diag.constraint_name, error.__cause__.diag.table_name


def test_a_code_is_taken_in_every_group_of_its_category(category):
    own, other = category.groups.get(code="A"), category.groups.get(code="B")
    for group in (own, other):
        assert refusal(lambda group=group: add(group, "A1")) == REFUSED
    assert add(other, "A9").group.category == category


def test_another_category_may_have_the_code(category):
    other = world.like(category)
    codes = [list(each.criteria.values_list("code", flat=True)) for each in (category, other)]
    assert codes[0] == codes[1]
    assert add(other.groups.get(code="A"), "A9").group.category == other
    assert add(category.groups.get(code="A"), "A9").group.category == category


def test_a_code_is_neither_changed_nor_moved_into_one_that_is_taken(category):
    other = world.like(category)
    first = category.criteria.get(code="A1")
    assert refusal(lambda: Criterion.objects.filter(pk=first.pk).update(code="A2")) == REFUSED
    theirs = other.groups.get(code="A")
    assert refusal(lambda: Criterion.objects.filter(pk=first.pk).update(group=theirs)) == REFUSED
    Criterion.objects.filter(pk=first.pk).update(code="A9", group=theirs)
    assert other.criteria.get(code="A9") == first


def test_a_criterion_is_saved_under_its_own_code(category):
    first = category.criteria.get(code="A1")
    first.weight, first.group = Decimal(17), category.groups.get(code="B")
    first.save()
    assert category.criteria.get(code="A1").group.code == "B"


def test_a_group_stays_in_its_category(category):
    group, other = category.groups.get(code="A"), world.like(category)
    other.groups.get(code="A").criteria.all().delete()
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        CriterionGroup.objects.filter(pk=group.pk).update(category=other)
    CriterionGroup.objects.filter(pk=group.pk).update(name="Perlindungan")
    assert list(category.groups.filter(code="A").values_list("name", flat=True)) == ["Perlindungan"]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_arrive_together_one_is_refused():
    category = world.prepared().categories.get()
    first, second = category.groups.get(code="A"), category.groups.get(code="B")
    kept, refused = race(lambda: add(first, "Z1"), lambda: add(second, "Z1"))
    assert named(refused) == REFUSED
    assert list(category.criteria.filter(code="Z1")) == [kept]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_arrive_together_with_different_codes_both_stay():
    category = world.prepared().categories.get()
    first, second = category.groups.get(code="A"), category.groups.get(code="B")
    kept = race(lambda: add(first, "Z1"), lambda: add(second, "Z2"))
    assert set(category.criteria.filter(code__startswith="Z")) == set(kept)


@pytest.mark.django_db(transaction=True)
def test_nobody_who_only_points_to_the_category_waits():
    category = world.prepared().categories.get()
    group = category.groups.get(code="A")
    race(
        lambda: add(group, "Z1"),
        lambda: CriterionGroup.objects.create(category_id=category.pk, code="Z", name="Baru"),
        waits=False,
    )
    assert category.groups.filter(code="Z").count() == 1

"""The list of a member of several categories: by category, and slots only where there is an interview."""

import re

import pytest
from django.urls import reverse

from awards.choices import Stage
from awards.editions.default_criteria import create_category
from awards.models import Entry
from tests.builders import nominees
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


def headings(page) -> list[tuple[str, str]]:
    """The headings of the list, each with its level."""
    main = page.content.decode().partition("<main")[2]
    return [(level, text.strip()) for level, text in re.findall(r"<(h[23])[^>]*>(.*?)</h", main)]


@pytest.fixture
def village(edition, entry) -> Entry:
    """A candidate of a category of villages without an interview, beside the region of the other category."""
    category = create_category(edition, nominees.VILLAGE)
    category.criteria.filter(stage=Stage.INTERVIEW).delete()
    return nominees.candidate(category, "Desa Alfa", entry.regency)


def test_candidates_stand_under_their_categories_in_the_order_of_the_kinds(seat, edition, entry, village):
    page = world.logged_in(seat.user).get(reverse("panel_index"))
    [region, of_villages] = [entry.category.name, village.category.name]
    assert headings(page) == [
        ("h2", region),
        ("h3", "Kabupaten Ketapang"),
        ("h2", of_villages),
        ("h3", "Desa Alfa"),
    ]
    lists = re.findall(r'aria-label="(Kandidat[^"]*)"', page.content.decode())
    assert lists == [f"Kandidat {region}", f"Kandidat {of_villages}"]


def test_only_a_category_with_an_interview_speaks_of_slots(seat, entry, village):
    Entry.objects.update(presentation_at=None)
    shown = world.logged_in(seat.user).get(reverse("panel_index")).content.decode()
    assert shown.count("Jadwal paparan belum ditetapkan") == 1
    assert shown.index("Jadwal paparan belum ditetapkan") < shown.index("Desa Alfa")


def test_one_category_has_no_head_of_its_own(seat, entry):
    page = world.logged_in(seat.user).get(reverse("panel_index"))
    assert headings(page) == [("h2", "Kabupaten Ketapang")]


def test_a_seat_of_one_category_sees_that_one_alone(seat, entry, village):
    world.judges_only(seat, village.category)
    assert headings(world.logged_in(seat.user).get(reverse("panel_index"))) == [("h2", "Desa Alfa")]


def test_more_categories_take_as_many_queries_as_one(seat, entry, village):
    client = world.logged_in(seat.user)
    both = world.queries(client, reverse("panel_index"))
    world.judges_only(seat, entry.category)
    assert (both, world.queries(client, reverse("panel_index"))) == (10, 10)

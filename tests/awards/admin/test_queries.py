"""No page of the desk asks the database more than fifteen times, in any phase, however many take part."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import DATES
from awards.models import Edition, Entry
from awards.publishing.publish import publish
from awards.results.preview import preview
from regencies.models import User
from tests import factories
from tests.builders import edition as world
from tests.builders import panel, publication
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db
MOST = 15
IN_ORDER = (
    "prepared", "filling", "verification", "candidates", "ready_to_score", "scoring", "scored", "plenary",
    "provisional",
)  # fmt: skip


@pytest.fixture(autouse=True)
def known_content_types():
    """What a process asks once and knows from then on, whichever test comes first."""
    ContentType.objects.get_for_models(*apps.get_models())


def taken(desk: Client, url: str) -> tuple[int, int]:
    """The status of a page and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        status = desk.get(url).status_code
    return status, panel.counted(queries)


def pages_of(edition: Edition) -> list[str]:
    """Every page of one award year, and of its categories and entries, that is not a plain list or form."""
    names = ("change", "extension", "category", "conflicts", "candidates", "slots")
    return [
        reverse("admin:index"),
        *(page(f"awards_edition_{name}", edition.pk) for name in names),
        *(page("awards_edition_advance", edition.pk, phase.value) for phase in Phase),
        *(page("awards_edition_postpone", edition.pk, name) for name in DATES),
        *(
            page("awards_edition_not_applicable", edition.pk, entry.pk)
            for entry in Entry.objects.filter(category__edition=edition)[:1]
        ),
        *(
            page(f"awards_category_{name}", category.pk)
            for category in edition.categories.all()
            for name in ("change", "look", "history")
        ),
        *(
            reverse(name, args=[category.pk])
            for category in edition.categories.all()
            for name in ("chair_result", "chair_plenary")
        ),
    ]


@pytest.mark.parametrize("at", IN_ORDER)
def test_no_page_takes_more_than_fifteen_queries_in_any_phase(desk, admin, at):
    edition = world.prepared() if at == "prepared" else getattr(world, at)(admin)
    found = {url: taken(desk, url) for url in pages_of(world.reload(edition))}
    assert {url: cost for url, cost in found.items() if cost[1] > MOST} == {}
    assert [status for status, _ in found.values()].count(200) > 15


def announced(admin: User, codes: list[str]) -> Edition:
    """With as many entrants that are no candidates, and a publication that a look compares with."""
    category = publication.category_with(codes, others=len(codes))
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    return world.reload(category.edition)


@pytest.mark.parametrize("codes", [["61.04"], ["61.04", "61.02", "61.71"]], ids=["one", "three"])
def test_what_is_announced_is_compared_in_as_many_queries_for_many_as_for_one(desk, admin, codes):
    category = announced(admin, codes).categories.get()
    url = page("awards_category_look", category.pk)
    assert taken(desk, url) == (200, 15)
    assert taken(desk, url) == (200, 6)  # nothing changed: what was computed is shown again
    assert taken(desk, reverse("chair_plenary", args=[category.pk])) == (200, 13)


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("at", "name", "arguments", "queries"),
    [
        ("candidates", "candidates", [], 12),
        ("ready_to_score", "advance", [Phase.SCORING.value], 12),
        ("scored", "advance", [Phase.PLENARY.value], 11),
        ("plenary", "advance", [Phase.PROVISIONAL.value], 13),
    ],
)
def test_what_computes_costs_the_same_for_more_categories_and_entries(
    desk, admin, at, name, arguments, queries, more
):
    edition = getattr(world, at)(admin)
    first = edition.categories.get()
    for number in range(more):
        place = factories.regency(f"Daerah {number}", f"61.9{number}")
        factories.candidate(world.like(first) if number else first, place)
    names = 1 if at == "scored" and more else 0  # of those that lack a quorum
    assert taken(desk, page(f"awards_edition_{name}", edition.pk, *arguments)) == (200, queries + names)


def test_the_index_costs_the_same_for_more_running_years(desk, admin):
    edition = world.scored(admin)
    one = taken(desk, reverse("admin:index"))
    newer = factories.edition(edition.province, 2027, phase=Phase.PREPARATION)
    assert taken(desk, reverse("admin:index")) == one
    shown = text(desk.get(reverse("admin:index")))
    assert shown.index("Berikutnya: Pengisian") < shown.index("Berikutnya: Pleno")
    assert f'href="{page("awards_edition_advance", newer.pk, "pengisian")}">Periksa kesiapan' in shown

"""`make paths`: how much of the project four requests go through, from the middleware to the answer."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse

from awards.choices import Stage
from awards.results.preview import preview
from regencies.choices import Section
from tests import factories
from tests.bench.paths import PathTaken, in_words, path_of
from tests.builders import panel
from tests.builders import publication as award_year
from tests.builders.admin_pages import page
from tests.builders.browser_tab import AUTOSAVE, Tab

pytestmark = pytest.mark.django_db

BUTTON, BY_ITSELF = "officer saves participation", "the page saves it by itself"
SHEET, PUBLISH = "panelist saves a sheet", "admin publishes"


def participation(headers: dict[str, str]) -> PathTaken:
    """A complete section of an office with a report of the year before; one figure changes."""
    place = factories.regency()
    officer = factories.officer(place)
    factories.verified(place, 2024)
    factories.complete(factories.draft(place, by=officer), officer)

    def save(figure: str) -> Callable[[], HttpResponse]:
        tab = Tab(officer, Section.PARTICIPATION)
        boxes = tab.boxes | {"wage_earners_registered": figure}
        return lambda: tab.client.post(tab.path, boxes, headers=headers)

    save("80.102")()
    return path_of(save("80.103"))


def sheet() -> PathTaken:
    """A sheet begun before; one mark changes."""
    edition = panel.scoring_edition()
    factories.seats(edition, 3)
    seat, entry = panel.by_seat(edition)[1], panel.candidate(edition)
    panel.draft(seat, entry)
    client, boxes = panel.logged_in(seat.user), panel.typed(panel.DESK)
    url = panel.sheet_url(entry, Stage.DESK)

    def save(version: int, mark: str) -> Callable[[], HttpResponse]:
        values = boxes | {"version": str(version), "B1": mark}
        return lambda: client.post(url, values)

    save(1, "81")()
    return path_of(save(2, "82"))


def publication() -> PathTaken:
    """The first result of an award year with three candidates and nine seats, as the page before showed it."""
    category = award_year.category_with()
    client = panel.logged_in(award_year.admin_of(category))
    seen = preview(category).fingerprint
    url = page("awards_category_publish", category.pk)

    def publish() -> HttpResponse:
        return client.post(url, {"fingerprint": seen})

    client.get(url, {"dilihat": seen})
    with transaction.atomic():
        publish()
        transaction.set_rollback(True)
    return path_of(publish)


REQUESTS: dict[str, Callable[[], PathTaken]] = {
    BUTTON: lambda: participation({}),
    BY_ITSELF: lambda: participation(AUTOSAVE),
    SHEET: sheet,
    PUBLISH: publication,
}


@pytest.fixture
def taken() -> dict[str, PathTaken]:
    """Each request in a world of its own."""
    found = {}
    for name, request in REQUESTS.items():
        with transaction.atomic():
            found[name] = request()
            transaction.set_rollback(True)
    return found


def test_what_four_requests_go_through(taken):
    print(f"\n{in_words(taken)}")  # noqa: T201  what `make paths` is for
    assert {name: path.status for name, path in taken.items()} == {
        BUTTON: 302,
        BY_ITSELF: 200,
        SHEET: 302,
        PUBLISH: 302,
    }

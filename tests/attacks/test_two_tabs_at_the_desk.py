"""Two people, or two tabs, on one row of the admin desk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import Phase
from awards.models import Seat
from regencies.admin.stale_check import BEHIND
from tests import factories
from tests.builders.admin_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(desk: Client) -> Seat:
    return factories.seats(factories.edition(phase=Phase.PREPARATION), 1)[0]


def page_of(seat: Seat) -> str:
    return reverse("admin:awards_seat_change", args=[seat.pk])


def opened(desk: Client, seat: Seat) -> dict[str, object]:
    """What a tab that has just been opened would send back."""
    seat.refresh_from_db()
    [seen] = re.findall(r'name="_seen" value="([^"]+)"', text(desk.get(page_of(seat))))
    return {
        "number": seat.number,
        "element": seat.element,
        "position": seat.position,
        "user": seat.user_id,
        "_seen": seen,
    }


def test_the_tab_that_is_behind_overwrites_nothing(desk, seat):
    first, second = opened(desk, seat), opened(desk, seat)
    assert desk.post(page_of(seat), first | {"element": "APINDO"}).status_code == 302
    refused = desk.post(page_of(seat), second | {"number": 2})
    assert (refused.status_code, BEHIND in text(refused)) == (200, True)
    seat.refresh_from_db()
    assert (seat.element, seat.number) == ("APINDO", 1)


def test_pressing_again_on_the_refused_page_is_refused_again(desk, seat):
    late = opened(desk, seat)
    Seat.objects.filter(pk=seat.pk).update(element="Akademisi")
    for _ in range(2):
        refused = desk.post(page_of(seat), late)
        assert refused.context["history_token"] == late["_seen"]
    seat.refresh_from_db()
    assert seat.element == "Akademisi"


def test_a_tab_opened_after_the_change_saves(desk, seat):
    desk.post(page_of(seat), opened(desk, seat) | {"element": "APINDO"})
    assert desk.post(page_of(seat), opened(desk, seat) | {"number": 2}).status_code == 302
    seat.refresh_from_db()
    assert (seat.element, seat.number) == ("APINDO", 2)

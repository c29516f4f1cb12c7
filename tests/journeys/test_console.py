"""Two devices run one room: the other page says that it is of before, and asks for nothing but to be loaded anew."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from awards.choices import Position
from awards.live.presentations import open_floor
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_console_overtaken_by_another_says_so(someone):
    edition = world.seated_edition(2)
    chair, helper = world.by_seat(edition)
    helper.position = Position.SECRETARY
    helper.save()
    world.candidate(edition)
    open_floor(edition, by=chair.user)
    here = reverse("live_console", args=[edition.pk])
    first = someone(LAPTOP).enter(chair.user).open(here)
    second = someone(PHONE).enter(helper.user).open(here).sees("Lembar berkas terkunci: 0 dari 2.")
    told = second.page.locator("[data-live-changed]")
    expect(told).to_be_hidden()
    first.press("Mulai").sees("Sedang paparan: Kabupaten Ketapang")
    expect(told).to_be_visible(timeout=15_000)
    second.shoot("ruang-paparan-didahului")
    told.get_by_role("link", name="Muat ulang").click()
    second.sees("Sedang paparan: Kabupaten Ketapang")
    expect(second.page.locator("[data-live-changed]")).to_be_hidden()
    second.press("Akhiri").sees("Semua paparan selesai")
    expect(first.page.locator("[data-live-changed]")).to_be_visible(timeout=15_000)

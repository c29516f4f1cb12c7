"""A presentation day: nine phones, a chair, a screen on the wall; the server dies, two phones lose the net."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from awards.choices import Stage
from awards.live.floor import address_of
from awards.models import Score
from tests.builders import panel as world
from tests.journeys import phone_sheet
from tests.journeys.conftest import LAPTOP, PHONE, Person, stands
from tests.journeys.test_killed_server import killed_at
from tests.served import free_port, here, serving

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = re.compile(r"^(59|60)\.\d\d$")
MARKS = {"E1": "80", "E2": "81,5", "E3": "77", "E4": "90"}


@pytest.fixture
def edition():
    return world.seated_edition(9)


@pytest.fixture
def entries(edition):
    soon = timezone.now() + datetime.timedelta(hours=1)
    places = [("Ketapang", "61.04"), ("Mempawah", "61.02")]
    return [
        world.candidate(edition, *place, presentation_at=soon + number * datetime.timedelta(hours=1))
        for number, place in enumerate(places)
    ]


def marks() -> dict[int, int]:
    """How many marks each seat has stored."""
    found: dict[int, int] = {}
    for seat in Score.objects.values_list("sheet__seat__number", flat=True):
        found[seat] = found.get(seat, 0) + 1
    return found


def test_every_mark_of_nine_phones_arrives(browser, edition, entries, tmp_path):
    ketapang, mempawah = entries
    seats = list(edition.seats.select_related("user").order_by("number"))
    port, variables = free_port(), here(tmp_path)
    site, contexts = f"http://localhost:{port}", []

    def someone(viewport) -> Person:
        contexts.append(browser.new_context(viewport=viewport, locale="id-ID"))
        return Person(contexts[-1], site)

    with serving(variables, port):
        chair = someone(LAPTOP).enter(seats[0].user)
        console = reverse("live_console", args=[edition.pk])
        chair.open(console).shoot("ruang-paparan-tertutup").press("Buka ruang paparan")
        wall = someone(LAPTOP).open(reverse("live_screen", args=[address_of(edition)]))
        wall.sees("Belum ada yang berpapar.", "Berikutnya: Kabupaten Ketapang")
        phones = [someone(PHONE).enter(seat.user) for seat in seats]
        phones[1].open(reverse("panel_index")).sees("Belum ada yang berpapar.")
        chair.press("Mulai").sees("Sedang paparan: Kabupaten Ketapang").shoot("ruang-paparan")
        for screen in (wall, phones[1]):  # by themselves, within one round of asking
            expect(screen.page.locator(".live-lines")).to_contain_text("Sekarang paparan: Kabupaten Ketapang")
            expect(screen.page.locator("[data-countdown]")).to_have_text(CLOCK)
        phones[1].shoot("ponsel-saat-paparan")
        wall.shoot("layar-ruang")
        phones[1].press("Nilai wawancara")
        address = reverse("panel_sheet", args=[ketapang.pk, Stage.INTERVIEW])
        for phone in phones:
            phone.page.goto(site + address)
            phone.page.locator("#id_E1").wait_for()
        for context in contexts[-2:]:
            context.set_offline(True)
        for phone in phones[:5]:
            give(phone, "E1", "E2")
        killed_at(port)
    for phone in phones[5:]:
        give(phone, "E1", "E2")
    with serving(variables, port):
        for phone in phones:
            give(phone, "E3", "E4")
        for context in contexts[-2:]:
            context.set_offline(False)
        stands(marks, {seat.number: 4 for seat in seats})
        chair.complaints.clear()  # of the server that was dead
        chair.open(console).press("Akhiri").press("Mulai")
        expect(wall.page.locator(".live-lines")).to_contain_text("Sekarang paparan: Kabupaten Mempawah")
        phones[3].page.goto(site + reverse("panel_sheet", args=[mempawah.pk, Stage.INTERVIEW]))
        phones[3].complaints.clear()  # of the server that was dead
        phones[3].check()
        for context in contexts:
            context.close()


def give(phone: Person, *codes: str) -> None:
    for code in codes:
        phone_sheet.give(phone, code, MARKS[code])

"""The list of a member on a small phone: seven candidates on two screens, in the order in which they present."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.choices import Stage
from awards.models import Absence, Recusal
from tests import factories
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP

pytestmark = pytest.mark.django_db(transaction=True)

SMALL_PHONE = {"width": 360, "height": 740}
MOST_SCREENS = 2
REGIONS = {
    "Ketapang": "61.04",
    "Mempawah": "61.02",
    "Kapuas Hulu": "61.06",
    "Kepulauan Karimata": "61.14",
    "Sambas": "61.01",
    "Bengkayang": "61.07",
    "Kubu Raya": "61.12",
}
PAGE_HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture
def edition():
    """Seven candidates an hour apart, the third about to present; one withdrawn from, one missed."""
    edition = world.scoring_edition()
    factories.seats(edition, 2)
    chair, member = world.by_seat(edition)
    now = timezone.now()
    entries = [
        world.candidate(edition, *region, presentation_at=now + datetime.timedelta(hours=number - 2))
        for number, region in enumerate(reversed(REGIONS.items()))
    ]
    world.locked_both(member, entries[0])
    world.draft(member, entries[1], Stage.DESK, B1="80", B2="70")
    Recusal.objects.create(seat=member, entry=entries[2], reason="Kerabat")
    Absence.objects.create(seat=member, entry=entries[3], reason="Sakit", recorded_by=chair.user)
    for number, entry in enumerate(entries):
        world.presents(entry, now + datetime.timedelta(hours=number - 2))
    return edition


def test_seven_candidates_fill_two_screens_of_a_phone_at_most(someone, edition):
    member = someone(SMALL_PHONE).enter(world.by_seat(edition)[1].user).open("/penilaian/")
    height = member.page.evaluate(PAGE_HEIGHT)
    print(f"\nlist of seven candidates: {height} px at 360")  # noqa: T201  what the bar is held against
    assert height <= MOST_SCREENS * SMALL_PHONE["height"], f"{height} px"
    shown = member.page.locator(".candidates > li")
    assert [" ".join(row.split()) for row in shown.locator(".candidate-head").all_inner_texts()] == [
        "Kabupaten Kubu Raya",
        "Kabupaten Bengkayang",
        "Kabupaten Kepulauan Karimata Tidak hadir",
        "Kabupaten Kapuas Hulu",
        "Kabupaten Mempawah",
        "Kabupaten Ketapang",
        "Kabupaten Sambas Benturan kepentingan",
    ]
    assert shown.nth(0).locator(".badge").all_inner_texts() == ["Terkunci", "Terkunci"]
    assert shown.nth(1).locator(".badge").all_inner_texts() == ["Draf 2/10", "Belum"]
    expect(member.page.locator(".now").last).to_contain_text("Berikutnya: Kabupaten Kepulauan Karimata")


def test_the_list_is_whole_on_a_desk(someone, edition):
    member = someone(LAPTOP).enter(world.by_seat(edition)[1].user).open("/penilaian/")
    expect(member.page.locator(".candidates > li")).to_have_count(len(REGIONS))


@pytest.mark.parametrize("window", [SMALL_PHONE, LAPTOP], ids=["phone", "desk"])
def test_own_marks_fit_a_phone_and_a_desk(someone, edition, window):
    member = someone(window).enter(world.by_seat(edition)[1].user).open("/penilaian/").press("Nilai saya")
    expect(member.page.locator("table thead th")).to_have_count(
        len(REGIONS)
    )  # and the criteria, but not the withdrawn

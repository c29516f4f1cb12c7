"""`make taps`: what it costs a member to score seven candidates on a phone, locking included.

Before, every mark was typed into its box and each sheet opened from the list: 294 touches of the glass for the marks of
this walk, counted by it at commit 6aa0bda (CONTRIBUTING.md).
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from awards.choices import SheetStatus, Stage
from awards.models import Entry, Score, ScoreSheet
from tests import factories
from tests.builders import panel as world
from tests.journeys.hand import Hand

pytestmark = pytest.mark.django_db(transaction=True)

SMALL_PHONE = {"width": 360, "height": 740}
BEFORE = 294
MARKS = {  # what a rubric names: an anchor, or the middle of a band
    Stage.DESK: {
        "B1": 80,
        "B2": 78,
        "B3": 63,
        "C1": 93,
        "C2": 78,
        "C3": 63,
        "D1": 93,
        "D2": 78,
        "D3": 78,
        "D4": 63,
    },
    Stage.INTERVIEW: {"E1": 100, "E2": 93, "E3": 78, "E4": 63},
}
REGIONS = {
    "Ketapang": "61.04",
    "Mempawah": "61.02",
    "Kapuas Hulu": "61.06",
    "Landak": "61.08",
    "Sambas": "61.01",
    "Bengkayang": "61.07",
    "Kubu Raya": "61.12",
}


@pytest.fixture
def seat():
    edition = world.scoring_edition()
    factories.seats(edition, 2)
    for region in REGIONS.items():
        world.candidate(edition, *region)
    return world.by_seat(edition)[1]


def test_seven_candidates_cost_a_member_half_the_touches_they_did(someone, seat):
    hand = Hand(someone(SMALL_PHONE, has_touch=True).enter(seat.user))
    hand.page.goto(f"{hand.person.site}/penilaian/")
    for stage in MARKS:
        for entry in Entry.objects.all():
            world.in_time(entry, stage)  # the presentations begin when all desk marks are in
        hand.page.reload()
        hand.tap(hand.page.locator(f".candidate-links a[href$='/{stage.slug}/']").first)
        for _ in REGIONS:
            expect(hand.page.locator(".tabs [aria-current]")).to_have_text(stage.slug.capitalize())
            one_sheet(hand, stage)
    expect(hand.page).to_have_url(re.compile(reverse("panel_edition", args=[seat.edition_id])))
    print(f"\nseven candidates, 360 px: {hand.work.pressed} touches, {BEFORE} before")  # noqa: T201  `make taps`
    assert ScoreSheet.objects.filter(status=SheetStatus.LOCKED).count() == 2 * len(REGIONS)
    given = set(Score.objects.values_list("sheet__stage", "criterion__code", "value"))
    assert given == {(stage, code, mark) for stage, marks in MARKS.items() for code, mark in marks.items()}
    assert hand.work.pressed <= BEFORE // 2


def one_sheet(hand: Hand, stage: Stage) -> None:
    for code, mark in MARKS[stage].items():
        hand.tap(hand.page.locator(f"#kriteria-{code} [data-set-value='{mark}']"))
        expect(hand.page.locator(f"#id_{code}")).to_have_value(str(mark))
    hand.tap("Periksa dan kunci")
    hand.tap(hand.page.get_by_role("checkbox"))
    hand.tap("Kunci lembar")

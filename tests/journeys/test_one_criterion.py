"""The sheet on a phone: one criterion at a time, a tap for a mark, the next sheet after a lock."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db.models import Case, When
from playwright.sync_api import expect

from awards.choices import Stage
from awards.models import Category, CriterionGroup, Score, ScoreSheet
from tests import factories
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP, stands

pytestmark = pytest.mark.django_db(transaction=True)

SMALL_PHONE = {"width": 360, "height": 740}
OVER_A_KEYBOARD = {"width": 360, "height": 420}
# What of the criterion on screen does not lie wholly in the window, or lies under something else.
OUT_OF_SIGHT = """() => {
  const step = document.activeElement.closest(".is-current .criterion, .criterion.is-current");
  const parts = [...step.querySelectorAll("[data-sheet-row] input:not([type=hidden]), .band"),
    [...document.querySelectorAll("[data-turn='1'], [data-last]")].find((one) => one.checkVisibility())];
  return parts.filter((part) => {
    const { top, bottom, left, right } = part.getBoundingClientRect();
    const seen = [top + 1, bottom - 1].every((y) => part.contains(document.elementFromPoint((left + right) / 2, y)));
    return top < 0 || bottom > innerHeight || !seen;
  }).map((part) => `${step.dataset.code}: ${part.textContent.trim() || part.id}`);
}"""


@pytest.fixture
def edition():
    edition = world.scoring_edition()
    factories.seats(edition, 2)
    return edition


@pytest.fixture
def entry(edition):
    return world.candidate(edition)


@pytest.fixture
def seat(edition):
    return world.by_seat(edition)[1]


def current(member) -> str:
    return member.page.locator("[data-step-code].is-current").get_attribute("data-step-code")


def strip(member) -> dict[str, str]:
    return {
        button.inner_text(): button.get_attribute("data-state")
        for button in member.page.locator(".strip button").all()
    }


def test_a_tap_gives_a_mark_and_leads_on_and_the_mark_can_still_be_moved(someone, seat, entry):
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    assert member.page.locator(".criterion:visible").count() == 1
    assert set(strip(member).values()) == {"blank"}
    member.page.get_by_role("button", name="Perkada khusus").tap()
    assert (current(member), strip(member)["B1"]) == ("B2", "filled")
    member.page.get_by_role("button", name="Baik 71–85", exact=True).tap()
    assert current(member) == "B3"
    for _ in range(3):
        member.page.get_by_role("button", name="Kurangi satu nilai yang baru diberikan").tap()
    expect(member.page.locator("[data-given-text]")).to_have_text("B2: 75")
    stands(
        lambda: dict(Score.objects.values_list("criterion__code", "value")),
        {"B1": Decimal(80), "B2": Decimal(75)},
    )
    member.page.get_by_role("button", name="Kriteria sebelumnya").tap()
    member.page.get_by_role("button", name="Cukup 56–70").tap()
    assert (current(member), member.page.locator("#id_B2").input_value()) == ("B2", "63")
    member.check()


def test_the_last_criterion_leads_to_the_lock_and_the_lock_to_the_next_sheet(someone, edition, seat, entry):
    following = world.candidate(edition, "Sambas", "61.01")
    world.draft(seat, entry, **{code: mark for code, mark in world.DESK.items() if code != "D2"})
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    assert current(member) == "D"
    member.page.get_by_role("button", name="Besar dan terukur").tap()
    assert current(member) == "D"
    member.page.get_by_role("button", name="Periksa dan kunci").tap()
    member.page.get_by_role("checkbox").tap()
    member.page.get_by_role("button", name="Kunci lembar").tap()
    member.page.wait_for_url(f"**{world.sheet_url(following)}")
    expect(member.page.locator(".notice-success")).to_contain_text("Ketapang terkunci")
    assert ScoreSheet.objects.get(entry=entry).is_locked


@pytest.mark.parametrize("stage", list(Stage))
def test_over_a_keyboard_box_bands_and_next_are_in_sight_together(someone, seat, entry, stage):
    world.in_time(entry, stage)
    member = someone(OVER_A_KEYBOARD, has_touch=True).enter(seat.user).open(world.sheet_url(entry, stage))
    codes = [criterion.code for criterion in world.asked(entry, stage)]
    member.page.locator(".criterion.is-current input:not([type=hidden])").first.tap()
    for code in codes:
        assert current(member) == ("D" if code in world.INNOVATION else code)
        expect(member.page.locator(f"#id_{code}")).to_be_focused()
        stands(lambda: member.page.evaluate(OUT_OF_SIGHT), [])
        member.page.keyboard.type("70")
        if code != codes[-1]:
            member.page.get_by_role("button", name="Simpan dan lanjut").tap()
    member.page.keyboard.press("Enter")
    member.page.wait_for_url(re.compile("/kunci/"))
    assert Score.objects.filter(value=70).count() == len(codes)


def group_value(member):
    return member.page.locator(".group-value")


def test_the_parts_of_a_group_are_one_step_with_what_they_come_to(someone, seat, entry):
    world.draft(
        seat, entry, **{code: mark for code, mark in world.DESK.items() if code not in world.INNOVATION}
    )
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    assert (current(member), [*strip(member)]) == ("D", ["B1", "B2", "B3", "C1", "C2", "C3", "D"])
    assert member.page.locator("h2:visible", has_text="D Inovasi").count() == 1
    parts = member.page.locator(".criterion:visible")
    assert [part.get_attribute("data-code") for part in parts.all()] == world.INNOVATION
    shares = [text.split(" · ")[1] for text in parts.locator(".sheet-code span").all_inner_texts()]
    assert shares == ["30% dari D", "30% dari D", "25% dari D", "15% dari D"]
    assert parts.locator("input:visible").count() == 4
    assert [part.locator(".band").count() for part in parts.all()] == [4, 4, 4, 4]
    expect(group_value(member)).to_have_text("Nilai D sementara: –")
    member.check()
    given = {
        "Cara daerah lain, diperbaiki": "78,00",
        "Terbatas": "70,50",
        "Berlanjut, ada aturan dan dana": "72,71",
    }
    for place, (anchor, value) in enumerate(given.items(), start=1):
        member.page.get_by_role("button", name=anchor).tap()
        expect(group_value(member)).to_have_text(f"Nilai D sementara: {value}")
        assert current(member) == "D"
        expect(parts.nth(place)).to_be_focused()
        expect(parts.nth(place).locator(".band").first).to_be_in_viewport()
    assert strip(member)["D"] == "blank"
    for code, mark in zip(world.INNOVATION, ("80", "70", "60", "50"), strict=True):
        member.page.locator(f"#id_{code}").fill(mark)
    expect(group_value(member)).to_have_text("Nilai D: 67,50")
    assert strip(member)["D"] == "filled"
    member.page.get_by_role("button", name="Tambah satu, D1").tap()
    expect(group_value(member)).to_have_text("Nilai D: 67,80")
    marks = Score.objects.filter(criterion__group__code="D").values_list("criterion__code", "value")
    assert dict(marks) == {"D1": 81, "D2": 70, "D3": 60, "D4": 50}
    member.check()
    member.open(world.sheet_url(entry))
    expect(group_value(member)).to_have_text("Nilai D: 67,80")


def test_a_group_in_the_middle_of_the_sheet_leads_on_to_the_criterion_after_it(someone, seat, entry):
    CriterionGroup.objects.filter(code__in=["B", "D"]).update(
        on_one_screen=Case(When(code="B", then=True), default=False)
    )
    world.draft(seat, entry, B1="80", B3="60")
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    assert [*strip(member)] == ["B", "C1", "C2", "C3", "D1", "D2", "D3", "D4"]
    expect(group_value(member)).to_have_text("Nilai B sementara: 73,33")
    member.page.get_by_role("button", name="Simpan dan lanjut").tap()
    assert current(member) == "C1"
    member.page.get_by_role("button", name="Kriteria sebelumnya").tap()
    member.page.locator("#kriteria-B2").get_by_role("button", name="Cukup 56–70").tap()
    assert current(member) == "C1"
    expect(member.page.locator("[data-given-text]")).to_have_text("B2: 63")
    member.page.get_by_role("button", name="Tambah satu nilai yang baru diberikan").tap()
    expect(group_value(member)).to_have_text("Nilai B: 69,60")
    marks = Score.objects.filter(criterion__group__code="B").values_list("criterion__code", "value")
    assert dict(marks) == {"B1": 80, "B2": 64, "B3": 60}
    assert member.page.locator(".together:visible").count() == 0


def test_a_part_that_is_due_a_note_is_not_left(someone, seat, entry):
    Category.objects.update(note_below=60)
    world.draft(seat, entry, B1="80")
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(f"{world.sheet_url(entry)}#id_D3")
    expect(member.page.locator("#id_D3")).to_be_focused()
    member.page.get_by_role("button", name="Berjalan satu kali saja").tap()
    expect(member.page.locator("#kriteria-D3 .note-due")).to_be_visible()
    member.page.get_by_label("Catatan D3").fill("Belum dianggarkan lagi.")
    member.page.get_by_label("Catatan D3").blur()
    notes = Score.objects.filter(criterion__code="D3").values_list("value", "note")
    stands(lambda: list(notes.all()), [(Decimal(27), "Belum dianggarkan lagi.")])
    assert current(member) == "D"
    member.page.get_by_role("button", name="Simpan dan lanjut").tap()
    expect(member.page.locator("#kriteria-D4")).to_be_focused()
    expect(member.page.get_by_role("button", name="Periksa dan kunci")).to_be_visible()


def test_keys_alone_reach_every_criterion_and_an_error_shows_in_the_strip(someone, seat, entry):
    member = someone(SMALL_PHONE).enter(seat.user).open(world.sheet_url(entry))
    member.page.locator("#id_B1").focus()
    member.page.keyboard.type("68.125")
    member.page.keyboard.press("Enter")
    expect(member.page.locator("#id_B2")).to_be_focused()
    expect(member.page.locator(".strip button").first).to_have_attribute("data-state", "wrong")
    member.page.locator(".strip button").first.press("Enter")
    expect(member.page.locator("#kriteria-B1")).to_be_focused()
    expect(member.page.locator("[data-error-for=B1]")).to_contain_text("68,13")
    member.check()
    member.page.locator(".strip button", has_text="D").press("Enter")
    expect(member.page.locator(".together")).to_be_focused()
    member.page.locator("#id_D1").focus()
    for code in world.INNOVATION[1:]:
        member.page.keyboard.type("70")
        member.page.keyboard.press("Enter")
        expect(member.page.locator(f"#id_{code}")).to_be_focused()


def test_a_low_mark_asks_for_its_note_at_once(someone, seat, entry):
    Category.objects.update(note_below=60)
    member = someone(SMALL_PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    due = member.page.locator("#kriteria-B1 .note-due")
    expect(due).to_be_hidden()
    member.page.get_by_role("button", name="Instruksi atau surat edaran").tap()
    expect(due).to_have_text("Nilai di bawah 60 memerlukan catatan sebelum dikunci.")
    assert current(member) == "B1"
    member.check()
    member.page.get_by_label("Catatan B1").fill("Hanya surat edaran.")
    expect(due).to_be_hidden()


def test_a_desk_shows_all_criteria_at_once(someone, seat, entry):
    member = someone(LAPTOP).enter(seat.user).open(world.sheet_url(entry))
    assert member.page.locator(".criterion:visible").count() == len(world.DESK)
    assert member.page.locator(".strip, [data-turn]").filter(visible=True).count() == 0
    expect(group_value(member)).to_have_text("Nilai D sementara: –")
    member.page.get_by_role("button", name="Perkada khusus").click()
    expect(member.page.get_by_role("button", name="Perkada khusus")).to_be_focused()


def test_a_chosen_band_can_be_read_under_the_mouse(someone, seat, entry):
    """It was white on a light ground: a rule for every band under a mouse was stronger than that of the chosen one."""
    member = someone(LAPTOP).enter(seat.user).open(world.sheet_url(entry))
    band = member.page.locator("#kriteria-B2").get_by_role("button", name="Cukup 56–70")
    band.click()
    band.hover()
    expect(band).to_have_css("color", "rgb(255, 255, 255)")
    expect(band).not_to_have_css("background-color", "rgb(228, 239, 237)")
    member.check()

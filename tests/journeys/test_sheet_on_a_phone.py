"""The panel's sheet in a browser: one thumb, no JavaScript, keys only, two tabs. Every page passes the checks of
conftest.Person."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from awards.choices import Stage
from awards.models import Score, ScoreSheet
from tests import factories
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)


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


def total(person):
    return person.page.locator("#jumlah b")


def saved(person):
    return expect(person.page.locator("[data-autosave-status]")).to_have_text(
        re.compile(r"^Tersimpan \d\d\.\d\d WIB")
    )


def shown(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def test_one_thumb_fills_a_sheet_and_the_total_follows(someone, seat, entry):
    member = someone(PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    from_figures = Decimal(total(member).inner_text().replace(",", "."))
    member.page.get_by_role("button", name="Perkada khusus").tap()
    saved(member)
    assert Score.objects.get().value == 80
    expect(total(member)).to_have_text(shown(from_figures + Decimal("6.4")))
    member.page.get_by_role("button", name="Tambah satu nilai yang baru diberikan").tap()
    expect(total(member)).to_have_text(shown(from_figures + Decimal("6.48")))
    assert Score.objects.get().value == 81
    assert member.page.locator(".bench-report").is_hidden()
    member.check()


@pytest.mark.parametrize("standing", ["", "tujuh"])
def test_a_step_from_no_mark_makes_none(someone, seat, entry, standing):
    member = someone(PHONE, has_touch=True).enter(seat.user).open(world.sheet_url(entry))
    member.page.get_by_role("button", name="B2, belum dinilai").tap()
    box = member.page.locator("#id_B2")
    box.fill(standing)
    for name in ("Kurangi satu, B2", "Tambah satu, B2"):
        button = member.page.get_by_role("button", name=name)
        button.click()
        expect(box).to_have_value(standing)
        expect(box).to_be_focused()
    member.page.wait_for_timeout(1500)
    assert not Score.objects.exists()
    box.fill("0")
    button.click()
    expect(box).to_have_value("1")
    saved(member)
    assert Score.objects.get().value == 1
    member.check()


def test_the_report_stands_beside_the_sheet_on_a_laptop(someone, seat, entry):
    member = someone(LAPTOP).enter(seat.user).open(world.sheet_url(entry))
    expect(member.page.locator(".bench-report")).to_contain_text("Kepesertaan per segmen")
    report, sheet = (member.page.locator(f".bench-{part}").bounding_box() for part in ("report", "sheet"))
    assert report["x"] + report["width"] <= sheet["x"]
    member.check()


def test_what_cannot_be_read_is_said_beside_its_box_and_keeps_the_rest_on_screen(someone, seat, entry):
    member = someone(PHONE).enter(seat.user).open(world.sheet_url(entry))
    box = member.page.locator("#id_B1")
    box.fill("68.125")
    box.blur()
    expect(member.page.locator("#kriteria-B1 [data-error-for=B1]")).to_contain_text("68,13")
    expect(box).to_have_value("68.125")
    box.fill("68,13")
    box.blur()
    saved(member)
    assert Score.objects.get().value == Decimal("68.13")


def test_without_javascript_and_with_keys_only(someone, seat, entry):
    member = someone(PHONE, java_script_enabled=False)
    page = member.page  # without the checks of Person, which are a script too
    page.goto(f"{member.site}/akun/masuk/")
    page.get_by_label("Alamat e-mail").fill(seat.user.email)
    page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    page.goto(member.site + world.sheet_url(entry))
    for code, mark in world.typed(world.DESK).items():
        page.locator(f"#id_{code}").focus()
        page.keyboard.type(mark)
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_contain_text("Draf tersimpan")
    assert Score.objects.count() == len(world.DESK)
    page.get_by_role("button", name="Periksa dan kunci").press("Enter")
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="Kunci lembar").press("Enter")
    expect(page.locator(".notice-success")).to_contain_text("terkunci")
    assert ScoreSheet.objects.get().is_locked


def test_the_second_tab_is_asked_which_value_counts(someone, seat, entry):
    first = someone(PHONE).enter(seat.user).open(world.sheet_url(entry))
    second = first.page.context.new_page()
    second.goto(first.site + world.sheet_url(entry))
    second.locator("#id_B1").fill("40")
    second.locator("#id_B1").blur()
    expect(second.locator("[data-autosave-status]")).to_contain_text("Tersimpan")
    first.page.locator("#id_B1").fill("90")
    first.page.locator("#id_B1").blur()
    expect(first.page.locator(".conflict")).to_contain_text("Isian tersimpan")
    first.check()
    assert Score.objects.get().value == 40
    first.press("Simpan isian Bapak/Ibu")
    assert Score.objects.get().value == 90


def test_a_stale_phone_that_gave_another_mark_is_asked_about_nothing(someone, seat, entry):
    phone = someone(PHONE).enter(seat.user).open(world.sheet_url(entry))
    laptop = someone(LAPTOP).enter(seat.user).open(world.sheet_url(entry))
    marks = {}
    for person, name, mark in ((laptop, "B2", "87,5"), (phone, "B3", "40"), (phone, "B1", "64")):
        if person is phone:
            person.page.get_by_role("button", name=f"{name}, belum dinilai").click()
        person.page.locator(f"#id_{name}").fill(mark)
        person.page.locator(f"#id_{name}").blur()
        marks[name] = Decimal(mark.replace(",", "."))
        stands(lambda: dict(Score.objects.values_list("criterion__code", "value")), marks)
    expect(phone.page.locator(".conflict")).to_have_count(0)


def test_every_page_of_the_panel_and_of_its_chair_is_accessible(someone, edition, seat, entry):
    world.candidate(edition, "Sambas", "61.01")
    chair = world.by_seat(edition)[0]
    for one in (chair, seat):
        world.locked_both(one, entry)
    sheet = ScoreSheet.objects.get(seat=seat, entry=entry, stage=Stage.DESK)
    for viewport in (PHONE, LAPTOP):
        member = someone(viewport).enter(seat.user)
        for path in (
            "",
            f"{entry.pk}/berkas/",
            f"{entry.pk}/laporan/",
            f"{entry.pk}/nilai/",
            f"{entry.pk}/mundur/",
        ):
            member.open(f"/penilaian/{path}")
        head = someone(viewport).enter(chair.user)
        for path in (
            "",
            f"edisi/{edition.pk}/ingatkan/",
            f"{entry.pk}/",
            f"lembar/{sheet.pk}/buka/",
            f"lembar/{sheet.pk}/riwayat/",
        ):
            head.open(f"/penilaian/ketua/{path}")

"""What is typed and not stored yet stays on the device until the server has it, for the person who typed it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from regencies.actions.entry_edits import save_entry
from regencies.choices import Section
from regencies.models import UcjTarget
from tests import factories
from tests.journeys.conftest import stands

pytestmark = pytest.mark.django_db(transaction=True)
TARGET = "/laporan/2025/target/"


@pytest.fixture
def person(office, someone):
    return someone().enter(office[1]).open(TARGET)


def cut(page: Page) -> None:
    """From now on there is no connection."""
    page.context.set_offline(True)


def status(page: Page):
    return page.locator("[data-autosave-status]")


def stored_workers() -> int | None:
    return UcjTarget.objects.get().vulnerable_workers


def drafts(page: Page) -> int:
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('paritrana-draft')).length"
    )


def again(page: Page) -> Page:
    """The page opened anew in another tab of the same device, with a connection, when the first is gone."""
    new = page.context.new_page()
    page.close()
    new.context.set_offline(False)
    new.goto(page.url)
    return new


def test_a_figure_typed_just_before_going_on_is_stored(person):
    person.page.locator("#id_vulnerable_workers").fill("34.400")
    person.page.locator("nav.section-nav a[rel=next]").click()
    person.page.wait_for_url(lambda url: TARGET not in url)
    stands(stored_workers, 34_400)


def test_a_figure_typed_just_before_the_tab_is_hidden_or_left_is_stored(person):
    person.page.locator("#id_vulnerable_workers").fill("34.400")
    person.page.goto("about:blank")
    stands(stored_workers, 34_400)


def test_without_a_line_all_of_it_comes_back_and_is_stored(person):
    cut(person.page)
    person.page.locator("#id_target_pct").fill("70,5")
    person.page.locator("#id_document").fill("RPJMD 2025")
    assert drafts(person.page) == 1
    page = again(person.page)
    expect(page.locator("#id_target_pct")).to_have_value("70,5")
    expect(page.locator("#id_document")).to_have_value("RPJMD 2025")
    expect(status(page)).to_contain_text("Tersimpan")
    assert drafts(page) == 0
    row = UcjTarget.objects.get()
    assert (str(row.target_pct), row.document) == ("70.500", "RPJMD 2025")


def test_a_box_that_could_not_be_read_is_still_there(person):
    person.page.locator("#id_target_pct").fill("68.125")
    person.page.locator("#id_document").fill("RPJMD 2025")
    person.page.locator("#id_document").blur()
    expect(status(person.page)).to_contain_text("kecuali isian yang ditandai")
    page = again(person.page)
    expect(page.locator("#id_target_pct")).to_have_value("68.125")
    expect(page.locator("#id_target_pct_error")).to_contain_text("68,125")
    assert UcjTarget.objects.get().document == "RPJMD 2025"


@pytest.mark.parametrize(
    ("button", "kept"), [("Pakai isian di perangkat ini", 70), ("Pakai data tersimpan", 65)]
)
def test_where_the_server_has_newer_both_are_shown_and_one_is_chosen(office, person, button, kept):
    draft, _, head = office
    cut(person.page)
    person.page.locator("#id_target_pct").fill("70")
    person.page.locator("#id_document").fill("RPJMD 2025")
    entry = factories.entry(draft, Section.TARGET)
    save_entry(entry, {"target_pct": 65}, expected_version=entry.version, by=head)
    page = again(person.page)
    rows = page.locator(".conflict tbody tr")
    assert [row.split()[-2:] for row in rows.all_inner_texts()] == [["70", "65"], ["2025", "–"]]
    expect(page.locator("#id_target_pct")).to_have_value("65")
    page.get_by_role("button", name=button).click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator("#id_target_pct")).to_be_focused()
    if kept == 70:
        expect(status(page)).to_contain_text("Tersimpan")
    assert drafts(page) == 0
    assert (UcjTarget.objects.get().target_pct, UcjTarget.objects.get().document) == (
        kept,
        "RPJMD 2025" if kept == 70 else "",
    )


def test_a_button_that_stored_it_leaves_no_draft_behind(office, person):
    """Also when somebody else has changed the figure since: what was stored once is not offered again."""
    draft, _, head = office
    person.page.locator("#id_target_pct").fill("70")
    person.page.get_by_role("button", name="Simpan draf").click()
    expect(person.page.locator(".notice-success")).to_contain_text("Tersimpan pukul")
    entry = factories.entry(draft, Section.TARGET)
    save_entry(entry, {"target_pct": 65}, expected_version=entry.version, by=head)
    person.open(TARGET)
    expect(person.page.locator("#id_target_pct")).to_have_value("65")
    expect(person.page.locator(".conflict")).to_have_count(0)


def test_it_is_gone_with_the_log_out(person):
    cut(person.page)
    person.page.locator("#id_target_pct").fill("70")
    assert drafts(person.page) == 1
    person.page.context.set_offline(False)
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.page.locator("details.account summary").click()
    person.page.get_by_role("button", name="Keluar").click()
    person.page.wait_for_url(f"{person.site}/")
    assert drafts(person.page) == 0


def test_it_is_gone_when_another_person_logs_in(office, person):
    cut(person.page)
    person.page.locator("#id_target_pct").fill("70")
    assert drafts(person.page) == 1
    page = person.page.context.new_page()
    person.page.close()
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto(f"{person.site}/akun/masuk/")
    assert drafts(page) == 1
    page.get_by_label("Alamat e-mail").fill(office[2].email)
    page.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/laporan/")
    assert drafts(page) == 0

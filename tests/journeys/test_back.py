"""Back in the browser: the page shows what the server has now, and claims nothing of what it once stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from regencies.actions.entry_edits import save_entry
from regencies.choices import Section
from regencies.models import UcjTarget
from tests import factories
from tests.journeys.conftest import stands

pytestmark = pytest.mark.django_db(transaction=True)
TARGET, NEXT = "/laporan/2025/target/", "/laporan/2025/identitas/"


@pytest.fixture
def person(office, someone):
    """An officer whose page has just stored two boxes by itself."""
    person = someone().enter(office[1]).open(TARGET)
    for name, text in {"target_pct": "70", "document": "RPJMD 2025"}.items():
        person.page.locator(f"#id_{name}").fill(text)
    expect(status(person)).to_contain_text("Tersimpan")
    stands(stored, ("70.000", "RPJMD 2025"))
    return person


def status(person):
    return person.page.locator("[data-autosave-status]")


def stored() -> tuple[str, str]:
    row = UcjTarget.objects.get()
    return str(row.target_pct), row.document


def shown(person) -> dict[str, str]:
    """What stands in the two boxes, and what the page takes for stored."""
    boxes = {name: person.page.locator(f"[name={name}]") for name in ("target_pct", "document")}
    twins = {f"initial-{name}": person.page.locator(f"[name=initial-{name}]") for name in boxes}
    return {name: box.input_value() for name, box in (boxes | twins).items()}


def change_elsewhere(office) -> None:
    """The head takes both back, from another place."""
    entry = factories.entry(office[0], Section.TARGET)
    save_entry(entry, {"target_pct": 65, "document": ""}, expected_version=entry.version, by=office[2])


ELSEWHERE = {"target_pct": "65", "document": "", "initial-target_pct": "65", "initial-document": ""}


def test_back_shows_what_the_server_has_and_does_not_call_the_old_value_stored(office, person):
    person.page.goto(person.site + NEXT)
    change_elsewhere(office)
    person.page.go_back()
    assert shown(person) == ELSEWHERE
    person.page.locator("#id_vulnerable_workers").fill("34.400")
    stands(lambda: UcjTarget.objects.get().vulnerable_workers, 34_400)
    assert stored() == ("65.000", "")


def test_a_page_the_browser_had_kept_is_fetched_anew(office, person):
    change_elsewhere(office)
    with person.page.expect_navigation():
        person.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert shown(person) == ELSEWHERE


@pytest.mark.parametrize("typed", ["", "Berkas tahun 2025"])
def test_a_kept_page_is_fetched_anew_unless_something_was_typed_that_no_draft_holds(office, someone, typed):
    entry = factories.entry(office[0], Section.PARTICIPATION)
    page = someone().enter(office[1]).open(f"/laporan/2025/butir/{entry.pk}/bukti/").page
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Judul").fill(typed)
    page.evaluate("window.isKept = true")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    if typed:
        page.wait_for_timeout(500)
        assert page.evaluate("window.isKept === true")
    else:
        page.wait_for_function("window.isKept === undefined")


def test_back_brings_what_was_not_stored_and_offers_it_beside_newer_values(office, person):
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.page.route(
        f"**{TARGET}", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    person.page.locator("#id_document").fill("RPJMD 2026")
    expect(status(person)).to_contain_text("Belum tersimpan")
    person.page.goto(person.site + NEXT)
    person.page.go_back()
    expect(person.page.locator("#id_document")).to_have_value("RPJMD 2026")
    expect(status(person)).to_contain_text("Belum tersimpan")
    person.page.goto(person.site + NEXT)
    change_elsewhere(office)
    person.page.go_back()
    expect(person.page.locator(".conflict h2")).to_have_text("Isian di perangkat ini belum tersimpan")
    assert shown(person) == ELSEWHERE


def test_what_is_typed_on_is_not_covered_by_what_was_said_of_the_last_save(person):
    person.page.locator("#id_document").press_sequentially("x")
    assert status(person).inner_text() == ""
    expect(status(person)).to_contain_text("Tersimpan")
    person.page.locator("#id_document").fill("")
    expect(status(person)).to_contain_text("Dikosongkan")
    assert stored() == ("70.000", "")

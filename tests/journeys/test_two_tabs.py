"""A report filled in by two people at once, in real browsers: what is saved, what is asked, what is kept."""

import pytest
from playwright.sync_api import expect

from regencies.choices import Section
from regencies.models import UcjTarget
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True)]

TARGET = "/laporan/2025/target/"


def type_in(person, name, text):
    """Type, leave the box, and wait until the page says that it was saved."""
    path = person.page.url
    saved = person.page.expect_response(lambda answer: (answer.request.method, answer.url) == ("POST", path))
    with saved as response:
        box = person.page.locator(f"#id_{name}")
        box.fill(text)
        box.blur()
    return response.value.status


def stored(name):
    return getattr(UcjTarget.objects.get(), name)


def test_two_people_on_two_boxes_save_both(office, someone):
    _, officer, head = office
    first, second = someone().enter(officer), someone().enter(head)
    first.open(TARGET)
    second.open(TARGET)
    assert type_in(first, "target_pct", "70,5") == 200
    expect(first.page.locator("#id_target_pct_echo")).to_contain_text("tujuh puluh koma lima")
    assert type_in(second, "vulnerable_workers", "34.400") == 200
    assert type_in(second, "vulnerable_workers", "34.401") == 200
    assert (str(stored("target_pct")), stored("vulnerable_workers")) == ("70.500", 34_401)


def test_a_value_typed_there_and_back_is_the_value(office, someone):
    """After each autosave the value just saved counts as the one that was seen."""
    _, officer, head = office
    first, second = someone().enter(officer), someone().enter(head)
    first.open(TARGET)
    second.open(TARGET)
    type_in(second, "document", "RPJMD")  # from now on the first tab is stale
    type_in(first, "vulnerable_workers", "10")
    type_in(first, "vulnerable_workers", "20")
    assert type_in(first, "vulnerable_workers", "10") == 200
    assert (stored("vulnerable_workers"), stored("document")) == (10, "RPJMD")


def test_the_same_box_in_two_tabs_is_a_choice(office, someone):
    _, officer, head = office
    first, second = someone().enter(officer), someone().enter(head)
    first.open(TARGET)
    second.open(TARGET)
    type_in(first, "target_pct", "70")
    assert type_in(second, "target_pct", "65") == 409
    expect(second.page.locator("[data-autosave-status]")).to_contain_text("sudah berubah di tempat lain")
    second.check().sees("Isian Bapak/Ibu", "65", "Isian tersimpan", "70")
    assert stored("target_pct") == 70
    second.press("Simpan isian Bapak/Ibu")
    assert stored("target_pct") == 65


def test_an_answer_being_typed_outlives_the_refreshed_findings(office, someone):
    draft, officer, _ = office
    person = someone().enter(officer).open("/laporan/2025/kepesertaan/")
    type_in(person, "wage_earners_registered", "200.000")
    answer = person.page.locator("textarea").first
    expect(answer).to_be_visible()
    answer.fill("Pekerja perkebunan")
    type_in(person, "wage_earners_registered_previous", "199.000")
    person.page.wait_for_load_state("networkidle")
    expect(answer).to_have_value("Pekerja perkebunan")
    assert factories.entry(draft, Section.PARTICIPATION).participation.registered_previous == 199_000


def test_after_the_session_ended_a_log_in_in_another_tab_saves_what_was_typed(office, someone):
    """The session cookie is gone; the page saves by itself, and the token it was made with serves no more."""
    _, officer, _ = office
    person = someone().enter(officer).open(TARGET)
    person.page.context.clear_cookies(name="paritrana_session")
    type_in(person, "target_pct", "70,5")
    expect(person.page.locator("[data-autosave-status]")).to_contain_text("sesi berakhir")
    other = person.page.context.new_page()
    other.goto(f"{person.site}/akun/masuk/")
    other.get_by_label("Alamat e-mail").fill(officer.email)
    other.get_by_label("Kata sandi", exact=True).fill(factories.PASSWORD)
    other.locator("main").get_by_role("button", name="Masuk").click()
    other.wait_for_url("**/laporan/")
    person.page.bring_to_front()
    person.page.evaluate("dispatchEvent(new Event('focus'))")  # a headless window is never behind another
    expect(person.page.locator("[data-autosave-status]")).to_contain_text("Tersimpan")
    assert str(stored("target_pct")) == "70.500"

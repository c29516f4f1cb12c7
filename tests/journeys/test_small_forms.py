"""Several small forms on one page, answers and verdicts: each saves itself, and no button of one loses another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from regencies.choices import ReviewState, Section
from regencies.models import Explanation, Review
from tests import factories
from tests.journeys.conftest import stands

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB")


@pytest.fixture
def office():
    place = factories.regency()
    officer = factories.officer(place, "Siti Aminah")
    draft = factories.draft(place, by=officer)
    row = factories.entry(draft, Section.PARTICIPATION).participation
    row.registered, row.registered_previous = 200_000, 10
    row.save()
    return draft, officer


def test_answers_save_themselves_and_stay_while_the_findings_are_fetched_anew(office, someone):
    _, officer = office
    person = someone().enter(officer).open("/laporan/2025/kepesertaan/")
    answers = person.page.locator(".questions textarea")
    asked = answers.count()
    assert asked >= 2
    for nth in range(asked):
        answers.nth(nth).fill(f"Penjelasan {nth}")
    for status in person.page.locator(".questions [data-autosave-status]").all():
        expect(status).to_have_text(SAVED)
    assert sorted(Explanation.objects.values_list("answer", flat=True)) == [
        f"Penjelasan {n}" for n in range(asked)
    ]
    assert person.page.locator(".questions [data-badge]").all_inner_texts().count("Sudah dijelaskan") == asked
    answers.nth(0).fill("Penjelasan yang lain")
    expect(person.page.locator(".questions [data-autosave-status]").nth(0)).to_have_text(SAVED)
    with person.page.expect_response(lambda answer: "keadaan" in answer.url):
        person.page.locator("#id_migrant_workers_registered").fill("7")
        person.page.locator("#id_migrant_workers_registered").blur()
    expect(answers.nth(0)).to_have_value("Penjelasan yang lain")
    # it says "Tersimpan" of the answer before, so only the row tells
    stands(Explanation.objects.filter(answer="Penjelasan yang lain").count, 1)
    person.check()


def test_verdicts_save_themselves_and_the_button_of_one_loses_no_other(someone):
    report = factories.sent()
    verifier = factories.verifier(report.regency.province)
    person = someone().enter(verifier).open(f"/verifikator/{report.pk}/")
    cards = person.page.locator("article.entry")
    first, second, third = (cards.nth(nth) for nth in range(3))
    first.get_by_label("Sesuai", exact=True).check()
    expect(first.locator("[data-autosave-status]")).to_have_text(SAVED)
    expect(first.locator("[data-badge]")).to_have_text(ReviewState.APPROVED.label)
    second.get_by_label("Catatan").fill("Rekap tidak terbaca.")
    second.get_by_label(ReviewState.NEEDS_WORK.label, exact=True).check()
    third.get_by_label("Sesuai", exact=True).check()
    third.get_by_role("button", name="Simpan hasil").click()
    expect(third.locator("[data-autosave-status]")).to_have_text(SAVED)
    expect(person.page.locator("#kemajuan")).to_contain_text(f"3 dari {cards.count()}")
    judged = Review.objects.order_by("entry__position", "entry").values_list("state", "note")
    stands(
        lambda: list(judged.all()[:3]),
        [("approved", ""), ("needs_work", "Rekap tidak terbaca."), ("approved", "")],
    )
    person.page.reload()
    expect(second.get_by_label("Catatan")).to_have_value("Rekap tidak terbaca.")
    person.check()


def test_a_flag_waits_for_its_note_beside_the_note(someone):
    report = factories.sent()
    verifier = factories.verifier(report.regency.province)
    person = someone().enter(verifier).open(f"/verifikator/{report.pk}/")
    card = person.page.locator("article.entry").first
    card.get_by_label(ReviewState.NEEDS_WORK.label, exact=True).check()
    expect(card.locator(".field-error").filter(has_text="memerlukan catatan")).to_be_visible()
    assert not Review.objects.exists()
    card.get_by_label("Catatan").fill("Rekap tidak terbaca.")
    expect(card.locator("[data-autosave-status]")).to_have_text(SAVED)
    assert Review.objects.get().note == "Rekap tidak terbaca."


def test_a_verifier_judges_one_entry_after_the_other_by_keys_on_one_page(someone):
    report = factories.sent()
    verifier = factories.verifier(report.regency.province)
    person = someone().enter(verifier).open(f"/verifikator/{report.pk}/")
    page, cards = person.page, person.page.locator("article.entry")
    loads = []
    page.on("load", lambda _: loads.append("load"))
    page.keyboard.press("n")  # the focus is not inside an entry: no key does anything
    expect(cards.first).not_to_be_focused()
    page.get_by_role("button", name="Ke butir yang belum diperiksa").click()
    for nth in range(cards.count()):
        expect(cards.nth(nth)).to_be_focused()
        page.keyboard.press("1")
        expect(cards.nth(nth).locator("[data-badge]")).to_have_text(ReviewState.APPROVED.label)
        page.keyboard.press("n")
    assert Review.objects.filter(state=ReviewState.APPROVED).count() == cards.count()
    page.keyboard.press("k")
    page.keyboard.press("2")
    note = cards.nth(cards.count() - 2).get_by_label("Catatan")
    expect(note).to_be_focused()
    page.keyboard.type("1 jk n")  # keys of a box for text are text
    expect(note).to_have_value("1 jk n")
    stands(Review.objects.filter(state=ReviewState.NEEDS_WORK, note="1 jk n").count, 1)
    assert loads == []
    person.check()

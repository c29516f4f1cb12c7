"""What a screen reader is told when a page saves itself: only what changed, once; and where the focus stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from awards.models import Score
from regencies.models import Explanation, Participation
from tests import factories
from tests.builders import panel as world
from tests.journeys.conftest import stands

pytestmark = pytest.mark.django_db(transaction=True)
PARTICIPATION = "/laporan/2025/kepesertaan/"
# Every text a live region takes on, in order; a region that is put into the page with its text says it too.
LISTEN = """() => {
  const LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output";
  const words = (element) => element.textContent.replace(/\\s+/g, " ").trim();
  const known = new Map([...document.querySelectorAll(LIVE)].map((one) => [one, words(one)]));
  if (window.said) { window.said = []; return; }
  window.said = [];
  new MutationObserver((changes) => {
    const touched = new Set();
    for (const { target, addedNodes } of changes) {
      const home = (target.nodeType === 1 ? target : target.parentElement)?.closest(LIVE);
      if (home) touched.add(home);
      for (const node of addedNodes) {
        const within = node.nodeType === 1 ? [node, ...node.querySelectorAll("*")] : [];
        within.filter((one) => one.matches(LIVE)).forEach((one) => touched.add(one));
      }
    }
    for (const one of touched) {
      const text = words(one);
      if (one.isConnected && text) window.said.push(text);
      known.set(one, text);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def said(person) -> list[str]:
    """The texts said aloud, times as "…"."""
    return sorted(re.sub(r"\b\d\d\.\d\d WIB", "…", text) for text in person.page.evaluate("window.said"))


AWAIT = """() => {
  window.anew = new Promise((done) => document.addEventListener("htmx:afterRequest", () => done(), { once: true }));
}"""


def type_in(person, name: str, text: str) -> None:
    """Type, leave the box, and wait until the part of the page that depends on it has been fetched anew."""
    person.page.evaluate(AWAIT)
    person.page.locator(f"#id_{name}").fill(text)
    person.page.locator(f"#id_{name}").blur()
    person.page.evaluate("window.anew")


def refresh(person) -> None:
    """The findings are fetched anew, as after a save."""
    person.page.evaluate(AWAIT)
    person.page.evaluate("document.body.dispatchEvent(new CustomEvent('autosaved', {detail: {}}))")
    person.page.evaluate("window.anew")


@pytest.fixture
def person(office, someone):
    """An officer before a section with questions to answer."""
    row = Participation.objects.get(entry__report=office[0], segment="wage_earners")
    row.registered, row.registered_previous = 200_000, 10
    row.save()
    return someone().enter(office[1]).open(PARTICIPATION)


def findings(person) -> list[str]:
    return person.page.locator("[data-finding]").all_inner_texts()


def test_one_figure_is_told_once_with_what_it_raises(person):
    before = findings(person)
    person.page.evaluate(LISTEN)
    type_in(person, "migrant_workers_registered", "7")
    raised = [text for text in findings(person) if text not in before]
    assert said(person) == [f"Pemeriksaan baru: {' '.join(raised)}", "Terbaca: 7 (tujuh)", "Tersimpan …"]


def test_a_save_that_fails_again_and_again_is_told_once(person):
    person.page.context.set_offline(True)
    person.page.evaluate(LISTEN)
    person.page.locator("#id_migrant_workers_registered").fill("7")
    for _ in range(3):
        person.page.evaluate("dispatchEvent(new Event('online'))")
        person.page.wait_for_timeout(500)
    assert said(person) == ["Belum tersimpan — tidak ada sambungan. Isian tetap ada di layar ini."]


def test_whoever_writes_an_answer_or_stands_at_its_button_stays_there(person):
    page = person.page
    page.get_by_role("button", name="Simpan penjelasan").nth(1).focus()
    at = "document.activeElement.closest('li')?.id + ' ' + document.activeElement.localName"
    stood = page.evaluate(at)
    refresh(person)
    assert page.evaluate(at) == stood
    box = page.locator(".questions textarea").first
    box.focus()
    page.keyboard.type("Karena")
    page.keyboard.press("ArrowLeft")
    refresh(person)
    page.keyboard.type("!")
    expect(box).to_be_focused()
    expect(box).to_have_value("Karen!a")
    stands(lambda: [*Explanation.objects.values_list("answer", flat=True)], ["Karen!a"])


def test_where_the_question_is_gone_the_focus_is_beside_its_entry(person):
    entry = Participation.objects.get(segment="wage_earners").entry_id
    person.page.locator(f"#tanya-butir-{entry}").get_by_role("button", name="Simpan penjelasan").last.focus()
    Participation.objects.filter(segment="wage_earners").update(registered=10)
    person.page.evaluate(LISTEN)
    refresh(person)
    assert person.page.evaluate("document.activeElement.id") == f"tanya-butir-{entry}"
    assert said(person) == [f"Pemeriksaan bagian ini tinggal {len(findings(person))}."]


def test_one_mark_is_told_with_the_total_and_a_note_without_it(someone):
    edition = world.scoring_edition()
    factories.seats(edition, 2)
    entry, seat = world.candidate(edition), world.by_seat(edition)[1]
    member = someone().enter(seat.user).open(world.sheet_url(entry))
    expect(member.page.locator(".bench-report")).to_contain_text("Kepesertaan per segmen")
    member.page.evaluate(LISTEN)
    type_in(member, "B1", "80")
    stands(lambda: Score.objects.get().value, 80)
    total = " ".join(member.page.locator("#jumlah").inner_text().split())
    assert said(member) == [total, "Tersimpan …"]
    member.page.evaluate(LISTEN)
    member.page.locator("#kriteria-B1 summary").click()
    type_in(member, "note_B1", "Lengkap.")
    stands(lambda: Score.objects.get().note, "Lengkap.")
    assert said(member) == ["Tersimpan …"]


def test_a_verdict_and_an_answer_are_told_once_by_their_own_forms(someone, person):
    person.page.evaluate(LISTEN)
    person.page.locator(".questions textarea").first.fill("Perkebunan lintas daerah.")
    stands(Explanation.objects.count, 1)
    expect(person.page.locator(".questions [data-badge]").first).to_have_text("Sudah dijelaskan")
    assert said(person) == ["Tersimpan …"]
    report = factories.sent(factories.regency("Landak", "61.08"))
    verifier = someone().enter(factories.verifier(report.regency.province)).open(f"/verifikator/{report.pk}/")
    verifier.page.evaluate(LISTEN)
    card = verifier.page.locator("article.entry").first
    card.get_by_label("Sesuai", exact=True).check()
    expect(card.locator("[data-badge]")).to_have_text("Sesuai")
    assert said(verifier) == ["Tersimpan …"]

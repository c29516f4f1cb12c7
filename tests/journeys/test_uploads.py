"""Evidence sent by the script of its page: looked at first, one by one, sent again after the line broke, used again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import Section
from tests import factories
from tests.builders.pdfs import pages_pdf
from tests.journeys.conftest import LAPTOP, PHONE, stands

pytestmark = pytest.mark.django_db(transaction=True)
THREE = pages_pdf(3)


def chosen(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def test_files_are_sent_one_by_one_and_what_broke_off_is_sent_again(office, someone):
    draft, officer, _ = office
    entry = factories.entry(draft, Section.TARGET)
    identity = factories.entry(draft, Section.IDENTITY)
    twin = attach_evidence(identity, factories.pdf("sk.pdf"), title="SK dinas", page="", by=officer)
    person = (
        someone(PHONE).enter(officer).open(f"/laporan/2025/butir/{entry.pk}/bukti/").shoot("bukti-telepon")
    )
    page, sent = person.page, []

    def breaks(route: Route) -> None:
        if route.request.method == "POST" and "X-Upload".lower() in route.request.headers:
            sent.append(route.request.post_data_buffer)
            if len(sent) == 2:
                route.abort("connectionreset")
                return
        route.continue_()

    page.route("**/bukti/", breaks)
    files = [chosen("a.pdf", THREE), chosen("b.pdf", THREE + b" "), chosen("sama.pdf", factories.PDF)]
    files += [chosen("film.mp4", b"x"), chosen("kosong.pdf", b"")]
    page.get_by_label("Berkas", exact=True).set_input_files(files)
    page.get_by_role("button", name="Unggah").click()
    lines = page.locator(".upload")
    expect(lines.nth(0)).to_contain_text("Tersimpan")
    expect(lines.nth(1)).to_contain_text("Sambungan terputus. Berkas ini belum tersimpan.")
    expect(lines.nth(3)).to_contain_text("Berkas “film.mp4” bukan PDF, DOCX")
    expect(lines.nth(4)).to_contain_text("tidak berisi apa-apa")
    assert [one.name for one in entry.evidence.all()] == ["a.pdf"]
    person.complaints.clear()  # the connection that broke
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_role("status").filter(has_text="dari 5")).to_contain_text("2 dari 5 berkas tersimpan.")
    assert len(sent) == 4  # the one that broke off once more, and the twin; a.pdf is not sent again
    expect(lines.nth(2)).to_contain_text("sama dengan “SK dinas”")
    person.check().shoot("bukti-terkirim")
    page.get_by_role("button", name="Pakai berkas itu").click()
    expect(page.get_by_text("kini mendukung butir ini juga")).to_be_visible()
    stands(lambda: [one.name for one in entry.evidence.all()], ["a.pdf", "b.pdf", "sk.pdf"])
    assert entry.evidence.last().file.name == twin.file.name


def test_dropped_files_are_taken_and_the_page_shows_them(office, someone):
    draft, officer, _ = office
    entry = factories.entry(draft, Section.TARGET)
    person = someone(LAPTOP).enter(officer).open(f"/laporan/2025/butir/{entry.pk}/bukti/")
    dropped = person.page.evaluate_handle(
        """([name, text]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([Uint8Array.from(text, (c) => c.charCodeAt(0))], name, {type: "application/pdf"}));
          return carried;
        }""",
        ["tarik.pdf", THREE.decode("latin-1")],
    )
    person.page.locator("form[data-uploads]").dispatch_event("drop", {"dataTransfer": dropped})
    person.page.get_by_label("Halaman", exact=True).first.fill("2-3")
    person.page.get_by_role("button", name="Unggah").click()
    expect(person.page.locator(".file")).to_contain_text("halaman 2–3")
    person.check().shoot("bukti-laptop")
    assert entry.evidence.get().sha256

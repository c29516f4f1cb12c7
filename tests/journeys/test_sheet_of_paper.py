"""A member scores on paper: printed, typed by a clerk, confirmed by the member on a phone; one total, paper or not."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.urls import reverse

from awards.choices import Stage
from awards.models import ScoreSheet
from tests import factories
from tests.builders import panel as world
from tests.builders.papers import scores
from tests.journeys.conftest import LAPTOP, PHONE, Person, stands

pytestmark = pytest.mark.django_db(transaction=True)
MARKS = world.typed(world.DESK)


def printed(person: Person, name: str) -> str:
    """The text of the PDF that a link of the page leads to."""
    with person.page.expect_download() as waiting:
        person.page.locator("main").get_by_role("link", name=name).first.click()
    content = Path(waiting.value.path()).read_bytes()
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    text = " ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    return " ".join(text.split())


def total_of(person: Person) -> str:
    return person.page.locator("#jumlah").inner_text()


def test_from_paper_to_a_locked_sheet(someone):
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    _, app, paper = world.by_seat(edition)
    world.locked(app, entry)  # the same marks, given in the application
    admin = factories.admin(name="Rina Wulandari")

    clerk = someone(LAPTOP).enter(admin)
    clerk.open(reverse("chair_edition", args=[edition.pk])).press("Lembar kertas")
    text = printed(clerk, "PDF Pemerintah Kabupaten/Kota, Penilaian berkas")
    address = reverse("paper_sheet", args=[paper.pk, entry.pk, Stage.DESK])
    assert f"Anggota Tim Sembilan: {paper.user}" in text
    assert f"{settings.SITE_URL}{address}" in text
    clerk.page.get_by_label("Anggota").select_option(label=str(paper))
    clerk.page.get_by_label("Kandidat").select_option(label=str(entry))
    clerk.page.get_by_label("Tahap").select_option("desk")
    clerk.press("Buka lembar").sees(f"Kertas milik {paper.user}")
    assert clerk.page.url.endswith(address)
    for code, mark in MARKS.items():
        clerk.page.locator(f"#id_{code}").fill(mark)
    clerk.shoot("lembar-kertas-dimasukkan")
    clerk.press("Simpan untuk dikonfirmasi").sees("Menunggu konfirmasi", "Lembar kertas tersimpan")
    stands(ScoreSheet.objects.filter(seat=paper).count, 0)

    member = someone(PHONE).enter(paper.user)
    member.open(address).sees("Konfirmasi lembar kertas", "Dimasukkan oleh Rina Wulandari", "72,5")
    assert member.page.locator("main input[type=text]").count() == 0
    member.shoot("lembar-kertas-dikonfirmasi")
    member.page.get_by_role("checkbox").check()
    member.press("Konfirmasi dan kunci")
    member.sees(
        "Lembar ini terkunci",
        f"dari lembar kertas, dimasukkan oleh Rina Wulandari, dikonfirmasi oleh {paper.user}",
    )
    stands(lambda: scores(paper), scores(app))
    other = someone(PHONE).enter(app.user).open(world.sheet_url(entry))
    assert total_of(member) == total_of(other)
    assert "10 dari 10 kriteria" in total_of(member)

    clerk.open(address).sees("Dikonfirmasi", "sudah terkunci sejak")
    clerk.open(reverse("paper_desk", args=[edition.pk])).sees("Dikonfirmasi").shoot("lembar-kertas")

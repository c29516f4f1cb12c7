"""The desk pages of the papers of a result."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from awards.ceremony.records import number_paper
from awards.models import ResultPaper, SignedCopy
from tests import factories
from tests.awards.ceremony.conftest import TYPED
from tests.builders import panel
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.authority import signed

pytestmark = pytest.mark.django_db

KEY = "piagam-6104"
SENT = {
    "number": TYPED.number,
    "day": "30 November 2026",
    "place": TYPED.place,
    "signer": TYPED.signer,
    "signer_title": TYPED.signer_title,
    "signer_nip": TYPED.signer_nip,
}


def of(category, name: str = "papers", *args: object) -> str:
    return page(f"awards_category_{name}", category.pk, *args)


@pytest.fixture
def desk(admin) -> Client:
    return panel.logged_in(admin)


def test_the_list_is_reached_from_the_result_and_the_award_year(announced, desk):
    link = f'href="{of(announced)}">Berkas acara'
    assert link in text(desk.get(of(announced, "look")))
    assert link in text(desk.get(page("awards_category_change", announced.pk)))
    assert link in text(desk.get(page("awards_edition_change", announced.edition_id)))


def test_before_it_is_published_the_minutes_are_a_draft_to_take_along(category, desk):
    shown = text(desk.get(of(category)))
    assert "Hasil belum diumumkan." in shown
    assert shown.count("/acara/berita-acara/") == 1
    assert "Rekapitulasi nilai" not in shown
    answer = desk.get(of(category, "paper_pdf", "berita-acara"))
    name = f"rancangan-berita-acara-{category.slug}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(b"%PDF-")
    assert "belum dapat diberi nomor" in text(desk.get(of(category, "paper", "berita-acara")))
    assert desk.get(of(category, "paper", "rekapitulasi")).status_code == 404
    asked = desk.post(of(category, "paper_number", "berita-acara"), SENT)
    assert (asked.status_code, "belum diumumkan" in text(asked)) == (409, True)


def test_a_paper_goes_from_number_to_signed_copy_and_back(announced, desk):
    assert "Belum bernomor" in text(desk.get(of(announced, "paper", KEY)))
    saved = desk.post(of(announced, "paper_number", KEY), SENT, follow=True)
    row = ResultPaper.objects.get()
    assert [str(message) for message in saved.context["messages"]] == [
        f"Piagam penghargaan: Kabupaten Ketapang bernomor {TYPED.number}. PDF-nya siap diunduh dan ditandatangani."
    ]
    made = desk.get(of(announced, "paper_pdf", KEY))
    assert made.content == bytes(row.content)
    assert "no-store" in made["Cache-Control"]
    copy = signed(made.content, "ttd", "Gubernur Uji")
    upload = of(announced, "paper_upload", KEY)
    assert "Yang tidak diperiksa tidak dinyatakan benar." in text(desk.get(upload))
    desk.post(upload, {"file": factories.pdf("piagam.pdf", copy), "title": "Piagam bertanda tangan"})
    shown = text(desk.get(of(announced, "paper", KEY)))
    for words in (
        "Ditandatangani",
        "Piagam bertanda tangan",
        "1 tanda tangan elektronik. Isinya PDF yang dibuat di sini; setelah itu hanya ditambah tanda tangan.",
        "Rantai sertifikat tidak diperiksa",
        "Gubernur Uji",
        "Utuh, mencakup seluruh berkas",
    ):
        assert words in shown
    assert "Ubah nomor" not in shown
    kept = SignedCopy.objects.get()
    assert desk.get(of(announced, "paper_copy", KEY, kept.pk)).content == copy
    removed = desk.post(of(announced, "paper_copy_remove", KEY, kept.pk), follow=True)
    assert "Siap ditandatangani" in text(removed)
    assert not SignedCopy.objects.exists()


def test_the_next_number_begins_with_what_was_typed_last(announced, admin, desk):
    number_paper(announced, KEY, TYPED, by=admin)
    form = desk.get(of(announced, "paper_number", "piagam-6102")).context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "number": "",
        "day": "30 November 2026",
        "place": TYPED.place,
        "signer": TYPED.signer,
        "signer_title": TYPED.signer_title,
        "signer_nip": TYPED.signer_nip,
    }
    minutes = desk.get(of(announced, "paper_number", "berita-acara")).context["form"]
    assert list(minutes.fields) == ["number", "day", "place"]
    letter = desk.get(of(announced, "paper_number", "surat-pengantar")).context["form"]
    assert "addressee" in letter.fields


def test_what_is_missing_is_told_at_its_box(announced, desk):
    answer = desk.post(of(announced, "paper_number", KEY), {**SENT, "day": "31 Februari 2026", "signer": ""})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["day", "signer"]
    assert not ResultPaper.objects.exists()


def test_only_the_admin_of_the_province_sees_them(announced):
    elsewhere = factories.admin(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    chair = announced.edition.seats.get(number=1).user
    for person in (elsewhere, chair):
        asked = panel.logged_in(person)
        for name, *args in (("papers",), ("paper", KEY), ("paper_pdf", KEY), ("paper_number", KEY)):
            assert asked.get(of(announced, name, *args)).status_code == 404


def test_no_query_is_asked_for_each_paper(announced, admin, desk):
    assert panel.queries(desk, of(announced)) == 8
    for place, key in enumerate(("piagam-6104", "piagam-6102", "rekapitulasi")):
        number_paper(announced, key, replace(TYPED, number=f"{place}/2026"), by=admin)
    assert panel.queries(desk, of(announced)) == 8


def test_a_replaced_publication_has_papers_of_its_own(announced, admin, desk):
    number_paper(announced, KEY, TYPED, by=admin)
    world.rescore(announced.entries.filter(candidate=True).first(), 95)
    world.published(announced, reason="Sanggahan dikabulkan")
    assert "Dibuat dari pengumuman nomor 2." in text(desk.get(of(announced)))
    assert "Belum bernomor" in text(desk.get(of(announced, "paper", KEY)))

"""Compute, look, publish; plenary, correction and objection."""

import datetime

import pytest
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import (
    Edition,
    Objection,
    PlenaryDecision,
    Publication,
    SpecialAward,
)
from awards.objections.decisions import seen_of
from awards.publishing.publish import publish
from awards.results.preview import preview
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def test_results_are_looked_at_then_published(desk, admin):
    edition = world.provisional(admin)
    category = edition.categories.get()
    look = page("awards_category_look", category.pk)
    assert "Umumkan hasil ini" in text(desk.get(look))
    assert desk.get(page("awards_category_publish", category.pk)).url == look
    seen = preview(category).fingerprint
    asked = desk.get(page("awards_category_publish", category.pk), {"dilihat": seen})
    assert "tidak dapat diubah atau ditarik" in text(asked)
    assert desk.post(page("awards_category_publish", category.pk), {"fingerprint": seen}).status_code == 302
    assert Publication.objects.get().published_by == admin
    assert world.reload(edition).phase == Phase.ANNOUNCED
    announced = desk.get(look)
    public = reverse("publication", args=["kalimantan-barat", 2026, "kabupaten-kota", 1])
    assert text(announced).count(f'href="{public}"') == 2  # in the message, and below the ranking
    again = text(announced)
    assert "Sama dengan pengumuman nomor 1" in again
    assert "Umumkan perubahan" not in again


def test_a_correction_needs_its_reason(desk, admin):
    edition = world.provisional(admin)
    category = edition.categories.get()
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    typed = {
        "entry": world.entry_of(edition).pk,
        "title": "Inovasi Pekerja Rentan",
        "citation": "",
        "evidence": "",
    }
    refused = desk.post(page("awards_specialaward_add"), typed)
    assert (refused.status_code, SpecialAward.objects.exists()) == (200, False)
    settled = "Hasil “Pemerintah Kabupaten/Kota” sudah diumumkan. Tekan Buka perubahan di Hitung dan lihat"
    assert settled in text(refused)
    opened = {"what": "rest", "reason": "Penghargaan tertinggal."}
    assert desk.post(page("awards_category_correct", category.pk), opened).status_code == 302
    assert desk.post(page("awards_specialaward_add"), typed).status_code == 302
    shown = text(desk.get(page("awards_category_look", category.pk)))
    assert "Umumkan perubahan (nomor 2)" in shown
    assert "Inovasi Pekerja Rentan: Kabupaten Ketapang" in shown
    assert "Berbeda dari pengumuman nomor 1: penghargaan khusus." in shown
    seen = preview(category).fingerprint
    url = page("awards_category_publish", category.pk)
    unsaid = desk.post(url, {"fingerprint": seen, "reason": ""})
    assert (unsaid.status_code, ">Umumkan perubahan</button>" in text(unsaid)) == (409, True)
    assert desk.post(url, {"fingerprint": seen, "reason": "Penghargaan tertinggal."}).status_code == 302
    assert [(p.number, p.live, p.reason) for p in Publication.objects.order_by("number")] == [
        (1, False, ""),
        (2, True, "Penghargaan tertinggal."),
    ]


def test_what_changed_after_the_look_is_not_published(desk, admin):
    edition = world.provisional(admin)
    category = edition.categories.get()
    seen = preview(category).fingerprint
    SpecialAward.objects.create(entry=world.entry_of(edition), title="Khusus")
    refused = desk.post(page("awards_category_publish", category.pk), {"fingerprint": seen})
    assert refused.status_code == 409
    assert "Data berubah sejak dilihat: penghargaan khusus." in text(refused)
    assert ">Umumkan hasil</button>" not in text(refused)  # it would be refused again
    assert not Publication.objects.exists()


def test_results_are_out_of_sight_while_sheets_are_open_and_for_whoever_withdrew(desk, admin, client):
    edition = world.scoring(admin)
    look = page("awards_category_look", edition.categories.get().pk)
    assert desk.get(look).status_code == 403
    Edition.objects.update(phase=Phase.PLENARY)
    assert desk.get(look).status_code == 200
    factories.Membership.objects.create(
        user=admin, role="officer", regency=factories.regency(), since=datetime.date(2025, 1, 1)
    )
    pages = [page(f"awards_category_{name}", edition.categories.get().pk) for name in ("look", "publish")]
    pages.append(reverse("chair_plenary", args=[edition.categories.get().pk]))
    assert [desk.get(url, {"dilihat": "x"}).status_code for url in pages] == [403, 403, 403]


def test_a_plenary_decision_without_a_tie_is_refused(desk, admin):
    edition = world.plenary(admin)
    url = reverse("chair_plenary", args=[edition.categories.get().pk])
    assert "Tidak ada kandidat yang berbagi peringkat." in text(desk.get(url))
    assert desk.post(url, {"rank": "1", "reason": "Ingin."}).status_code == 409
    assert not PlenaryDecision.objects.exists()


def test_an_objection_stays_and_its_decision_has_an_answer(desk, admin):
    edition = advance(world.provisional(admin), Phase.OBJECTIONS, by=admin)
    typed = {"entry": world.entry_of(edition).pk, "letter": "100/2026", "content": "Nilai D keliru."}
    assert desk.post(page("awards_objection_add"), typed).status_code == 302
    objection = Objection.objects.get()
    desk.post(
        page("awards_objection_change", objection.pk), {**typed, "status": "rejected", "answer": "Tidak."}
    )
    assert (
        Objection.objects.get().status == "received"
    )  # decided on its own page only, which tells the office
    url = page("awards_objection_decide", objection.pk)
    rejected = {"status": "rejected", "seen": seen_of(objection)}
    assert desk.post(url, rejected).status_code == 409  # no answer
    assert desk.post(url, {**rejected, "answer": "Sudah benar."}).status_code == 302
    assert desk.post(page("awards_objection_delete", objection.pk), {"post": "yes"}).status_code == 403

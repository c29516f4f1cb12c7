"""An objection that was decided stays so, and no award year is closed over one that is not."""

import pytest

from awards.choices import ObjectionStatus, Phase
from awards.editions.phase_changes import advance
from awards.models import Category, Edition, Objection
from awards.objections.decisions import seen_of
from awards.publishing.corrections import open_correction
from regencies.actions.errors import Refused
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in
from tests.racing import together

pytestmark = pytest.mark.django_db


def test_an_objection_is_not_opened_again_and_the_archive_waits_for_every_decision():
    category = world.category_with(["61.04"], others=0)
    admin = world.admin_of(category)
    world.published(category)
    entry = category.entries.filter(candidate=True).first()
    objection = Objection.objects.create(entry=entry, letter="1/2026", content="Mohon ditinjau.")
    edition = Edition.objects.get(pk=category.edition_id)
    with pytest.raises(Refused) as refused:
        advance(edition, Phase.ARCHIVED, by=admin)
    assert refused.value.reasons == [
        f"Sanggahan {entry.regency} belum diputus; setiap sanggahan dijawab lebih dahulu."
    ]
    desk, address = logged_in(admin), page("awards_objection_decide", objection.pk)
    rejected = {"status": "rejected", "answer": "Angka sudah tepat.", "seen": seen_of(objection)}
    assert desk.post(address, rejected).status_code == 302
    objection.refresh_from_db()
    again = desk.post(address, rejected | {"status": "received", "seen": seen_of(objection)})
    assert (again.status_code, again.context["form"].errors["status"]) == (
        422,
        ["Pilihan itu tidak tersedia. Pilih salah satu yang ada di daftar."],
    )
    assert f'href="{address}">Ubah putusan</a>' in text(
        desk.get(page("awards_objection_change", objection.pk))
    )
    assert Objection.objects.get().status == ObjectionStatus.REJECTED
    assert advance(edition, Phase.ARCHIVED, by=admin).phase == Phase.ARCHIVED


ADDRESS = "/peringkat/kalimantan-barat/2025/kabupaten-kota/v2/"


@pytest.mark.django_db(transaction=True)
def test_the_next_step_of_an_accepted_objection_is_what_is_true_by_now():
    """Open a correction, go on with it, see what came of it; nothing once the year is in the archive."""
    category = world.category_with(["61.04"])
    entry = category.entries.get(candidate=True)
    world.published(category)
    desk = logged_in(world.admin_of(category))
    told = {"entry": entry, "content": "Keliru.", "answer": "Diperbaiki."}

    def accepted(letter):
        row = Objection.objects.create(**told, letter=letter, status=ObjectionStatus.ACCEPTED)
        return page("awards_objection_change", row.pk)

    first = accepted("1/2026")
    assert "Buka perubahan</a> atas pengumuman nomor 1." in text(desk.get(first))
    open_correction(category, "Sanggahan", by=world.admin_of(category))
    assert "Lanjutkan perubahan</a> yang sudah dibuka." in text(desk.get(first))
    world.rescore(category.entries.get(candidate=True), 60)
    world.published(category, reason="Sanggahan")
    out = f'Perubahannya terbit sebagai <a href="{ADDRESS}">pengumuman nomor 2</a>.'
    assert out in text(desk.get(first))
    assert "Buka perubahan</a> atas pengumuman nomor 2." in text(desk.get(accepted("2/2026")))
    edition = Edition.objects.get()
    advance(edition, Phase.ARCHIVED, by=world.admin_of(category))
    assert "Tahun penghargaan ini sudah diarsipkan. Hasilnya tidak diubah lagi." in text(desk.get(first))


@pytest.mark.django_db(transaction=True)
def test_one_letter_is_one_objection_even_when_it_is_sent_twice_at_once():
    category = world.category_with(["61.04"])
    entry, desk = category.entries.get(candidate=True), logged_in(world.admin_of(category))
    typed = {"entry": entry.pk, "letter": "100/2026", "content": "Keliru."}
    address = page("awards_objection_add")
    answers = together(
        *[lambda: desk.post(address, typed) for _ in range(2)],
        behind=lambda: Category.objects.select_for_update().get(pk=category.pk),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [refused] = [answer for answer in answers if answer.status_code == 200]
    said = f"Sanggahan {entry} dengan surat “100/2026” sudah tercatat. Buka yang sudah ada, atau periksa"
    assert said in text(refused)
    assert Objection.objects.count() == 1
    assert desk.post(address, typed | {"letter": "101/2026"}).status_code == 302

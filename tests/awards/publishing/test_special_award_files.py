"""The files a special award rests on: kept as other evidence, published by title and hash, not handed out."""

import hashlib
import json

import pytest
from django.core import mail

from awards.document.build import malformed
from awards.models import Edition, SpecialAward, SpecialAwardFile
from awards.publishing.special_awards import attach_award_file, remove_award_file
from awards.verify import findings
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import edition as other_world
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

HASH = hashlib.sha256(factories.PDF).hexdigest()


def given(**fields):
    """A special award in a year that can be published, and the admin of its province."""
    category = world.category_with(["61.04"], others=0)
    award = SpecialAward.objects.create(entry=category.entries.get(), title="Inovasi Desa", **fields)
    return category, award, world.admin_of(category)


def with_file(award, by, title: str = "Peraturan Bupati") -> SpecialAwardFile:
    return attach_award_file(award, factories.pdf("perbup.pdf"), title=title, by=by)


def refusal(act, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reasons


def award_in(publication) -> dict[str, str]:
    [found] = json.loads(bytes(publication.document))["special_awards"]
    return found


def test_a_file_is_uploaded_on_the_desk_and_its_title_and_hash_are_published(
    client, django_capture_on_commit_callbacks
):
    category, award, admin = given(evidence="Perbup 12/2024")
    desk = logged_in(admin)
    change, add = page("awards_specialaward_change", award.pk), page("awards_specialaward_files", award.pk)
    assert f'href="{add}">Tambah berkas bukti</a>' in text(desk.get(change))
    assert "ikut diumumkan; berkasnya sendiri tidak" in text(desk.get(add))
    sent = {"file": factories.pdf("perbup.pdf"), "title": "Peraturan Bupati"}
    said = desk.post(add, sent, follow=True).context["messages"]
    assert [str(message) for message in said] == ["“Peraturan Bupati” tersimpan sebagai bukti."]
    row = award.files.get()
    assert (row.name, row.content_type, row.size, row.sha256, row.uploaded_by) == (
        "perbup.pdf",
        "application/pdf",
        len(factories.PDF),
        HASH,
        admin,
    )
    served = desk.get(page("awards_specialaward_file", award.pk, row.pk))
    assert (served.content, "attachment" in served["Content-Disposition"]) == (factories.PDF, True)
    with django_capture_on_commit_callbacks(execute=True):
        publication = world.published(category)
    rests_on = f"Perbup 12/2024; Peraturan Bupati (berkas, SHA-256 {HASH})"
    assert award_in(publication)["evidence"] == rests_on
    document = json.loads(bytes(publication.document))
    assert (malformed(document), list(findings(bytes(publication.document), document))) == ([], [])
    assert f"Bukti: {rests_on}" in text(client.get("/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/"))


def test_a_file_alone_is_evidence_and_without_one_the_document_is_what_it_was(
    django_capture_on_commit_callbacks,
):
    category, award, admin = given()
    with django_capture_on_commit_callbacks(execute=True):
        assert "evidence" not in award_in(world.published(category))
    assert refusal(with_file, award, admin) == [
        "Hasil “Pemerintah Kabupaten/Kota” sudah diumumkan. Tekan Buka perubahan di Hitung dan lihat lebih dahulu."
    ]


def test_the_document_names_a_file_without_text():
    category, award, admin = given()
    with_file(award, admin)
    assert award_in(world.published(category))["evidence"] == f"Peraturan Bupati (berkas, SHA-256 {HASH})"


def test_what_is_no_file_of_ours_is_refused_in_the_words_of_all_uploads():
    _, award, admin = given()
    add = page("awards_specialaward_files", award.pk)
    desk = logged_in(admin)
    wrong = desk.post(add, {"file": factories.pdf("surat.pdf", b"<html>"), "title": ""})
    assert (wrong.status_code, SpecialAwardFile.objects.exists()) == (409, False)
    assert desk.post(add, {"title": ""}).status_code == 422
    with_file(award, admin)
    assert refusal(with_file, award, admin, "Judul lain") == [
        "Berkas “perbup.pdf” sudah ada pada penghargaan ini. Pilih berkas lain."
    ]


def test_a_file_is_taken_out_and_the_history_tells():
    _, award, admin = given()
    row = with_file(award, admin)
    desk = logged_in(admin)
    gone = page("awards_specialaward_file_remove", award.pk, row.pk)
    assert "Riwayat tetap mencatatnya." in text(desk.get(gone))
    assert desk.post(gone).status_code == 302
    assert not award.files.exists()
    told = text(desk.get(page("awards_specialaward_history", award.pk)))
    assert told.count("Berkas Peraturan Bupati") >= 2
    assert desk.post(gone).status_code == 404


def test_outside_the_phases_of_results_nothing_changes_and_the_page_says_so():
    _, award, admin = given()
    row = with_file(award, admin)
    Edition.objects.update(phase="penilaian")
    [told] = refusal(with_file, award, admin, "Judul lain")
    assert told.startswith("Penghargaan khusus hanya pada tahap “Pleno”")
    assert refusal(remove_award_file, row, by=admin) == [told]
    shown = text(logged_in(admin).get(page("awards_specialaward_files", award.pk)))
    assert told in shown
    assert 'type="file"' not in shown


def test_another_province_neither_sees_nor_changes_it():
    _, award, admin = given()
    row = with_file(award, admin)
    other, _ = other_world.elsewhere()
    assert refusal(with_file, award, other) == [
        "Hanya admin provinsi ini yang dapat mengubah penghargaan khusus."
    ]
    assert logged_in(other).get(page("awards_specialaward_file", award.pk, row.pk)).status_code == 404
    second = SpecialAward.objects.create(entry=award.entry, title="Lain")
    assert logged_in(admin).get(page("awards_specialaward_file", second.pk, row.pk)).status_code == 404


def test_a_changed_file_is_not_published_and_the_advice_is_followed():
    category, award, admin = given()
    row = with_file(award, admin)
    with row.file.storage.open(row.file.name, "wb") as stored:
        stored.write(b"%PDF-1.4 lain")
    assert refusal(world.published, category) == [
        "Isi berkas “perbup.pdf” berubah sejak diunggah. Hapus berkas itu dari penghargaan khususnya, unggah lagi, "
        "lalu umumkan."
    ]
    mail.outbox.clear()
    assert logged_in(admin).get(page("awards_specialaward_file", award.pk, row.pk)).status_code == 409
    assert [each.subject for each in mail.outbox] == [
        "Berkas bukti tidak utuh: penghargaan khusus Kabupaten Ketapang 2025"
    ]
    remove_award_file(row, by=admin)
    with_file(award, admin)
    assert HASH in award_in(world.published(category))["evidence"]

"""The office sees its own result, writes what it objects to, and its head sends that before the time is over."""

import hashlib
import re

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.urls import reverse

from awards.choices import ObjectionStatus, Phase
from awards.editions.phase_changes import postpone
from awards.models import Edition, Objection, ObjectionFile, Seat
from awards.objections.decisions import seen_of
from awards.objections.filing import redraft_objection, send_objection
from regencies.actions.errors import Refused
from tests import factories
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.builders.edition import later
from tests.builders.objections import WAGE_EARNERS, drafted, objected_category, sent, values
from tests.builders.panel import logged_in, queries
from tests.builders.pdfs import pages_pdf
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def category():
    return objected_category()


@pytest.fixture
def entry(category):
    return category.entries.get(regency__kemendagri_code="61.04")


@pytest.fixture
def officer(entry):
    return factories.officer(entry.regency)


@pytest.fixture
def head(entry):
    return factories.head(entry.regency)


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def typed(subject=WAGE_EARNERS, **other):
    return {"subject": subject, "claimed": "90.000", "content": "Data BPJS per Desember.", **other}


def test_from_the_result_to_an_objection_that_was_sent_every_page_leads_to_the_next(
    category, entry, officer, head
):
    desk, admin = logged_in(officer), factories.admin()
    start = text(desk.get(reverse("objection_index")))
    result = reverse("objection_result", args=[entry.pk])
    assert f'href="{result}">Hasil Kabupaten Ketapang</a>' in start
    shown = desk.get(result)
    assert "Peringkat 1 dari 3" in plain(shown)
    assert "Peserta Penerima Upah (PU), 2024 80.101 Sanggah" in plain(shown)
    assert "Kabupaten Mempawah" not in plain(shown)
    assert [point.label for point in shown.context["result"].figures][:3] == [
        "Peserta Penerima Upah (PU), 2024",
        "Peserta Bukan Penerima Upah (BPU), 2024",
        "Peserta Jasa Konstruksi, 2024",
    ]
    new = reverse("objection_new", args=[entry.pk])
    assert f'href="{new}?atas={WAGE_EARNERS}"' in text(shown)
    assert desk.get(f"{new}?atas={WAGE_EARNERS}").context["form"]["subject"].value() == WAGE_EARNERS
    made = desk.post(new, typed(file=factories.pdf(), title="Surat BPJS"))
    objection = Objection.objects.get()
    assert made.url == reverse("objection", args=[objection.pk])
    assert (objection.status, objection.about, objection.judged, objection.claimed) == (
        ObjectionStatus.DRAFT,
        "Peserta Penerima Upah (PU), 2024",
        "80.101",
        90_000,
    )
    # A draft is the office's own.
    assert logged_in(admin).get(page("awards_objection_change", objection.pk)).status_code == 404
    assert logged_in(admin).get(reverse("objection_file", args=[objection.files.get().pk])).status_code == 404
    # The officer is told who sends; the head sends.
    send = reverse("objection_send", args=[objection.pk])
    assert f'href="{send}"' in text(desk.get(made.url))
    assert "Mintalah kepala dinas masuk dan mengirim." in plain(desk.get(send))
    refused = desk.post(send, {"statement": "on"})
    assert (refused.status_code, Objection.objects.get().status) == (409, ObjectionStatus.DRAFT)
    signing = logged_in(head)
    assert "Pernyataan belum dicentang." in plain(signing.post(send, {}))
    for _ in range(2):  # a second tap is no fault
        assert signing.post(send, {"statement": "on"}).url == made.url
    objection = Objection.objects.get()
    assert (objection.status, objection.sent_by) == (ObjectionStatus.RECEIVED, head)
    # The province reads it, with its file.
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        [admin.email],
        "Paritrana Award 2025: sanggahan Kabupaten Ketapang masuk",
    )
    address = page("awards_objection_change", objection.pk)
    assert f"http://localhost:8000{address}" in letter.body
    told = plain(logged_in(admin).get(address))
    assert "Peserta Penerima Upah (PU), 2024" in told
    assert "Menurut hasil: 80.101 Menurut dinas: 90.000" in told
    served = logged_in(admin).get(reverse("objection_file", args=[objection.files.get().pk]))
    assert hashlib.sha256(served.content).hexdigest() == objection.files.get().sha256


def test_who_has_no_part_in_it_finds_nothing(category, entry, head):
    own = sent(entry, head)
    neighbour = factories.officer(category.entries.get(regency__kemendagri_code="61.02").regency)
    juror = Seat.objects.get(edition=category.edition, number=3).user
    factories.Membership.objects.create(user=juror, role="officer", regency=entry.regency, since="2024-01-01")
    addresses = [
        reverse("objection_result", args=[entry.pk]),
        reverse("objection_new", args=[entry.pk]),
        reverse("objection", args=[own.pk]),
        reverse("objection_send", args=[own.pk]),
        reverse("objection_file", args=[own.files.get().pk]),
        reverse("objection_file_remove", args=[own.files.get().pk]),
    ]
    for person in (neighbour, juror, factories.verifier(), factories.user()):
        assert {logged_in(person).get(address).status_code for address in addresses} == {404}
    assert (
        "Ketapang"
        not in plain(logged_in(juror).get(reverse("objection_index"))).partition("Sanggahan dinas")[2]
    )


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.OBJECTIONS])
def test_a_result_is_seen_in_the_time_for_objections_only(category, entry, officer, phase):
    draft = drafted(entry, officer)
    Edition.objects.update(phase=phase)
    desk = logged_in(officer)
    assert desk.get(reverse("objection_result", args=[entry.pk])).status_code == 404
    assert desk.get(reverse("objection_new", args=[entry.pk])).status_code == 404
    shown = desk.get(reverse("objection", args=[draft.pk]))
    assert f"tidak sedang dibuka; tahap sekarang “{phase.label}”. Hubungi admin provinsi." in plain(shown)
    assert 'name="content"' not in text(shown)


def test_after_its_end_nothing_is_written_or_sent_until_the_admin_puts_it_off(category, entry, head):
    draft = drafted(entry, head)
    past = later(-1)
    Edition.objects.update(objections_deadline=past)
    edition = Edition.objects.select_related("province").get()
    until = edition.province.in_its_time(past)
    told = f"Batas masa sanggah {until} sudah lewat. Mintalah admin provinsi mengundurkan batasnya."
    desk = logged_in(head)
    for address, given in (
        (reverse("objection_new", args=[entry.pk]), typed("criterion:B1", claimed="")),
        (reverse("objection", args=[draft.pk]), typed(version=1)),
        (reverse("objection_send", args=[draft.pk]), {"statement": "on"}),
        (reverse("objection_file_remove", args=[draft.files.get().pk]), {}),
    ):
        answer = desk.post(address, given)
        assert (answer.status_code in {409, 422}, told in plain(answer)) == (True, True)
    assert (
        "Sanggah"
        not in plain(desk.get(reverse("objection_result", args=[entry.pk]))).partition("Nilai akhir")[2]
    )
    postpone(edition, "objections_deadline", later(1), by=factories.admin(), reason="Listrik padam.")
    assert desk.post(reverse("objection_send", args=[draft.pk]), {"statement": "on"}).status_code == 302


def test_what_is_incomplete_is_kept_as_a_draft_and_not_sent(category, entry, head):
    desk = logged_in(head)
    new = reverse("objection_new", args=[entry.pk])
    assert desk.post(new, typed("")).status_code == 422
    wrong = desk.post(new, typed("criterion:B1", claimed="90"))
    assert "Yang disanggah adalah kriteria. Kosongkan isian ini." in plain(wrong)
    made = desk.post(new, typed(claimed="", content=""))
    send = reverse("objection_send", args=[Objection.objects.get().pk])
    lacking = (
        "Alasan belum ditulis. Tuliskan apa yang keliru.",
        "Angka yang benar menurut dinas belum ditulis. Tuliskan angkanya.",
        "Sanggahan atas angka memerlukan bukti. Unggah sedikitnya satu berkas.",
    )
    refused = plain(desk.post(send, {"statement": "on"}))
    assert [sentence in refused for sentence in lacking] == [True] * 3
    same = desk.post(made.url, typed(version=1, claimed="80.101", file=factories.pdf()))
    assert same.status_code == 302
    assert "Angka menurut dinas sama dengan hasil, 80.101. Tuliskan angka yang benar." in plain(
        desk.get(send)
    )
    assert desk.post(made.url, typed(version=2)).status_code == 302
    assert desk.post(send, {"statement": "on"}).status_code == 302


def test_one_point_is_objected_to_once_at_a_time_and_a_draft_is_not_overwritten(
    category, entry, officer, head
):
    draft = drafted(entry, officer)
    with pytest.raises(Refused) as refused:
        drafted(entry, head, content="Lain")
    assert refused.value.reasons == [
        "Sanggahan atas “Peserta Penerima Upah (PU), 2024” sudah ada dan berstatus draf. Buka yang sudah ada di "
        "halaman Sanggahan."
    ]
    redraft_objection(draft, values(content="Dari kepala dinas."), None, expected_version=1, by=head)
    stale = logged_in(officer).post(
        reverse("objection", args=[draft.pk]), typed(version=1, content="Dari petugas.")
    )
    assert stale.status_code == 422
    assert f"Draf ini sudah diubah oleh {head} sejak halaman ini dibuka." in plain(stale)
    assert "Dari petugas." in text(stale)
    assert Objection.objects.get().content == "Dari kepala dinas."


def test_a_file_is_judged_like_any_other_and_nothing_is_stored_with_one_that_is_not_taken(
    category, entry, officer
):
    desk = logged_in(officer)
    new = reverse("objection_new", args=[entry.pk])
    refused = desk.post(new, typed(file=factories.pdf("surat.pdf", b"<html><script>")))
    assert refused.status_code == 422
    assert "Berkas “surat.pdf” berisi halaman web (HTML)" in plain(refused)
    assert not Objection.objects.exists()
    made = desk.post(new, typed(file=factories.pdf())).url
    again = desk.post(made, typed(version=1, file=factories.pdf("lain.pdf")))
    assert "Berkas “lain.pdf” sudah ada pada sanggahan ini. Pilih berkas lain." in plain(again)
    another = factories.pdf("peta.pdf", pages_pdf(2))
    assert desk.post(made, typed(version=1, file=another)).url == made
    first, second = ObjectionFile.objects.order_by("pk")
    assert desk.post(reverse("objection_file_remove", args=[first.pk])).url == made
    assert ObjectionFile.objects.get() == second


def test_what_was_sent_stays_in_the_database_too(category, entry, head):
    objection = sent(entry, head)
    for change in (
        lambda: Objection.objects.filter(pk=objection.pk).update(content="Lain"),
        lambda: Objection.objects.filter(pk=objection.pk).update(claimed=1),
        lambda: Objection.objects.filter(pk=objection.pk).delete(),
        lambda: objection.files.all().delete(),
        lambda: objection.files.update(title="Lain"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="sudah dikirim dan tidak dapat diubah lagi"):
        redraft_objection(objection, values(content="Lain"), None, expected_version=1, by=head)
    desk = logged_in(factories.admin())
    typed_there = {"content": "Lain", "status": "rejected", "answer": "Sudah benar."}
    assert desk.post(page("awards_objection_change", objection.pk), typed_there).status_code == 403
    typed_there["seen"] = seen_of(objection)
    assert desk.post(page("awards_objection_decide", objection.pk), typed_there).status_code == 302
    objection.refresh_from_db()
    assert (objection.content, objection.status) == ("Data BPJS per Desember.", ObjectionStatus.REJECTED)
    assert "Putusan: ditolak" in plain(logged_in(head).get(reverse("objection", args=[objection.pk])))


def test_where_only_ranks_are_public_the_marks_of_the_panel_are_hidden(entry, officer, category):
    category.disclosure = "ranks"
    category.save()
    shown = plain(logged_in(officer).get(reverse("objection_result", args=[entry.pk])))
    assert "tidak diumumkan" in shown
    assert "80.101" in shown
    result = logged_in(officer).get(reverse("objection_result", args=[entry.pk])).context["result"]
    assert {row.score for row in result.criteria if row.code[0] in "BCD"} == {"tidak diumumkan"}


def test_a_region_without_a_rank_reads_why_and_objects_to_nothing_it_was_not_judged_by(category):
    other = category.entries.get(candidate=False)
    desk = logged_in(factories.officer(other.regency))
    shown = plain(desk.get(reverse("objection_result", args=[other.pk])))
    assert "Tanpa peringkat Nilai berkas di bawah ambang kandidat" in shown


def test_the_lists_take_as_many_queries_for_one_row_as_for_three(category, entry, officer):
    desk, index = logged_in(officer), reverse("objection_index")
    drafted(entry, officer)
    one = queries(desk, index)
    for code in ("B1", "B2"):
        drafted(entry, officer, f"criterion:{code}", claimed=None)
    assert (one, queries(desk, index)) == (7, 7)


def test_a_published_result_is_the_published_document(category, entry, officer):
    Edition.objects.update(phase=Phase.PROVISIONAL)
    world.published(type(category).objects.get(pk=category.pk))
    Edition.objects.update(phase=Phase.OBJECTIONS)
    world.rescore(entry, 10)
    shown = plain(logged_in(officer).get(reverse("objection_result", args=[entry.pk])))
    assert "Menurut pengumuman nomor 1." in shown
    assert "Peringkat 1 dari 3" in shown


def test_a_statement_is_made_by_the_head_even_where_an_officer_calls_the_verb(category, entry, officer):
    draft = drafted(entry, officer)
    with pytest.raises(Refused, match="Yang mengirim sanggahan adalah kepala dinas"):
        send_objection(draft, statement=True, by=officer)

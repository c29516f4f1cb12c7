"""The page of an entry's evidence: several files in one post, a file used again, its description."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from regencies.actions.evidence.attach import attach_evidence, describe_evidence
from regencies.choices import Section
from regencies.models import Evidence
from tests import factories
from tests.builders.browser_tab import browser, page, post
from tests.builders.pdfs import pages_pdf

pytestmark = pytest.mark.django_db
THREE = pages_pdf(3)
ALONE = {"x-upload": "1"}


def file(name, content=THREE):
    return SimpleUploadedFile(name, content)


def send(user, entry, *files, status=302, headers=None, **fields):
    data = {"file": list(files), "title": "", "page": ""} | fields
    response = browser(user).post(reverse("report_evidence", args=[2025, entry.pk]), data, headers=headers)
    assert response.status_code == status
    return response


@pytest.fixture
def identity(draft):
    return factories.entry(draft, Section.IDENTITY)


@pytest.fixture
def evidence(target, officer):
    return attach_evidence(target, file("perbup.pdf"), title="Perbup", page="1–2", by=officer)


def names(entry) -> list[str]:
    return [one.name for one in entry.evidence.all()]


def test_several_files_are_stored_each_by_itself(target, officer):
    send(officer, target, file("a.pdf"), file("b.pdf", THREE + b" "))
    assert names(target) == ["a.pdf", "b.pdf"]


def test_of_several_the_good_ones_are_stored_and_the_bad_ones_named(target, identity, evidence, officer):
    bad = file("halaman.pdf", b"<html>"), file("kosong.pdf", b"")
    response = send(
        officer, identity, bad[0], file("a.pdf", THREE + b" "), bad[1], file("lagi.pdf"), status=422
    )
    assert names(identity) == ["a.pdf"]
    assert response.context["outcome"].problems == [
        "Berkas “halaman.pdf” berisi halaman web (HTML), bukan PDF, DOCX, XLSX, JPG, PNG, HEIC, WebP, atau TIFF. "
        "Simpan sebagai PDF atau pindai menjadi JPG, lalu unggah lagi.",
        "Berkas “kosong.pdf” tidak berisi apa-apa. Pilih berkas lain.",
        "Berkas “lagi.pdf” sama dengan “Perbup” pada butir “Target UCJ dan pekerja rentan”, jadi "
        "tidak disimpan lagi. Pakai berkas itu untuk butir ini.",
    ]
    shown = response.content.decode()
    assert "“a.pdf” tersimpan sebagai bukti dukung." in shown
    assert "Pakai “Perbup” untuk butir ini" in shown
    carried = {"pakai-evidence": evidence.pk, "pakai-page": ""}
    post(officer, "report_evidence_use", 2025, identity.pk, data=carried)
    assert names(identity) == ["a.pdf", "perbup.pdf"]


@override_settings(EVIDENCE_MAX_BYTES=2 * 1024**2, EVIDENCE_POST_BYTES=5 * 1024**2)
def test_what_one_post_may_bring_is_bounded(target, officer):
    two = 2 * 1024**2
    third = THREE + b" ".ljust(two - len(THREE), b"\n")
    files = [file("a.pdf", THREE.ljust(two, b" ")), file("besar.pdf", THREE.ljust(two + 1, b" "))]
    files += [file("b.pdf"), file("tiga.pdf", third)]
    response = send(officer, target, *files, status=422)
    assert names(target) == ["a.pdf", "b.pdf"]
    assert response.context["outcome"].problems == [
        "Berkas “besar.pdf” lebih besar dari 2 MB, jadi tidak disimpan. Perkecil berkas atau bagi menjadi beberapa "
        "bagian, lalu unggah lagi.",
        "Berkas “tiga.pdf” tidak disimpan: sekali kirim paling banyak 5 MB. Unggah berkas ini tersendiri.",
    ]
    send(officer, target, file("tiga.pdf", third))


def test_title_and_pages_are_of_one_file(target, officer):
    response = send(officer, target, file("a.pdf"), file("b.pdf", THREE + b" "), status=422, page="2")
    assert list(response.context["form"].errors) == ["page"]
    assert names(target) == []
    send(officer, target, file("a.pdf"), page="2", title="Perbup")


def test_a_script_sends_one_file_and_is_told_what_became_of_it(target, identity, evidence, officer):
    def answer(*files, status=422, **fields):
        return send(officer, identity, *files, status=status, headers=ALONE, **fields).json()

    assert answer(file("a.pdf", THREE + b" "), status=201) == {
        "stored": ["a.pdf"],
        "reasons": [],
        "twin": None,
        "held": False,
    }
    assert answer(file("a.pdf", THREE + b" "), status=201)["stored"] == [
        "a.pdf"
    ]  # the answer was lost: sent again
    assert answer(file("b.pdf"))["twin"] == evidence.pk
    assert answer(file("b.pdf", b"halo"))["reasons"][0].startswith("Berkas “b.pdf” bukan PDF")
    assert answer(page="x")["reasons"] == [
        "Pilih berkas yang akan diunggah.",
        "“x” tidak terbaca sebagai nomor. Tulis nomornya saja, misalnya 3–5, 12.",
    ]
    assert names(identity) == ["a.pdf"]


def test_the_page_says_what_is_used_and_offers_the_files_of_other_entries(
    target, identity, evidence, officer
):
    shown = browser(officer).get(reverse("report_evidence", args=[2025, identity.pk]))
    assert "Bukti laporan ini memakai" in shown.content.decode()
    offered = shown.context["use"].fields["evidence"].choices
    assert offered[1:] == [(evidence.pk, "Perbup (Target UCJ dan pekerja rentan)")]
    assert "Pakai berkas yang sudah ada" not in page(officer, "report_evidence", 2025, target.pk)


def test_a_wrong_choice_is_told_and_nothing_used(identity, evidence, officer):
    for key, status in ((evidence.pk + 99, 422), ("", 422)):
        post(officer, "report_evidence_use", 2025, identity.pk, data={"pakai-evidence": key}, status=status)
    carried = {"pakai-evidence": evidence.pk, "pakai-page": "4"}
    refused = post(
        officer, "report_evidence_use", 2025, identity.pk, data=carried, status=409
    ).content.decode()
    assert "padahal berkas ini berisi 3 halaman" in refused
    assert names(identity) == []
    post(officer, "report_evidence_use", 2025, identity.pk, data=carried | {"pakai-page": "3"})
    assert identity.evidence.get().page == "3"


def test_title_and_pages_are_changed_later_and_an_overtaken_change_is_a_choice(evidence, officer):
    address = ("report_evidence_change", 2025, evidence.pk)
    carried = {"initial-title": "Perbup", "initial-page": "1–2"}
    assert 'value="1–2"' in page(officer, *address)
    post(officer, *address, data=carried | {"title": "Perbup 83", "page": "3"})
    refused = post(officer, *address, data=carried | {"title": "Lain", "page": ""}, status=409)
    assert refused.context["conflict"]["rows"] == [("Judul", "Lain", "Perbup 83"), ("Halaman", "–", "3")]
    chosen = {box.html_initial_name: box.form.data[box.html_initial_name] for box in refused.context["form"]}
    post(officer, *address, data=chosen | {"title": "Lain", "page": "", "choice": "mine"})
    evidence.refresh_from_db()
    assert (evidence.title, evidence.page) == ("Lain", "")
    post(officer, *address, data={"title": "x", "page": "x"}, status=422)


def test_a_removed_file_is_not_described(evidence, officer):
    Evidence.objects.all().delete()
    post(officer, "report_evidence_change", 2025, evidence.pk, status=410)


def test_another_office_reaches_none_of_it(target, evidence):
    stranger = factories.officer(factories.regency("Mempawah", "61.02"))
    post(stranger, "report_evidence_use", 2025, target.pk, status=404)
    page(stranger, "report_evidence_change", evidence.pk and 2025, evidence.pk, status=404)
    with pytest.raises(Exception, match="Hanya petugas"):
        describe_evidence(evidence, {"title": "", "page": ""}, seen={}, by=stranger)

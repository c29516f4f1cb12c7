"""One stored file for several entries, the pages it is cited with, and how much a report may hold."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat

from regencies.actions.errors import Refused, Stale
from regencies.actions.evidence.attach import (
    Twin,
    attach_evidence,
    describe_evidence,
    remove_evidence,
    use_evidence,
)
from regencies.actions.evidence.cited_pages import checked_pages
from regencies.actions.evidence.room import used_bytes
from regencies.actions.files import read_kept
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import Section
from regencies.files.pdf import PDF
from regencies.models import Evidence
from tests import factories
from tests.builders.pdfs import pages_pdf
from tests.racing import race

pytestmark = pytest.mark.django_db
THREE = pages_pdf(3)


@pytest.fixture
def identity(draft):
    return factories.entry(draft, Section.IDENTITY)


@pytest.fixture
def evidence(target, officer):
    return attach(target, officer, page="1–2")


def attach(entry, by, content=THREE, **given):
    upload = SimpleUploadedFile(given.pop("name", "perbup.pdf"), content)
    return attach_evidence(entry, upload, **{"title": "Perbup", "page": "", "by": by} | given)


def stored_files() -> int:
    return sum(1 for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def reasons(act, *args, **given) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act(*args, **given)
    return refusal.value.reasons


# One file for several entries ---------------------------------------------------------------------------
def test_a_file_of_the_report_supports_another_entry_without_a_second_copy(evidence, identity, officer):
    before = stored_files()
    used = use_evidence(identity, evidence, page="3", by=officer)
    assert (used.file.name, used.sha256, used.title, used.page) == (
        evidence.file.name,
        evidence.sha256,
        "Perbup",
        "3",
    )
    assert (stored_files(), read_kept(used)) == (before, THREE)
    remove_evidence(evidence, by=officer)
    assert read_kept(used) == THREE
    assert reasons(use_evidence, identity, used, page="", by=officer) == [
        "Berkas “perbup.pdf” sudah ada pada butir ini."
    ]


def test_a_twin_is_named_where_it_is_and_its_advice_passes(evidence, identity, officer):
    with pytest.raises(Twin) as twin:
        attach(identity, officer, name="salinan.pdf", ask_twin=True)
    assert twin.value.reasons == [
        "Berkas “salinan.pdf” sama dengan “Perbup” pada butir “Target UCJ dan pekerja rentan”, jadi "
        "tidak disimpan lagi. Pakai berkas itu untuk butir ini."
    ]
    assert use_evidence(identity, twin.value.evidence, page="", by=officer).entry == identity
    before = stored_files()
    other = factories.entry(identity.report, Section.PARTICIPATION)
    assert attach(other, officer).file.name == evidence.file.name
    assert stored_files() == before


def test_a_file_of_another_report_or_a_removed_one_is_not_used(evidence, identity, officer):
    gone = ["Berkas itu sudah dihapus dari laporan. Pilih berkas lain, atau unggah lagi."]
    foreign = Evidence(pk=evidence.pk + 1000)
    assert reasons(use_evidence, identity, foreign, page="", by=officer) == gone
    remove_evidence(evidence, by=officer)
    assert reasons(use_evidence, identity, evidence, page="", by=officer) == gone


def test_two_entries_by_pages_of_their_own_are_not_asked_about(evidence, identity, officer):
    def asked():
        return [f.entry for f in run_checks(snapshot(identity.report)) if f.rule == "same_file_twice"]

    used = use_evidence(identity, evidence, page="", by=officer)
    assert len(asked()) == 1
    describe_evidence(used, {"title": "", "page": "3"}, seen={"title": "Perbup", "page": ""}, by=officer)
    assert asked() == []
    seen = {"title": "perbup.pdf", "page": "3"}
    again = describe_evidence(used, {"title": " Perbup 83 ", "page": "1-2"}, seen=seen, by=officer)
    assert (len(asked()), again.title) == (1, "Perbup 83")


# Pages ------------------------------------------------------------------------------------------------
def test_pages_are_held_against_the_file(target, officer):
    said = ["Tertulis halaman 4, padahal berkas ini berisi 3 halaman. Periksa nomor halamannya."]
    assert reasons(attach, target, officer, page="2, 4") == said
    assert not Evidence.objects.exists()
    evidence = attach(target, officer, page="2, 3")
    assert evidence.page == "2, 3"
    seen = {"title": "Perbup", "page": "2, 3"}
    change = {"title": "Perbup", "page": "4"}
    assert reasons(describe_evidence, evidence, change, seen=seen, by=officer) == said
    assert describe_evidence(evidence, change | {"page": "1-3"}, seen=seen, by=officer).page == "1–3"


def test_each_file_is_counted_by_itself_and_for_its_first_page_not_at_all(target, identity, officer):
    attach(target, officer, content=pages_pdf(1), name="satu.pdf")
    three = attach(target, officer)
    assert use_evidence(identity, three, page="3", by=officer).page == "3"
    said = ["Tertulis halaman 2, padahal berkas ini berisi 1 halaman. Periksa nomor halamannya."]
    assert reasons(attach, identity, officer, content=pages_pdf(1), page="2") == said
    assert checked_pages("1", PDF, lambda: pytest.fail("it was read")) == "1"


def test_pages_of_a_file_nobody_can_count_are_believed(target, officer):
    assert attach(target, officer, content=factories.PDF, page="40").page == "40"


def test_what_somebody_else_changed_meanwhile_is_shown_beside_what_was_typed(evidence, officer):
    seen = {"title": "Perbup", "page": "1–2"}
    describe_evidence(evidence, {"title": "Perbup 83", "page": "3"}, seen=seen, by=officer)
    with pytest.raises(Stale) as stale:
        describe_evidence(evidence, {"title": "Perbup", "page": ""}, seen=seen, by=officer)
    assert stale.value.rows == [("Judul", "Perbup", "Perbup 83"), ("Halaman", "–", "3")]
    evidence.refresh_from_db()
    assert (evidence.title, evidence.page) == ("Perbup 83", "3")


# Room -------------------------------------------------------------------------------------------------
def test_a_report_holds_so_much_and_each_file_counts_once(evidence, identity, officer, settings):
    place = factories.regency("Sambas", "61.01")
    neighbour = factories.officer(place)
    attach(factories.entry(factories.draft(place, by=neighbour), Section.TARGET), neighbour, THREE + b"%")
    use_evidence(identity, evidence, page="", by=officer)
    size = len(THREE)
    assert used_bytes(identity.report) == size
    settings.EVIDENCE_REPORT_BYTES = 2 * size
    larger = THREE + b" "
    assert reasons(attach, identity, officer, content=larger, name="dua.pdf") == [
        f"Berkas “dua.pdf” ({filesizeformat(size + 1)}) tidak disimpan: bukti laporan ini sudah memakai "
        f"{filesizeformat(size)} dari {filesizeformat(2 * size)}. Perkecil berkas ini, atau hapus berkas yang tidak "
        "dipakai."
    ]
    settings.EVIDENCE_REPORT_BYTES = 2 * size + 1
    assert attach(identity, officer, content=larger).size == size + 1


def test_another_file_of_the_same_name_is_no_second_tap(target, officer):
    attach(target, officer, title="")
    refused = reasons(attach, target, officer, content=b"<html>", title="")
    assert "halaman web" in refused[0]
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_do_not_both_take_the_last_room(target, officer, settings):
    settings.EVIDENCE_REPORT_BYTES = len(THREE) + 100
    first, second = race(
        lambda: attach(target, officer), lambda: attach(target, officer, content=THREE + b" ", name="dua.pdf")
    )
    assert (first.size, type(second)) == (len(THREE), Refused)
    assert used_bytes(target.report) == len(THREE)

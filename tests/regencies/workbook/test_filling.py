"""A report filled in through its workbook: what changes, what is asked, what is stored, and nothing else."""

from __future__ import annotations

import secrets

import pytest

from regencies.actions.entries import add_entry
from regencies.actions.errors import Refused
from regencies.choices import Section
from regencies.models import (
    BudgetLine,
    FundedGroup,
    Participation,
    Regulation,
    ReportEntry,
    UcjTarget,
    YearlyReport,
)
from regencies.workbook.differences import FILE, Proposal, Step
from regencies.workbook.store import sign
from tests import factories
from tests.builders.browser_tab import Tab
from tests.builders.workbook import Filled, changes, confirm, problems, questions, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.officer(factories.regency(), "Siti Aminah")


@pytest.fixture
def report(officer) -> YearlyReport:
    place = factories.regency()
    return factories.complete(factories.draft(place, by=officer), officer)


def figures() -> list[tuple[int | None, int | None]]:
    rows = Participation.objects.order_by("entry__position")
    return [*rows.values_list("registered", "registered_previous")]


def versions(report) -> dict[int, int]:
    return dict(report.entries.values_list("pk", "version"))


def test_the_file_as_it_was_downloaded_changes_nothing(report, officer):
    before = versions(report)
    shown = Filled(officer).upload(Filled(officer).content)
    assert (changes(shown), questions(shown), shown.context["steps"]) == ({}, {}, "")
    assert "tidak ada yang berubah" in shown.content.decode()
    assert versions(report) == before


def test_a_changed_cell_is_shown_and_stored_as_the_page_would(report, officer):
    book = Filled(officer).type("kepesertaan", "registered", "80.102")
    shown = book.upload()
    assert changes(shown) == {"Penerima Upah (PU) 2025": ("80.101", "80.102")}
    assert ">80.102 (delapan puluh ribu seratus dua)<" in shown.content.decode()
    assert figures()[0] == (80_101, 71_405)
    assert confirm(officer, 2025, shown).status_code == 302
    assert figures()[0] == (80_102, 71_405)
    changed = factories.entry(report, Section.PARTICIPATION)
    assert (changed.entered_by, changed.version) == (officer, 2)
    events = Participation.pgh_event_model.objects.filter(pgh_obj_id=changed.pk).order_by("-pgh_id")
    assert events[0].pgh_context["verb"] == "save_entries"


def test_the_same_file_twice_changes_nothing_the_second_time(report, officer):
    book = Filled(officer)
    book.type("target", "target_pct", "68,02").type("kelompok", "persons", "34.000")
    book.type("kelompok", "group", "Nelayan", "+1").type("kelompok", "funding_source", "APBDes", "+1")
    book.type("kelompok", "persons", 200, "+1").clear("regulasi", "+1")
    assert book.store().status_code == 302
    stored = versions(report)
    assert FundedGroup.objects.count() == 2
    again = book.upload()
    assert (changes(again), questions(again), again.context["steps"]) == ({}, {}, "")
    assert versions(report) == stored


def test_the_button_pressed_twice_stores_once(report, officer):
    book = Filled(officer).type("kelompok", "group", "Nelayan", "+1")
    shown = book.type("kelompok", "funding_source", "APBDes", "+1").upload()
    assert [confirm(officer, 2025, shown).status_code for _ in range(2)] == [302, 302]
    assert FundedGroup.objects.count() == 2


def test_an_emptied_cell_is_asked_about_and_kept_unless_one_says_so(report, officer):
    book = Filled(officer).type("target", "target_pct", None)
    shown = book.upload()
    assert changes(shown) == {}
    assert questions(shown) == {
        "Lembar ‘Target UCJ dan pekerja rentan’, sel D5. Target UCJ daerah (%) kosong di berkas.": [
            "Tetap 70",
            "Kosongkan",
        ]
    }
    confirm(officer, 2025, shown)
    assert UcjTarget.objects.get().target_pct == 70
    confirm(officer, 2025, book.upload(), pilih_1=FILE)
    assert UcjTarget.objects.get().target_pct is None


def test_an_emptied_row_is_asked_about_and_removed_only_then(report, officer):
    key = str(factories.entry(report, Section.GROUPS).pk)
    book = Filled(officer).clear("kelompok", key)
    shown = book.upload()
    assert questions(shown) == {
        "Lembar ‘Kelompok yang didanai’, baris 5. “Pekerja perkebunan sawit (DBH Sawit)” kosong di berkas.": [
            "Tetap simpan butir ini",
            "Hapus butir ini, beserta bukti dukungnya",
        ]
    }
    confirm(officer, 2025, shown)
    assert FundedGroup.objects.count() == 1
    confirm(officer, 2025, book.upload(), pilih_1=FILE)
    assert FundedGroup.objects.count() == 0
    assert book.upload().context["steps"] == ""


def test_a_value_stored_since_the_download_is_shown_beside_the_files_and_stays_unless_chosen(report, officer):
    book = Filled(officer).type("target", "target_pct", "68,02").type("target", "document", "RPJMD")
    colleague = factories.officer(factories.regency(), "Budi")
    assert Tab(colleague, "target").save(target_pct="72,5").status_code == 302
    shown = book.upload()
    assert changes(shown) == {"Dokumen yang memuat target": ("–", "RPJMD")}
    assert questions(shown) == {
        "Lembar ‘Target UCJ dan pekerja rentan’, sel D5. Target UCJ daerah (%) berubah sejak berkas ini diunduh "
        "(waktu itu 70).": [
            "Tetap 72,5",
            "Pakai berkas: 68,02 (enam puluh delapan koma nol dua)",
        ]
    }
    confirm(officer, 2025, shown)
    assert UcjTarget.objects.values_list("target_pct", "document").get() == (72.5, "RPJMD")
    confirm(officer, 2025, book.upload(), pilih_1=FILE)
    assert str(UcjTarget.objects.get().target_pct) == "68.020"


def test_a_value_stored_between_preview_and_button_refuses_the_whole_file(report, officer):
    book = Filled(officer).type("target", "target_pct", "68,02").type("kelompok", "persons", "34.000")
    shown = book.upload()
    assert Tab(officer, "target").save(target_pct="72,5").status_code == 302
    answer = confirm(officer, 2025, shown)
    assert answer.status_code == 409
    assert problems(answer) == [
        "Data laporan berubah sejak pratinjau ini dibuka. Belum ada yang disimpan; unggah lagi berkasnya.",
        "target UCJ daerah (%): tersimpan 72,5, berkas 68,02.",
    ]
    assert (UcjTarget.objects.get().target_pct, FundedGroup.objects.get().persons) == (72.5, 34_400)


def test_a_row_removed_since_is_not_brought_back_unless_chosen(report, officer):
    entry = factories.entry(report, Section.GROUPS)
    unchanged, changed = Filled(officer), Filled(officer).type("kelompok", "persons", "34.000")
    entry.delete()
    assert unchanged.upload().context["steps"] == ""
    shown = changed.upload()
    assert questions(shown) == {
        "Lembar ‘Kelompok yang didanai’, baris 5. Butir ini sudah dihapus sejak berkas diunduh.": [
            "Biarkan terhapus",
            "Tambahkan lagi",
        ]
    }
    confirm(officer, 2025, shown)
    assert FundedGroup.objects.count() == 0
    confirm(officer, 2025, changed.upload(), pilih_1=FILE)
    assert FundedGroup.objects.get().persons == 34_000


def test_a_regulation_is_added_and_changed(report, officer):
    book = Filled(officer)
    for field, value in {
        "kind": "Peraturan Bupati/Wali Kota",
        "number": 83,
        "year": 2023,
        "title": "Perlindungan Pekerja",
        "still_in_force": "ya, masih berlaku",
    }.items():
        book.type("regulasi", field, value, "+1")
    assert book.store().status_code == 302
    assert [str(one) for one in Regulation.objects.all()] == [
        "Peraturan Bupati/Wali Kota Nomor 83 Tahun 2023"
    ]
    book = Filled(officer).type("regulasi", "title", "Perlindungan Pekerja BPU")
    assert book.type("regulasi", "still_in_force", "Tidak berlaku lagi").store().status_code == 302
    stored = factories.entry(report, Section.REGULATIONS).regulationuse
    assert (stored.regulation.title, stored.still_in_force) == ("Perlindungan Pekerja BPU", False)


def test_every_wrong_cell_is_named_at_once_and_nothing_is_stored(report, officer):
    book = Filled(officer).type("kepesertaan", "registered", "80,101").type("target", "target_pct", "68.125")
    book.type("kelompok", "funding_source", "APBN").type("kelompok", "months_covered", "13")
    book.type("anggaran", "ceiling", "4,3 M", "+1").type("target", "document", "RPJMD")
    before = versions(report)
    shown = book.upload()
    assert shown.status_code == 409
    said = problems(shown)
    wrong = [
        ("kepesertaan", "registered", 0, "Penerima Upah (PU) 2025"),
        ("target", "target_pct", 0, "Target UCJ daerah (%)"),
        ("kelompok", "funding_source", 0, "Sumber dana"),
        ("kelompok", "months_covered", 0, "Bulan perlindungan"),
        ("anggaran", "activity", "+1", "Kegiatan"),
        ("anggaran", "funding_source", "+1", "Sumber dana"),
        ("anggaran", "ceiling", "+1", "Pagu (Rp)"),
    ]
    assert {text.partition(":")[0] for text in said} == {
        f"Lembar ‘{book.sheet(section).title}’, sel {book.cell(section, field, row).coordinate} ({label})"
        for section, field, row, label in wrong
    }
    assert "“80,101”" in said[0]
    assert (versions(report), ReportEntry.objects.count()) == (before, len(before))


def test_a_cell_that_makes_another_one_wrong_is_told_of(report, officer):
    line = {"activity": "Iuran", "funding_source": "apbd_kabkota", "ceiling": 50, "realised": 48}
    add_entry(report, Section.BUDGET, line, by=officer)
    book = Filled(officer).type("anggaran", "funding_source", "CSR/non-anggaran")
    place = book.cell("anggaran", "ceiling").coordinate
    assert problems(book.upload()) == [
        f"Lembar ‘Anggaran’, sel {place} (Pagu (Rp)): Pagu tertulis Rp50, sedangkan CSR/non-anggaran tidak memiliki "
        "pagu. Kosongkan pagunya, atau pilih sumber dana lain."
    ]
    book.type("anggaran", "ceiling", None)
    assert confirm(officer, 2025, book.upload(), pilih_1=FILE).status_code == 302
    assert BudgetLine.objects.values_list("funding_source", "ceiling").get() == ("csr", None)


def test_more_than_a_page_can_send_back_is_refused_before_it_is_shown(report, officer):
    much = Step("add", Section.INNOVATIONS, "", texts={"method": [secrets.token_urlsafe(2_000_000), "", ""]})
    with pytest.raises(Refused, match="Unggah dalam beberapa berkas"):
        sign(Proposal(steps=[much]), report, officer)


def test_what_was_shown_to_one_person_is_stored_by_nobody_else(report, officer):
    shown = Filled(officer).type("target", "target_pct", "68,02").upload()
    colleague = factories.officer(factories.regency(), "Budi")
    assert confirm(colleague, 2025, shown).status_code == 409
    assert UcjTarget.objects.get().target_pct == 70


def test_another_region_and_another_year_are_refused_by_name(report, officer):
    book = Filled(officer)
    sambas = factories.regency("Sambas", "61.01")
    neighbour = factories.officer(sambas)
    factories.draft(sambas, by=neighbour)
    factories.draft(factories.regency(), 2024, by=officer)
    told = "Berkas ini berisi laporan Kabupaten Ketapang tahun 2025, bukan {}. Unggah di laporan itu."
    there = upload(neighbour, 2025, book.content)
    assert (there.status_code, problems(there)) == (409, [told.format("Kabupaten Sambas tahun 2025")])
    then = upload(officer, 2024, book.content)
    assert (then.status_code, problems(then)) == (409, [told.format("Kabupaten Ketapang tahun 2024")])

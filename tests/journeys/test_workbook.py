"""A report filled in through its workbook: typed into offline, uploaded, looked at, stored; and one too late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from regencies.actions.entry_edits import save_entry
from regencies.choices import Section
from regencies.models import FundedGroup, Participation, UcjTarget
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def typed(path: Path, cells: dict[tuple[str, str], Any]) -> Path:
    """The workbook with these cells: (sheet, cell) → value."""
    book = load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    book.save(path)
    return path


def column(path: Path, sheet: str, field: str) -> str:
    """The letter of a field's column."""
    return next(cell.column_letter for cell in load_workbook(path)[sheet][1] if cell.value == field)


def test_a_report_is_filled_in_offline_and_a_workbook_that_is_too_late_asks(someone, office, tmp_path):
    draft, officer, _ = office
    factories.complete(draft, officer)
    person = someone(LAPTOP).enter(officer).open("/laporan/2025/").press("Isi lewat Excel")
    person.shoot("excel-1280")
    with person.page.expect_download() as started:
        person.page.get_by_role("link", name="Unduh berkas isian").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "isian-61.04-2025.xlsx"

    group = column(path, "Kelompok yang didanai", "group")
    source = column(path, "Kelompok yang didanai", "funding_source")
    persons = column(path, "Kelompok yang didanai", "persons")
    cells = {
        ("Kepesertaan", "C5"): "80,102",
        ("Target UCJ dan pekerja rentan", "D5"): "68,02",
        ("Kelompok yang didanai", f"{group}6"): "Nelayan",
        ("Kelompok yang didanai", f"{source}6"): "APBDes",
        ("Kelompok yang didanai", f"{persons}6"): 1200,
    }
    send(person, typed(path, cells)).sees("Lembar ‘Kepesertaan’, sel C5", "80,102", "tidak ada yang disimpan")
    person.shoot("excel-wrong-1280")
    send(person, typed(path, {("Kepesertaan", "C5"): "80.102"}))
    person.sees("Yang berubah (3)", "80.101", "80.102", "Kelompok: Nelayan", "Belum ada yang disimpan.")
    person.shoot("excel-preview-1280")
    assert FundedGroup.objects.count() == 1
    person.press("Simpan ke laporan").sees("3 butir tersimpan dari berkas isian.")
    assert Participation.objects.filter(registered=80_102).count() == 1
    assert (FundedGroup.objects.count(), str(UcjTarget.objects.get().target_pct)) == (2, "68.020")
    person.open("/laporan/2025/excel/")
    send(person, path).sees("Isi berkas sama dengan yang tersimpan; tidak ada yang berubah.")

    colleague = factories.officer(draft.regency, "Budi")
    target = factories.entry(draft, Section.TARGET)
    save_entry(target, {"target_pct": 75}, expected_version=target.version, by=colleague)
    phone = someone(PHONE).enter(officer).open("/laporan/2025/excel/")
    phone.shoot("excel-360")
    late = typed(
        path,
        {("Target UCJ dan pekerja rentan", "D5"): "70,5", ("Kelompok yang didanai", f"{persons}5"): None},
    )
    send(phone, late).sees(
        "Perlu pilihan Bapak/Ibu (2)",
        "berubah sejak berkas ini diunduh (waktu itu 70)",
        "Tetap 75",
        "70,5",
    )
    phone.shoot("excel-choose-360")
    phone.page.set_viewport_size(LAPTOP)
    phone.check().shoot("excel-choose-1280")
    phone.page.set_viewport_size(PHONE)
    phone.press("Simpan ke laporan").sees("tidak ada yang berubah")
    assert UcjTarget.objects.get().target_pct == 75
    phone.open("/laporan/2025/excel/")
    send(phone, late).page.get_by_label("Pakai berkas: 70,5").check()
    phone.press("Simpan ke laporan").sees("1 butir tersimpan dari berkas isian.")
    assert str(UcjTarget.objects.get().target_pct) == "70.500"
    assert FundedGroup.objects.filter(persons=None).count() == 0


def send(person: Any, path: Path) -> Any:
    """Choose the file and have it looked at."""
    person.page.get_by_label("Berkas isian (XLSX)").set_input_files(path)
    return person.press("Periksa berkas")

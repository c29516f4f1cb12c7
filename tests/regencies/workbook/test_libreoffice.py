"""LibreOffice opens and saves the workbook, and it loads back: with no difference, and with just the one typed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from regencies.actions.entries import add_entry
from regencies.choices import Section
from tests import factories
from tests.builders import nominees
from tests.builders.workbook import Filled, changes, questions

pytestmark = pytest.mark.django_db
MOST_SECONDS = 300  # on a machine busy with others
ODD = "Baris satu\nbaris dua; “kutip” & <tanda>, =1+1, +62 812, 007, 3-5, _x0041_, 1/2"


@pytest.fixture
def saved_again(soffice: str, tmp_path: Path) -> Callable[[bytes], bytes]:
    """A function that has LibreOffice open a workbook and save it."""

    def save(content: bytes) -> bytes:
        source, target = tmp_path / "isian.xlsx", tmp_path / "saved"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        told = [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
        ran = subprocess.run(
            [*told, str(target), str(source)],
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
        assert (target / source.name).exists(), ran
        return (target / source.name).read_bytes()

    return save


def report_of_a_region():
    officer = factories.officer(factories.regency())
    report = factories.complete(factories.draft(factories.regency(), by=officer), officer)
    factories.propose_workforce(report, officer)
    story = {
        "name": "Satu Desa 100 Pekerja",
        "since_year": 2024,
        "problem": ODD,
        "method": "–",
        "result": "12.200",
    }
    add_entry(report, Section.INNOVATIONS, story, by=officer)
    return officer, 2025


def report_of_a_company():
    report = nominees.filled(nominees.COMPANY)
    return report.entries.exclude(entered_by=None).first().entered_by, f"2025/calon/{report.nominee_id}"


@pytest.mark.parametrize("make", [report_of_a_region, report_of_a_company])
def test_a_workbook_saved_by_libreoffice_loads_back(make, saved_again):
    officer, key = make()
    book = Filled(officer, key)
    shown = book.upload(saved_again(book.content))
    assert (changes(shown), questions(shown), shown.context["steps"]) == ({}, {}, "")

    field = ("target", "target_pct") if key == 2025 else ("tenaga-kerja", "target_pct")
    changed = saved_again(book.type(*field, "68,02").bytes())
    shown = book.upload(changed)
    assert [(one.file, one.where.rpartition(" ")[2]) for one in shown.context["plain"]] == [
        ("68,02", book.cell(*field).coordinate)
    ]
    assert questions(shown) == {}


def test_its_sheets_stay_protected_and_hidden_and_its_lists_offered(saved_again):
    officer, key = report_of_a_region()
    book = Filled(officer, key)
    again = load_workbook(io.BytesIO(saved_again(book.content)))
    assert [sheet.title for sheet in again.worksheets if sheet.sheet_state != "visible"] == ["Data aplikasi"]
    assert all(sheet.protection.sheet for sheet in again.worksheets)
    cell = book.cell("kelompok", "funding_source")
    kept = again[book.sheet("kelompok").title]
    assert (kept[cell.coordinate].protection.locked, kept["B5"].protection.locked) == (False, True)
    assert any(
        cell.coordinate in rule.sqref for rule in kept.data_validations.dataValidation if rule.type == "list"
    )

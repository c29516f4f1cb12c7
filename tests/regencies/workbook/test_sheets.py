"""What the workbook to fill in has: every box of every form, last year beside it, locks, lists, and few queries."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from regencies.checks.build_snapshot import entries_of
from regencies.choices import FundingSource, RegencyKind, Section, WorkerGroup
from regencies.forms.sections import FORMS
from regencies.workbook.boxes import Boxes
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser
from tests.builders.panel import counted
from tests.builders.workbook import Filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.officer(factories.regency(), "Siti Aminah")


def second_year(officer):
    """A report of 2025 after one of 2024 that was verified."""
    place = factories.regency()
    factories.verified(place, 2024)
    return factories.complete(factories.draft(place, by=officer), officer)


@pytest.mark.parametrize("kind", nominees.KINDS)
def test_every_box_of_every_section_of_a_kind_has_a_cell(kind):
    report = nominees.filled(kind)
    officer = factories.officer(report.regency)
    book = Filled(officer, f"2025/calon/{report.nominee_id}")
    for section in report.kind.ordered_sections:
        sheet = book.sheet(section)
        heads = {str(cell.value) for cell in sheet[1][1:] if cell.value} - {"*"}
        names = heads or {str(row[0].value) for row in sheet.iter_rows(min_row=5)}
        boxes = [
            Boxes(report, section, entry) for entry in entries_of(report) if entry.section == section
        ] + ([] if section.is_fixed else [Boxes(report, section, None)])
        assert names == {name for one in boxes for name in one.names}, section
    assert set(FORMS) | {Section.PARTICIPATION} >= report.kind.sections


def test_last_years_figures_stand_beside_this_years(officer):
    report = second_year(officer)
    book = Filled(officer)

    def beside(section: str, field: str, row: str | int = 0, by: int = 1) -> tuple[str, str]:
        cell = book.cell(section, field, row)
        other = cell.offset(column=by)
        return (cell.value, other.value)

    group = str(factories.entry(report, Section.GROUPS).pk)
    assert beside("kepesertaan", "registered_previous") == ("71.405", "80.101")
    assert beside("target", "target_pct", by=-1) == ("70", "70")
    assert beside("identitas", "head_name", by=-1) == ("dr. H. Harisson, M.Kes", "dr. H. Harisson, M.Kes")
    assert beside("kelompok", "persons", group) == ("34.400", "34.400")
    assert book.sheet("kelompok")["B5"].value == "Pekerja perkebunan sawit (DBH Sawit)"


def test_only_what_may_be_typed_is_open_and_what_is_chosen_has_its_list(officer):
    second_year(officer)
    book = Filled(officer)
    assert all(
        (sheet.protection.sheet, sheet.protection.password) == (True, None) for sheet in book.book.worksheets
    )
    sheet, source = book.sheet("kelompok"), book.cell("kelompok", "funding_source")
    opened = {sheet.cell(4, cell.column).value for cell in sheet[5] if not cell.protection.locked}
    shut = {sheet.cell(4, cell.column).value for cell in sheet[5] if cell.protection.locked} - {"#"}
    assert ("Sumber dana" in opened, shut) == (True, {"Butir", "Tahun 2024"})
    assert {cell.number_format for cell in sheet[5][1:]} == {"@"}
    rule = next(one for one in sheet.data_validations.dataValidation if source.coordinate in one.sqref)
    place = rule.formula1.rpartition("!")[2].replace("$", "")
    words = [cell.value for (cell,) in book.book["Data aplikasi"][place]]
    assert words == [one.label for one in FundingSource if one is not FundingSource.COMPANY]
    assert [sheet.title for sheet in book.book.worksheets if sheet.sheet_state != "visible"] == [
        "Data aplikasi"
    ]
    assert book.book.worksheets[0].title == "Petunjuk"


def test_a_city_is_asked_nothing_about_villages():
    city = factories.regency("Pontianak", "61.71", kind=RegencyKind.CITY, villages=0)
    officer = factories.officer(city)
    factories.draft(city, by=officer)
    book = Filled(officer)
    heads = {cell.value for cell in book.sheet("kelompok")[1]}
    assert "villages" not in heads
    words = {cell.value for row in book.book["Data aplikasi"].iter_rows() for cell in row}
    assert WorkerGroup.VILLAGE_VULNERABLE.label not in words


def test_it_takes_the_same_few_queries_whatever_is_in_the_report(officer):
    report = second_year(officer)
    client, address = browser(officer), reverse("report_workbook_file", args=[2025])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content = client.get(address).content
        assert load_workbook(io.BytesIO(content))
        return counted(queries)

    one = asked()
    for group in (WorkerGroup.FISHERS, WorkerGroup.FARMERS):
        factories.add_group(report, officer, group=group)
    assert (one, asked()) == (6, 6)

"""Laws: any stored report comes back from its workbook as it was, and no number changes its size in a cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regencies.checks.build_snapshot import entries_of
from regencies.choices import Section
from regencies.forms.fields import DecimalNumberField, RupiahField, WholeNumberField
from regencies.models import YearlyReport
from regencies.sheets.xlsx import read_workbook
from regencies.workbook.boxes import box_text
from regencies.workbook.file import propose_workbook, workbook_to_fill_in
from tests import factories
from tests.builders import nominees

pytestmark = pytest.mark.django_db
EXAMPLES = settings(max_examples=20, suppress_health_check=[*HealthCheck])

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=60) | st.text("_x0041\n\r\t =+'\"<&", max_size=30)


def value_of(field: models.Field[Any, Any], kind: Any) -> st.SearchStrategy[Any]:
    """Anything the column can hold."""
    if field.name in kind.choices:
        return st.sampled_from(sorted(kind.choices[field.name]))
    if field.choices:
        return st.sampled_from([value for value, _ in field.choices])
    if isinstance(field, models.BooleanField):
        return st.none() | st.booleans()
    if isinstance(field, models.DateField):
        return st.none() | st.dates()
    if isinstance(field, models.DecimalField):
        return st.none() | st.decimals(0, 999, places=field.decimal_places)
    if isinstance(field, models.IntegerField):
        return st.none() | st.integers(0, 2**31 - 1)
    return texts.map(lambda text: text[: field.max_length])


def overwrite(report: YearlyReport, data: st.DataObject) -> list[Any]:
    """The entries of a report, with anything at all in them."""
    entries = entries_of(report)
    for entry in entries:
        details = [entry.detail]
        if entry.section == Section.REGULATIONS:
            details.append(entry.detail.regulation)
        for detail in details:
            for field in detail._meta.concrete_fields:
                if not field.is_relation and not field.primary_key and field.name != "segment":
                    setattr(detail, field.name, data.draw(value_of(field, report.kind), label=field.name))
    return entries


def region() -> YearlyReport:
    officer = factories.officer(factories.regency())
    report = factories.complete(factories.draft(factories.regency(), by=officer), officer)
    factories.propose_workforce(report, officer)
    return report


MAKERS = {"kabupaten-kota": region} | {
    kind: lambda kind=kind: nominees.filled(kind) for kind in (nominees.VILLAGE, nominees.COMPANY)
}


@pytest.mark.parametrize("kind", MAKERS)
def test_any_report_comes_back_from_its_workbook_as_it_was(kind):
    report = MAKERS[kind]()

    @EXAMPLES
    @given(st.data())
    def law(data):
        entries = overwrite(report, data)
        editable = {entry.pk for entry in entries}
        content = workbook_to_fill_in(report, entries, editable, timezone.now())
        proposal = propose_workbook(SimpleUploadedFile("isian.xlsx", content), report, entries, editable)
        assert (proposal.problems, proposal.differences, proposal.steps) == ([], [], [])

    law()


BOXES = [WholeNumberField(), RupiahField(), DecimalNumberField(decimal_places=3, max_digits=6)]


@pytest.mark.parametrize("box", BOXES, ids=lambda box: type(box).__name__)
@given(number=st.integers(-(10**18), 10**18) | st.floats(-1e16, 1e16))
def test_a_number_in_a_cell_is_that_number_or_refused(box, number):
    try:
        value = box.clean(box_text(box, number))
    except (ValueError, ValidationError):
        return
    assert Decimal(value) == Decimal(f"{number:.15g}" if isinstance(number, float) else number)


@pytest.mark.parametrize("box", BOXES, ids=lambda box: type(box).__name__)
@given(
    text=st.from_regex(r"(Rp ?)?-?[0-9]{1,9}([.,][0-9]{1,9}){0,3}( ?(%|ribu|juta|miliar))?", fullmatch=True)
)
def test_a_text_in_a_cell_is_read_as_the_page_reads_it(box, text):
    def read(typed: str) -> Any:
        try:
            return box.clean(typed)
        except ValidationError as problem:
            return problem.messages

    assert read(box_text(box, text)) == read(text)


def test_a_workbook_reads_the_signs_xml_has_no_place_for():
    report = region()
    entries = entries_of(report)
    entries[0].detail.office_name = "Dinas _x0041_ \x01\r\n\ufffe"
    content = workbook_to_fill_in(report, entries, {entries[0].pk}, timezone.now())
    cells = [
        cell
        for sheet in read_workbook(content, everything=True)
        for row in sheet.rows.values()
        for cell in row
    ]
    assert "Dinas _x0041_ \x01\r\n\ufffe" in cells

"""XLSX files made part by part, as other programs write them, and what is read in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regencies.actions.errors import Refused
from regencies.models import Province
from regencies.official_figures.datasets import DENOMINATORS
from regencies.official_figures.import_sheet import propose_figures
from tests.builders.uploads import TYPES, archive, content_types

HEADER = ["Kode Kemendagri", "Kabupaten/kota", "Tahun", "Segmen", "Jumlah pekerja", "Sumber", "Per tanggal"]
ROW = ["61.04", "Ketapang", 2024, "Formal", 80101, "BPS", "31 Desember 2024"]
KETAPANG = [("61.04", 2024, "formal", 80_101)]  # what ROW says
TRANSITIONAL = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"

Rows = Sequence[Sequence[object]]


class Formula(str):
    """A formula that nobody calculated."""


class Calculated(str):
    """A formula whose result is said to be 0."""


def xlsx(
    *sheets: tuple[str, str, Rows], merged: Iterable[str] = (), base: str = TRANSITIONAL, **workbook: str
) -> bytes:
    """A file of sheets (name, state, rows); `workbook`: elements of the workbook, tag → attributes."""
    main = f"{base}spreadsheetml/2006/main" if base == TRANSITIONAL else f"{base}spreadsheetml/main"
    related = (
        f"{base}officeDocument/2006/relationships"
        if base == TRANSITIONAL
        else f"{base}officeDocument/relationships"
    )
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    parts = {TYPES: content_types(), "xl/styles.xml": "<styleSheet><fills><fill><patternFill"}
    names = relations = ""
    for number, (name, state, rows) in enumerate(sheets, start=1):
        names += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="r{number}"/>'
        relations += (
            f'<Relationship Id="r{number}" Type="{related}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        cells = "".join(_row(row) for row in rows)
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>'
        )
    own = "".join(f"<{tag} {attributes}/>" for tag, attributes in workbook.items())
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{related}">{own}<sheets>{names}</sheets></workbook>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{package}">{relations}</Relationships>'
    return archive(parts)


def _row(cells: Sequence[object]) -> str:
    return f"<row>{''.join(_cell(cell) for cell in cells)}</row>"


def _cell(value: object) -> str:
    if isinstance(value, Formula):
        return f"<c><f>{escape(value)}</f></c>"
    if isinstance(value, Calculated):
        return f"<c><f>{escape(value)}</f><v>0</v></c>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else "<c/>"


def one(*rows: Sequence[object], head: Sequence[object] = HEADER, **more: str) -> bytes:
    """A file of one sheet that is shown."""
    return xlsx(("Data", "visible", [head, *rows]), **more)


def file(content: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile("semesta", content.encode() if isinstance(content, str) else content)


def read(content: bytes | str, province: Province) -> list[tuple[str, int, str, int]]:
    """What a file would store: code, year, segment, figure."""
    rows = [change.after for change in propose_figures(DENOMINATORS, file(content), province).changes]
    return [(row.regency.kemendagri_code, row.year, row.segment, row.figure) for row in rows]


def refused(content: bytes | str, province: Province) -> list[str]:
    """Why a file is refused."""
    with pytest.raises(Refused) as refusal:
        propose_figures(DENOMINATORS, file(content), province)
    return refusal.value.reasons

"""Tables no program wrote: parts and bytes changed at random, signs that are none, ranges that keep a reader busy."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st

from regencies.actions.errors import Refused
from regencies.files.kinds import SUFFIXES, kind_of
from regencies.files.unfit import Unfit
from regencies.people.import_sheet import LAYOUT
from regencies.sheets.cells import Fault
from regencies.sheets.spreadsheet import read_sheets
from regencies.sheets.xlsx import Sheet
from tests.builders.pdfs import pages_pdf
from tests.builders.sheets import one
from tests.builders.uploads import archive

HEAD = ["Nama", "E-mail", "Peran", "Kode daerah", "Mulai"]
SITI = ["Siti Aminah", "siti@contoh.go.id", "Petugas", "61.04", "1 Februari 2026"]
WORKBOOK = one(SITI, head=HEAD)
TABLE = "\r\n".join(";".join(row) for row in (HEAD, SITI)).encode()
PIECES = st.one_of(
    st.binary(max_size=12),
    st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [
            b"_xD800_",
            b"_x0000_",
            b"&#0;",
            b"<c>",
            b"</row>",
            b'r="ZZZ0"',
            b'<c t="s"><v>9</v></c>',
            b"1e999",
            b"\0",
        ]
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 30), PIECES), min_size=1, max_size=4)


def changed(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with pieces in the place of as many as each change says, wherever in the file that is."""
    for place, length, piece in changes:
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + length :]
    return content


def read(content: bytes) -> list[Sheet] | None:
    """The sheets of a file, None for one that is refused in words."""
    try:
        return read_sheets(SimpleUploadedFile("tabel", content), LAYOUT)
    except Refused:
        return None


def texts(sheets: list[Sheet] | None) -> list[str]:
    """What stands in the cells, as pages and tables would hold it."""
    found = [cell for sheet in sheets or [] for row in sheet.rows.values() for cell in row]
    assert {type(cell) for cell in found} <= {str, int, float, Fault}
    return [str(cell) for cell in found]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


PARTS = parts(WORKBOOK)


@given(st.sampled_from(sorted(PARTS)), CHANGES)
@example("xl/worksheets/sheet1.xml", [(0, 0, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')])
def test_a_workbook_with_any_part_broken_is_read_or_refused_in_words(name, changes):
    broken = archive(PARTS | {name: changed(PARTS[name], changes)})
    said = texts(read(broken))
    assert [text.encode().decode() for text in said] == said


@given(st.sampled_from([WORKBOOK, TABLE]), CHANGES)
def test_any_bytes_are_read_or_refused_in_words(content, changes):
    said = texts(read(changed(content, changes)))
    assert [text.encode().decode() for text in said] == said


@given(st.sampled_from([WORKBOOK, pages_pdf(2)]), CHANGES)
def test_any_bytes_are_a_kind_that_is_taken_or_unfit_in_words(content, changes):
    try:
        found = kind_of(changed(content, changes))
    except Unfit:
        return
    assert found in SUFFIXES


@pytest.mark.parametrize(
    ("escaped", "shown"),
    [("_xD83D__xDE00_", "😀"), ("_xD83D_", "�"), ("_xDE00__xD83D_", "��"), ("A_x000A_B", "A\nB")],
)
def test_half_a_sign_is_none_and_two_halves_are_one(escaped, shown):
    [sheet] = read(one([escaped, *SITI[1:]], head=HEAD))
    assert sheet.rows[2][0] == shown


def test_ranges_that_overlap_are_refused_before_they_keep_the_reader_busy():
    assert read(one(SITI, head=HEAD, merged=["A2:A3", "B2:B3"])) is not None
    assert read(one(SITI, head=HEAD, merged=["A1:AX4999", "A1:AX4999"])) is None
    assert read(one(SITI, head=HEAD, merged=["A2:B3", "B3:C4"])) is None

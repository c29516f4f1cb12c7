"""Pages of a file: those the grammar of ranges reads, but no letters and none beyond the end."""

import pytest

from regencies.l10n.numbers import NumberError
from regencies.l10n.page_ranges import beyond, first_page, last_page, read_pages
from regencies.l10n.ranges import format_ranges


@pytest.mark.parametrize(("typed", "kept"), [("hal. 3-5,12", "3–5, 12"), ("7", "7"), ("", ""), (" ", "")])
def test_pages_are_read_and_kept_in_one_way(typed, kept):
    assert format_ranges(read_pages(typed)) == kept


def test_a_page_has_no_letter_and_the_advice_is_read():
    with pytest.raises(NumberError) as wrong:
        read_pages("3, 14A")
    assert str(wrong.value) == "“14A” bukan nomor halaman. Tulis misalnya 3–5, 12."
    assert last_page(read_pages("3–5, 12")) == 12


def test_the_first_and_the_last_page_are_known():
    assert [first_page(text) for text in ("", "7", "3–5, 12")] == [1, 7, 3]
    assert [last_page(read_pages(text)) for text in ("", "7", "3–5, 12")] == [0, 7, 12]


def test_pages_a_file_has_not_are_named():
    assert beyond(read_pages("3–5, 12"), 12) == ""
    assert beyond(read_pages("3–5, 12–13, 40"), 12) == (
        "Tertulis halaman 12–13, 40, padahal berkas ini berisi 12 halaman. Periksa nomor halamannya."
    )

"""The pages a file is cited with: read, held against how many the file has, kept written in one way."""

from __future__ import annotations

import logging
from collections.abc import Callable

from regencies.actions.errors import Refused
from regencies.files.pdf import PDF
from regencies.files.pdf_pages import NotDrawn, count_pages
from regencies.l10n.numbers import NumberError
from regencies.l10n.page_ranges import beyond, last_page, read_pages
from regencies.l10n.ranges import Range, format_ranges

logger = logging.getLogger(__name__)


def cited(text: str | None) -> list[Range]:
    """Return the ranges of a text. Raises Refused."""
    try:
        return read_pages(text or "")
    except NumberError as wrong:
        raise Refused(str(wrong)) from wrong


def checked_pages(text: str | None, content_type: str, read: Callable[[], bytes]) -> str:
    """Return the pages as they are kept. Raises Refused for those a PDF has not; one nobody can count is believed.

    The file is read only where a page after its first is cited.
    """
    ranges = cited(text)
    if last_page(ranges) > 1 and (content := read()) and content_type == PDF:
        try:
            wrong = beyond(ranges, count_pages(content))
        except NotDrawn as problem:
            logger.warning("The pages of a PDF were not counted: %s", problem)
            wrong = ""
        if wrong:
            raise Refused(wrong)
    return format_ranges(ranges)

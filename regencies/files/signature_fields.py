"""Signature fields in a PDF, so that several people sign one after the other. The same input gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, ensure_sig_flags


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature goes: in points, `y` counted down from the upper edge of the page, pages from 1."""

    name: str
    title: str  # read aloud, and shown by a program that signs
    page: int
    x: float
    y: float
    width: float
    height: float


class _Appended(IncrementalPdfFileWriter):
    """What is appended to a paper, without the moment and the random number a writer would add."""

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content))
        changed = ByteStringObject(hashlib.sha256(content).digest()[:16])
        self._document_id = ArrayObject([self._document_id[0], changed])

    def _update_meta(self) -> None:
        """Leave the dates of the paper as they are."""


def with_fields(content: bytes, places: Iterable[Place]) -> bytes:
    """Return the PDF with an empty signature field at each place; the bytes before stay the beginning of it."""
    writer: Any = _Appended(content)
    for place in places:
        reference, _ = writer.find_page_for_modification(place.page - 1)
        page = reference.get_object()
        left, _, _, above = (float(value) for value in page["/MediaBox"])
        bottom = above - place.y - place.height
        box = (
            round(left + place.x),
            round(bottom),
            round(left + place.x + place.width),
            round(bottom + place.height),
        )
        append_signature_field(
            writer,
            SigFieldSpec(
                place.name,
                on_page=place.page - 1,
                box=box,
                readable_field_name=place.title,
                empty_field_appearance=False,
            ),
        )
        page[NameObject("/Tabs")] = NameObject("/S")
        writer.mark_update(reference)
    ensure_sig_flags(writer, lock_sig_flags=True)  # as a signed file says: from here on append only
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

"""PDF files to look at, and PDF files made to do harm: written by hand, object by object."""

from __future__ import annotations

import zlib


def pdf_of(objects: list[bytes], root: int = 1) -> bytes:
    """A whole file of these objects, numbered from 1, with its cross-reference table."""
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        len(content),
    )
    return content + table + trailer


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object, packed."""
    packed = zlib.compress(content, 9)
    head = b"<</Length %d/Filter/FlateDecode%s>>\nstream\n" % (len(packed), extra)
    return head + packed + b"\nendstream"


def pages_pdf(pages: int = 3, *, box: bytes = b"0 0 200 280", word: bytes = b"Halaman") -> bytes:
    """A file of so many pages, each with its number on it."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[%s]>>" % (pages, kids, box),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(pages):
        own = b"<</Font<</F 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/Resources%s/Contents %d 0 R>>" % (own, 5 + 2 * number))
        objects.append(stream(b"BT /F 24 Tf 30 140 Td (%s %d) Tj ET" % (word, number + 1)))
    return pdf_of(objects)


def bomb(side: int = 30_000) -> bytes:
    """A small file of one page whose picture unpacks to gigabytes."""
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    picture = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (
        side,
        side,
    )
    picture += b"/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n" % len(
        packed := zlib.compress(rows, 9)
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        stream(b"q 500 0 0 500 0 0 cm /I Do Q"),
        picture + packed + b"\nendstream",
    ]
    return pdf_of(objects)


def endless() -> bytes:
    """A file of one page that draws itself for ever: forms that each call the next ten times."""
    depth = 24
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        stream(b"/F Do " * 10),
    ]
    for number in range(depth):
        inner = b"" if number == depth - 1 else b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + number)
        drawn = b"0 0 500 500 re f" if number == depth - 1 else b"/F Do " * 10
        objects.append(stream(drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner))
    return pdf_of(objects)

"""Bounds on the bodies being received: who sends slowly, or never ends, stops nobody who only reads.

A thread waits for the body it receives. Behind a buffering proxy bodies arrive whole, and no bound is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any
from uuid import uuid4

from config.logs.asked import HEADER

BODIES = "BODIES_AT_ONCE"  # the variable by which config.serve tells its workers the bound
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

logger = logging.getLogger(__name__)

LARGEST = (
    64 * 1024**2
)  # bytes; 30 MB of files are read at most, and what is left out is told of twice as many
PART, IN_MEMORY = 64 * 1024, 1024**2  # bytes received at once; and of a body that needs no file
PAGE = (
    "<!doctype html><html lang=id><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>{1}</p>"
    "<p>Nomor kejadian: {2:.8}. Sebutkan nomor ini bila memberi tahu admin provinsi.</p>"
)
REFUSALS = {
    "503 Service Unavailable": (
        "Sedang sibuk",
        "Terlalu banyak kiriman sedang diterima; kiriman ini belum tersimpan. Kirim lagi sebentar lagi.",
    ),
    "400 Bad Request": (
        "Kiriman terputus",
        "Kiriman ini tidak sampai seutuhnya dan tidak tersimpan. Periksa sambungan, lalu kirim lagi.",
    ),
    "413 Content Too Large": (
        "Kiriman terlalu besar",
        "Kiriman ini tidak tersimpan: sekali kirim paling banyak 30 MB. Kirim berkasnya satu per satu.",
    ),
    "507 Insufficient Storage": (
        "Ruang penyimpanan penuh",
        "Kiriman ini tidak tersimpan: ruang penyimpanan server penuh. Beri tahu pengelola sistem, lalu kirim lagi.",
    ),
    # Granian drops the length beside a Transfer-Encoding, and Django reads no body without one.
    "411 Length Required": (
        "Kiriman tidak dapat dibaca",
        "Kiriman ini tidak tersimpan: panjangnya tidak disebutkan. Muat ulang halamannya, lalu kirim lagi.",
    ),
}


class BoundedBodies:
    """A WSGI application whose bodies are received whole before it is asked, at most `most` at a time.

    503 to the next one; 413 to one longer than `LARGEST`, unread; 411 to one whose length may be told in two ways; 400
    to one that broke off: the half of a form is no form with blank boxes.
    """

    def __init__(self, application: Application, most: int) -> None:
        self.application, self.places = application, BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "HTTP_TRANSFER_ENCODING" in environ:
            return _refused("411 Length Required", start_response)
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) == 0:
            return self.application(environ, start_response)
        if int(length) > LARGEST:
            return _refused("413 Content Too Large", start_response)
        if not self.places.acquire(blocking=False):
            return _refused("503 Service Unavailable", start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                is_whole = _receive(environ["wsgi.input"], int(length), body)
            except OSError as full:
                logger.error("A body cannot be kept: %s", full)
                return _refused("507 Insufficient Storage", start_response)
            finally:
                self.places.release()
            if not is_whole:
                return _refused("400 Bad Request", start_response)
            return self.application(environ | {"wsgi.input": body}, start_response)


def _receive(stream: Any, length: int, body: IO[bytes]) -> bool:
    """Copy so many bytes and return whether they came; the copy is to be read from its beginning.

    Raises OSError where there is no room for them.
    """
    while length and (part := _part(stream, min(length, PART))):
        length -= body.write(part)
    body.seek(0)
    return not length


def _part(stream: Any, most: int) -> bytes:
    """Return the next bytes; none from a client that is gone."""
    try:
        part: bytes = stream.read(most)
    except OSError:
        return b""
    return part


def _refused(status: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer without the application, which would read the body; the log has the number on the page."""
    number = uuid4().hex
    logger.warning("Refused a body: %s request=%s", status, number)
    page = PAGE.format(*REFUSALS[status], number).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
        (HEADER, number),
    ]
    start_response(status, [*headers, ("Retry-After", "5")] if status.startswith("503") else headers)
    return [page]

"""Bounds on the bodies being received: who sends slowly, or never ends, stops nobody who only reads.

A thread waits for the body it reads. Behind a buffering proxy bodies arrive whole and the bounds are never met.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any
from uuid import uuid4

from config.logs.asked import HEADER

BODIES = "BODIES_AT_ONCE"  # the variable by which config.serve tells its workers the bound
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

logger = logging.getLogger(__name__)

LARGEST = (
    64 * 1024**2
)  # bytes; 30 MB of files are read at most, and what is left out is told of twice as many
PAGE = (
    "<!doctype html><html lang=id><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>{1}</p>"
    "<p>Nomor kejadian: {2:.8}. Sebutkan nomor ini bila memberi tahu admin provinsi.</p>"
)
REFUSALS = {
    "503 Service Unavailable": (
        "Sedang sibuk",
        "Terlalu banyak kiriman sedang diterima; kiriman ini belum tersimpan. Kirim lagi sebentar lagi.",
    ),
    "413 Content Too Large": (
        "Kiriman terlalu besar",
        "Kiriman ini tidak tersimpan: sekali kirim paling banyak 30 MB. Kirim berkasnya satu per satu.",
    ),
    # Granian drops the length beside a Transfer-Encoding, and Django reads no body without one.
    "411 Length Required": (
        "Kiriman tidak dapat dibaca",
        "Kiriman ini tidak tersimpan: panjangnya tidak disebutkan. Muat ulang halamannya, lalu kirim lagi.",
    ),
}


class BoundedBodies:
    """A WSGI application that receives at most `most` bodies at a time and answers 503 to the next one.

    413 to one longer than `LARGEST`, unread; 411 to one whose length may be told in two ways.
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
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"], int(length), self.places.release)
        try:
            return self.application(environ, start_response)
        finally:
            body.leave()


class _Body:
    """The input of one request; gives up its place with the last byte, not with the answer."""

    def __init__(self, stream: Any, left: int, release: Callable[[], None]) -> None:
        self.stream, self.left, self.release = stream, left, release

    def read(self, *size: int) -> bytes:
        return self._came(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._came(self.stream.readline(*size))

    def _came(self, content: bytes) -> bytes:
        self.left -= len(content)
        if self.left <= 0 or not content:
            self.leave()
        return content

    def leave(self) -> None:
        """Give up the place, once."""
        release, self.release = self.release, _nothing
        release()


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


def _nothing() -> None:
    """What is called for a place given up before."""

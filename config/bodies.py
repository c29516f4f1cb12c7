"""A bound on the bodies being received: who sends slowly, or never ends, stops nobody who only reads.

A thread waits for the body it reads. Behind a buffering proxy bodies arrive whole and the bound is never met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

BODIES = "BODIES_AT_ONCE"  # the variable by which config.serve tells its workers the bound
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BUSY = (
    b"<!doctype html><html lang=id><meta charset=utf-8><title>Sedang sibuk</title><h1>Sedang sibuk</h1>"
    b"<p>Terlalu banyak kiriman sedang diterima; kiriman ini belum tersimpan. Kirim lagi sebentar lagi.</p>"
)
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(BUSY))),
    ("Cache-Control", "no-store"),
    ("Retry-After", "5"),
    ("Connection", "close"),
]


class BoundedBodies:
    """A WSGI application that receives at most `most` bodies at a time and answers 503 to the next one."""

    def __init__(self, application: Application, most: int) -> None:
        self.application, self.places = application, BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) == 0:
            return self.application(environ, start_response)
        if not self.places.acquire(blocking=False):
            start_response("503 Service Unavailable", HEADERS)
            return [BUSY]
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


def _nothing() -> None:
    """What is called for a place given up before."""

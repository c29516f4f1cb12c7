"""The bytes of publications as they are served: from this process's memory, at most five seconds behind the rows.

A database that is away takes nothing down that this process has served before.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from django.db import InterfaceError, OperationalError

from awards.models import Publication, PublicationFile
from awards.publishing.names import DOCUMENT, CategoryAddress

logger = logging.getLogger(__name__)

BEHIND = 5.0  # seconds
MOST_PLACES = 1024  # categories remembered, made-up addresses among them
MOST_BYTES = 32 * 2**20  # of contents remembered: hundreds of pages, or a dozen documents of 514 regions

V = TypeVar("V")


class NotPublished(LookupError):
    """There is no such publication, or no such file of it."""


class _Replaced(NotPublished):
    """The file was made anew since its hash was read."""


class File(NamedTuple):
    """The bytes of a file and their SHA-256."""

    content: bytes
    sha256: str


class _Source(NamedTuple):
    """Where the bytes of a file are: the document in its Publication, every other in a PublicationFile."""

    sha256: str
    row: int  # primary key
    is_document: bool


class _Known(NamedTuple):
    """What the database said of one category at `read_at`, a time of the monotonic clock."""

    read_at: float
    live: int | None  # number
    sources: Mapping[tuple[int, str], _Source]  # by number and name


class _Remembered(Generic[V]):
    """The values used last, as many as `most` allows; each counts for `weight`. Safe among threads."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._lock = most, 0, Lock()
        self._values: OrderedDict[object, tuple[V, int]] = OrderedDict()

    def get(self, key: object) -> V | None:
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: object, value: V, weight: int = 1) -> None:
        with self._lock:
            self._held += weight - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, weight
            while self._held > self._most:
                self._held -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._held = 0


_known: _Remembered[_Known] = _Remembered(MOST_PLACES)
_contents: _Remembered[bytes] = _Remembered(MOST_BYTES)


def served(place: CategoryAddress, number: int | None, name: str) -> File:
    """One file of a publication, of the live one when `number` is None. Raises NotPublished.

    Makes no query when warm; one when the category was last looked at over five seconds ago.
    """
    try:
        return _read(_known_of(place), number, name)
    except _Replaced:
        return _read(_look(place), number, name)


def forget() -> None:
    """Look at the rows again for whoever comes next: what was just published is served at once."""
    _known.clear()


def _known_of(place: CategoryAddress) -> _Known:
    known = _known.get(place)
    if known is None:
        return _look(place)
    if time.monotonic() - known.read_at < BEHIND:
        return known
    try:
        return _look(place)
    except (OperationalError, InterfaceError):
        logger.exception("%s is served as it was: the database cannot be asked", place)
        _known.put(place, known._replace(read_at=time.monotonic()))
        return known


def _look(place: CategoryAddress) -> _Known:
    """Read which publication of the category is live and the hashes of all files. One query."""
    read_at = time.monotonic()
    rows = Publication.objects.filter(
        category__edition__province__slug=place.province,
        category__edition__award_year=place.award_year,
        category__slug=place.category,
    ).values_list("pk", "number", "live", "sha256", "files__pk", "files__name", "files__sha256")
    live, sources = None, {}
    for pk, number, is_live, digest, file, name, file_digest in rows.order_by():
        live = number if is_live else live
        sources[number, DOCUMENT] = _Source(digest, pk, is_document=True)
        if file is not None:
            sources[number, name] = _Source(file_digest, file, is_document=False)
    known = _Known(read_at, live, sources)
    _known.put(place, known)
    return known


def _read(known: _Known, number: int | None, name: str) -> File:
    shown = known.live if number is None else number
    source = known.sources.get((shown, name)) if shown is not None else None
    if source is None:
        raise NotPublished(name)
    content = _contents.get(source.sha256)
    if content is None:
        content = _content(source)
        _contents.put(source.sha256, content, weight=len(content))
    return File(content, source.sha256)


def _content(source: _Source) -> bytes:
    model, column = (Publication, "document") if source.is_document else (PublicationFile, "content")
    found = model.objects.filter(pk=source.row, sha256=source.sha256).values_list(column, flat=True)
    content = found.first()
    if content is None:
        raise _Replaced(source.sha256)
    return bytes(content)

"""What was published, as bytes to serve: from this process's memory, at most five seconds behind the rows.

A database that is away takes nothing down that this process has served before.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from django.db import InterfaceError, OperationalError

from awards.models import CoveragePage, Publication, PublicationFile
from awards.publishing.delivery.packing import packed_page
from awards.publishing.names import DOCUMENT, CategoryAddress

logger = logging.getLogger(__name__)

BEHIND = 5  # seconds
MOST_PLACES = 1024  # categories and pages remembered, made-up addresses among them
MOST_BYTES = 32 * 2**20  # of contents remembered: hundreds of pages, or a dozen documents of 514 regions

V = TypeVar("V")
Place = TypeVar("Place", CategoryAddress, str)


class NotPublished(LookupError):
    """There is no such publication, or no such file of it."""


class _Replaced(NotPublished):
    """The file was made anew since its hash was read."""


class File(NamedTuple):
    """The bytes of a file and their SHA-256."""

    content: bytes
    sha256: str


class _Source(NamedTuple):
    """Where the bytes of a file are: a column of a row, by its primary key."""

    sha256: str
    row: int
    model: type[Publication | PublicationFile | CoveragePage] = PublicationFile
    column: str = "content"


class _Known(NamedTuple):
    """What the database said of one category, or of one page, at `read_at`, a time of the monotonic clock."""

    read_at: float
    live: int | None  # number
    sources: Mapping[tuple[int, str], _Source]  # by number and name


_Found = tuple[int | None, Mapping[tuple[int, str], _Source]]  # the last two of `_Known`


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
        return _read(_known_of(place, _category), number, name)
    except _Replaced:
        return _read(_look(place, _category), number, name)


def served_page(path: str) -> File:
    """One page about coverage, with the same freshness and cost. Raises NotPublished."""
    try:
        return _read(_known_of(path, _page), 0, path)
    except _Replaced:
        return _read(_look(path, _page), 0, path)


def packed(file: File, coding: str) -> File:
    """The page in a coding of `packing`, under a hash of its own. No query when warm, else one."""
    content = _contents.get((file.sha256, coding))
    if content is None:
        content = packed_page(file.sha256, coding, file.content)
        _contents.put((file.sha256, coding), content, weight=len(content))
    return File(content, f"{file.sha256}-{coding}")


def forget() -> None:
    """Look at the rows again for whoever comes next: what was just published is served at once."""
    _known.clear()


def _known_of(place: Place, look_at: Callable[[Place], _Found]) -> _Known:
    known = _known.get(place)
    if known is None:
        return _look(place, look_at)
    if time.monotonic() - known.read_at < BEHIND:
        return known
    try:
        return _look(place, look_at)
    except (OperationalError, InterfaceError):
        logger.exception("%s is served as it was: the database cannot be asked", place)
        _known.put(place, known._replace(read_at=time.monotonic()))
        return known


def _look(place: Place, look_at: Callable[[Place], _Found]) -> _Known:
    """Read what there is now, and remember it. One query."""
    known = _Known(time.monotonic(), *look_at(place))
    _known.put(place, known)
    return known


def _category(place: CategoryAddress) -> _Found:
    """Read which publication of the category is live and the hashes of all files."""
    rows = Publication.objects.filter(
        category__edition__province__slug=place.province,
        category__edition__award_year=place.award_year,
        category__slug=place.category,
    ).values_list("pk", "number", "live", "sha256", "files__pk", "files__name", "files__sha256")
    live, sources = None, {}
    for pk, number, is_live, digest, file, name, file_digest in rows.order_by():
        live = number if is_live else live
        sources[number, DOCUMENT] = _Source(digest, pk, Publication, "document")
        if file is not None:
            sources[number, name] = _Source(file_digest, file)
    return live, sources


def _page(path: str) -> _Found:
    row = CoveragePage.objects.filter(path=path).values_list("sha256", "pk").first()
    return None, {(0, path): _Source(*row, CoveragePage)} if row else {}


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
    found = source.model.objects.filter(pk=source.row, sha256=source.sha256)
    content = found.values_list(source.column, flat=True).first()
    if content is None:
        raise _Replaced(source.sha256)
    return bytes(content)

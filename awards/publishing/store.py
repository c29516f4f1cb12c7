"""The rendered bytes of publications on disk, and the proof that they are the ones the database means.

    PUBLISHED_ROOT/<province>/<award year>/<category>/
        files/<sha256>       every page, table and document, named by its content
        <version>.json       which file is which and which publication is live, as this version of the code
                             renders them; replaced in one step, so a reader sees all of a publication or none
        pending              a publication is being written: ask the database before trusting the above

A request costs one look at the folder's time and a memory lookup. The database is asked only when the mark
`pending` stands, when something is missing, and once per process and category: a crash, a lost disk or a
restored database is mended by the next visitor. Whoever writes holds the lock of the category's row.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, transaction

from awards.models import Category, Publication

logger = logging.getLogger(__name__)

DOCUMENT = "dokumen.json"
PAGE = "index.html"
LONGEST_NAME = 50  # of a slug; a file system takes 255 bytes
KEPT_IN_MEMORY = 128  # files: pages are at most 100 kB
PENDING = "pending"


class Renderer(Protocol):
    """What turns publications into files: awards.publishing.render, which imports this module."""

    def version(self) -> str: ...

    def render(self, publications: Sequence[Publication]) -> Mapping[str, bytes]:
        """Return "<number>/<name>" → content of all publications of one category."""


class NotPublished(LookupError):
    """There is no such publication, or no such file of it."""


class _Unready(Exception):
    """What is on disk cannot be served as it is."""


class CategoryAddress(NamedTuple):
    """Where a category is published: province slug, award year and category slug."""

    province: str
    award_year: int
    category: str

    @classmethod
    def of(cls, category: Category) -> CategoryAddress:
        """Return the address of a category."""
        edition = category.edition
        return cls(edition.province.slug, edition.award_year, category.slug)

    @property
    def folder(self) -> Path:
        """The folder that holds its files."""
        return _folder(settings.PUBLISHED_ROOT, self)


@lru_cache(maxsize=KEPT_IN_MEMORY)  # putting a path together costs more than looking at it
def _folder(root: Path, place: CategoryAddress) -> Path:
    if max(len(str(part)) for part in place) > LONGEST_NAME:
        raise NotPublished(place)
    return Path(root, place.province, str(place.award_year), place.category)


class File(NamedTuple):
    """A rendered file and the hash of its content."""

    content: bytes
    sha256: str


_renderer: list[Renderer] = []
_compared: set[Path] = set()  # folders this process has held against the database


def use(renderer: Renderer) -> None:
    """Set what renders publications; called once, when the application is ready."""
    _renderer[:] = [renderer]


def served(place: CategoryAddress, number: int | None, name: str) -> File:
    """Return one file of a publication, of the live one when `number` is None. Raises NotPublished.

    Makes no query unless the disk is not to be trusted; then it is mended first, if the database can be reached.
    """
    folder = place.folder
    with suppress(_Unready, FileNotFoundError):
        if folder in _compared:
            return _remembered(folder, os.stat(folder).st_mtime_ns, number, name)
    try:
        refresh(place, wait=False)
        return _read(folder, number, name)
    except _Unready:
        refresh(place)
    except DatabaseError:
        logger.exception("%s is served without comparing it to the database", folder)
    try:
        return _read(folder, number, name)
    except _Unready:
        raise NotPublished(name) from None


def mark_pending(place: CategoryAddress) -> None:
    """Mark the folder: a publication is about to be committed."""
    place.folder.mkdir(parents=True, exist_ok=True)
    (place.folder / PENDING).touch()


def refresh(place: CategoryAddress, *, wait: bool = True) -> None:
    """Bring the files in line with the database; without `wait`, leave it to whoever is doing so already."""
    with transaction.atomic():
        lock = Category.objects.select_for_update(of=("self",), no_key=True, skip_locked=not wait)
        category = lock.filter(
            edition__province__slug=place.province,
            edition__award_year=place.award_year,
            slug=place.category,
        ).first()
        if category is None:
            return
        publications = category.publications.order_by("number")
        known = _known(publications.defer("document", "sealed_document"))
        if known:
            if not _is_current(place.folder, known):
                _write(place.folder, known, _renderer[0].render(list(publications)))
            _forget_others(place.folder, known)
            _compared.add(place.folder)
        (place.folder / PENDING).unlink(missing_ok=True)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _remembered(folder: Path, changed: int, number: int | None, name: str) -> File:
    """Return a file, remembered until `changed`, the folder's time, moves."""
    if (folder / PENDING).exists():
        raise _Unready(PENDING)
    return _read(folder, number, name)


def _read(folder: Path, number: int | None, name: str) -> File:
    manifest = _manifest(folder)
    shown = manifest["live"] if number is None else number
    digest = manifest["files"].get(f"{shown}/{name}")
    if digest is None:
        raise NotPublished(name)
    try:
        content = (folder / "files" / digest).read_bytes()
    except FileNotFoundError as problem:
        raise _Unready(digest) from problem
    if hashlib.sha256(content).hexdigest() != digest:
        raise _Unready(digest)
    return File(content, digest)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / f"{_renderer[0].version()}.json").read_bytes())
    except (FileNotFoundError, ValueError) as problem:
        raise _Unready("manifest") from problem
    if not _is_manifest(manifest):
        raise _Unready("manifest")
    return manifest


def _is_manifest(found: Any) -> bool:
    """Return whether a parsed manifest has its shape: a crash or a failing disk can leave anything behind."""
    files = found.get("files") if isinstance(found, dict) and "live" in found else None
    return isinstance(files, dict) and all(isinstance(digest, str) for digest in files.values())


def _known(publications: Iterable[Publication]) -> dict[str, Any]:
    """Return the hash of every number and which is live, by the database; empty before the first."""
    rows = list(publications)
    live = next((row.number for row in rows if row.live), None)
    return {"live": live, "publications": {str(row.number): row.sha256 for row in rows}} if rows else {}


def _is_current(folder: Path, known: Mapping[str, Any]) -> bool:
    """Return whether the manifest names the same publications and every file it names is whole."""
    with suppress(_Unready, ValueError):
        manifest = _manifest(folder)
        names = [path.partition("/") for path in manifest["files"]]
        return known.items() <= manifest.items() and all(
            _read(folder, int(number), name) for number, _, name in names
        )
    return False


def _write(folder: Path, known: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    store = folder / "files"
    store.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        _replace(store / digests[path], store, content)
    manifest = json.dumps({**known, "files": digests}, indent=1).encode()
    _replace(folder / f"{_renderer[0].version()}.json", store, manifest)


def _forget_others(folder: Path, known: Mapping[str, Any]) -> None:
    """Delete what another version of the code rendered before this publication, and files nobody names."""
    needed = set()
    for path in folder.glob("*.json"):
        with suppress(ValueError):
            manifest = json.loads(path.read_bytes())
            if _is_manifest(manifest) and known.items() <= manifest.items():
                needed |= set(manifest["files"].values())
                continue
        path.unlink()
    for path in (folder / "files").iterdir():
        if path.name not in needed and path.is_file():
            path.unlink()


def _replace(path: Path, drafts: Path, content: bytes) -> None:
    draft = drafts / uuid4().hex
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # before its name: a power cut leaves the old file or the new one
    os.replace(draft, path)

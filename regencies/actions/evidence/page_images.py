"""Pages of PDF files and photographs as pictures, drawn when somebody first looks, and kept."""

from __future__ import annotations

import datetime
import hashlib
import logging
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from regencies.actions.files import GONE, read_kept
from regencies.files.pdf_pages import NoSuchPage, NotDrawn, Picture, draw_page
from regencies.models import PageImage
from regencies.models.kept_file import KeptFile

logger = logging.getLogger(__name__)

AT_ONCE = 2  # programs that draw, on all servers together
PLACES = 2026_06_20  # the first of as many advisory locks; PostgreSQL gives each back with its transaction
TRY_AGAIN = datetime.timedelta(days=1)
MOST_SHOWN = 2000  # pages of one file
CANNOT = "Halaman ini tidak dapat ditampilkan, unduh berkasnya."
CANNOT_PHOTOGRAPH = "Gambar ini tidak dapat ditampilkan, unduh berkasnya."
BUSY = "Beberapa berkas lain sedang ditampilkan. Muat ulang halaman ini sebentar lagi, atau unduh berkasnya."


class NotShown(Exception):
    """The page cannot be shown now; the text is a sentence for the screen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a JPEG, its size in pixels, its number and how many pages the file has."""

    number: int
    pages: int
    width: int
    height: int
    content: bytes


def shown_page(evidence: KeptFile, number: int) -> Shown:
    """Return a page as a picture, drawn now if none is kept. Raises NotShown, NoSuchPage, Altered."""
    cannot = CANNOT_PHOTOGRAPH if evidence.is_photograph else CANNOT
    if not evidence.is_shown or number > MOST_SHOWN:
        raise NotShown(cannot)
    row = PageImage.objects.filter(sha256=evidence.sha256, number=number).first()
    if row and (content := _kept(row)):
        return Shown(number, row.pages, row.width, row.height, content)
    if row and not row.file and row.drawn_at > timezone.now() - TRY_AGAIN:
        raise NotShown(cannot)
    if not _has_place():
        raise NotShown(BUSY)
    return _draw(evidence, number)


def kept_picture(evidence: KeptFile, number: int) -> bytes | None:
    """Return the kept picture of a page; None where there is none, or no longer what was drawn."""
    row = PageImage.objects.filter(sha256=evidence.sha256, number=number).first()
    return _kept(row) if row else None


def _draw(evidence: KeptFile, number: int) -> Shown:
    original = read_kept(evidence)
    try:
        picture = draw_page(original, number)
    except NoSuchPage:
        raise
    except NotDrawn as problem:
        logger.warning("page %s of %s was not drawn: %s", number, evidence.sha256, problem)
        _store(evidence, number, None)
        raise NotShown(CANNOT_PHOTOGRAPH if evidence.is_photograph else CANNOT) from problem
    _store(evidence, number, picture)
    return Shown(number, picture.pages, picture.width, picture.height, picture.content)


def _store(evidence: KeptFile, number: int, picture: Picture | None) -> None:
    """Keep a picture, or that there is none; a disk that takes nothing costs the next reader the time again."""
    values = {"pages": 0, "width": 0, "height": 0, "digest": "", "file": ""}
    if picture:
        digest = hashlib.sha256(picture.content).hexdigest()
        row = PageImage(sha256=evidence.sha256, number=number)
        try:
            row.file.save("", ContentFile(picture.content), save=False)
        except OSError:
            logger.exception("A picture was not kept")
            return
        size = {"pages": picture.pages, "width": picture.width, "height": picture.height}
        values = {**size, "digest": digest, "file": row.file.name}
    PageImage.objects.update_or_create(sha256=evidence.sha256, number=number, defaults=values)


def _kept(row: PageImage) -> bytes | None:
    """Return the bytes of a picture; None when they are gone or others than were drawn."""
    if not row.file:
        return None
    try:
        with row.file.open("rb") as file:
            content: bytes = file.read()
    except (*GONE, OSError):
        return None
    return content if hashlib.sha256(content).hexdigest() == row.digest else None


def _has_place() -> bool:
    """Return whether one more program may draw, and take its place until the transaction ends."""
    with connection.cursor() as cursor:
        for place in range(AT_ONCE):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PLACES + place])
            (is_free,) = cursor.fetchone()
            if is_free:
                return True
    return False

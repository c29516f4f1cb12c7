"""Public pages packed by brotli and gzip when they are made, so that the first of many readers waits no longer."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import brotli
from django.db.models import Exists, OuterRef

from awards.models import CoveragePage, PackedPage, PublicationFile

CODINGS: Mapping[str, Callable[[bytes], bytes]] = {  # by their name in HTTP, the one that is preferred first
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, mtime=0),
}


def pack_pages(pages: Iterable[tuple[str, bytes]]) -> None:
    """Store pages, each with its SHA-256, in every coding they are not stored in, and delete what no page is any more.

    Three queries.
    """
    found = dict(pages)
    stored = set(PackedPage.objects.filter(sha256__in=found).values_list("sha256", "coding"))
    PackedPage.objects.bulk_create(
        [
            PackedPage(sha256=sha256, coding=coding, content=pack(content))
            for sha256, content in found.items()
            for coding, pack in CODINGS.items()
            if (sha256, coding) not in stored
        ],
        ignore_conflicts=True,
    )
    own = {"sha256": OuterRef("sha256")}
    PackedPage.objects.exclude(
        Exists(PublicationFile.objects.filter(**own)) | Exists(CoveragePage.objects.filter(**own))
    ).delete()


def packed_page(sha256: str, coding: str, content: bytes) -> bytes:
    """Return a page in a coding: as it was stored, or packed now where it was not. One query."""
    stored = PackedPage.objects.filter(sha256=sha256, coding=coding).values_list("content", flat=True).first()
    return bytes(stored) if stored is not None else CODINGS[coding](content)

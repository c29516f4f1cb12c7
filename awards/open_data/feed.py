"""The Atom feed of publications: each one and each change with its reason, the newest first."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from xml.etree import ElementTree

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from awards.models import Publication

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
MOST_CHANGES = 10  # of one publication, told in its entry
TITLE = "Pengumuman Paritrana Award"
XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BEFORE_ANY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


@transaction.atomic
def feed() -> bytes:
    """Return the feed of the newest publications of all provinces, superseded ones too. One query."""
    rows = Publication.objects.with_summary().select_related("category__edition__province")
    rows = rows.without_documents()
    return written(rows.order_by("-published_at", "-pk")[:NEWEST])


def written(rows: Iterable[Publication]) -> bytes:
    """Return these publications, the newest first, as Atom."""
    ElementTree.register_namespace("", ATOM)
    found, address = list(rows), settings.SITE_URL + reverse("feed")
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    _add(root, "title", TITLE)
    _add(root, "id", address)
    _add(root, "updated", _moment(found[0]) if found else BEFORE_ANY.isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=settings.SITE_URL + reverse("home"))
    for row in found:
        _entry(root, row)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _entry(root: ElementTree.Element, row: Publication) -> None:
    category, edition = row.category, row.category.edition
    place = (edition.province.slug, edition.award_year, category.slug, row.number)
    address = settings.SITE_URL + reverse("publication", args=place)
    entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
    what = f"Perubahan nomor {row.number}" if row.reason else f"Pengumuman nomor {row.number}"
    _add(
        entry,
        "title",
        f"{what}: {category.name}, Paritrana Award {edition.award_year} Provinsi {edition.province.name}",
    )
    _add(entry, "id", address)
    _add(entry, "updated", _moment(row))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    author = ElementTree.SubElement(entry, f"{{{ATOM}}}author")
    _add(author, "name", f"Provinsi {edition.province.name}")
    state = "berlaku" if row.live else "sudah digantikan"
    sample = " Data contoh, bukan hasil resmi." if edition.sample_data else ""
    reason = f" Alasan perubahan: {row.reason.rstrip('.')}." if row.reason else ""
    _add(entry, "summary", " ".join([f"Pengumuman ini {state}.{sample}{reason}", *_changes(row)]))


def _changes(row: Publication) -> list[str]:
    """Return the first things a publication changed in the one before, as its summary tells them, in sentences."""
    summary = getattr(row, "summary", None)
    told: list[str] = json.loads(bytes(summary)).get("changes", []) if summary else []
    more = [f"Dan {len(told) - MOST_CHANGES} perubahan lain."] if len(told) > MOST_CHANGES else []
    return ["Yang berubah:", *told[:MOST_CHANGES], *more] if told else []


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = XML_FORBIDS.sub("", text) or None


def _moment(row: Publication) -> str:
    return row.published_at.astimezone(row.category.edition.province.zone).isoformat(timespec="seconds")

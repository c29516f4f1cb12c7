"""The library of regulations and innovations, filled from the reports publications keep."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from awards.models import Category, LibraryItem, Publication, PublicationFile
from awards.open_data.reports import REPORTS, lines, read_reports
from regencies.choices import Section
from regencies.models import Regency

logger = logging.getLogger(__name__)


def shelve(files: Iterable[PublicationFile]) -> None:
    """Put what these kept reports say of regulations and innovations in the place of what was there of them.

    What cannot be copied leaves the library as it was, and the log says why: no publication waits for it.
    """
    if kept := [file for file in files if file.name == REPORTS]:
        try:
            _replace(kept)
        except Exception:  # whatever it is, the publication stands
            logger.exception("the library cannot be filled from %s", kept)


@transaction.atomic
def _replace(kept: list[PublicationFile]) -> None:
    names = {regency.kemendagri_code: str(regency) for regency in Regency.objects.all()}
    LibraryItem.objects.filter(publication__in=[file.publication_id for file in kept]).delete()
    LibraryItem.objects.bulk_create([item for file in kept for item in _items(file, names)])


def shelve_missing(category: Category) -> None:
    """Fill the library from the publication in force of a category that kept its reports before there was one."""
    content = PublicationFile.objects.filter(publication=OuterRef("pk"), name=REPORTS)
    live = Publication.objects.live().filter(category=category, library=None)
    for key in (
        live.annotate(kept=Subquery(content.values("pk")[:1]))
        .exclude(kept=None)
        .values_list("kept", flat=True)
    ):
        shelve(PublicationFile.objects.filter(pk=key))


def _items(file: PublicationFile, names: Mapping[str, str]) -> Iterator[LibraryItem]:
    reports = read_reports(bytes(file.content))
    for section, said in ((Section.REGULATIONS, _regulation), (Section.INNOVATIONS, _innovation)):
        for code, place, entry in lines(reports, section):
            yield LibraryItem(
                publication_id=file.publication_id,
                section=section,
                place=place,
                code=code,
                region=names.get(code, code),
                **said(entry),
            )


def _regulation(entry: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": entry["jenis"], "title": entry["produk_hukum"], "about": entry["tentang"] or ""}


def _innovation(entry: Mapping[str, Any]) -> dict[str, str]:
    since = f"Sejak {entry['sejak_tahun']}" if entry["sejak_tahun"] else ""
    return {"kind": entry["sumber_dana"] or "", "title": entry["inovasi"], "about": since}

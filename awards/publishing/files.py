"""The files made of a publication, kept as rows: whole before it is announced, made anew after an update.

The document is no such file: it is the publication itself.
"""

from __future__ import annotations

import logging

from django.db import transaction

from awards.document.build import sha256
from awards.models import Category, Publication, PublicationFile
from awards.publishing.names import PACKED, PAGE, CategoryAddress
from awards.publishing.render import File, files_of, version
from regencies.actions.errors import Refused

logger = logging.getLogger(__name__)


def make_first_files(publication: Publication) -> None:
    """Make all files of a publication about to be announced, and tell the pages of the earlier ones of it.

    Raises Refused when one of its own files cannot be made. An earlier page that cannot keeps its bytes.
    """
    rows, failed = [], []
    for file in files_of(list(publication.category.publications.defer("sealed_document").order_by("number"))):
        if file.publication == publication or file.name in {PAGE, PACKED}:
            row = _made(file)
            rows.append(row)
            if row is None and file.publication == publication:
                failed.append(file.name)
    if failed:
        raise Refused(
            f"Berkas {', '.join(failed)} tidak dapat dibuat, jadi belum ada yang diumumkan. "
            "Laporkan kepada pengelola sistem."
        )
    _store(rows)


@transaction.atomic
def make_outdated_files(category: Category, *, every: bool = False) -> list[str]:
    """Make anew what another version of the code made or failed to make; returns the addresses of what failed.

    Documents are fetched for those only. What fails keeps its earlier bytes. All are replaced together, in one
    transaction; with `every`, current ones too.
    """
    category = Category.objects.select_for_update(of=("self",), no_key=True).get(pk=category.pk)
    kept = PublicationFile.objects.filter(publication__category=category, made_by=version())
    current = set(kept.values_list("publication_id", "name"))
    outdated = [
        file
        for file in files_of(
            list(category.publications.defer("document", "sealed_document").order_by("number"))
        )
        if every or (file.publication.pk, file.name) not in current
    ]
    rows = [_made(file) for file in outdated]
    _store(rows)
    return [
        f"{'/'.join(map(str, CategoryAddress.of(category)))}/v{file.publication.number}/{file.name}"
        for file, row in zip(outdated, rows, strict=True)
        if row is None
    ]


def _made(file: File) -> PublicationFile | None:
    """The row of a file as this version of the code makes it; None, and a traceback in the log, when it cannot."""
    try:
        content = file.make()
    except Exception:  # whatever a library raises over one file, the other files stay
        logger.exception("%s of %s cannot be made", file.name, file.publication)
        return None
    return PublicationFile(
        publication=file.publication,
        name=file.name,
        content=content,
        sha256=sha256(content),
        made_by=version(),
    )


def _store(rows: list[PublicationFile | None]) -> None:
    PublicationFile.objects.bulk_create(
        [row for row in rows if row is not None],
        update_conflicts=True,
        unique_fields=["publication", "name"],
        update_fields=["content", "sha256", "made_by"],
    )

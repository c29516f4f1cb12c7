"""What is made of publications, kept as rows: whole before one is announced, made anew after an update.

The document is no such file: it is the publication itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models import Q

from awards.models import Category, CoveragePage, Publication, PublicationFile
from awards.models.publications import PublicationQuerySet
from awards.open_data.pages import Page
from awards.open_data.pages import pages as open_data_pages
from awards.open_data.reports import REPORTS
from awards.publishing.coverage_pages import pages_of
from awards.publishing.delivery.packing import pack_pages
from awards.publishing.delivery.progress import one_by_one
from awards.publishing.library.shelf import shelve, shelve_missing
from awards.publishing.locks import lock_public_pages
from awards.publishing.names import CARD, DATA, LASTING, PACKAGE, PAGE, CategoryAddress
from awards.publishing.render import File, files_of, version
from regencies.actions.errors import Refused
from regencies.models import Province
from regencies.seals.canonical import sha256

logger = logging.getLogger(__name__)

MAKING_OPEN_DATA = 7_311_504  # the lock of the one transaction that makes it
MADE_LATER = frozenset({CARD, DATA, PACKAGE, REPORTS})  # announced without; the next update tries again


def make_first_files(publication: Publication) -> None:
    """Make all files of a publication about to be announced, and every page of its province that tells of it.

    The open data, of all provinces and years, follow when the worker finds them behind. Raises Refused when one of
    its own files cannot be made. An earlier page that cannot keeps its bytes.
    """
    edition = publication.category.edition
    rows, failed = [], []
    files = files_of(list(versions(publication.category).defer("sealed_document")))
    wanted = [file for file in files if file.publication == publication or file.name == PAGE]
    for file in one_by_one(wanted):
        row = _made(file)
        rows.append(row)
        if row is None and file.publication == publication and file.name not in MADE_LATER:
            failed.append(file.name)
    if failed:
        raise Refused(
            f"Berkas {', '.join(failed)} tidak dapat dibuat, jadi belum ada yang diumumkan. "
            "Laporkan kepada pengelola sistem."
        )
    _store(rows)
    make_coverage_pages(edition.province, assessed_year=edition.assessed_year)


def make_page(publication: Publication) -> None:
    """Make the page of a publication anew; one that cannot be made keeps its bytes, and the next update tries again."""
    every = list(versions(publication.category).defer("sealed_document"))
    [page] = [file for file in files_of(every) if file.publication == publication and file.name == PAGE]
    if row := _made(page):
        _store([row])
    else:
        PublicationFile.objects.filter(publication=publication, name=PAGE).update(made_by="")


def versions(category: Category) -> PublicationQuerySet:
    """Return the publications of a category with what their pages tell of each, the oldest first."""
    found: PublicationQuerySet = category.publications.select_related("correction").order_by("number")
    return found


@transaction.atomic
def make_coverage_pages(province: Province, *, assessed_year: int | None = None) -> list[str]:
    """Make the pages about coverage from what is live; returns the addresses of what failed, which keeps its bytes.

    With `assessed_year`, of the lists that year's only; else whatever there is no page for any more is deleted.
    Publications of one province do so one after the other.
    """
    province = Province.objects.select_for_update(no_key=True).get(pk=province.pk)
    pages = list(pages_of(province, assessed_year=assessed_year))
    failed = _store_pages(pages, province, version())
    if assessed_year is None:
        CoveragePage.objects.filter(province=province).exclude(
            path__in=[page.path for page in pages]
        ).delete()
    return failed


@transaction.atomic
def make_open_data() -> list[str]:
    """Make the open data of all provinces from what is live; returns the addresses of what failed and keeps its bytes.

    One process after the other does so. What is published meanwhile is not in them, and they say so: they are behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING_OPEN_DATA])
    made_by = _version_of_open_data()
    pages = list(open_data_pages())
    failed = _store_pages(pages, None, made_by)
    CoveragePage.objects.filter(province=None).exclude(path__in=[page.path for page in pages]).delete()
    return failed


def make_outdated_open_data(*, every: bool = False) -> list[str]:
    """Make the open data anew if a part is not of this version of the code and of what is live, or there is none."""
    return make_open_data() if every or _makers_of(None) != {_version_of_open_data()} else []


def is_open_data_behind() -> bool:
    """Return whether something was published since the open data were made. Three queries."""
    return Publication.objects.exists() and _version_of_open_data() not in _makers_of(None)


def _version_of_open_data() -> str:
    """Return a name for this way of rendering what is live now: a publication, as other code does, gives another."""
    live = Publication.objects.live().order_by("pk").values_list("pk", flat=True)
    return sha256(f"{version()} {list(live)}".encode())[:16]


def make_outdated_pages(province: Province, *, every: bool = False) -> list[str]:
    """Make the pages about coverage anew if another version of the code made one of them, or there is none yet."""
    return make_coverage_pages(province) if every or _makers_of(province) != {version()} else []


def _makers_of(province: Province | None) -> set[str]:
    """The versions that made the pages of a province, or those of all."""
    made_by = CoveragePage.objects.filter(province=province).values_list("made_by", flat=True)
    return set(made_by.order_by().distinct())


def _store_pages(pages: Sequence[Page], province: Province | None, made_by: str) -> list[str]:
    """Make and store these pages; returns the addresses of those that cannot be made."""
    made = {page.path: _content(page.make, page.path) for page in one_by_one(pages)}
    CoveragePage.objects.bulk_create(
        [
            CoveragePage(
                province=province, path=path, content=content, sha256=sha256(content), made_by=made_by
            )
            for path, content in made.items()
            if content is not None
        ],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["content", "sha256", "made_by"],
    )
    pack_pages((sha256(content), content) for path, content in made.items() if content and _is_page(path))
    return [path for path, content in made.items() if content is None]


def _is_page(path: str) -> bool:
    """Whether a page stands at an address, and no file."""
    return path.partition("?")[0].endswith("/")


@transaction.atomic
def make_outdated_files(category: Category, *, every: bool = False) -> list[str]:
    """Make anew what another version of the code made or failed to make; returns the addresses of what failed.

    What people take away with a number stays as it was made, and documents are fetched for the rest only. What fails
    keeps its earlier bytes. All are replaced together, in one transaction; with `every`, current ones too.
    """
    category = lock_public_pages(category)
    kept = PublicationFile.objects.filter(publication__category=category)
    if every:
        kept = kept.filter(name=REPORTS)
    kept = kept.filter(Q(made_by=version()) | Q(name__in=LASTING | {REPORTS}))
    current = set(kept.values_list("publication_id", "name"))
    outdated = [
        file
        for file in files_of(list(versions(category).without_documents()))
        if (file.publication.pk, file.name) not in current
    ]
    rows = [_made(file) for file in outdated]
    _store(rows)
    shelve_missing(category)
    return [
        f"{'/'.join(map(str, CategoryAddress.of(category)))}/v{file.publication.number}/{file.name}"
        for file, row in zip(outdated, rows, strict=True)
        if row is None
    ]


def _made(file: File) -> PublicationFile | None:
    """The row of a file as this version of the code makes it; None when it cannot."""
    content = _content(file.make, f"{file.name} of {file.publication}")
    if content is None:
        return None
    return PublicationFile(
        publication=file.publication,
        name=file.name,
        content=content,
        sha256=sha256(content),
        made_by=version(),
    )


def _content(make: Callable[[], bytes], name: str) -> bytes | None:
    """What is made; None, and a traceback in the log, when it cannot be."""
    try:
        return make()
    except Exception:  # whatever a library raises over one file, the other files stay
        logger.exception("%s cannot be made", name)
        return None


def _store(rows: list[PublicationFile | None]) -> None:
    whole = [row for row in rows if row is not None]
    PublicationFile.objects.bulk_create(
        whole,
        update_conflicts=True,
        unique_fields=["publication", "name"],
        update_fields=["content", "sha256", "made_by"],
    )
    pack_pages((row.sha256, bytes(row.content)) for row in whole if row.name.endswith(".html"))
    shelve(whole)

"""What every file of a publication holds: page, CSV, workbook, PDF. Nothing here reads a request or writes a row.

Each file is made by itself, so that what stops one of them stops no other.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

from awards.contract.schema import FullDocument
from awards.document.build import redact
from awards.document.parse import parse
from awards.exports.card import card_bytes
from awards.exports.csv_file import csv_bytes
from awards.exports.pdf import pdf_bytes
from awards.exports.tables import ranking_table
from awards.exports.xlsx import workbook_bytes
from awards.models import Category, Entry, Publication
from awards.models.publications import SUMMARY
from awards.open_data.datasets.publication import dataset_of, package_of
from awards.open_data.files import comma_csv
from awards.open_data.package import for_a_script, ranking_for_search_engines
from awards.open_data.reports import REPORTS, has_reports, judged_reports
from awards.panel.receipts import counted_codes
from awards.presenters.charts import bars
from awards.presenters.drawings.pictures import rank_ranges
from awards.presenters.ranking_page import page, ranges, summary, totals
from awards.presenters.ranking_paper import on_paper
from awards.presenters.version_changes import version_changes
from awards.presenters.wording import Names
from awards.publishing.names import (
    CARD,
    CSV,
    DATA,
    DOCUMENT,
    PACKAGE,
    PAGE,
    PDF,
    RECEIPTS,
    WORKBOOK,
    address_of,
)
from awards.tables.ranking import ComparisonTable, RankingTable
from regencies.l10n.dates import format_date, format_long_moment, format_moment
from regencies.l10n.letters import with_likenesses
from regencies.models import Province, Regency
from regencies.seals.canonical import canonical, sha256

TEMPLATE = "public/ranking.html"
MADE_OF = ("awards/**/*.py", "regencies/**/*.py", "awards/**/*.typ", "templates/**/*.html")

logger = logging.getLogger(__name__)
Document = Mapping[str, Any]


class File(NamedTuple):
    """One file of one publication and how to make it; the same publication gives the same bytes."""

    publication: Publication
    name: str
    make: Callable[[], bytes]


@cache
def version() -> str:
    """Return a name for this way of rendering: other code, templates, styles or address give another one."""
    digest = hashlib.sha256(f"{settings.SITE_URL} {settings.DEMO} {settings.DEBUG} {_styles()}".encode())
    for pattern in MADE_OF:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _styles() -> str:
    """Return the hash of the collected static files: a page names the very versions it was made for."""
    return getattr(staticfiles_storage, "manifest_hash", "")


def files_of(publications: Sequence[Publication]) -> Iterator[File]:
    """Yield every file of all publications of one category, oldest first: a page names the other publications too."""
    category = publications[0].category
    names = dict(category.groups.values_list("code", "name"))
    regions = _regions_of_nominees(category)
    versions = _versions(publications)
    for row, own in zip(publications, versions, strict=True):
        for name, make in _makers(row, own, versions, names, regions).items():
            yield File(row, name, make)


def _versions(publications: Sequence[Publication]) -> list[dict[str, Any]]:
    """Return all publications of one category, oldest first, as the list of versions names them.

    What each changed in the one before is found out by whoever asks first: documents are read for nobody else.
    """
    changes: list[Callable[[], list[str]]] = [
        lambda: [],
        *(cache(partial(_changed, before, after)) for before, after in pairwise(publications)),
    ]
    return [{**_version_facts(row), "changes": told} for row, told in zip(publications, changes, strict=True)]


def _changed(before: Publication, after: Publication) -> list[str]:
    """Return what one publication changed in the one before; nothing, and a line in the log, where that fails."""
    try:
        return version_changes(parse(bytes(before.document)), parse(bytes(after.document)))
    except Exception:  # whatever stops the list of changes, the page stays
        logger.exception("What %s changed cannot be told", after)
        return []


def _regions_of_nominees(category: Category) -> dict[str, Regency] | None:
    """Return the region of each nominee by its code; None in a category of regions."""
    if not category.form.is_nominated:
        return None
    of_nominees = Entry.objects.filter(category=category).regions_of_nominees()
    return {code: regency for (_, code), regency in of_nominees.items()}


def _version_facts(row: Publication) -> dict[str, Any]:
    """One publication as the list of versions names it."""
    moment = row.published_at.astimezone(row.category.edition.province.zone)
    return {
        "number": row.number,
        "live": row.live,
        "correcting_since": correcting_since(row, row.category.edition.province),
        "sha256": row.sha256,
        "reason": row.reason,
        "date": format_moment(moment),
        "moment": format_long_moment(moment),
        "url": reverse("publication", args=address_of(row)),
    }


def correcting_since(row: Publication, province: Province) -> str:
    """Return the day since which a correction of the publication in force is prepared; "" for none."""
    found = row.under_correction
    return format_date(found.opened_at.astimezone(province.zone).date()) if found else ""


def _makers(
    row: Publication,
    own: Mapping[str, Any],
    versions: Sequence[Mapping[str, Any]],
    names: Names,
    regions: Mapping[str, Regency] | None,
) -> dict[str, Callable[[], bytes]]:
    address, verify = f"{settings.SITE_URL}{own['url']}", f"{settings.SITE_URL}{_verify_url(row.sha256)}"
    document = cache(lambda: parse(bytes(row.document)))
    ranking = cache(lambda: page(document(), names))
    return _only_of_some(row, own, document) | {
        CARD: lambda: card_bytes(document()),
        DATA: lambda: comma_csv(dataset_of(row)),
        PACKAGE: lambda: json.dumps(package_of(row), ensure_ascii=False, indent=1).encode(),
        PAGE: lambda: _html(row, own, versions, document(), ranking(), regions).encode(),
        SUMMARY: lambda: canonical({**summary(document()), "changes": own["changes"]()}),
        CSV: lambda: csv_bytes(ranking_table(document())),
        WORKBOOK: lambda: workbook_bytes(document(), row.sha256, address),
        PDF: lambda: pdf_bytes(on_paper(own, document(), ranking(), address, verify), verify),
    }


def draft_page(category: Category, full: FullDocument, reason: str) -> str:
    """Return the public page as it would be if `full` were published now, marked as a draft; `reason` of a correction.

    Number, moment and hash are those of this draft.
    """
    whole: FullDocument = {**full, "reason": reason or None}
    document = canonical(whole)
    if category.disclosure == "ranks":
        document = canonical(redact(whole, sha256(document)))
    draft = Publication(
        category=category,
        number=full["number"],
        document=document,
        sha256=sha256(document),
        receipt_codes=counted_codes(category),
        reason=reason,
        published_at=datetime.datetime.fromisoformat(full["published_at"]),
    )
    earlier = list(category.publications.defer("sealed_document").order_by("number"))
    for row in earlier:
        row.category, row.live = category, False
    versions = _versions([*earlier, draft])
    names = dict(category.groups.values_list("code", "name"))
    regions, parsed = _regions_of_nominees(category), parse(document)
    return _html(draft, versions[-1], versions, parsed, page(parsed, names), regions)


def _only_of_some(
    row: Publication, own: Mapping[str, Any], document: Callable[[], Document]
) -> dict[str, Callable[[], bytes]]:
    """Return the files not every publication has: receipt codes, and what the judged reports of its candidates say."""
    found: dict[str, Callable[[], bytes]] = {}
    if row.receipt_codes:
        found[RECEIPTS] = lambda: _receipts(row, own, document()).encode()
    if row.live and not row.under_correction and has_reports(row):
        found[REPORTS] = lambda: canonical(judged_reports(row, document()))
    return found


def _verify_url(sha256: str) -> str:
    return reverse("verify_hash", args=[sha256])


def _html(
    row: Publication,
    own: Mapping[str, Any],
    versions: Sequence[Mapping[str, Any]],
    document: Document,
    ranking: Mapping[str, Any],
    regions: Mapping[str, Regency] | None,
) -> str:
    edition = row.category.edition
    province, year, category, _ = address_of(row)
    later = next((other for other in versions if other["live"]), None) if not row.live else None
    context = {
        **_site(row, document),
        "document": document,
        "page": ranking,
        "ranking": RankingTable(ranking["rows"], ranking["groups"], regions),
        "comparison": ComparisonTable(ranking["comparison"], regions),
        "of_nominees": regions is not None,
        "own": own,
        "draft": row.pk is None,
        "later": later,
        "versions": list(reversed(versions)),
        "chart": bars("Nilai akhir setiap kandidat", totals(document), name="nilai"),
        "ranges": rank_ranges("Rentang peringkat setiap kandidat", found)
        if (found := ranges(document))
        else "",
        "year_url": reverse("year_rankings", args=(province, year)),
        "latest_url": reverse("ranking", args=(province, year, category)),
        "coverage_url": ""
        if regions is not None
        else reverse("coverage", args=(province, edition.assessed_year)),
        "criteria_url": reverse("criteria", args=(province, year)),
        "verify_url": _verify_url(row.sha256),
        "receipts_url": reverse("publication_receipts", args=address_of(row)) if row.receipt_codes else "",
        "address": f"{settings.SITE_URL}{own['url']}",
        "linked_data": for_a_script(ranking_for_search_engines(document, f"{settings.SITE_URL}{own['url']}")),
        "document_address": f"{settings.SITE_URL}{own['url']}{DOCUMENT}",
        "document_size": len(bytes(row.document)),
    }
    return with_likenesses(render_to_string(TEMPLATE, context))


def _receipts(row: Publication, own: Mapping[str, Any], document: Document) -> str:
    """Return the page with the receipt codes of the sheets that count."""
    context = {
        **_site(row, document),
        "document": document,
        "own": own,
        "codes": row.receipt_codes,
    }
    return with_likenesses(render_to_string("public/receipts.html", context))


def _site(row: Publication, document: Document) -> dict[str, Any]:
    """What the head of every page of a publication says."""
    edition = row.category.edition
    return {
        "site_role": {
            "province": edition.province.name,
            "award_year": edition.award_year,
            "assessed_year": edition.assessed_year,
        },
        "demo": settings.DEMO,
        "sample_data": document["sample_data"],
    }

"""Renders every file of a publication once: page, document, CSV, workbook, PDF. Nothing depends on a request.

All of a category's publications are rendered together, because each page names the others.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

from awards.document.parse import parse
from awards.exports.csv_file import csv_bytes
from awards.exports.pdf import pdf_bytes
from awards.exports.tables import ranking_table
from awards.exports.xlsx import workbook_bytes
from awards.models import Publication
from awards.presenters.charts import bars
from awards.presenters.ranking_page import page, published_at, totals
from awards.presenters.wording import Names
from awards.publishing.store import DOCUMENT, PAGE
from awards.tables.ranking import ComparisonTable, RankingTable
from regencies.l10n.dates import format_long_moment, format_moment

CSV, WORKBOOK, PDF = "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"
PACKED = f"{PAGE}.gz"
TEMPLATE = "public/ranking.html"
MADE_OF = ("awards/**/*.py", "regencies/**/*.py", "awards/**/*.typ", "templates/**/*.html")

Document = Mapping[str, Any]


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


def render(publications: Sequence[Publication]) -> dict[str, bytes]:
    """Return "<number>/<name>" → content for all publications of one category, oldest first. Deterministic."""
    category = publications[0].category
    names = dict(category.groups.values_list("code", "name"))
    zone = category.edition.province.zone
    versions = [_version_facts(row, parse(bytes(row.document)), zone) for row in publications]
    files = {}
    for row, own in zip(publications, versions, strict=True):
        for name, content in _files(row, own, versions, names).items():
            files[f"{row.number}/{name}"] = content
    return files


def address_of(publication: Publication) -> tuple[str, int, str, int]:
    """Return the arguments of the publication's addresses: province, award year, category, number."""
    edition = publication.category.edition
    return edition.province.slug, edition.award_year, publication.category.slug, publication.number


def _version_facts(row: Publication, document: Document, zone: Any) -> dict[str, Any]:
    """Return one publication as the list of versions names it."""
    moment = published_at(document).astimezone(zone)
    address = address_of(row)
    return {
        "number": row.number,
        "live": row.live,
        "sha256": row.sha256,
        "reason": document["reason"] or "",
        "date": format_moment(moment),
        "moment": format_long_moment(moment),
        "url": reverse("publication", args=address),
        "document": document,
    }


def _files(
    row: Publication, own: Mapping[str, Any], versions: Sequence[Mapping[str, Any]], names: Names
) -> dict[str, bytes]:
    document = own["document"]
    ranking = page(document, names)
    html = _html(row, own, versions, ranking).encode()
    address = f"{settings.SITE_URL}{own['url']}"
    return {
        PAGE: html,
        PACKED: gzip.compress(html, mtime=0),
        DOCUMENT: bytes(row.document),
        CSV: csv_bytes(ranking_table(document)),
        WORKBOOK: workbook_bytes(document, row.sha256, address),
        PDF: pdf_bytes(_on_paper(own, ranking, address), f"{settings.SITE_URL}{_verify_url(row.sha256)}"),
    }


def _verify_url(sha256: str) -> str:
    return reverse("verify_hash", args=[sha256])


def _html(
    row: Publication,
    own: Mapping[str, Any],
    versions: Sequence[Mapping[str, Any]],
    ranking: Mapping[str, Any],
) -> str:
    document, edition = own["document"], row.category.edition
    province, year, category, _ = address_of(row)
    later = next((other for other in versions if other["live"]), None) if not row.live else None
    context = {
        "site_role": {
            "province": edition.province.name,
            "award_year": edition.award_year,
            "assessed_year": edition.assessed_year,
        },
        "demo": settings.DEMO,
        "sample_data": document["sample_data"],
        "document": document,
        "page": ranking,
        "ranking": RankingTable(ranking["rows"], ranking["groups"]),
        "comparison": ComparisonTable(ranking["comparison"]),
        "own": own,
        "later": later,
        "versions": list(reversed(versions)),
        "chart": bars("Nilai akhir setiap kandidat", totals(document)),
        "latest_url": reverse("ranking", args=(province, year, category)),
        "coverage_url": reverse("coverage", args=(province, edition.assessed_year)),
        "criteria_url": reverse("criteria", args=(province, year)),
        "verify_url": _verify_url(row.sha256),
        "document_address": f"{settings.SITE_URL}{own['url']}{DOCUMENT}",
        "document_size": len(bytes(row.document)),
    }
    return render_to_string(TEMPLATE, context)


def _on_paper(own: Mapping[str, Any], ranking: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Return what ranking.typ prints, as text."""
    document = own["document"]
    edition = document["edition"]
    notices = [f"Ralat atas pengumuman nomor {own['number'] - 1}. Alasan: {own['reason']}"] * bool(
        document["supersedes"]
    )
    if document["disclosure"] == "ranks":
        notices.append("Yang diumumkan hanya peringkat; angka dan lembar nilai disegel.")
    return {
        "title": f"Peringkat Paritrana Award {edition['award_year']}",
        "short": f"Paritrana Award {edition['award_year']} · {edition['province']['name']} · nomor {own['number']}",
        "eyebrow": f"Provinsi {edition['province']['name']} · {document['category']['name']}",
        "lead": f"Tahun penilaian {edition['assessed_year']}. Pengumuman nomor {own['number']}, {own['moment']}.",
        "date": [published_at(document).year, published_at(document).month, published_at(document).day],
        "sample": document["sample_data"],
        "notices": notices,
        "groups": ranking["groups"],
        "rows": [
            {
                "rank": str(row["rank"]),
                "name": row["name"],
                "remark": row["tie"],
                "total": row["total"],
                "groups": [group["value"] for group in row["groups"]],
                "ranks": row["ranks"],
            }
            for row in ranking["rows"]
        ],
        "sections": _sections(document, ranking),
        "sha256": own["sha256"],
        "address": address,
        "verify": f"{settings.SITE_URL}{_verify_url(own['sha256'])}",
    }


def _sections(document: Document, ranking: Mapping[str, Any]) -> list[dict[str, Any]]:
    awards = [
        f"{award['title']}: {award['name']}" + (f". {award['citation']}" if award["citation"] else "")
        for award in document["special_awards"]
    ]
    sections = {
        "Penghargaan khusus": awards,
        "Keputusan pleno": [f"{' – '.join(p['order'])}. Alasan: {p['reason']}" for p in ranking["plenary"]],
        "Catatan": [f"{n['name']}, {n['figure'].lower()}: {n['text']}" for n in ranking["notes"]],
        "Bukan kandidat": [f"{other['name']}: {other['reason']}" for other in ranking["others"]],
    }
    return [{"title": title, "lines": lines} for title, lines in sections.items() if lines]

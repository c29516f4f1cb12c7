"""What other weights would have done to the ranking published a year ago."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.document.what_if import moves
from awards.editions.weights import why_not_whole
from awards.models import Category, Publication
from awards.tables.results import MovesTable


def what_if(category: Category, weights: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return {moves: table} of last year's ranking by these weights, by criterion code, or {why_not: sentence}.

    Nothing is stored. One query.
    """
    if problem := why_not_whole(weights.values()):
        return {"why_not": problem}
    last = _published(category)
    if last is None:
        return {
            "why_not": "Belum ada pengumuman tahun lalu untuk kategori ini; peringkatnya tidak dapat dibandingkan."
        }
    try:
        found = moves(conform(parse(bytes(last.sealed_document or last.document)), FullDocument), weights)
    except ValueError as differing:
        return {
            "why_not": f"Kriteria berbeda dari tahun lalu ({differing}); peringkatnya tidak dapat dibandingkan."
        }
    return {"moves": MovesTable(found), "published": last}


def _published(category: Category) -> Publication | None:
    edition = category.edition
    found: Publication | None = (
        Publication.objects.live()
        .filter(
            category__slug=category.slug,
            category__edition__province=edition.province_id,
            category__edition__award_year=edition.award_year - 1,
        )
        .first()
    )
    return found

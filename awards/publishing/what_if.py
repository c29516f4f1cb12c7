"""What other weights would have done to the ranking published last."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from awards.contract.conform import conform
from awards.contract.schema import FullDocument
from awards.document.parse import parse
from awards.document.what_if import moves
from awards.editions.criteria import why_not_whole
from awards.models import Category, Publication
from awards.tables.results import MovesTable


def what_if(category: Category, weights: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return {moves: table} of the last ranking by these weights, by criterion code, or {why_not: sentence}.

    Nothing is stored. One query.
    """
    if problem := why_not_whole(weights.values()):
        return {"why_not": problem}
    last = _published(category)
    if last is None:
        return {
            "why_not": "Belum ada pengumuman tahun sebelumnya untuk kategori ini; tidak ada yang dapat dibandingkan."
        }
    try:
        found = moves(conform(parse(bytes(last.sealed_document or last.document)), FullDocument), weights)
    except ValueError as differing:
        year = last.category.edition.award_year
        return {
            "why_not": f"Kriteria berbeda dari tahun {year} ({differing}); peringkatnya tidak dapat dibandingkan."
        }
    return {"moves": MovesTable(found), "published": last}


def _published(category: Category) -> Publication | None:
    edition = category.edition
    earlier = Publication.objects.live().filter(
        category__slug=category.slug,
        category__edition__province=edition.province_id,
        category__edition__award_year__lt=edition.award_year,
    )
    latest = earlier.select_related("category__edition").order_by("-category__edition__award_year")
    found: Publication | None = latest.first()
    return found

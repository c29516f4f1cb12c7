"""The picture of a ranking for who is sent a link to it: a PNG of 1200 × 630 pixels. Same texts, same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from awards.presenters.ranking_page import published_at, totals
from regencies.l10n.dates import format_date
from regencies.l10n.letters import with_likenesses
from regencies.receipts.typesetting import typeset

TEMPLATE = Path(__file__).with_name("card.typ")
MOST = 5
POINTS_PER_INCH = 72  # a point of the template is a pixel
SIZE = (1200, 630)
LONGEST = 26  # letters of a name


def card_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the PNG: who published what, and the first five with their final scores as bars."""
    texts = json.loads(with_likenesses(json.dumps(card_texts(document), ensure_ascii=False)))
    return typeset(TEMPLATE, texts, format="png", ppi=POINTS_PER_INCH)


def card_texts(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what card.typ prints."""
    edition, ranked = document["edition"], totals(document)
    ranks = sorted(entrant["rank"] for entrant in document["entrants"] if entrant["rank"] is not None)
    sample = "Data contoh, bukan hasil resmi. " if document["sample_data"] else ""
    moment = format_date(published_at(document).date())
    return {
        "title": f"Peringkat Paritrana Award {edition['award_year']}",
        "place": f"Provinsi {edition['province']['name']}",
        "category": document["category"]["name"],
        "rows": [
            {"rank": str(rank), "name": _short(name), "share": float(max(Decimal(1), total)), "total": text}
            for rank, (name, total, text) in zip(ranks[:MOST], ranked[:MOST], strict=True)
        ],
        "foot": f"{sample}Pengumuman nomor {document['number']}, {moment}",
    }


def _short(name: str) -> str:
    """Return a name that stays on its line."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"

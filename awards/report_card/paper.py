"""A report card on paper: what its page says, as a PDF made by typst."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from awards.report_card.found import ReportCard
from awards.report_card.words import texts
from regencies.l10n.dates import format_long_moment
from regencies.receipts.paper import print_paper

TEMPLATE = Path(__file__).with_name("card.typ")


def report_card_pdf(found: ReportCard) -> bytes:
    """Return the PDF of a card; the same card gives the same bytes. Raises NotPrinted."""
    address = settings.SITE_URL + reverse("verify_hash", args=[found.publication.sha256])
    return print_paper(TEMPLATE, _texts(found), address)


def _texts(found: ReportCard) -> dict[str, Any]:
    edition, category = found.entry.category.edition, found.entry.category
    moment = found.publication.published_at.astimezone(edition.province.zone)
    return {
        **texts(found.words),
        "name": str(found.entry),
        "category": category.name,
        "province": edition.province.name,
        "award_year": edition.award_year,
        "assessed_year": edition.assessed_year,
        "year_before": found.year_before,
        "date": [moment.year, moment.month, moment.day],
        "published": f"Pengumuman nomor {found.publication.number}, {format_long_moment(moment)}",
        "sample": edition.sample_data,
        "disclosed": found.disclosed,
        "notes": [asdict(note) for note in found.notes],
        "remarks": [[remarks.criterion, list(remarks.texts)] for remarks in found.remarks],
        "sha256": found.publication.sha256,
    }

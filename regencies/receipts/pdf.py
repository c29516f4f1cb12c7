"""The receipt of a sending on paper: what was certified, its hash, and a QR code to look it up."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from regencies.l10n.dates import format_long_moment
from regencies.models import Receipt
from regencies.receipts.document import read_receipt
from regencies.receipts.paper import print_paper
from regencies.receipts.sections import receipt_sections, whose

TEMPLATE = Path(__file__).with_name("receipt.typ")


def verification_url(sha256: str) -> str:
    """Return the public address where the receipt of this hash is confirmed."""
    return f"{settings.SITE_URL}/verifikasi/{sha256}/"


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return the PDF of a receipt, made from its frozen document alone: the same bytes each time."""
    document = read_receipt(bytes(receipt.document))
    today = receipt.report.regency.province  # the first format does not name it
    province = document["region"].get("province") or {"name": today.name, "time_zone": today.time_zone}
    sent_at = timezone.localtime(receipt.sent_at, ZoneInfo(province["time_zone"]))
    words = _contents(document) | {
        "draft": "",
        "province": province["name"],
        "version": document["version"],
        "sent_at": format_long_moment(sent_at),
        "date": [sent_at.year, sent_at.month, sent_at.day],
        "certified_by": document["certified_by"],
        "sha256": receipt.sha256,
        "url": verification_url(receipt.sha256),
    }
    return print_paper(TEMPLATE, words, verification_url(receipt.sha256))


def draft_pdf(said: dict[str, Any], standing: str, printed: str) -> bytes:
    """Return the PDF of what a report says now (`said_by`), which nobody has certified; `printed`: when, in words."""
    words = _contents(said) | {
        "draft": standing,
        "province": said["region"]["province"]["name"],
        "printed": printed,
    }
    return print_paper(TEMPLATE, words, settings.SITE_URL)


def _contents(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a report says in words, as both papers print it."""
    return {
        "participant": (about := whose(document)).name,
        "code_label": about.code_label,
        "code": about.code,
        "place": about.place,
        "year": document["assessed_year"],
        "sample_data": settings.DEMO,
        "chapters": [
            {
                "title": section.label,
                "two_years": section.is_table,
                "entries": [
                    {
                        "label": entry.label,
                        "values": entry.values,
                        "evidence": [
                            file["title"] + (f", halaman {file['page']}" if file["page"] else "")
                            for file in entry.evidence
                        ],
                    }
                    for entry in section.entries
                ],
            }
            for section in receipt_sections(document)
        ],
        "explanations": [[item["asked"], item["answer"]] for item in document["explanations"]],
        "left_blank": document["left_blank"],
    }

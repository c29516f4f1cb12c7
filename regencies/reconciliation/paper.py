"""The minutes of a reconciliation on paper, with a field for each signature. The same minutes make the same bytes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from regencies.receipts.paper import print_to_sign
from regencies.reconciliation.document import Minutes

TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes_pdf(minutes: Minutes, report: int) -> bytes:
    """Return the PDF; the QR code leads to the page of the reconciliation. Raises NotPrinted."""
    texts = minutes.said | {
        "sha256": minutes.sha256,
        "code": minutes.code,
        "sample_data": settings.DEMO,
    }
    return print_to_sign(TEMPLATE, texts, settings.SITE_URL + reverse("reconciliation", args=[report]))

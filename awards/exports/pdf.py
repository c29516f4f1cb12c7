"""The ranking on paper: one PDF of a publication, with its hash and a QR code to look it up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regencies.receipts.paper import print_paper

TEMPLATE = Path(__file__).with_name("ranking.typ")


def pdf_bytes(texts: Mapping[str, Any], address: str) -> bytes:
    """Return the PDF of the texts ranking.typ prints; the QR code leads to `address`."""
    return print_paper(TEMPLATE, texts, address)

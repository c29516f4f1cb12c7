"""The ranking on paper: one PDF of a publication, with its hash and a QR code to look it up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import typst

TEMPLATE = Path(__file__).with_name("ranking.typ")


def pdf_bytes(texts: Mapping[str, Any], address: str) -> bytes:
    """Return the PDF of the texts ranking.typ prints; in typst's own typefaces, the same on every machine."""
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-2a"],
        sys_inputs={
            "texts": json.dumps(texts, ensure_ascii=False),
            "qr": segno.make(address, error="m").svg_inline(scale=4, border=0),
        },
    )

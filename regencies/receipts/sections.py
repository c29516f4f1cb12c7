"""A frozen receipt in words: its sections, entries and values, all from its document. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from regencies.receipts.schema_1 import with_words


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """One entry of a receipt: its label, its values in words and its evidence."""

    label: str
    values: list[tuple[str, str]]  # (field, value) in words
    evidence: list[dict[str, Any]]  # title, name, page, sha256


@dataclass(frozen=True, slots=True)
class ReceiptSection:
    """One section of a receipt and the entries it holds."""

    slug: str
    label: str
    entries: list[ReceiptEntry]

    @property
    def is_table(self) -> bool:
        """Whether its entries stand in rows, each with the figures of both years."""
        return self.slug == "kepesertaan"


def receipt_sections(document: dict[str, Any]) -> list[ReceiptSection]:
    """Return the receipt by section, in the order of the document; sections without an entry are left out."""
    entries = document["entries"]
    if document["schema"] == "paritrana.receipt/1":
        entries = [with_words(entry) for entry in entries]
    return [
        ReceiptSection(*section, [_entry(entry) for entry in found])
        for section, found in groupby(entries, lambda entry: (entry["section"], entry["title"]))
    ]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a receipt is about; `place` is the region a nominee lies in, "" of a region itself."""

    name: str
    code_label: str
    code: str
    place: str


def whose(document: dict[str, Any]) -> Whose:
    """Return whom a receipt is about, in the words of its document."""
    region, nominee = document["region"], document.get("participant")
    if nominee is None:
        return Whose(region["name"], "Kode wilayah", region["code"], "")
    place = f"{nominee['kind']['name']} · {region['name']}"
    return Whose(nominee["name"], nominee["code_label"], nominee["code"], place)


def _entry(entry: dict[str, Any]) -> ReceiptEntry:
    return ReceiptEntry(entry["label"], [(label, text) for label, text in entry["texts"]], entry["evidence"])

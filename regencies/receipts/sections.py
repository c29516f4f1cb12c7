"""A frozen receipt in words: its sections, entries and values, whatever the report says today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst

from regencies.choices import Section
from regencies.l10n.field_text import field_text, label
from regencies.models import Regulation
from regencies.models.sections import DETAIL_MODELS

UNSHOWN = {"segment", "kind", "number", "year"}  # the entry's own label says them


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """One entry of a receipt: its label, its values in words and its evidence."""

    label: str
    values: list[tuple[str, str]]  # (field, value) in words
    evidence: list[dict[str, Any]]  # title, name, page, sha256


@dataclass(frozen=True, slots=True)
class ReceiptSection:
    """One section of a receipt and the entries it holds."""

    section: Section
    entries: list[ReceiptEntry]


def receipt_sections(document: dict[str, Any]) -> list[ReceiptSection]:
    """Return the receipt by section, in the order of the screen; sections without an entry are left out."""
    found = [
        ReceiptSection(
            section, [_entry(entry) for entry in document["entries"] if entry["section"] == section]
        )
        for section in Section
    ]
    return [section for section in found if section.entries]


def _entry(entry: dict[str, Any]) -> ReceiptEntry:
    rows = [_row(DETAIL_MODELS[entry["section"]], entry["values"])]
    if entry["section"] == Section.REGULATIONS:
        rows.insert(0, _row(Regulation, entry["values"]))
    values = [
        (capfirst(label(row, field.name)), field_text(row, field.name))
        for row in rows
        for field in row._meta.concrete_fields  # the document's own order is alphabetical
        if field.name in entry["values"] and field.name not in UNSHOWN
    ]
    return ReceiptEntry(entry["label"], values, entry["evidence"])


def _row(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields})

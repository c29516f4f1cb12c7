"""A frozen receipt in words: the sections, entries and values it holds, whatever the report says today."""

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
class Stated:
    label: str
    values: list[tuple[str, str]]  # (field, value) in words
    evidence: list[dict[str, Any]]  # title, name, page, sha256


@dataclass(frozen=True, slots=True)
class Chapter:
    section: Section
    entries: list[Stated]


def chapters(document: dict[str, Any]) -> list[Chapter]:
    """The receipt by section, in the order of the screen; sections without an entry are left out."""
    found = [
        Chapter(section, [_stated(entry) for entry in document["entries"] if entry["section"] == section])
        for section in Section
    ]
    return [chapter for chapter in found if chapter.entries]


def _stated(entry: dict[str, Any]) -> Stated:
    rows = [_row(DETAIL_MODELS[entry["section"]], entry["values"])]
    if entry["section"] == Section.REGULATIONS:
        rows.insert(0, _row(Regulation, entry["values"]))
    values = [
        (capfirst(label(row, field.name)), field_text(row, field.name))
        for row in rows
        for field in row._meta.concrete_fields  # the document's own order is alphabetical
        if field.name in entry["values"] and field.name not in UNSHOWN
    ]
    return Stated(entry["label"], values, entry["evidence"])


def _row(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields})

"""What a sent report said, as one canonical document. Its SHA-256 is on the receipt and can be looked up."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import rfc8785

from regencies.indicators import plain
from regencies.models import ReportEntry, User, YearlyReport
from regencies.models.details import EntryDetail
from regencies.snapshot import Snapshot

SCHEMA = "paritrana.receipt/1"


def receipt_bytes(
    report: YearlyReport,
    entries: list[ReportEntry],
    facts: Snapshot,
    *,
    certified_by: User,
    sent_at: datetime.datetime,
) -> bytes:
    """Canonical JSON of everything the report states, with the hashes of its evidence."""
    document = {
        "schema": SCHEMA,
        "region": {"code": report.regency.kemendagri_code, "name": str(report.regency)},
        "assessed_year": report.year,
        "version": report.version,
        "sent_at": sent_at.isoformat(timespec="seconds"),
        "certified_by": certified_by.full_name,
        "workforce": {"assessed": dict(facts.workforce), "previous": dict(facts.workforce_previous)},
        "entries": [_entry(entry) for entry in entries],
        "explanations": [
            {"rule": rule, "entry": entry, "answer": answer}
            for (rule, entry), answer in sorted(facts.answers.items(), key=lambda item: str(item[0]))
        ],
        "left_blank": left_blank(facts),
    }
    return rfc8785.dumps(document)


def left_blank(facts: Snapshot) -> list[str]:
    """What the report does not say, in words: optional fields left blank and entries without evidence."""
    blank = [f"{state.label}: {label}" for state in facts.entries for _, label in state.blank]
    return blank + [f"{state.label}: tanpa bukti dukung" for state in facts.entries if not state.evidence]


def _entry(entry: ReportEntry) -> dict[str, Any]:
    detail = entry.detail
    return {
        "entry": entry.pk,
        "section": entry.section,
        "label": str(detail),
        "values": {
            field.name: _value(detail, field.name)
            for field in detail._meta.concrete_fields
            if not field.primary_key
        },
        "evidence": [
            {"title": file.title, "name": file.name, "page": file.page, "sha256": file.sha256}
            for file in entry.evidence.all()
        ],
    }


def _value(detail: EntryDetail, name: str) -> str | int | bool | None:
    value = getattr(detail, name)
    if isinstance(value, Decimal):
        return plain(value)
    return value if value is None or isinstance(value, str | int | bool) else str(value)

"""The receipt: what a sent report said, as one canonical JSON document whose SHA-256 anybody can look up."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import rfc8785

from regencies.checks.registry import run_checks
from regencies.checks.snapshot import Snapshot
from regencies.choices import Section
from regencies.l10n.rounding import plain
from regencies.models import Regulation, RegulationUse, ReportEntry, User, YearlyReport
from regencies.models.sections import EntryDetail

SCHEMA = "paritrana.receipt/1"

# A report without any of these says so on its receipt.
ROWS = (Section.GROUPS, Section.BUDGET, Section.REGULATIONS, Section.INNOVATIONS)


def receipt_bytes(
    report: YearlyReport,
    entries: list[ReportEntry],
    facts: Snapshot,
    *,
    certified_by: User,
    sent_at: datetime.datetime,
) -> bytes:
    """Return canonical JSON of everything the report says, with the hashes of its evidence."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "region": {"code": report.regency.kemendagri_code, "name": str(report.regency)},
        "assessed_year": report.year,
        "version": report.version,
        "sent_at": sent_at.isoformat(timespec="seconds"),
        "certified_by": certified_by.full_name,
        "workforce": {"assessed": dict(facts.workforce), "previous": dict(facts.workforce_previous)},
        "entries": [_entry(entry) for entry in entries],
        "explanations": [
            {"rule": finding.rule, "entry": finding.entry, "asked": finding.message, "answer": finding.answer}
            for finding in run_checks(facts)
            if finding.answer
        ],
        "left_blank": left_blank(facts),
    }
    return rfc8785.dumps(document)


def read_receipt(document: bytes) -> dict[str, Any]:
    """Parse the bytes of a receipt into its document."""
    read: dict[str, Any] = json.loads(document)
    return read


def left_blank(facts: Snapshot) -> list[str]:
    """Return what the report does not say, one line each: optional fields, evidence, sections without a row."""
    stated = {state.section for state in facts.entries}
    blank = [f"{state.label}: {label}" for state in facts.entries for _, label in state.blank]
    labels = {state.entry: state.label for state in facts.entries}
    blank += [
        f"{labels[finding.entry]}: bukti dukung"
        for finding in run_checks(facts)
        if finding.rule == "no_evidence" and finding.entry in labels
    ]
    return blank + [
        f"{section.label}: tidak ada yang dilaporkan" for section in ROWS if section not in stated
    ]


def _entry(entry: ReportEntry) -> dict[str, Any]:
    detail = entry.detail
    regulation = _regulation(detail.regulation) if isinstance(detail, RegulationUse) else {}
    return {
        "entry": entry.pk,
        "section": entry.section,
        "label": str(detail),
        "values": {
            field.name: _value(detail, field.name)
            for field in detail._meta.concrete_fields
            if not field.is_relation
        }
        | regulation,
        "evidence": [
            {"title": file.title, "name": file.name, "page": file.page, "sha256": file.sha256}
            for file in entry.evidence.all()
        ],
    }


def _regulation(regulation: Regulation) -> dict[str, str | int]:
    return {name: getattr(regulation, name) for name in ("kind", "number", "year", "title", "status")}


def _value(detail: EntryDetail, name: str) -> str | int | bool | None:
    value = getattr(detail, name)
    if isinstance(value, Decimal):
        return plain(value)
    return value if value is None or isinstance(value, str | int | bool) else str(value)

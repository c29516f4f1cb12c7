"""The receipt: what a sent report said, as one canonical JSON document whose SHA-256 anybody can look up."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from regencies.checks.registry import run_checks
from regencies.checks.snapshot import Snapshot
from regencies.choices import Section
from regencies.figures.counted import workforce_of
from regencies.l10n.field_text import field_text, label
from regencies.l10n.rounding import plain
from regencies.models import Regulation, RegulationUse, ReportEntry, User, YearlyReport
from regencies.models.reports import EntryDetail
from regencies.seals.canonical import canonical

NOTHING = "tidak ada yang dilaporkan"
SCHEMA = "paritrana.receipt/2"
SAID = {"segment", "kind", "number", "year"}  # by the label of the entry

# A report without any of these says so on its receipt.
ROWS = (Section.GROUPS, Section.BUDGET, Section.REGULATIONS, Section.INNOVATIONS)


def receipt_bytes(
    report: YearlyReport, said: dict[str, Any], *, certified_by: User, sent_at: datetime.datetime
) -> bytes:
    """Return canonical JSON of everything the report says (`said_by`), and of who certified it when."""
    sending = {
        "version": report.version,
        "sent_at": sent_at.isoformat(timespec="seconds"),
        "certified_by": certified_by.full_name,
    }
    return canonical(said | sending)


def said_by(report: YearlyReport, entries: list[ReportEntry], facts: Snapshot) -> dict[str, Any]:
    """Return everything the report says now, in values and in words, with the hashes of its evidence."""
    province = report.regency.province
    return {
        "schema": SCHEMA,
        "region": {
            "code": report.regency.kemendagri_code,
            "name": str(report.regency),
            "province": {"code": province.code, "name": province.name, "time_zone": province.time_zone},
        },
        **_participant(report),
        "assessed_year": report.year,
        "workforce": {"assessed": dict(facts.workforce), "previous": dict(facts.workforce_previous)},
        "labels": {"workforce": workforce_of(report.kind)},
        "entries": [entry_said(entry) for entry in entries],
        "explanations": [
            {"rule": finding.rule, "entry": finding.entry, "asked": finding.message, "answer": finding.answer}
            for finding in run_checks(facts)
            if finding.answer
        ],
        "left_blank": left_blank(facts),
    }


def _participant(report: YearlyReport) -> dict[str, Any]:
    """Return whom a report is about, where that is not the region itself."""
    if (nominee := report.nominee) is None:
        return {}
    kind = {"slug": report.kind.slug, "name": report.kind.label}
    return {
        "participant": {
            "kind": kind,
            "code": nominee.code,
            "code_label": nominee.code_label,
            "name": nominee.name,
        }
    }


def read_receipt(document: bytes) -> dict[str, Any]:
    """Parse the bytes of a receipt into its document."""
    read: dict[str, Any] = json.loads(document)
    return read


def left_blank(facts: Snapshot) -> list[str]:
    """Return what the report does not say, one line each: optional fields, evidence, sections without a row."""
    stated = {state.section for state in facts.entries}
    blank = [
        f"{state.label}: {label}"
        for state in facts.entries
        for _, label in ([("", NOTHING)] if state.is_empty and state.blank else state.blank)
    ]
    labels = {state.entry: state.label for state in facts.entries}
    blank += [
        f"{labels[finding.entry]}: bukti dukung"
        for finding in run_checks(facts)
        if finding.rule == "no_evidence" and finding.entry in labels
    ]
    return blank + [
        f"{section.label}: {NOTHING}"
        for section in ROWS
        if section in facts.sections and section not in stated
    ]


def entry_said(entry: ReportEntry) -> dict[str, Any]:
    """Return what one entry says, in values and in words, with the hashes of its evidence."""
    detail = entry.detail
    regulation = _regulation(detail.regulation) if isinstance(detail, RegulationUse) else {}
    rows: list[Model] = [detail.regulation, detail] if isinstance(detail, RegulationUse) else [detail]
    return {
        "entry": entry.pk,
        "section": entry.section,
        "title": str(Section(entry.section).label),
        "label": str(detail),
        "texts": [text for row in rows for text in _texts(row)],
        "values": {
            field.name: _value(detail, field.name)
            for field in detail._meta.concrete_fields
            if not field.is_relation
        }
        | regulation,
        "evidence": [
            {"title": file.title, "name": file.name, "page": file.page or None, "sha256": file.sha256}
            for file in entry.evidence.all()
        ],
    }


def _texts(row: Model) -> list[list[str]]:
    """Return [label, value] in words of everything a row says, in the order of the page."""
    names = [
        field.name for field in row._meta.concrete_fields if not field.is_relation and not field.primary_key
    ]
    silent = SAID | getattr(row, "not_asked", frozenset())
    return [[capfirst(label(row, name)), field_text(row, name)] for name in names if name not in silent]


def _regulation(regulation: Regulation) -> dict[str, str | int]:
    return {name: getattr(regulation, name) for name in ("kind", "number", "year", "title", "status")}


def _value(detail: EntryDetail, name: str) -> str | int | bool | None:
    value = getattr(detail, name)
    if isinstance(value, Decimal):
        return plain(value)
    return value if value is None or isinstance(value, str | int | bool) else str(value)

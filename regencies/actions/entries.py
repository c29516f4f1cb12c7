"""Verbs that add to a report and take away: rows and answers. Each locks the report first.

The values of an entry are saved in entry_edits.py, those of a regulation that is there already in regulations.py,
files in evidence/attach.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from regencies.actions.base import changed_by, verb
from regencies.actions.entry_edits import plain_lines
from regencies.actions.errors import Refused, Stale
from regencies.actions.locks import lock_for_editing
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReportStatus, Section, WorkforceSegment
from regencies.models import (
    Evidence,
    Explanation,
    Regulation,
    RegulationUse,
    ReportEntry,
    User,
    YearlyReport,
)
from regencies.models.sections import DETAIL_MODELS

NO_NEW_ROWS = (
    "Laporan sedang diperbaiki: hanya butir yang ditandai yang dapat diubah. "
    "Cantumkan tambahan pada butir yang ditandai."
)
REGULATION_KEY = ("kind", "number", "year")


def create_entry(
    report: YearlyReport,
    section: Section,
    values: Mapping[str, Any],
    *,
    by: User | None = None,
    position: int = 0,
) -> ReportEntry:
    """Store an entry and its content in a report the caller has locked; return it."""
    entry = ReportEntry.objects.create(
        report=report,
        section=section,
        position=position,
        entered_by=by,
        entered_at=timezone.now() if by else None,
    )
    DETAIL_MODELS[section]._default_manager.create(entry=entry, **values)
    return entry


@verb
def add_entry(report: YearlyReport, section: Section, values: Mapping[str, Any], *, by: User) -> ReportEntry:
    """Add one row to a section of rows. Raises Refused; a returned report takes corrections only."""
    report = lock_for_editing(report, by).report
    if section.is_fixed:
        raise Refused(f"Bagian {section.label} tidak memiliki butir tambahan.")
    if report.status == ReportStatus.RETURNED:
        raise Refused(NO_NEW_ROWS)
    _require_new(report, section, values)
    position = report.entries.filter(section=section).count()
    return create_entry(report, section, values, by=by, position=position)


def _require_new(report: YearlyReport, section: Section, values: Mapping[str, Any]) -> None:
    """Refuse a row that is there already, and a second proposal for one segment of the workforce."""
    rows: models.QuerySet[Any] = DETAIL_MODELS[section]._default_manager.filter(entry__report=report)
    if section == Section.WORKFORCE and rows.filter(segment=values["segment"]).exists():
        segment = WorkforceSegment(values["segment"]).label.lower()
        raise Refused(f"Usulan semesta pekerja {segment} sudah ada. Ubah usulan yang ada.")
    if rows.filter(**values).exists():
        raise Refused("Butir dengan isian yang sama persis sudah ada. Ubah butir itu bila perlu.")


@verb
def add_regulation(
    report: YearlyReport, regulation: Mapping[str, Any], use: Mapping[str, Any], *, by: User
) -> ReportEntry:
    """Record a regulation of the participant (kind, number, year, title, status) and name it in this report.

    One it has already, from another year, is named again with the title and status given now.
    """
    report = lock_for_editing(report, by).report
    key = {name: regulation[name] for name in REGULATION_KEY}
    rest = {name: value for name, value in regulation.items() if name not in key}
    owner: dict[str, Any] = {"regency": report.regency, "nominee": report.nominee}
    stored, _ = Regulation.objects.update_or_create(**owner, **key, defaults=rest)
    if RegulationUse.objects.filter(entry__report=report, regulation=stored).exists():
        raise Refused(f"{stored} sudah tercantum dalam laporan ini. Ubah butir yang ada.")
    return add_entry(report, Section.REGULATIONS, {"regulation": stored, **use}, by=by)


@verb
def remove_entry(entry: ReportEntry, *, expected_version: int, by: User) -> None:
    """Take a row out of the report, with its evidence; the history keeps what it said. Raises Refused."""
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    if Section(entry.section).is_fixed:
        raise Refused(f"“{entry.detail}” tidak dapat dihapus; kosongkan isiannya.")
    if held.report.status == ReportStatus.RETURNED:
        raise Refused(f"“{entry.detail}” sudah pernah dikirim. Perbaiki isinya; tidak dihapus.")
    if entry.version != expected_version:
        raise Refused(
            f"“{entry.detail}” {changed_by(entry.entered_by, by)} sejak halaman ini dibuka. "
            "Muat ulang halaman, lalu hapus bila masih perlu."
        )
    regulation = entry.detail.regulation if entry.section == Section.REGULATIONS else None
    entry.delete()
    if regulation and not regulation.uses.exists():
        regulation.delete()  # or next year's report would carry a mistake forward


@verb
def answer(
    report: YearlyReport,
    rule: str,
    entry: int | None,
    text: str,
    *,
    by: User,
    evidence: Evidence | None = None,
    seen: str | None = None,
    token: str | None = None,
) -> Explanation | None:
    """Store the answer to one question of the checks; a blank one withdraws it. Raises Refused or Stale.

    `seen` and `token`: the answer and the figures that were on screen.
    """
    report = lock_for_editing(report, by).report
    text = plain_lines(text).strip()
    asked = next((f for f in run_checks(snapshot(report)) if (f.rule, f.entry) == (rule, entry)), None)
    stored = report.explanations.filter(rule=rule, entry=entry).first()
    current = asked.answer if asked else ""
    if seen is not None and stored and current not in {"", plain_lines(seen).strip(), text}:
        raise Stale(
            f"Penjelasan ini sudah diubah oleh {stored.answered_by} sejak halaman ini dibuka. "
            "Data tersimpan tidak berubah. Pilih penjelasan yang dipakai.",
            mine={"Penjelasan": text or "–"},
            stored={"Penjelasan": stored.answer},
            version=0,
        )
    if not text:
        if stored:
            stored.delete()
        return None
    if asked is None or asked.level != "soft":
        raise Refused("Pertanyaan ini tidak berlaku lagi karena isiannya sudah berubah. Muat ulang halaman.")
    if token not in {None, asked.token}:
        raise Refused(
            f"Angka yang ditanyakan sudah berubah. Pertanyaannya sekarang: “{asked.found}” Periksa penjelasannya, "
            "lalu simpan lagi."
        )
    explanation, _ = Explanation.objects.update_or_create(
        report=report,
        rule=rule,
        entry_id=entry,
        defaults={
            "asked": asked.message,
            "figures": asked.figures,
            "answer": text,
            "evidence": evidence,
            "answered_by": by,
        },
    )
    return explanation

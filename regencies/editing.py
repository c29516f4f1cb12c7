"""Verbs that change what a report states: entries, evidence, answers. Each locks the report first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from regencies.acting import verb
from regencies.choices import ReportStatus, Section
from regencies.deadlines import why_closed
from regencies.models import (
    Evidence,
    Explanation,
    Regulation,
    RegulationUse,
    ReportEntry,
    User,
    YearlyReport,
)
from regencies.models.details import DETAIL_MODELS, EntryDetail
from regencies.permissions import can_fill
from regencies.refusals import Refused, Stale
from regencies.showing import label, shown
from regencies.uploads import inspect

FIXED = {
    Section.IDENTITY,
    Section.PARTICIPATION,
    Section.TARGET,
}  # their entries are neither added nor removed


@dataclass(frozen=True)
class Change:
    """New values for one entry and the version of it the officer was looking at."""

    entry: int
    version: int
    values: Mapping[str, Any]


def create_entry(
    report: YearlyReport,
    section: Section,
    values: Mapping[str, Any],
    *,
    by: User | None = None,
    position: int = 0,
) -> ReportEntry:
    entry = ReportEntry.objects.create(
        report=report,
        section=section,
        position=position,
        entered_by=by,
        entered_at=timezone.now() if by else None,
    )
    DETAIL_MODELS[section].objects.create(entry=entry, **values)
    return entry


def require_open(report: YearlyReport) -> None:
    if reasons := why_closed(report, timezone.now()):
        raise Refused(reasons)


def is_unlocked(entry: ReportEntry) -> bool:
    """In a returned report only the entries the verifier flagged may change."""
    if entry.report.status != ReportStatus.RETURNED:
        return True
    review = getattr(entry, "review", None)
    return review is not None and review.is_flagged


def _lock(report: YearlyReport, by: User) -> YearlyReport:
    """The report, locked and open for this person to edit. Raises Refused."""
    report = YearlyReport.objects.select_for_update(of=("self",)).select_related("regency").get(pk=report.pk)
    if not can_fill(by, report):
        raise Refused("Hanya petugas atau kepala dinas daerah ini yang dapat mengubah laporan.")
    require_open(report)
    return report


def _unlocked(report: YearlyReport, entry: ReportEntry) -> ReportEntry:
    found = ReportEntry.objects.select_related("review", "entered_by").filter(pk=entry.pk, report=report)
    if not found:
        raise Refused("Butir ini sudah dihapus. Muat ulang halaman.")
    entry = found[0]
    entry.report = report
    if not is_unlocked(entry):
        raise Refused(
            f"“{entry.detail}” sudah dinyatakan sesuai dan terkunci. Hanya butir yang ditandai verifikator "
            "yang dapat diubah."
        )
    return entry


@verb
def save_entries(report: YearlyReport, changes: Iterable[Change], *, by: User) -> list[ReportEntry]:
    """Save several entries of one report, all or none. Raises Refused, or Stale with both sets of values."""
    report = _lock(report, by)
    saved = []
    for change in changes:
        entry = _unlocked(report, ReportEntry(pk=change.entry))
        detail = entry.detail
        _require_fresh(entry, detail, change)
        for name, value in change.values.items():
            setattr(detail, name, value)
        detail.save()
        entry.version += 1
        entry.entered_by, entry.entered_at = by, timezone.now()
        entry.save()
        saved.append(entry)
    return saved


def save_entry(
    entry: ReportEntry, values: Mapping[str, Any], *, expected_version: int, by: User
) -> ReportEntry:
    return save_entries(entry.report, [Change(entry.pk, expected_version, values)], by=by)[0]


def _require_fresh(entry: ReportEntry, detail: EntryDetail, change: Change) -> None:
    if entry.version == change.version:
        return
    differing = [name for name, value in change.values.items() if getattr(detail, name) != value]
    if not differing:
        return
    mine = type(detail)(**{name: change.values[name] for name in differing})
    raise Stale(
        f"“{detail}” sudah diubah oleh {entry.entered_by or 'pengguna lain'} sejak halaman ini dibuka. "
        "Belum ada yang ditimpa; pilih nilai yang benar.",
        mine={label(detail, name): shown(mine, name) for name in differing},
        stored={label(detail, name): shown(detail, name) for name in differing},
        version=entry.version,
    )


@verb
def add_entry(report: YearlyReport, section: Section, values: Mapping[str, Any], *, by: User) -> ReportEntry:
    """Add one row to a section of rows. A returned report takes no new rows, only corrections."""
    report = _lock(report, by)
    if section in FIXED:
        raise Refused(f"Bagian {section.label} tidak memiliki baris tambahan.")
    if report.status == ReportStatus.RETURNED:
        raise Refused(
            "Laporan sedang diperbaiki: hanya butir yang ditandai yang dapat diubah. "
            "Cantumkan tambahan pada butir yang ditandai."
        )
    position = report.entries.filter(section=section).count()
    return create_entry(report, section, values, by=by, position=position)


@verb
def add_regulation(
    report: YearlyReport, regulation: Mapping[str, Any], use: Mapping[str, Any], *, by: User
) -> ReportEntry:
    """Record a regulation of the regency (kind, number, year, title, status) and state it in this report."""
    key = {name: regulation[name] for name in ("kind", "number", "year")}
    rest = {name: value for name, value in regulation.items() if name not in key}
    stored, _ = Regulation.objects.get_or_create(regency=report.regency, **key, defaults=rest)
    if RegulationUse.objects.filter(entry__report=report, regulation=stored).exists():
        raise Refused(f"{stored} sudah tercantum dalam laporan ini. Ubah baris yang ada.")
    return add_entry(report, Section.REGULATIONS, {"regulation": stored, **use}, by=by)


@verb
def remove_entry(entry: ReportEntry, *, expected_version: int, by: User) -> None:
    """Take a row out of the report, with its evidence. The history keeps what it said."""
    report = _lock(entry.report, by)
    entry = _unlocked(report, entry)
    if entry.section in FIXED:
        raise Refused(f"“{entry.detail}” tidak dapat dihapus; kosongkan isiannya.")
    if report.status == ReportStatus.RETURNED:
        raise Refused(f"“{entry.detail}” sudah pernah dikirim. Perbaiki isinya; tidak dihapus.")
    if entry.version != expected_version:
        raise Refused(
            f"“{entry.detail}” sudah diubah oleh {entry.entered_by or 'pengguna lain'} sejak halaman ini "
            "dibuka. Muat ulang halaman, lalu hapus bila masih perlu."
        )
    entry.delete()


@verb
def attach_evidence(
    entry: ReportEntry, upload: UploadedFile, *, title: str, page: int | None, by: User
) -> Evidence:
    """Store a file that supports an entry, or nothing at all."""
    report = _lock(entry.report, by)
    entry = _unlocked(report, entry)
    inspected = inspect(upload)
    evidence = Evidence(
        entry=entry,
        title=title.strip() or inspected.name,
        page=page,
        name=inspected.name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        uploaded_by=by,
    )
    if entry.evidence.filter(sha256=inspected.sha256).exists():
        raise Refused(f"Berkas “{inspected.name}” sudah ada pada butir ini.")
    evidence.file.save(inspected.name, upload, save=False)
    try:
        with transaction.atomic():
            evidence.save()
    except IntegrityError:
        evidence.file.storage.delete(evidence.file.name)
        raise
    return evidence


@verb
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a file out of the report. Its bytes stay in the store, for the receipts that name their hash."""
    report = _lock(evidence.entry.report, by)
    _unlocked(report, evidence.entry)
    evidence.delete()


@verb
def answer(
    report: YearlyReport,
    rule: str,
    entry: int | None,
    text: str,
    *,
    by: User,
    evidence: Evidence | None = None,
) -> Explanation | None:
    """Answer one question of the checks; a blank answer withdraws it."""
    report = _lock(report, by)
    text = text.strip()
    if entry is not None and not report.entries.filter(pk=entry).exists():
        raise Refused("Butir yang dijelaskan sudah tidak ada. Muat ulang halaman.")
    if not text:
        report.explanations.filter(rule=rule, entry=entry).delete()
        return None
    explanation, _ = Explanation.objects.update_or_create(
        report=report,
        rule=rule,
        entry_id=entry,
        defaults={"answer": text, "evidence": evidence, "answered_by": by},
    )
    return explanation

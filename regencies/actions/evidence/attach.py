"""Verbs on the files that support an entry: upload, use again, describe, remove. Each locks the report.

What takes long, scanning a file and counting its pages, is done before: others save meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from config.postgres.compiled import compiled
from regencies.actions.base import verb
from regencies.actions.errors import Refused, Stale
from regencies.actions.evidence.cited_pages import checked_pages
from regencies.actions.evidence.room import require_room
from regencies.actions.evidence.scanning import scan
from regencies.actions.files import describe, keep, read_kept
from regencies.actions.locks import lock_for_editing
from regencies.models import Evidence, ReportEntry, User

SAME = ("name", "content_type", "size", "sha256")  # what every row of one stored file has
DESCRIBED = {"title": "Judul", "page": "Halaman"}


class Twin(Refused):
    """The report has this very file already; `evidence` is its row, at another entry."""

    def __init__(self, name: str, evidence: Evidence) -> None:
        super().__init__(
            f"Berkas “{name}” sama dengan “{evidence.title}” pada butir “{evidence.entry.detail}”, "
            "jadi tidak disimpan lagi. Pakai berkas itu untuk butir ini."
        )
        self.evidence = evidence


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload as it was looked at before anything was locked; `refused` is why it is not stored."""

    row: Evidence
    is_scanned: bool = False
    refused: Refused | None = None

    def __str__(self) -> str:
        return self.row.sha256


def examine(
    entry: ReportEntry, upload: UploadedFile[Any], title: str, page: str | None, by: User
) -> Examined:
    """Return what an upload is, which pages are cited and whether it was scanned. Locks nothing, stores nothing."""
    row = Evidence(entry=entry)
    try:
        describe(row, upload, title, by)
        row.page = checked_pages(page, row.content_type, upload.read)
        upload.seek(0)
        is_scanned = bool(_alike(entry.report_id, row.sha256)) or scan(row, upload.read())
    except Refused as refusal:
        return Examined(row, refused=refusal)
    return Examined(row, is_scanned)


@verb
def attach_evidence(
    entry: ReportEntry,
    upload: UploadedFile[Any],
    *,
    title: str,
    page: str | None,
    by: User,
    ask_twin: bool = False,
    examined: Examined | None = None,
) -> Evidence:
    """Store a file that supports an entry, or nothing at all. Raises Refused.

    One the report has already is not stored again: its row names the stored file, or, with `ask_twin`, Twin is raised.
    Who stores several at once has each `examined` before the first one is stored.
    """
    found = examined or examine(entry, upload, title, page, by)
    held = lock_for_editing(entry.report, by)
    evidence = found.row
    evidence.entry = held.unlocked_entry(entry.pk)
    if found.refused:
        raise found.refused
    twin = _twin(evidence)
    if twin and ask_twin:
        raise Twin(evidence.name, twin)
    if twin:
        evidence.file = twin.file.name
        evidence.save()
        return evidence
    require_room(held.report, evidence.name, evidence.size)
    keep(evidence, upload, is_scanned=found.is_scanned)
    return evidence


@compiled
def _alike(report: int, sha256: str) -> QuerySet[Evidence]:
    """Return the rows of the same file in the report. One query."""
    return Evidence.objects.filter(entry__report=report, sha256=sha256).select_related("entry")


def _twin(evidence: Evidence) -> Evidence | None:
    """Return a row of the same file at another entry of the report. Raises Refused for one at this entry."""
    rows = _alike(evidence.entry.report_id, evidence.sha256)
    if any(row.entry_id == evidence.entry_id for row in rows):
        raise Refused(f"Berkas “{evidence.name}” sudah ada pada butir ini.")
    return rows[0] if rows else None


@verb
def use_evidence(entry: ReportEntry, evidence: Evidence, *, page: str | None, by: User) -> Evidence:
    """Let a file of the report support another entry too; no byte is stored. Raises Refused."""
    counted = _cited(entry.report_id, evidence, page)
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    found = Evidence.objects.filter(pk=evidence.pk, entry__report=held.report).first()
    if found is None:
        raise Refused("Berkas itu sudah dihapus dari laporan. Pilih berkas lain, atau unggah lagi.")
    used = Evidence(entry=entry, uploaded_by=by, title=found.title, file=found.file.name)
    for name in SAME:
        setattr(used, name, getattr(found, name))
    _twin(used)
    used.page = counted()
    used.save()
    return used


@verb
def describe_evidence(
    evidence: Evidence, values: Mapping[str, str], *, seen: Mapping[str, str], by: User
) -> Evidence:
    """Change title and pages of a file at its entry; `seen` are those on screen. Raises Refused or Stale."""
    counted = _cited(evidence.entry.report_id, evidence, values["page"])
    lock_for_editing(evidence.entry.report, by).unlocked_entry(evidence.entry_id)
    found = Evidence.objects.select_related("entry").filter(pk=evidence.pk).first()
    if found is None:
        raise Refused("Berkas itu sudah dihapus dari laporan. Muat ulang halaman.")
    title, page = values["title"].strip() or found.name, counted()
    stored = {name: getattr(found, name) for name in DESCRIBED}
    if stored not in (dict(seen), {"title": title, "page": page}):
        raise Stale(
            "Keterangan berkas ini sudah diubah sejak halaman ini dibuka. Data tersimpan tidak berubah. "
            "Pilih yang dipakai.",
            mine={DESCRIBED["title"]: title, DESCRIBED["page"]: page or "–"},
            stored={label: stored[name] or "–" for name, label in DESCRIBED.items()},
        )
    found.title, found.page = title, page
    found.save(update_fields=[*DESCRIBED])
    return found


def _cited(report: int, evidence: Evidence, text: str | None) -> Callable[[], str]:
    """Count the pages of a kept file before anything is locked; return what gives them, or raises Refused."""
    kept = Evidence.objects.filter(pk=evidence.pk, entry__report=report).first()
    try:
        pages = checked_pages(text, kept.content_type, lambda: read_kept(kept)) if kept else ""
    except Refused as refusal:
        return partial(_refuse, refusal)
    return lambda: pages


def _refuse(refusal: Refused) -> NoReturn:
    raise refusal


@verb
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a file out of the report; its bytes stay in the store, for the receipts that name their hash."""
    lock_for_editing(evidence.entry.report, by).unlocked_entry(evidence.entry_id)
    evidence.delete()

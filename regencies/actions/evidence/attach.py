"""Verbs on the files that support an entry: upload, use again, describe, remove. Each locks the report first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from regencies.actions.base import verb
from regencies.actions.errors import Refused, Stale
from regencies.actions.evidence.cited_pages import checked_pages
from regencies.actions.evidence.room import require_room
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


@verb
def attach_evidence(
    entry: ReportEntry,
    upload: UploadedFile[Any],
    *,
    title: str,
    page: str | None,
    by: User,
    ask_twin: bool = False,
) -> Evidence:
    """Store a file that supports an entry, or nothing at all. Raises Refused.

    One the report has already is not stored again: its row names the stored file, or, with `ask_twin`, Twin is raised.
    """
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    evidence = Evidence(entry=entry)
    describe(evidence, upload, title, by)
    twin = _twin(evidence)
    if twin and ask_twin:
        raise Twin(evidence.name, twin)
    evidence.page = checked_pages(page, evidence.content_type, upload.read)
    upload.seek(0)
    if twin:
        evidence.file = twin.file.name
        evidence.save()
        return evidence
    require_room(held.report, evidence.name, evidence.size)
    keep(evidence, upload)
    return evidence


def _twin(evidence: Evidence) -> Evidence | None:
    """Return a row of the same file at another entry of the report. Raises Refused for one at this entry."""
    alike = Evidence.objects.filter(entry__report=evidence.entry.report_id, sha256=evidence.sha256)
    rows = list(alike.select_related("entry"))
    if any(row.entry_id == evidence.entry_id for row in rows):
        raise Refused(f"Berkas “{evidence.name}” sudah ada pada butir ini.")
    return rows[0] if rows else None


@verb
def use_evidence(entry: ReportEntry, evidence: Evidence, *, page: str | None, by: User) -> Evidence:
    """Let a file of the report support another entry too; no byte is stored. Raises Refused."""
    held = lock_for_editing(entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    found = Evidence.objects.filter(pk=evidence.pk, entry__report=held.report).first()
    if found is None:
        raise Refused("Berkas itu sudah dihapus dari laporan. Pilih berkas lain, atau unggah lagi.")
    used = Evidence(entry=entry, uploaded_by=by, title=found.title, file=found.file.name)
    for name in SAME:
        setattr(used, name, getattr(found, name))
    _twin(used)
    used.page = _pages_of(found, page)
    used.save()
    return used


@verb
def describe_evidence(
    evidence: Evidence, values: Mapping[str, str], *, seen: Mapping[str, str], by: User
) -> Evidence:
    """Change title and pages of a file at its entry; `seen` are those on screen. Raises Refused or Stale."""
    lock_for_editing(evidence.entry.report, by).unlocked_entry(evidence.entry_id)
    found = Evidence.objects.select_related("entry").filter(pk=evidence.pk).first()
    if found is None:
        raise Refused("Berkas itu sudah dihapus dari laporan. Muat ulang halaman.")
    title, page = values["title"].strip() or found.name, _pages_of(found, values["page"])
    stored = {name: getattr(found, name) for name in DESCRIBED}
    if stored not in (dict(seen), {"title": title, "page": page}):
        raise Stale(
            "Keterangan berkas ini sudah diubah sejak halaman ini dibuka. Data tersimpan tidak berubah. "
            "Pilih yang dipakai.",
            mine={DESCRIBED["title"]: title, DESCRIBED["page"]: page or "–"},
            stored={label: stored[name] or "–" for name, label in DESCRIBED.items()},
            version=0,
        )
    found.title, found.page = title, page
    found.save(update_fields=[*DESCRIBED])
    return found


def _pages_of(evidence: Evidence, text: str | None) -> str:
    return checked_pages(text, evidence.content_type, lambda: read_kept(evidence))


@verb
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a file out of the report; its bytes stay in the store, for the receipts that name their hash."""
    lock_for_editing(evidence.entry.report, by).unlocked_entry(evidence.entry_id)
    evidence.delete()

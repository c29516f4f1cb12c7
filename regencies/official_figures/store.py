"""The verbs that store the figures of a file as they were shown, and keep the file they are from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.text import capfirst

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.evidence.scanning import scan
from regencies.actions.files import keep, safe_name
from regencies.files.kinds import CSV
from regencies.files.office import ARCHIVE, XLSX
from regencies.models import FiguresFile, Province, User
from regencies.official_figures.datasets import BRANCH_FIGURES, DENOMINATORS, Dataset
from regencies.official_figures.frozen import hold_reports
from regencies.official_figures.import_sheet import (
    Change,
    frozen_among,
    key_of,
    overwrites,
    propose_figures,
    values_of,
)
from regencies.permissions import can_administer

NO_REASON = (
    "Angka yang sudah tersimpan akan berubah. Tuliskan alasan perubahannya, misalnya nomor surat perubahan, "
    "lalu simpan lagi."
)


@dataclass(frozen=True, slots=True)
class Stored:
    """How many figures a file added, changed and left as they were."""

    added: int
    changed: int
    same: int


@verb
def store_workforce(
    changes: Iterable[Change], province: Province, *, file: UploadedFile[Any], by: User, reason: str = ""
) -> None:
    """Store denominators as they were shown. Raises Refused when one is no longer what was shown as before."""
    _store(DENOMINATORS, changes, province, file, by, reason)


@verb
def store_branch_figures(
    changes: Iterable[Change], province: Province, *, file: UploadedFile[Any], by: User, reason: str = ""
) -> None:
    """Store figures of the BPJS branch as they were shown. Raises Refused when one is no longer what it was then."""
    _store(BRANCH_FIGURES, changes, province, file, by, reason)


@verb
def import_workforce(upload: UploadedFile[Any], province: Province, *, by: User, reason: str = "") -> Stored:
    """Store what a file says, without showing it before. Raises Refused with every wrong cell."""
    proposal = propose_figures(DENOMINATORS, upload, province)
    store_workforce(proposal.changes, province, file=upload, by=by, reason=reason)
    added = sum(change.before is None for change in proposal.changes)
    return Stored(added, len(proposal.changes) - added, proposal.same)


def _store(
    dataset: Dataset,
    changes: Iterable[Change],
    province: Province,
    file: UploadedFile[Any],
    by: User,
    reason: str,
) -> None:
    if not can_administer(by, province.pk):
        raise Refused(f"Hanya admin {province} yang dapat memuat {dataset.name}.")
    changes = list(changes)
    row, content, is_scanned = _examined(file, province, dataset, by)
    hold_reports(province.pk)
    rows = dataset.model.objects.select_for_update().filter(regency__province=province)
    stored = {key_of(row): row for row in rows}
    if problems := frozen_among(dataset, changes):
        raise Refused(problems)
    if any(values_of(stored.get(key_of(change.after))) != values_of(change.before) for change in changes):
        raise Refused(
            f"{capfirst(dataset.name)} sudah berubah sejak pratinjau ini dibuat. Unggah lagi berkasnya."
        )
    if not reason.strip() and overwrites(changes):
        raise Refused(NO_REASON)
    kept = _keep(row, content, is_scanned=is_scanned)
    for change in changes:
        change.after.source_file = kept
    dataset.model.objects.bulk_create(
        [change.after for change in changes],
        update_conflicts=True,
        unique_fields=["regency", "year", "segment"],
        update_fields=["figure", "source", "as_of", "source_file"],
    )


def _examined(
    file: UploadedFile[Any], province: Province, dataset: Dataset, by: User
) -> tuple[FiguresFile, UploadedFile[Any], bool]:
    """Return the row of the file, not stored yet, its content, and whether it was scanned; nothing is locked."""
    file.seek(0)
    content = file.read()
    kind = XLSX if content.startswith(ARCHIVE) else CSV
    row = FiguresFile(
        province=province,
        title=capfirst(dataset.name),
        name=safe_name(file.name or dataset.slug, kind),
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    return row, SimpleUploadedFile(row.name, content), scan(row, content)


def _keep(row: FiguresFile, file: UploadedFile[Any], *, is_scanned: bool) -> FiguresFile:
    """Return the row, stored unless the province has loaded the very same file before."""
    if known := FiguresFile.objects.filter(province=row.province, sha256=row.sha256).first():
        return known
    keep(row, file, is_scanned=is_scanned)
    return row

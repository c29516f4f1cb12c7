"""The files a special award rests on: added and taken out until its result is published."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from awards.editions.phases import RESULTS_OPEN, why_not_in
from awards.models import Edition, Entry, SpecialAward, SpecialAwardFile
from awards.panel.locks import hold_phase
from awards.panel.timing import why_settled
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.files import describe, keep
from regencies.models import User
from regencies.permissions import can_administer

WHAT = "Penghargaan khusus"


def why_files_stay(entry: Entry, edition: Edition) -> str:
    """Return why nothing about the special awards of an entry changes now; "" while it may."""
    return why_not_in(edition, RESULTS_OPEN, WHAT) or why_settled(entry.category)


@verb
def attach_award_file(
    award: SpecialAward, upload: UploadedFile[Any], *, title: str, by: User
) -> SpecialAwardFile:
    """Store a file that a special award rests on, or nothing at all. Raises Refused."""
    row = SpecialAwardFile(award=_hold(award, by))
    describe(row, upload, title, by)
    if row.award.files.filter(sha256=row.sha256).exists():
        raise Refused(f"Berkas “{row.name}” sudah ada pada penghargaan ini. Pilih berkas lain.")
    keep(row, upload)
    return row


@verb
def remove_award_file(file: SpecialAwardFile, *, by: User) -> None:
    """Take a file out; its bytes stay in the store, for the publications that name their hash. Raises Refused."""
    _hold(file.award, by)
    file.delete()


def _hold(award: SpecialAward, by: User) -> SpecialAward:
    """Return the award, locked, its award year kept in its phase. Raises Refused."""
    hold_phase(award.entry.category.edition_id)
    rows = SpecialAward.objects.select_for_update(of=("self",)).select_related(
        "entry__category__edition__province", "entry__regency", "entry__nominee"
    )
    held: SpecialAward | None = rows.order_by().filter(pk=award.pk).first()
    if held is None:
        raise Refused("Penghargaan khusus ini sudah dihapus. Muat ulang daftarnya.")
    edition = held.entry.category.edition
    if not can_administer(by, edition.province_id):
        raise Refused("Hanya admin provinsi ini yang dapat mengubah penghargaan khusus.")
    if reason := why_files_stay(held.entry, edition):
        raise Refused(reason)
    return held

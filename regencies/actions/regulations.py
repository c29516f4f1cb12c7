"""The verb that changes a regulation: its content belongs to the regency and is carried from year to year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regencies.actions.base import verb
from regencies.actions.entries import REGULATION_KEY
from regencies.actions.entry_edits import Edit, require_fresh, write
from regencies.actions.errors import Refused
from regencies.actions.locks import HeldReport, hold_region, lock_for_editing
from regencies.models import Regulation, ReportEntry, User, YearlyReport


@verb
def save_regulation(
    entry: ReportEntry,
    regulation: Mapping[str, Any],
    use: Mapping[str, Any],
    *,
    expected_version: int,
    by: User,
    vouch: bool = True,
    base: Mapping[str, Any] | None = None,
    held: HeldReport | None = None,
) -> ReportEntry:
    """Change a regulation and what this report says of it. Raises Refused, or Stale with both sets of values.

    `held`: the entry's report, when the caller has locked it.
    """
    held = lock_for_editing(held or entry.report, by)
    entry = held.unlocked_entry(entry.pk)
    detail = entry.detail
    hold_region(held.report.regency_id)
    stored = detail.regulation = Regulation.objects.select_for_update().get(pk=detail.regulation_id)
    edit = Edit(entry, expected_version, [(stored, regulation), (detail, use)], base or {})
    require_fresh([edit], by)
    if any(getattr(stored, name) != regulation.get(name, getattr(stored, name)) for name in REGULATION_KEY):
        _require_renamable(stored, held.report, regulation)
    return write(edit, by, vouch=vouch)


def _require_renamable(stored: Regulation, report: YearlyReport, regulation: Mapping[str, Any]) -> None:
    """Refuse another kind, number or year for a regulation that another report names too."""
    used = stored.uses.exclude(entry__report=report).select_related("entry__report").first()
    if used:
        raise Refused(
            f"{stored} juga tercantum dalam laporan tahun {used.entry.report.year}; jenis, nomor, dan tahunnya "
            "tetap. Tambahkan yang lain sebagai butir baru."
        )
    key = {name: regulation.get(name, getattr(stored, name)) for name in REGULATION_KEY}
    owner = {"regency": stored.regency_id, "nominee": stored.nominee_id}
    if taken := Regulation.objects.filter(**owner, **key).first():
        raise Refused(f"{taken} sudah tercatat. Pakai produk hukum itu.")

"""Lock, then look: the report and its entries, held for whoever may change them now."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from regencies.actions.deadlines import why_closed
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus, ReviewState
from regencies.models import ReportEntry, User, YearlyReport
from regencies.permissions import can_fill


def require_open(report: YearlyReport) -> None:
    if reasons := why_closed(report, timezone.now()):
        raise Refused(reasons)


def is_unlocked(entry: ReportEntry) -> bool:
    """In a returned report only the entries the verifier flagged may change."""
    if entry.report.status != ReportStatus.RETURNED:
        return True
    review = getattr(entry, "review", None)
    return review is not None and ReviewState(review.state).is_flagged


def lock_for_editing(report: YearlyReport, by: User) -> YearlyReport:
    """The report, locked and open for this person to edit. Raises Refused."""
    report = (
        YearlyReport.objects.select_for_update(of=("self",))
        .select_related("regency__province")
        .get(pk=report.pk)
    )
    if not can_fill(by, report):
        raise Refused("Hanya petugas atau kepala dinas daerah ini yang dapat mengubah laporan.")
    require_open(report)
    return report


def unlocked_entries(report: YearlyReport, pks: Iterable[int]) -> dict[int, ReportEntry]:
    """Entries of a locked report that may change, with their content, in one query. Raises Refused."""
    wanted = list(pks)
    entries = {entry.pk: entry for entry in report.entries.with_details().filter(pk__in=wanted)}
    if set(wanted) - set(entries):
        raise Refused("Butir ini sudah dihapus. Muat ulang halaman.")
    for entry in entries.values():
        entry.report = report
    if reasons := [locked_reason(entry) for entry in entries.values() if not is_unlocked(entry)]:
        raise Refused(reasons)
    return entries


def unlocked_entry(report: YearlyReport, pk: int) -> ReportEntry:
    return unlocked_entries(report, [pk])[pk]


def locked_reason(entry: ReportEntry) -> str:
    return (
        f"“{entry.detail}” tidak ditandai verifikator, jadi tetap terkunci. Dalam laporan yang dikembalikan "
        "hanya butir yang ditandai yang dapat diubah. Bila butir ini juga perlu diubah, mintalah verifikator "
        "menandainya."
    )

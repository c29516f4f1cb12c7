"""Locks a report for whoever may change it now, and fetches its entries behind the lock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from config.postgres.compiled import compiled
from regencies.actions.deadlines import why_closed
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus, ReviewState, Section
from regencies.models import Regency, ReportEntry, User, YearlyReport
from regencies.models.reports import DETAIL_OF
from regencies.permissions import can_fill


class HeldReport:
    """A report whose row this transaction has locked, with the entries fetched since: both stay as they are."""

    def __init__(self, report: YearlyReport, holder: User) -> None:
        self.report, self.holder = report, holder
        self._read: dict[int, ReportEntry] = {}

    def entries(self, keys: Iterable[int] | None = None) -> list[ReportEntry]:
        """Return these of its entries, or all, with their content, in one query."""
        return self._kept(_entries(self.report.pk, None if keys is None else list(keys)))

    def in_section(self, section: Section) -> list[ReportEntry]:
        """Return the entries of a section, with their content, in one query."""
        return self._kept(_in_section(self.report.pk, section=section))

    def _kept(self, found: list[ReportEntry]) -> list[ReportEntry]:
        for entry in found:
            entry.report = self.report
            if entry.entered_by_id == self.holder.pk:
                entry.entered_by = self.holder
        self._read |= {entry.pk: entry for entry in found}
        return found

    def unlocked_entries(self, pks: Iterable[int]) -> dict[int, ReportEntry]:
        """Return these entries by key, all of which may change; one query for those not fetched yet.

        Raises Refused when one is gone or locked.
        """
        wanted = list(pks)
        if unread := set(wanted) - set(self._read):
            self.entries(unread)
        if set(wanted) - set(self._read):
            raise Refused("Butir ini sudah dihapus. Muat ulang halaman.")
        entries = {pk: self._read[pk] for pk in wanted}
        if reasons := [locked_reason(entry) for entry in entries.values() if not is_unlocked(entry)]:
            raise Refused(reasons)
        return entries

    def unlocked_entry(self, pk: int) -> ReportEntry:
        """Return one entry that may change. Raises Refused."""
        return self.unlocked_entries([pk])[pk]


@compiled
def _entries(report: int, keys: list[int] | None) -> QuerySet[ReportEntry]:
    rows: QuerySet[ReportEntry] = ReportEntry.objects.filter(report=report).with_content()
    return rows if keys is None else rows.filter(pk__in=keys)


@compiled
def _in_section(report: int, *, section: Section) -> QuerySet[ReportEntry]:
    rows = ReportEntry.objects.filter(report=report, section=section)
    detail = DETAIL_OF[section]
    return rows.select_related(
        f"{detail}__regulation" if section == Section.REGULATIONS else detail, "review"
    )


def lock_for_editing(report: YearlyReport | HeldReport, by: User) -> HeldReport:
    """Return the report, locked FOR UPDATE unless it is already; raises Refused when it may not change now."""
    held = report if isinstance(report, HeldReport) else HeldReport(lock(report), by)
    if not can_fill(by, held.report):
        raise Refused(f"Hanya {who_fills(held.report)} yang dapat mengubah laporan.")
    require_open(held.report)
    return held


def lock(report: YearlyReport) -> YearlyReport:
    """Return the report row, locked FOR UPDATE."""
    return _locked.get(report.pk)


@compiled
def _locked(report: int) -> QuerySet[YearlyReport]:
    rows: QuerySet[YearlyReport] = YearlyReport.objects.filter(pk=report).order_by().with_participant()
    return rows.select_for_update(of=("self",))


def hold_region(regency: int) -> None:
    """Have nobody else open a report of a region, or add, rename or remove a regulation of it or of its nominees.

    Reports of several years name one regulation, each behind a lock of its own: that of the report comes first.
    """
    Regency.objects.select_for_update(no_key=True).get(pk=regency)


def who_fills(report: YearlyReport) -> str:
    """Return who may fill a report in, for a sentence: "petugas atau kepala dinas daerah ini"."""
    if report.nominee_id:
        return "petugas, kepala dinas, atau pengusul daerah ini"
    return "petugas atau kepala dinas daerah ini"


def require_open(report: YearlyReport) -> None:
    """Raise Refused when the province does not accept this report now."""
    if reasons := why_closed(report, timezone.now()):
        raise Refused(reasons)


def is_unlocked(entry: ReportEntry) -> bool:
    """Return whether an entry may change: in a returned report only those the verifier flagged."""
    if entry.report.status != ReportStatus.RETURNED:
        return True
    review = getattr(entry, "review", None)
    return review is not None and ReviewState(review.state).is_flagged


def locked_reason(entry: ReportEntry) -> str:
    """Return the sentence that says why an entry cannot be changed."""
    return f"“{entry.detail}” terkunci karena tidak ditandai. Bila perlu diubah, mintalah verifikator menandainya."

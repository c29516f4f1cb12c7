"""The verb with which a verifier finds everything right in a section that is as it was verified last year."""

from __future__ import annotations

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.actions.report_status import review_entry, start_verification
from regencies.checks.build_snapshot import entries_of
from regencies.choices import ReviewState, Section
from regencies.figures.last_year import carried_token, carry_overs
from regencies.figures.verified import is_approved, review_of
from regencies.models import ReportEntry, User, YearlyReport

SAME = "Sama dengan yang diverifikasi tahun lalu."


def carry_overs_of(report: YearlyReport, section: Section) -> list[ReportEntry]:
    """Return the carry-overs of one section that nobody has judged yet, in the order of the screen."""
    return carry_overs(report, [entry for entry in entries_of(report) if entry.section == section])


@verb
def approve_carry_overs(report: YearlyReport, *, section: Section, shown: str, by: User) -> YearlyReport:
    """Find each carry-over of the section right, all or none, each by a finding of its own.

    `shown`: the `carried_token` of those that were listed before the button; refused when they are others now.
    """
    report = start_verification(report, by=by)
    entries = [entry for entry in entries_of(report) if entry.section == section]
    if shown and shown == carried_token(entry for entry in entries if _is_found_same(entry, by)):
        return report  # a second tap
    found = carry_overs(report, entries)
    if not found:
        raise Refused(
            f"Tidak ada lagi butir {section.label} yang sama dengan tahun lalu. Periksa butir lainnya satu per satu."
        )
    if carried_token(found) != shown:
        names = "; ".join(f"“{entry.detail}”" for entry in found)
        raise Refused(
            f"Daftar butir berubah sejak halaman dibuka. Sekarang: {names}. Baca daftarnya, lalu tekan lagi."
        )
    for entry in found:
        review_entry(entry, state=ReviewState.APPROVED, by=by, note=SAME, seen="")
    return report


def _is_found_same(entry: ReportEntry, by: User) -> bool:
    """Whether this verb has found the entry right, for this person."""
    review = review_of(entry)
    return review is not None and (review.reviewed_by_id, review.note) == (by.pk, SAME) and is_approved(entry)

"""Which official denominators may no longer change: those a report locked for scoring is judged by."""

from __future__ import annotations

from regencies.choices import ReportStatus
from regencies.models import OfficialWorkforce, YearlyReport

RegencyYear = tuple[int, int]  # regency, year


def hold_reports(province: int) -> None:
    """Lock the rows of the province's reports, so that none becomes locked for scoring before this transaction ends."""
    reports = YearlyReport.objects.select_for_update(of=("self",), no_key=True)
    list(reports.filter(regency__province=province).order_by("pk").values_list("pk"))


def frozen_places() -> set[RegencyYear]:
    """Return (regency, year) of all denominators in use: a locked report counts its own year and the one before."""
    locked = YearlyReport.objects.filter(status=ReportStatus.LOCKED).values_list("regency_id", "year")
    return {(regency, year - back) for regency, year in locked for back in (0, 1)}


def is_frozen(row: OfficialWorkforce) -> bool:
    """Whether a report locked for scoring counts this denominator. One query."""
    return YearlyReport.objects.filter(
        regency=row.regency_id, year__in=[row.year, row.year + 1], status=ReportStatus.LOCKED
    ).exists()


def why_frozen(regency: object, year: int) -> str:
    """Return the sentence that says why a denominator cannot be changed."""
    return (
        f"Semesta pekerja {regency} tahun {year} sudah dipakai laporan yang terkunci untuk penilaian dan tidak "
        "dapat diubah lagi."
    )

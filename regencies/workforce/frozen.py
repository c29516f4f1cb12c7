"""Which official denominators may still change: none that a locked report was, or is, judged by."""

from __future__ import annotations

from regencies.choices import ReportStatus
from regencies.models import OfficialWorkforce, YearlyReport

Place = tuple[int, int]  # regency, year


def hold_reports(province: int) -> None:
    """No report of the province is locked until this transaction ends: what is asked below stays true."""
    reports = YearlyReport.objects.select_for_update(of=("self",), no_key=True)
    list(reports.filter(regency__province=province).order_by("pk").values_list("pk"))


def frozen_places() -> set[Place]:
    """A report counts the denominators of its own year and of the year before. One query."""
    locked = YearlyReport.objects.filter(status=ReportStatus.LOCKED).values_list("regency_id", "year")
    return {(regency, year - back) for regency, year in locked for back in (0, 1)}


def is_frozen(row: OfficialWorkforce) -> bool:
    return YearlyReport.objects.filter(
        regency=row.regency_id, year__in=[row.year, row.year + 1], status=ReportStatus.LOCKED
    ).exists()


def why_frozen(regency: object, year: int) -> str:
    return (
        f"Semesta pekerja {regency} tahun {year} sudah dipakai laporan yang terkunci untuk penilaian dan tidak "
        "dapat diubah lagi."
    )

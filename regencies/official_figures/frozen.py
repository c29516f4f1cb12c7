"""Which official figures may no longer change: those a report locked for scoring is judged by."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery
from django.utils.text import capfirst

from regencies.choices import ReportStatus
from regencies.models import OfficialFigure, Regency, YearlyReport

RegencyYear = tuple[int, int]  # regency, year


def hold_reports(province: int) -> None:
    """Lock the rows of the province's reports, so that none becomes locked for scoring before this transaction ends."""
    reports = YearlyReport.objects.select_for_update(of=("self",), no_key=True)
    list(reports.filter(regency__province=province).order_by("pk").values_list("pk"))


def frozen_places() -> set[RegencyYear]:
    """Return (regency, year) of all figures in use: a locked report counts its own year and the one before."""
    origin = Regency.objects.renamed().filter(pk=OuterRef("regency")).values("predecessor")[:1]
    locked = (
        YearlyReport.objects.of_regions().filter(status=ReportStatus.LOCKED).annotate(origin=Subquery(origin))
    )
    rows = list(locked.values_list("regency_id", "year", "origin"))
    own = {(regency, year - back) for regency, year, _ in rows for back in (0, 1)}
    return own | {(origin, year - 1) for _, year, origin in rows if origin}


def is_frozen(row: OfficialFigure) -> bool:
    """Whether a report locked for scoring counts this figure. One query."""
    own = Q(regency=row.regency_id, year__in=[row.year, row.year + 1])  # type: ignore[attr-defined]
    heirs = Regency.objects.renamed().filter(predecessor=row.regency_id)  # type: ignore[attr-defined]
    locked = YearlyReport.objects.of_regions().filter(status=ReportStatus.LOCKED)
    return locked.filter(own | Q(regency__in=heirs, year=row.year + 1)).exists()


def why_frozen(name: str, regency: object, year: int) -> str:
    """Return the sentence that says why a figure of the kind called `name` cannot be changed."""
    return (
        f"{capfirst(name)} {regency} tahun {year} sudah dipakai laporan yang terkunci untuk penilaian dan tidak "
        "dapat diubah lagi."
    )

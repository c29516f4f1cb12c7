"""Whether a province accepts a report now, and if not, why not."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils import timezone

from config.postgres.compiled import compiled
from regencies.choices import REGENCY_KIND, ReportStatus, WindowState
from regencies.l10n.dates import format_date
from regencies.models import Extension, FillingWindow, Regency, YearlyReport

STATUS_CLOSES = {
    ReportStatus.SENT: "Laporan sudah dikirim dan sedang menunggu verifikasi. Tarik kembali untuk mengubahnya.",
    ReportStatus.VERIFIED: "Laporan sudah diverifikasi. Bila ada kekeliruan, "
    "mintalah verifikator mengembalikannya sebelum Penilaian.",
    ReportStatus.LOCKED: "Laporan sudah terkunci karena penilaian telah dimulai.",
}
BEING_VERIFIED = "Laporan sudah dikirim dan sedang diperiksa verifikator; tunggu hasilnya."


def deadline_of(window: FillingWindow | None, extension: Extension | None) -> datetime.datetime | None:
    """Return the later of the province's deadline and the participant's own extension; None without either."""
    moments = [window and window.deadline, extension and extension.until]
    return max((moment for moment in moments if moment), default=None)


def window_of(report: YearlyReport) -> tuple[FillingWindow | None, Extension | None]:
    """Return when the province accepts this report, and until when it is extended. One query, two without a window."""
    whose = report.regency_id, report.nominee_id, report.year
    window = _window.first(report.regency.province_id, report.kind.slug, *whose)
    if window is None:
        return None, _extensions(*whose).first()
    return window, Extension(until=window.extended_until) if window.extended_until else None


def with_window(reports: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate when the province accepts each report, for `known_window`."""
    windows = FillingWindow.objects.filter(
        province=OuterRef("regency__province"),
        year=OuterRef("year"),
        kind=Coalesce(OuterRef("nominee__kind"), Value(REGENCY_KIND)),
    ).order_by()
    whose = Q(nominee=OuterRef("nominee")) | Q(IsNull(OuterRef("nominee"), True), nominee=None)
    given = Extension.objects.filter(whose, regency=OuterRef("regency"), year=OuterRef("year")).order_by()
    known: QuerySet[Any] = reports.annotate(
        window_state=Subquery(windows.values("state")),
        window_deadline=Subquery(windows.values("deadline")),
        extended_until=Subquery(given.values("until")),
    )
    return known


def known_window(report: Any) -> tuple[FillingWindow | None, Extension | None] | None:
    """Return the same as `window_of` of a report fetched by `with_window`, None of any other. No query."""
    if not hasattr(report, "window_state"):
        return None
    state, until = report.window_state, report.extended_until
    window = FillingWindow(state=state, deadline=report.window_deadline) if state else None
    return window, Extension(until=until) if until else None


def _extensions(regency: int, nominee: int | None, year: int) -> QuerySet[Extension]:
    return Extension.objects.filter(regency=regency, nominee=nominee, year=year)


@compiled
def _window(province: int, kind: str, regency: int, nominee: int | None, year: int) -> QuerySet[Any]:
    until = Subquery(_extensions(regency, nominee, year).values("until")[:1])
    windows = FillingWindow.objects.filter(province=province, year=year, kind=kind)
    return windows.annotate(extended_until=until).order_by()


def why_closed(report: YearlyReport, now: datetime.datetime) -> list[str]:
    """Return why this report cannot be changed or sent now; empty when it can. One query, of a nominee two."""
    if report.nominee:  # it may have been withdrawn while this waited for the report
        report.nominee.refresh_from_db(fields=["withdrawn_at"])
    return reasons_closed(report, now, *window_of(report))


def shown_deadline(report: YearlyReport) -> str:
    """Return until when this report can be sent, as it is read in its province; "" where no date is ahead."""
    deadline = deadline_of(*window_of(report))
    return report.regency.province.in_its_time(deadline) if deadline and deadline > timezone.now() else ""


def why_absent(regency: Regency, year: int) -> str:
    """Return why a region makes no report of a year: it is no more or not yet; "" when it takes part."""
    if regency.is_in_year(year):
        return ""
    ended = regency.since is None or regency.since.year <= year
    when = f"berakhir {format_date(regency.until)}" if ended else f"baru berdiri {format_date(regency.since)}"
    return (
        f"{regency} {when}, sehingga tidak mengisi laporan tahun penilaian {year}. Bila tanggal itu keliru, "
        "hubungi admin provinsi."
    )


def reasons_closed(
    report: YearlyReport, now: datetime.datetime, window: FillingWindow | None, extension: Extension | None
) -> list[str]:
    """Return why this report cannot be changed or sent now, given window and extension; empty when it can."""
    if report.status == ReportStatus.SENT and report.opened_at:
        return [BEING_VERIFIED]
    if reason := STATUS_CLOSES.get(ReportStatus(report.status)):
        return [reason]
    if report.nominee and report.nominee.withdrawn_at:
        return [f"Usulan {report.nominee} sudah ditarik. Usulkan kembali lebih dahulu, lalu isi laporannya."]
    if absent := why_absent(report.regency, report.year):
        return [absent]
    extended = extension is not None and now <= extension.until
    if window is None or (window.state == WindowState.CLOSED and not extended):
        return [f"Pengisian tahun penilaian {report.year} tidak sedang dibuka oleh provinsi."]
    if report.status == ReportStatus.RETURNED or extended:
        return []
    if window.state == WindowState.CORRECTIONS:
        return [
            "Masa pengisian sudah ditutup; hanya laporan yang dikembalikan yang dapat diperbaiki. "
            "Hubungi provinsi untuk meminta perpanjangan."
        ]
    deadline = deadline_of(window, extension)
    if deadline and now > deadline:
        until = report.regency.province.in_its_time(deadline)
        return [
            f"Batas waktu pengisian, {until}, sudah lewat. Isian tersimpan sampai saat itu; "
            "hubungi provinsi untuk meminta perpanjangan."
        ]
    return []

"""How much evidence a report may hold, and how much it holds: each stored file counts once."""

from __future__ import annotations

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from regencies.actions.errors import Refused
from regencies.models import Evidence, YearlyReport


def used_bytes(report: YearlyReport) -> int:
    """Return the size of the files of a report, in bytes. One query."""
    stored = Evidence.objects.filter(entry__report=report).order_by().values_list("sha256", "size").distinct()
    return sum(size for _, size in stored)


def room_text(used: int) -> str:
    """Return what is used of what a report may hold, as a clause: "12,3 MB dari 200,0 MB"."""
    return f"{filesizeformat(used)} dari {filesizeformat(settings.EVIDENCE_REPORT_BYTES)}"


def require_room(report: YearlyReport, name: str, size: int) -> None:
    """Raise Refused when a file more would be too much; the caller holds the lock of the report."""
    used = used_bytes(report)
    if used + size > settings.EVIDENCE_REPORT_BYTES:
        raise Refused(
            f"Berkas “{name}” ({filesizeformat(size)}) tidak disimpan: bukti laporan ini sudah memakai "
            f"{room_text(used)}. Perkecil berkas ini, atau hapus berkas yang tidak dipakai."
        )

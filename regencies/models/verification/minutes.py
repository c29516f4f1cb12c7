"""The signed minutes of a reconciliation: the scan, and the very document that was signed."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models

from regencies.models.kept_file import KeptFile
from regencies.models.reports import REPORT, YearlyReport, frozen_when_locked


def minutes_path(row: SignedMinutes, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/reconciliations/{row.report_id}/{uuid.uuid4().hex}"


@pghistory.track(exclude=["document", "signatures"])
class SignedMinutes(KeptFile):
    """A scan of the minutes both sides signed; `document` is what the paper says, by the code on it. Never changed."""

    report = models.ForeignKey(
        YearlyReport, on_delete=models.PROTECT, related_name="signed_minutes", verbose_name="laporan"
    )
    number = models.CharField("nomor", max_length=60)
    document = models.BinaryField("isi berita acara")
    document_sha256 = models.CharField("kode keaslian isi", max_length=64)
    signatures = models.JSONField("tanda tangan elektronik", null=True)  # as read when it came
    file = models.FileField("berkas", upload_to=minutes_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "berita acara bertanda tangan"
        verbose_name_plural = "berita acara bertanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sha256", "document_sha256"],
                name="signed_minutes_once",
                violation_error_message="Berkas ini sudah diunggah untuk berita acara ini.",
            )
        ]
        triggers = [
            frozen_when_locked(REPORT),
            pgtrigger.Protect(name="signed_minutes_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def province_id(self) -> int:
        return self.report.regency.province_id

    @property
    def owner(self) -> str:
        return f"laporan {self.report}"

    @property
    def place(self) -> str:
        return f"berita acara {self.number}"

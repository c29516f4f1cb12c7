"""The seal of the history: what a day's rows were, so that nobody rewrites them unseen, not even the owner."""

from __future__ import annotations

import pgtrigger
from django.db import models


@pgtrigger.register(pgtrigger.Protect(name="seal_frozen", operation=pgtrigger.Update | pgtrigger.Delete))
class HistorySeal(models.Model):
    """The hash of every history row made before a moment and after the seal before, to which it is chained."""

    number = models.PositiveIntegerField("nomor", unique=True)
    until = models.DateTimeField("sampai")
    content = models.BinaryField("isi")  # canonical JSON, see regencies.seals.seal
    sha256 = models.CharField("kode keaslian (SHA-256)", max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "kode keaslian riwayat"
        verbose_name_plural = "kode keaslian riwayat"

    def __str__(self) -> str:
        return f"Kode keaslian riwayat nomor {self.number}"

"""The security log and the seals of the history: rows nobody changes, that tell when anything else was."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from regencies.choices import SecurityEvent


@pgtrigger.register(pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class SecurityLine(models.Model):
    """One line. It keeps names beside keys, so that reading an old one needs no other row."""

    at = models.DateTimeField("waktu", db_index=True)
    request = models.CharField("nomor permintaan", max_length=32)
    event = models.CharField("peristiwa", max_length=20, choices=SecurityEvent)
    done = models.BooleanField("terlaksana")
    actor = models.BigIntegerField("pelaku", null=True)
    actor_name = models.CharField("nama pelaku", max_length=160)
    person = models.BigIntegerField("akun", null=True)
    person_name = models.CharField("nama akun", max_length=160)
    provinces = ArrayField(models.BigIntegerField(), verbose_name="provinsi")  # keys; whose admins see it
    address = models.CharField("alamat IP", max_length=45)
    about = models.CharField("mengenai", max_length=250)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "catatan keamanan"
        verbose_name_plural = "catatan keamanan"
        indexes = [GinIndex(fields=["provinces"], name="security_line_provinces")]

    def __str__(self) -> str:
        return f"Catatan keamanan nomor {self.pk}"


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


@pgtrigger.register(
    pgtrigger.Protect(name="history_check_frozen", operation=pgtrigger.Update | pgtrigger.Delete)
)
class HistoryCheck(models.Model):
    """One time that the history was held against its seals: when, and how much was not as sealed."""

    checked_at = models.DateTimeField("diperiksa pada", auto_now_add=True)
    differences = models.PositiveIntegerField("perbedaan")

    class Meta:
        ordering = ["pk"]
        verbose_name = "pemeriksaan riwayat"
        verbose_name_plural = "pemeriksaan riwayat"

    def __str__(self) -> str:
        return f"Pemeriksaan riwayat nomor {self.pk}"

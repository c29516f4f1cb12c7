"""Reminders: which region or nominee was reminded of its report on which day, by whom, and whom the mail went to."""

import pghistory
from django.db import models

from awards.models.editions import Edition
from regencies.models import Nominee, Regency, User


@pghistory.track()
class Reminder(models.Model):
    """A region or a nominee of it reminded of its report on a day of its province's calendar; once a day."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="reminders", verbose_name="tahun penghargaan"
    )
    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="reminders", verbose_name="kabupaten/kota"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name="calon",
    )
    day = models.DateField("tanggal")
    sent_at = models.DateTimeField("dikirim")
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diingatkan oleh"
    )
    recipients = models.TextField("dikirim kepada")

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "regency", "nominee", "day"],
                name="reminder_once_a_day",
                nulls_distinct=False,
                violation_error_message="Daerah atau calon ini sudah diingatkan hari ini.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nominee or self.regency} {self.day}"

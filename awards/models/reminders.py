"""Reminders: which region was reminded of its report on which day, by whom, and whom the mail went to."""

import pghistory
from django.db import models

from awards.models.editions import Edition
from regencies.models import Regency, User


@pghistory.track()
class Reminder(models.Model):
    """A region reminded of its report on a day of its province's calendar; once a day."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="reminders", verbose_name="tahun penghargaan"
    )
    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="reminders", verbose_name="kabupaten/kota"
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
                fields=["edition", "regency", "day"],
                name="reminder_once_a_day",
                violation_error_message="Daerah ini sudah diingatkan hari ini.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regency} {self.day}"

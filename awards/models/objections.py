"""What is objected to a result during the time for it, and what was decided."""

import pghistory
from django.db import models
from django.db.models import Q

from awards.choices import ObjectionStatus
from awards.models.entries import Entry


@pghistory.track()
class Objection(models.Model):
    """An objection against the result of an entry, and the answer."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="objections", verbose_name="yang dinilai"
    )
    letter = models.CharField("nomor dan tanggal surat", max_length=160)
    content = models.TextField("isi sanggahan")
    status = models.CharField(
        "status", max_length=8, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED
    )
    answer = models.TextField("jawaban", blank=True)

    class Meta:
        ordering = ["entry__category", "entry"]
        verbose_name = "sanggahan"
        verbose_name_plural = "sanggahan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ObjectionStatus.RECEIVED) | ~Q(answer=""),
                name="objection_answered",
                violation_error_message="Sanggahan yang diputus memerlukan jawaban.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.letter}"

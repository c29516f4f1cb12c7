"""What keeps a member from judging an entry: nothing declared yet, a conflict of interest, an absence recorded."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from awards.choices import Conflict
from awards.models.entries import Entry
from awards.models.seats import Seat
from regencies.models import User


@pghistory.track()
class Recusal(models.Model):
    """A member's withdrawal from judging an entry, with its reason."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="recusals", verbose_name="daerah yang dinilai"
    )
    kind = models.CharField("jenis", max_length=10, choices=Conflict, default=Conflict.OTHER)
    reason = models.TextField("alasan")
    declared_at = models.DateTimeField("dinyatakan pada", auto_now_add=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "benturan kepentingan"
        verbose_name_plural = "benturan kepentingan"
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"


@pghistory.track()
class Declaration(models.Model):
    """What a member said of a candidate before its files opened: a conflict of some kind, or none (blank).

    Without a time nobody was asked: the year was being scored already when declarations came.
    """

    seat = models.ForeignKey(
        Seat, on_delete=models.CASCADE, related_name="declarations", verbose_name="kursi"
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="declarations", verbose_name="daerah yang dinilai"
    )
    kind = models.CharField("benturan kepentingan", max_length=10, choices=Conflict, blank=True)
    declared_at = models.DateTimeField("dinyatakan pada", default=timezone.now, null=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "pernyataan benturan kepentingan"
        verbose_name_plural = "pernyataan benturan kepentingan"
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"


@pghistory.track()
class Absence(models.Model):
    """A member who is not there to judge an entry: the sheets stay as they are and do not count."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="absences", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="absences", verbose_name="daerah yang dinilai"
    )
    reason = models.TextField("alasan")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    class Meta:
        ordering = ["entry", "seat"]
        verbose_name = "tidak hadir"
        verbose_name_plural = "tidak hadir"
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry"], name="absence_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="absence_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} – {self.entry}"

"""Points a plenary talked over and members who were there; neither changes a rank."""

import pghistory
from django.db import models
from django.db.models import Q

from awards.choices import PointKind
from awards.models.editions import Category
from awards.models.entries import Entry
from awards.models.seats import Seat
from regencies.models import User


@pghistory.track()
class PlenaryPoint(models.Model):
    """What the plenary decided on a point of its list, and why. Of several on the same point the last one holds."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="plenary_points", verbose_name="kategori"
    )
    kind = models.CharField("perihal", max_length=10, choices=PointKind)
    entry = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plenary_points",
        verbose_name="daerah yang dinilai",
    )
    decision = models.TextField("keputusan")
    reason = models.TextField("alasan")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = "butir pleno"
        verbose_name_plural = "butir pleno"
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(reason=""),
                name="plenary_point_has_reason",
                violation_error_message="Keputusan dan alasannya wajib diisi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.entry or self.category}"


@pghistory.track()
class PlenaryAttendance(models.Model):
    """Whether a member was at the plenary of the award year; no row where nobody recorded it."""

    seat = models.OneToOneField(
        Seat, on_delete=models.PROTECT, related_name="plenary_attendance", verbose_name="kursi"
    )
    present = models.BooleanField("hadir")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now=True)

    class Meta:
        ordering = ["seat__number"]
        verbose_name = "kehadiran pleno"
        verbose_name_plural = "kehadiran pleno"

    def __str__(self) -> str:
        return f"{self.seat}: {'hadir' if self.present else 'tidak hadir'}"

"""Tim Sembilan: nine seats by decree, who withdraws from which region, and who was not there."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from awards.choices import Position
from awards.models.editions import Edition
from awards.models.entries import Entry
from regencies.models import User


@pghistory.track()
class Seat(models.Model):
    """One of the nine seats of an award year's panel, and who holds it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="seats", verbose_name="tahun penghargaan"
    )
    number = models.PositiveSmallIntegerField(
        "kursi", validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats", verbose_name="akun")
    element = models.CharField("unsur", max_length=120)
    position = models.CharField("kedudukan", max_length=10, choices=Position, default=Position.MEMBER)

    class Meta:
        ordering = ["edition", "number"]
        verbose_name = "kursi Tim Sembilan"
        verbose_name_plural = "kursi Tim Sembilan"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="seat_number_once"),
            models.UniqueConstraint(fields=["edition", "user"], name="seat_person_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(position=Position.CHAIR),
                name="seat_one_chair",
                violation_error_message="Tim Sembilan sudah memiliki ketua.",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 9)),
                name="seat_one_to_nine",
                violation_error_message="Nomor kursi dari 1 sampai 9.",
            ),
        ]

    def __str__(self) -> str:
        who = self.user if self.user_id else f"Kursi {self.number}"  # a form may have taken the person out
        return f"{who} ({self.element})"

    @property
    def is_chair(self) -> bool:
        return self.position == Position.CHAIR

    @property
    def is_secretary(self) -> bool:
        return self.position == Position.SECRETARY

    @property
    def overseer(self) -> str:
        """Who reopens this seat's sheets and records its absence, as a sentence names them."""
        return "Sekretaris atau admin provinsi" if self.is_chair else "Ketua Tim Sembilan"


@pghistory.track()
class Recusal(models.Model):
    """A member's withdrawal from judging an entry, with its reason."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="recusals", verbose_name="daerah yang dinilai"
    )
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

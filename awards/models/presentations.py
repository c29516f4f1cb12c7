"""How each candidate's presentation went, and which one stands before the panel now."""

from __future__ import annotations

import datetime

import pghistory
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from awards.choices import PresentationState, Verdict
from awards.models.criteria import Band, Criterion
from awards.models.editions import Edition
from awards.models.entries import Entry
from awards.models.seats import Seat
from regencies.models import User

ON_THE_FLOOR = [PresentationState.RUNNING, PresentationState.PAUSED]


@pghistory.track()
class Presentation(models.Model):
    """A candidate's presentation from the moment it is called; one that nobody called yet has no row."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="presentations", verbose_name="tahun penghargaan"
    )
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="presentation", verbose_name="daerah yang dinilai"
    )
    state = models.CharField("keadaan", max_length=9, choices=PresentationState)
    started_at = models.DateTimeField("dimulai pada", null=True, blank=True)
    ends_at = models.DateTimeField("waktu habis pada", null=True, blank=True)  # while it runs
    left = models.DurationField("sisa waktu", null=True, blank=True)  # while it is paused
    reason = models.TextField("alasan", blank=True)

    class Meta:
        ordering = ["edition", "started_at", "pk"]
        verbose_name = "paparan"
        verbose_name_plural = "paparan"
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state__in=ON_THE_FLOOR), name="one_presentation_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=PresentationState.RUNNING)
                | Q(started_at__isnull=False, ends_at__isnull=False),
                name="running_presentation_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=PresentationState.PAUSED)
                | Q(started_at__isnull=False, left__isnull=False),
                name="paused_presentation_has_time_left",
            ),
            models.CheckConstraint(
                condition=~Q(state=PresentationState.ABSENT) | ~Q(reason=""),
                name="absent_presentation_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_state_display()}"

    @property
    def has_begun(self) -> bool:
        """Whether the panel may score the interview: it was called, or nobody came to it."""
        return self.started_at is not None or self.state == PresentationState.ABSENT

    def time_left(self, now: datetime.datetime) -> datetime.timedelta:
        """Return how long it still lasts, never less than nothing; nothing for one that is over or was not begun."""
        left = self.ends_at - now if self.state == PresentationState.RUNNING and self.ends_at else self.left
        return max(left or datetime.timedelta(), datetime.timedelta())


@pghistory.track()
class RecordedFact(models.Model):
    """What everybody in the room saw, as an anchor of a criterion: who came. It fills in that mark for all."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="facts", verbose_name="daerah yang dinilai"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    band = models.ForeignKey(Band, on_delete=models.PROTECT, related_name="+", verbose_name="yang dicatat")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now=True)

    class Meta:
        ordering = ["entry", "criterion"]
        verbose_name = "fakta paparan"
        verbose_name_plural = "fakta paparan"
        constraints = [models.UniqueConstraint(fields=["entry", "criterion"], name="fact_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.band.label}"


@pghistory.track()
class Claim(models.Model):
    """A figure said aloud at a presentation, for the verifier to look at; it goes into no score."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="claims", verbose_name="daerah yang dinilai"
    )
    text = models.TextField("yang dikatakan")
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    noted_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    verdict = models.CharField("temuan", max_length=9, choices=Verdict, blank=True)
    answer = models.TextField("keterangan verifikator", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="diperiksa oleh"
    )

    class Meta:
        ordering = ["entry", "noted_at"]
        verbose_name = "klaim saat paparan"
        verbose_name_plural = "klaim saat paparan"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="claim_has_words"),
            models.CheckConstraint(
                condition=Q(verdict="", answered_by=None) | (~Q(verdict="") & Q(answered_by__isnull=False)),
                name="claim_found_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.text[:60]}"


@pghistory.track()
class Attendance(models.Model):
    """A member who was in the room at a candidate's presentation."""

    presentation = models.ForeignKey(
        Presentation, on_delete=models.PROTECT, related_name="attendances", verbose_name="paparan"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances", verbose_name="kursi")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )

    class Meta:
        ordering = ["presentation", "seat"]
        verbose_name = "kehadiran anggota"
        verbose_name_plural = "kehadiran anggota"
        constraints = [models.UniqueConstraint(fields=["presentation", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat} – {self.presentation.entry}"


def with_facts(criteria: models.QuerySet[Criterion], entry: int) -> models.QuerySet[Criterion]:
    """Annotate `fact`, the mark recorded for all who judge an entry, and `fact_label`; None without one."""
    recorded = RecordedFact.objects.filter(entry=entry, criterion=OuterRef("pk"))
    return criteria.annotate(
        fact=Subquery(recorded.values("band__low")), fact_label=Subquery(recorded.values("band__label"))
    )

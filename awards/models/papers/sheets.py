"""A sheet of paper as a clerk entered it: not the member's sheet until a second person has confirmed it."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from awards.choices import PaperState, Stage
from awards.models.criteria import Criterion
from awards.models.entries import Entry
from awards.models.scores import MarkQuerySet, ScoreSheet
from awards.models.seats import Seat
from regencies.models import User
from regencies.models.kept_file import KeptFile

CLERK_IS_ANOTHER = """
    IF EXISTS (SELECT FROM awards_seat WHERE id = NEW.seat_id AND user_id = NEW.entered_by_id) THEN
        RAISE EXCEPTION 'A member does not enter the own sheet of paper.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'paper_entered_by_another';
    END IF;
    RETURN NEW;
"""
# PERFORM waits for whoever is confirming; only the statement after it sees that it is confirmed.
MARKS_STAY = """
    PERFORM FROM awards_papersheet WHERE id IN (NEW.paper_id, OLD.paper_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM awards_papersheet WHERE id IN (NEW.paper_id, OLD.paper_id) AND state = 'confirmed'
    ) THEN
        RAISE EXCEPTION 'The sheet of paper is confirmed.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class PaperSheetQuerySet(models.QuerySet):
    """Questions about sheets of paper."""

    def open(self) -> Self:
        """Return those that are no member's sheet yet."""
        return self.exclude(state=PaperState.CONFIRMED)

    def behind(self, sheet: ScoreSheet) -> Self:
        """Return the one a sheet was locked from; none of a sheet its member locked."""
        own = self.filter(seat=sheet.seat_id, entry=sheet.entry_id, stage=sheet.stage)
        return own.filter(state=PaperState.CONFIRMED, checked_at=sheet.locked_at)


@pghistory.track()
class PaperSheet(models.Model):
    """One member's sheet of paper for one entry and stage, complete, entered by somebody else."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="papers", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="papers", verbose_name="daerah yang dinilai"
    )
    stage = models.CharField("tahap", max_length=9, choices=Stage)
    state = models.CharField("keadaan", max_length=9, choices=PaperState, default=PaperState.WAITING)
    version = models.PositiveIntegerField("versi isian", default=0)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="dimasukkan oleh"
    )
    entered_at = models.DateTimeField("dimasukkan pada")
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="diperiksa oleh"
    )
    checked_at = models.DateTimeField("diperiksa pada", null=True, blank=True)
    reason = models.TextField("alasan dikembalikan", blank=True)

    SAVE_COUNTER = "version"

    objects = PaperSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-entered_at", "pk"]
        verbose_name = "lembar kertas"
        verbose_name_plural = "lembar kertas"
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "entry", "stage"],
                condition=~Q(state=PaperState.CONFIRMED),
                name="paper_open_once",
                violation_error_message="Lembar kertas ini sudah dimasukkan.",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.WAITING, checked_by=None, checked_at=None)
                | (~Q(state=PaperState.WAITING) & Q(checked_by__isnull=False, checked_at__isnull=False)),
                name="paper_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("entered_by")),
                name="paper_checked_by_another",
                violation_error_message="Lembar kertas diperiksa oleh orang lain, bukan yang memasukkannya.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.RETURNED) | ~Q(reason=""), name="paper_returned_has_reason"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="paper_entered_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat_id", "entered_by_id"),
                func=CLERK_IS_ANOTHER,
            ),
            pgtrigger.Protect(
                name="confirmed_paper_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=PaperState.CONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} – {self.seat} ({self.get_stage_display()})"

    @property
    def is_waiting(self) -> bool:
        return self.state == PaperState.WAITING


@pghistory.track()
class PaperMark(models.Model):
    """A mark from 0 to 100 for one criterion as it stands on the paper, with its note."""

    paper = models.ForeignKey(
        PaperSheet, on_delete=models.CASCADE, related_name="marks", verbose_name="lembar kertas"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    value = models.DecimalField(
        "nilai", max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    note = models.TextField("catatan", blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["paper_id", "criterion__position"]
        verbose_name = "nilai di kertas"
        verbose_name_plural = "nilai di kertas"
        constraints = [
            models.UniqueConstraint(fields=["paper", "criterion"], name="paper_mark_once"),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=100), name="paper_mark_zero_to_hundred"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="marks_of_confirmed_paper_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=MARKS_STAY,
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.value}"


def scan_path(row: PaperFile, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/papers/{row.paper_id}/{uuid.uuid4().hex}"


@pghistory.track()
class PaperFile(KeptFile):
    """The paper as it was scanned, by its hash; only who may read its marks may open it."""

    paper = models.ForeignKey(
        PaperSheet, on_delete=models.CASCADE, related_name="files", verbose_name="lembar kertas"
    )
    file = models.FileField("berkas", upload_to=scan_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "pindaian lembar kertas"
        verbose_name_plural = "pindaian lembar kertas"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "sha256"],
                name="paper_file_once",
                violation_error_message="Pindaian yang sama sudah ada pada lembar kertas ini.",
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="paper_file_stays_the_file_it_is")]

    def __str__(self) -> str:
        return self.title

    @property
    def province_id(self) -> int:
        return self.paper.entry.category.edition.province_id

    @property
    def owner(self) -> str:
        return f"lembar kertas {self.paper.entry} {self.paper.entry.category.edition.award_year}"

    @property
    def place(self) -> str:
        return f"lembar kertas {self.paper}"

"""What each panelist gave each entry; a locked sheet has a code and stays as it is until reopened with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from awards.choices import SheetStatus, Stage
from awards.models.criteria import Criterion
from awards.models.entries import Entry
from awards.models.seats import Seat

# PERFORM waits for whoever is locking the sheet; only the statement after it sees that it is locked.
SCORE_FROZEN = """
    PERFORM FROM awards_scoresheet WHERE id IN (NEW.sheet_id, OLD.sheet_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM awards_scoresheet WHERE id IN (NEW.sheet_id, OLD.sheet_id) AND status = 'locked'
    ) THEN
        RAISE EXCEPTION 'The score sheet is locked.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
# Waits for whoever is taking the seat out of the category; only the statement after it sees that it is out.
SHEET_OF_A_JUDGE = """
    PERFORM FROM awards_seat WHERE id = NEW.seat_id FOR SHARE;
    IF EXISTS (SELECT FROM awards_seatcategory WHERE seat_id = NEW.seat_id) AND NOT EXISTS (
        SELECT FROM awards_seatcategory AS named
            JOIN awards_entry AS entry ON entry.category_id = named.category_id
            WHERE named.seat_id = NEW.seat_id AND entry.id = NEW.entry_id
    ) THEN
        RAISE EXCEPTION 'The seat does not judge the category of the entry.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'sheet_of_a_judge';
    END IF;
    IF EXISTS (SELECT FROM awards_seat WHERE id = NEW.seat_id AND number > 9) AND NOT EXISTS (
        SELECT FROM awards_substitution WHERE seat_id = NEW.seat_id AND entry_id = NEW.entry_id
    ) THEN
        RAISE EXCEPTION 'The substitute was not named for the entry.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'sheet_of_a_judge';
    END IF;
    RETURN NEW;
"""
SHEET_FROZEN = """
    IF TG_OP = 'UPDATE' AND NEW.status = 'draft' AND NEW.reopen_reason <> ''
        AND (NEW.seat_id, NEW.entry_id, NEW.stage) = (OLD.seat_id, OLD.entry_id, OLD.stage) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A locked score sheet can only be reopened, with a reason.';
"""


@pghistory.track()
class ScoreSheet(models.Model):
    """One member's sheet for one entry and stage, a draft until it is locked."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets", verbose_name="kursi")
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="sheets", verbose_name="daerah yang dinilai"
    )
    stage = models.CharField("tahap", max_length=9, choices=Stage)
    status = models.CharField("status", max_length=6, choices=SheetStatus, default=SheetStatus.DRAFT)
    version = models.PositiveIntegerField("versi isian", default=0)
    locked_at = models.DateTimeField("dikunci pada", null=True, blank=True)
    reopen_reason = models.TextField("alasan dibuka kembali", blank=True)
    late_reason = models.TextField("alasan diubah setelah paparan", blank=True)

    SAVE_COUNTER = "version"  # counts saves for the check of stale edits; the history leaves it out
    score: Any = None  # one of its scores, where rows are read a score each (`panel.member.sheet_page`)
    merged = False  # set by a save from a page that was overtaken: what it left alone stays as stored

    class Meta:
        ordering = ["entry", "seat", "stage"]
        verbose_name = "lembar nilai"
        verbose_name_plural = "lembar nilai"
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry", "stage"], name="sheet_once"),
            models.CheckConstraint(
                condition=Q(status=SheetStatus.DRAFT, locked_at=None)
                | Q(status=SheetStatus.LOCKED, locked_at__isnull=False),
                name="sheet_locked_has_time",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sheet_locked_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=SheetStatus.LOCKED),
                func=SHEET_FROZEN,
            ),
            pgtrigger.Trigger(
                name="sheet_of_a_judge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat_id", "entry_id"),
                func=SHEET_OF_A_JUDGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} – {self.seat} ({self.get_stage_display()})"

    @property
    def is_locked(self) -> bool:
        return self.status == SheetStatus.LOCKED


class MarkQuerySet(models.QuerySet):
    """Marks of sheets, of the application or of paper."""

    def put(self, marks: Mapping[Criterion, Any], **owner: models.Model) -> None:
        """Write the marks of one owner, over those it has; one without a value is left out. One query."""
        rows = [
            self.model(criterion=criterion, value=mark.value, note=mark.note, **owner)
            for criterion, mark in marks.items()
            if mark.value is not None
        ]
        over = {"unique_fields": [*owner, "criterion"], "update_fields": ["value", "note"]}
        self.bulk_create(rows, update_conflicts=True, **over)


@pghistory.track()
class Score(models.Model):
    """A mark from 0 to 100 for one criterion on one sheet, with a note."""

    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="scores", verbose_name="lembar"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="scores", verbose_name="kriteria"
    )
    value = models.DecimalField(
        "nilai", max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    note = models.TextField("catatan", blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["sheet_id", "criterion__position"]  # by the rows they point to, Django sees a loop
        verbose_name = "nilai"
        verbose_name_plural = "nilai"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="score_zero_to_hundred"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="score_of_locked_sheet_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SCORE_FROZEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.value}"


@pghistory.track()
class SheetReceipt(models.Model):
    """The code of one locking of a sheet, with the salt it was made with; a sheet locked again has another.

    The salt keeps anybody from finding out marks by trying all there are.
    """

    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.CASCADE, related_name="receipts", verbose_name="lembar nilai"
    )
    version = models.PositiveIntegerField("versi lembar")
    salt = models.CharField("garam", max_length=64)  # 32 random bytes in hexadecimal
    code = models.CharField("kode tanda terima", max_length=24, unique=True)
    made_at = models.DateTimeField("dibuat pada", auto_now_add=True)

    class Meta:
        ordering = ["sheet_id", "version"]
        verbose_name = "tanda terima lembar nilai"
        verbose_name_plural = "tanda terima lembar nilai"
        constraints = [models.UniqueConstraint(fields=["sheet", "version"], name="sheet_receipt_once")]
        triggers = [pgtrigger.ReadOnly(name="sheet_receipt_frozen")]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class MarkBefore(models.Model):
    """What a desk mark was when the presentation began, kept at its first change after that; None was no mark."""

    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.CASCADE, related_name="marks_before", verbose_name="lembar"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="kriteria"
    )
    value = models.DecimalField(
        "nilai sebelum paparan", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["sheet_id", "criterion__position"]
        verbose_name = "nilai sebelum paparan"
        verbose_name_plural = "nilai sebelum paparan"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_before_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lte=100), name="mark_before_zero_to_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.value}"

    @classmethod
    def keep(cls, sheet: ScoreSheet, marks: Mapping[Criterion, Decimal | None]) -> None:
        """Keep what marks about to change are, but where an earlier change has kept what they were. One query."""
        rows = [cls(sheet=sheet, criterion=criterion, value=value) for criterion, value in marks.items()]
        cls.objects.bulk_create(rows, ignore_conflicts=True)

"""What is judged in a category: groups of criteria, criteria, and the bands of scores beside each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from awards.choices import Indicator, Source, Stage

# Raised as the unique constraint it stands for. Two that arrive together wait for each other at the category,
# whose other rows may go on pointing to it meanwhile; only the statement after that sees what the first one wrote.
CODE_TAKEN = """
    PERFORM FROM awards_category
        WHERE id = (SELECT category_id FROM awards_criteriongroup WHERE id = NEW.group_id)
        FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM awards_criterion
            JOIN awards_criteriongroup AS theirs ON theirs.id = awards_criterion.group_id
            JOIN awards_criteriongroup AS ours ON ours.category_id = theirs.category_id
            WHERE ours.id = NEW.group_id AND awards_criterion.code = NEW.code AND awards_criterion.id <> NEW.id
    ) THEN
        RAISE EXCEPTION 'Another criterion of the category has the code %.', NEW.code
            USING ERRCODE = 'unique_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'criterion_once';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class CriterionGroup(models.Model):
    """A group of criteria with a value of its own in the ranking."""

    category = models.ForeignKey(
        "Category", on_delete=models.CASCADE, related_name="groups", verbose_name="kategori"
    )
    code = models.CharField("kode", max_length=4)
    name = models.CharField("nama", max_length=80)
    on_one_screen = models.BooleanField("dinilai bersama pada satu layar", default=False)

    class Meta:
        ordering = ["category", "code"]
        verbose_name = "kelompok kriteria"
        verbose_name_plural = "kelompok kriteria"
        constraints = [models.UniqueConstraint(fields=["category", "code"], name="criterion_group_once")]
        triggers = [pgtrigger.ReadOnly(name="criterion_group_stays", fields=["category"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@pghistory.track()
class Criterion(models.Model):
    """What is judged, by the panel or from figures; it belongs to the category of its group."""

    group = models.ForeignKey(
        CriterionGroup, on_delete=models.CASCADE, related_name="criteria", verbose_name="kelompok"
    )
    code = models.CharField("kode", max_length=6)
    name = models.CharField("nama", max_length=160)
    guidance = models.TextField("panduan menilai", blank=True)
    weight = models.DecimalField(
        "bobot",
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(Decimal("0.001")), MaxValueValidator(100)],
    )
    source = models.CharField("sumber", max_length=8, choices=Source)
    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.DESK)
    indicator = models.CharField("indikator", max_length=24, choices=Indicator, null=True, blank=True)
    fact: int | None = None  # of `with_facts`
    fact_label: str | None = None
    score: Any = None  # of a sheet, where it is read with it (`panel.locks`)
    full_mark = models.DecimalField(
        "angka untuk nilai 100", max_digits=9, decimal_places=3, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        ordering = ["group__category", "position", "code"]
        verbose_name = "kriteria"
        verbose_name_plural = "kriteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="criterion_weight_range",
                violation_error_message="Bobot lebih dari 0 dan paling besar 100.",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.PANEL, indicator=None, full_mark=None)
                | Q(source=Source.FIGURES, stage=Stage.DESK, indicator__isnull=False, full_mark__gt=0),
                name="criterion_source_fits",
                violation_error_message="Kriteria dari angka laporan memerlukan indikator dan angka untuk "
                "nilai 100; kriteria yang dinilai Tim Sembilan tidak memakainya.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="criterion_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("group_id", "code"),
                func=CODE_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@pghistory.track()
class Band(models.Model):
    """A range of scores in words, shown beside the box; a band of one score is a rubric anchor."""

    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="bands", verbose_name="kriteria"
    )
    low = models.PositiveSmallIntegerField("dari", validators=[MaxValueValidator(100)])
    high = models.PositiveSmallIntegerField("sampai", validators=[MaxValueValidator(100)])
    label = models.CharField("sebutan", max_length=80)

    class Meta:
        ordering = ["criterion", "-high"]
        verbose_name = "rentang nilai"
        verbose_name_plural = "rentang nilai"
        constraints = [
            models.UniqueConstraint(fields=["criterion", "low"], name="band_once"),
            models.CheckConstraint(
                condition=Q(low__lte=models.F("high"), high__lte=100),
                name="band_low_to_high",
                violation_error_message="Rentang nilai dimulai dari angka yang lebih kecil dan berakhir paling "
                "tinggi di 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low}–{self.high} {self.label}"

    @property
    def middle(self) -> int:
        """The mark that stands for the band: its own, or the whole one at or below the middle of a range."""
        return (self.low + self.high) // 2

"""Figures the province loads about its regions, with their source: denominators, and what the BPJS branch counts."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from regencies.choices import Segment, WorkforceSegment
from regencies.models.kept_file import KeptFile
from regencies.models.places import Province, Regency, validate_year


def figures_path(row: FiguresFile, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/figures/{row.province_id}/{uuid.uuid4().hex}"


@pghistory.track()
class FiguresFile(KeptFile):
    """A file of figures as the province loaded it: kept whole, once, for whoever asks where a figure is from."""

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="figures_files", verbose_name="provinsi"
    )
    file = models.FileField("berkas", upload_to=figures_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "berkas sumber angka"
        verbose_name_plural = "berkas sumber angka"
        constraints = [models.UniqueConstraint(fields=["province", "sha256"], name="figures_file_once")]
        triggers = [
            pgtrigger.Protect(name="figures_file_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    @property
    def owner(self) -> str:
        return f"angka resmi {self.province}"

    @property
    def place(self) -> str:
        return f"sumber “{self.title}”"


class OfficialFigure(models.Model):
    """One figure of a region, year and segment, with its source; its file, where it was not typed."""

    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    source = models.CharField("sumber", max_length=200)
    as_of = models.DateField("per tanggal")
    source_file = models.ForeignKey(
        FiguresFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="berkas sumber",
    )

    regency: models.ForeignKey
    segment: models.CharField
    figure: models.PositiveIntegerField

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.regency} {self.year} {self.get_segment_display()}"  # type: ignore[attr-defined]


@pghistory.track()
class OfficialWorkforce(OfficialFigure):
    """The denominator: eligible workers of one region, year and segment."""

    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="official_workforce", verbose_name="kabupaten/kota"
    )
    segment = models.CharField("segmen", max_length=12, choices=WorkforceSegment)
    figure = models.PositiveIntegerField("jumlah pekerja")

    class Meta:
        ordering = ["regency", "year", "segment"]
        verbose_name = "semesta pekerja resmi"
        verbose_name_plural = "semesta pekerja resmi"
        constraints = [
            models.UniqueConstraint(fields=["regency", "year", "segment"], name="official_workforce_once"),
            models.CheckConstraint(
                condition=Q(segment__in=WorkforceSegment.values),
                name="official_workforce_segment_known",
                violation_error_message="Pilih segmen pekerja dari daftar.",
            ),
        ]


@pghistory.track()
class BranchFigure(OfficialFigure):
    """The second source: active participants of one region, year and segment as the BPJS branch counts them."""

    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="branch_figures", verbose_name="kabupaten/kota"
    )
    segment = models.CharField("segmen", max_length=16, choices=Segment)
    figure = models.PositiveIntegerField("peserta aktif")

    class Meta:
        ordering = ["regency", "year", "segment"]
        verbose_name = "angka BPJS"
        verbose_name_plural = "angka BPJS"
        constraints = [
            models.UniqueConstraint(fields=["regency", "year", "segment"], name="branch_figure_once"),
            models.CheckConstraint(
                condition=Q(segment__in=Segment.values),
                name="branch_figure_segment_known",
                violation_error_message="Pilih segmen peserta dari daftar.",
            ),
        ]

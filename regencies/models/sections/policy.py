"""What a region or nominee has decided, seen to and tried: regulations, compliance of employers, innovations."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from regencies.choices import FundingSource, RegulationKind, RegulationStatus
from regencies.models.nominees import Nominee
from regencies.models.places import Regency
from regencies.models.reports import EntryDetail


@pghistory.track()
class Regulation(models.Model):
    """A regulation of the regency or of a nominee, carried forward from year to year."""

    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="regulations", verbose_name="kabupaten/kota"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="regulations",
        verbose_name="calon",
    )
    kind = models.CharField("jenis", max_length=12, choices=RegulationKind)
    number = models.CharField("nomor", max_length=60)
    year = models.PositiveSmallIntegerField(
        "tahun", validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    title = models.CharField("tentang", max_length=300)
    status = models.CharField(
        "status", max_length=10, choices=RegulationStatus, default=RegulationStatus.IN_FORCE
    )

    class Meta:
        ordering = ["regency", "year", "number"]
        verbose_name = "produk hukum"
        verbose_name_plural = "produk hukum"
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "nominee", "kind", "number", "year"],
                name="regulation_once",
                nulls_distinct=False,
                violation_error_message="Produk hukum dengan jenis, nomor, dan tahun ini sudah tercatat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} Nomor {self.number} Tahun {self.year}"


@pghistory.track()
class RegulationUse(EntryDetail):
    """A regulation in one year's report: "masih berlaku?" is asked again each year."""

    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="uses", verbose_name="produk hukum"
    )
    still_in_force = models.BooleanField("masih berlaku?", null=True, blank=True)
    is_special = models.BooleanField("khusus jaminan sosial ketenagakerjaan?", null=True, blank=True)
    articles = models.CharField("pasal yang mengaturnya", max_length=200, blank=True)
    pages = models.CharField("halaman dalam dokumen", max_length=200, blank=True)
    covers = models.TextField("materi yang diatur", blank=True)

    REQUIRED = ("still_in_force", "is_special")
    OPTIONAL = ("articles", "pages", "covers")
    LATER = ("is_special",)

    class Meta:
        verbose_name = "produk hukum dalam laporan"
        verbose_name_plural = "produk hukum dalam laporan"

    def __str__(self) -> str:
        return str(self.regulation)


@pghistory.track()
class EmployerCompliance(EntryDetail):
    """How far the employers of a region do what the law asks, who helps to see to it, and what it costs not to."""

    employers = models.PositiveIntegerField("pemberi kerja di daerah", null=True, blank=True)
    employers_registered = models.PositiveIntegerField("pemberi kerja yang terdaftar", null=True, blank=True)
    employers_noncompliant = models.PositiveIntegerField(
        "pemberi kerja yang belum patuh", null=True, blank=True
    )
    with_prosecutor = models.BooleanField("bekerja sama dengan kejaksaan?", null=True, blank=True)
    with_inspection = models.BooleanField(
        "bekerja sama dengan pengawas ketenagakerjaan?", null=True, blank=True
    )
    cooperation = models.TextField("bentuk dan hasil kerja sama", blank=True)
    employers_sanctioned = models.PositiveIntegerField(
        "pemberi kerja yang dikenai sanksi", null=True, blank=True
    )
    services_withheld = models.PositiveIntegerField(
        "pemberi kerja yang tidak mendapat pelayanan publik tertentu", null=True, blank=True
    )
    sanctions = models.TextField("sanksi dan dasar hukumnya", blank=True)

    OPTIONAL = (
        "employers",
        "employers_registered",
        "employers_noncompliant",
        "with_prosecutor",
        "with_inspection",
        "cooperation",
        "employers_sanctioned",
        "services_withheld",
        "sanctions",
    )

    class Meta:
        verbose_name = "kepatuhan pemberi kerja"
        verbose_name_plural = "kepatuhan pemberi kerja"

    def __str__(self) -> str:
        return "Kepatuhan pemberi kerja"


@pghistory.track()
class Innovation(EntryDetail):
    """A programme of the region: the problem, the method, the result."""

    name = models.CharField("nama inovasi", max_length=160)
    since_year = models.PositiveSmallIntegerField(
        "sejak tahun", null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    problem = models.TextField("masalah yang dijawab", blank=True)
    method = models.TextField("cara kerja", blank=True)
    result = models.TextField("hasil dalam angka", blank=True)
    funding_source = models.CharField("sumber dana", max_length=16, choices=FundingSource, blank=True)
    continuity = models.TextField("keberlanjutan", blank=True)
    replication = models.TextField("replikasi", blank=True)

    REQUIRED = ("since_year", "problem", "method", "result")
    OPTIONAL = ("funding_source", "continuity", "replication")

    class Meta:
        verbose_name = "inovasi"
        verbose_name_plural = "inovasi"

    def __str__(self) -> str:
        return self.name

"""What the entries of a region's report say, one model for each section; nominees share some of them.

Drafts may have holes: nothing is required here that an officer may not know yet; `regencies.checks.registry`
says what must be there before a report is sent.
"""

import pghistory
import pgtrigger
from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from regencies.choices import (
    FundingSource,
    RegulationKind,
    RegulationStatus,
    Segment,
    WorkerGroup,
    WorkforceSegment,
)
from regencies.models.nominees import Nominee
from regencies.models.people import validate_nip, validate_phone
from regencies.models.places import Regency
from regencies.models.reports import DETAIL_OF, REPORT_OF_ENTRY, EntryDetail, frozen_when_locked


@pghistory.track()
class Identity(EntryDetail):
    """The labour office, its head and the person to call."""

    office_name = models.CharField("nama dinas", max_length=160, blank=True)
    address = models.CharField("alamat", max_length=240, blank=True)
    head_name = models.CharField("nama kepala dinas dengan gelar", max_length=160, blank=True)
    head_nip = models.CharField("NIP kepala dinas", max_length=24, blank=True, validators=[validate_nip])
    contact_name = models.CharField("nama petugas penghubung", max_length=160, blank=True)
    contact_phone = models.CharField(
        "nomor telepon petugas", max_length=30, blank=True, validators=[validate_phone]
    )

    REQUIRED = ("office_name", "head_name", "contact_name", "contact_phone")
    OPTIONAL = ("address", "head_nip")

    class Meta:
        verbose_name = "identitas dinas"
        verbose_name_plural = "identitas dinas"

    def __str__(self) -> str:
        return "Identitas dinas"


@pghistory.track()
class Participation(EntryDetail):
    """Active participants of one segment at the end of the assessed year and of the year before."""

    segment = models.CharField("segmen", max_length=16, choices=Segment)
    registered = models.PositiveIntegerField("peserta aktif tahun penilaian", null=True, blank=True)
    registered_previous = models.PositiveIntegerField("peserta aktif tahun sebelumnya", null=True, blank=True)

    class Meta:
        verbose_name = "kepesertaan"
        verbose_name_plural = "kepesertaan"
        constraints = [
            models.CheckConstraint(
                condition=Q(segment__in=Segment.values), name="participation_segment_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_segment_display()

    @property
    def REQUIRED(self) -> tuple[str, ...]:  # type: ignore[override]
        return () if Segment(self.segment).is_optional else ("registered", "registered_previous")

    @property
    def OPTIONAL(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("registered", "registered_previous") if Segment(self.segment).is_optional else ()


@pghistory.track()
class UcjTarget(EntryDetail):
    """The region's own coverage target in per cent, and how many vulnerable workers it protected."""

    target_pct = models.DecimalField(
        "target UCJ daerah (%)",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    document = models.CharField("dokumen yang memuat target", max_length=200, blank=True)
    vulnerable_workers = models.PositiveIntegerField(
        "jumlah pekerja rentan yang dilindungi", null=True, blank=True
    )

    REQUIRED = ("target_pct", "vulnerable_workers")
    OPTIONAL = ("document",)

    class Meta:
        verbose_name = "target UCJ dan pekerja rentan"
        verbose_name_plural = "target UCJ dan pekerja rentan"
        constraints = [
            models.CheckConstraint(
                condition=Q(target_pct=None) | Q(target_pct__gte=0), name="target_not_negative"
            )
        ]

    def __str__(self) -> str:
        return "Target UCJ dan pekerja rentan"


@pghistory.track()
class WorkforceProposal(EntryDetail):
    """Another denominator than the official one; it counts only once a verifier approves it."""

    segment = models.CharField("segmen", max_length=12, choices=WorkforceSegment)
    figure = models.PositiveIntegerField("jumlah pekerja tahun penilaian", null=True, blank=True)
    figure_previous = models.PositiveIntegerField("jumlah pekerja tahun sebelumnya", null=True, blank=True)
    reason = models.TextField("alasan berbeda dari angka resmi", blank=True)

    REQUIRED = ("figure", "reason")
    OPTIONAL = ("figure_previous",)

    class Meta:
        verbose_name = "usulan semesta pekerja"
        verbose_name_plural = "usulan semesta pekerja"

    def __str__(self) -> str:
        return f"Semesta pekerja {self.get_segment_display().lower()}"


@pghistory.track()
class FundedGroup(EntryDetail):
    """A group of workers whose premium somebody else pays."""

    group = models.CharField("kelompok", max_length=16, choices=WorkerGroup)
    funding_source = models.CharField("sumber dana", max_length=16, choices=FundingSource)
    persons = models.PositiveIntegerField("jumlah orang", null=True, blank=True)
    months_covered = models.PositiveSmallIntegerField(
        "bulan perlindungan", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    realised = models.PositiveBigIntegerField("realisasi iuran (Rp)", null=True, blank=True)
    villages = models.PositiveSmallIntegerField("jumlah desa yang dijangkau", null=True, blank=True)
    programmes = models.CharField("program", max_length=60, blank=True, default="JKK dan JKM")

    REQUIRED = ("persons", "months_covered", "realised")
    OPTIONAL = ("villages", "programmes")

    class Meta:
        verbose_name = "kelompok yang didanai"
        verbose_name_plural = "kelompok yang didanai"
        constraints = [
            models.CheckConstraint(
                condition=Q(months_covered=None) | Q(months_covered__range=(1, 12)),
                name="group_months_in_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} ({self.get_funding_source_display()})"


@pghistory.track()
class BudgetLine(EntryDetail):
    """One budgeted activity: its ceiling and what was spent, in rupiah."""

    activity = models.CharField("kegiatan", max_length=200)
    funding_source = models.CharField("sumber dana", max_length=16, choices=FundingSource)
    ceiling = models.PositiveBigIntegerField("pagu (Rp)", null=True, blank=True)
    realised = models.PositiveBigIntegerField("realisasi (Rp)", null=True, blank=True)

    REQUIRED = ("ceiling", "realised")

    class Meta:
        verbose_name = "anggaran"
        verbose_name_plural = "anggaran"

    def __str__(self) -> str:
        return f"{self.activity} ({self.get_funding_source_display()})"


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
    covers = models.TextField("materi yang diatur", blank=True)

    REQUIRED = ("still_in_force",)
    OPTIONAL = ("covers",)

    class Meta:
        verbose_name = "produk hukum dalam laporan"
        verbose_name_plural = "produk hukum dalam laporan"

    def __str__(self) -> str:
        return str(self.regulation)


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


DETAIL_MODELS: dict[str, type[EntryDetail]] = {
    section: apps.get_registered_model("regencies", name) for section, name in DETAIL_OF.items()
}
for _model in DETAIL_MODELS.values():
    pgtrigger.register(frozen_when_locked(REPORT_OF_ENTRY))(_model)

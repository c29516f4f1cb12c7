"""What a region says of itself, one model for each section. Drafts may have holes."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from regencies.choices import Segment, WorkforceSegment
from regencies.models.people import validate_nip, validate_phone
from regencies.models.reports import EntryDetail


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

"""What only the reports of nominees say, one model for each section; the others they share with regions."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from regencies.models.people import validate_phone
from regencies.models.reports import EntryDetail


@pghistory.track()
class NomineeProfile(EntryDetail):
    """Who leads a nominee, where it is and whom to call, as it was in the assessed year."""

    chief_name = models.CharField("nama pimpinan dengan gelar", max_length=160, blank=True)
    chief_title = models.CharField("jabatan pimpinan", max_length=120, blank=True)
    address = models.CharField("alamat", max_length=240, blank=True)
    contact_name = models.CharField("nama penghubung", max_length=160, blank=True)
    contact_phone = models.CharField(
        "nomor telepon penghubung", max_length=30, blank=True, validators=[validate_phone]
    )

    REQUIRED = ("chief_name", "address", "contact_name", "contact_phone")
    OPTIONAL = ("chief_title",)

    class Meta:
        verbose_name = "profil calon"
        verbose_name_plural = "profil calon"

    def __str__(self) -> str:
        return "Profil"


@pghistory.track()
class Headcount(EntryDetail):
    """A nominee's own denominator: all its workers in two years, with the source; and its target in per cent."""

    workers = models.PositiveIntegerField("jumlah pekerja tahun penilaian", null=True, blank=True)
    workers_previous = models.PositiveIntegerField("jumlah pekerja tahun sebelumnya", null=True, blank=True)
    target_pct = models.DecimalField(
        "target cakupan (%)",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    source = models.CharField("sumber angka", max_length=200, blank=True)

    REQUIRED = ("workers", "workers_previous", "target_pct", "source")

    class Meta:
        verbose_name = "tenaga kerja dan target"
        verbose_name_plural = "tenaga kerja dan target"
        constraints = [
            models.CheckConstraint(
                condition=Q(target_pct=None) | Q(target_pct__gte=0), name="own_target_not_negative"
            )
        ]

    def __str__(self) -> str:
        return "Tenaga kerja dan target"


@pghistory.track()
class ProgrammeParticipants(EntryDetail):
    """How many workers take part in each programme."""

    jkk = models.PositiveIntegerField("peserta Jaminan Kecelakaan Kerja (JKK)", null=True, blank=True)
    jkm = models.PositiveIntegerField("peserta Jaminan Kematian (JKM)", null=True, blank=True)
    jht = models.PositiveIntegerField("peserta Jaminan Hari Tua (JHT)", null=True, blank=True)
    jp = models.PositiveIntegerField("peserta Jaminan Pensiun (JP)", null=True, blank=True)
    jkp = models.PositiveIntegerField("peserta Jaminan Kehilangan Pekerjaan (JKP)", null=True, blank=True)

    REQUIRED = ("jkk", "jkm", "jht", "jp", "jkp")

    class Meta:
        verbose_name = "program yang diikuti"
        verbose_name_plural = "program yang diikuti"

    def __str__(self) -> str:
        return "Program yang diikuti"


@pghistory.track()
class Wages(EntryDetail):
    """Wages paid and reported in December of the assessed year, and arrears of contributions, in rupiah."""

    wages_paid = models.PositiveBigIntegerField("upah yang dibayar (Rp)", null=True, blank=True)
    wages_reported = models.PositiveBigIntegerField("upah yang dilaporkan (Rp)", null=True, blank=True)
    arrears = models.PositiveBigIntegerField("tunggakan iuran (Rp)", null=True, blank=True)
    arrears_months = models.PositiveSmallIntegerField("lama tunggakan (bulan)", null=True, blank=True)

    REQUIRED = ("wages_paid", "wages_reported", "arrears", "arrears_months")

    class Meta:
        verbose_name = "upah dan iuran"
        verbose_name_plural = "upah dan iuran"

    def __str__(self) -> str:
        return "Upah dan iuran"


@pghistory.track()
class Compliance(EntryDetail):
    """What the law asks of an employer, answered yes or no, and what is to be said about it."""

    registers_all = models.BooleanField("semua pekerja didaftarkan?", null=True, blank=True)
    pays_on_time = models.BooleanField("iuran dibayar tepat waktu?", null=True, blank=True)
    binds_contractors = models.BooleanField(
        "kepesertaan diwajibkan kepada mitra kerja?", null=True, blank=True
    )
    was_sanctioned = models.BooleanField("pernah dikenai sanksi pada tahun penilaian?", null=True, blank=True)
    note = models.TextField("keterangan", blank=True)

    REQUIRED = ("registers_all", "pays_on_time", "binds_contractors", "was_sanctioned")
    OPTIONAL = ("note",)

    class Meta:
        verbose_name = "kepatuhan"
        verbose_name_plural = "kepatuhan"

    def __str__(self) -> str:
        return "Kepatuhan"


@pghistory.track()
class Statement(EntryDetail):
    """The signed statement that what the nominee gave is true; the letter is its evidence."""

    signed_by = models.CharField("ditandatangani oleh", max_length=160, blank=True)
    signed_as = models.CharField("jabatan", max_length=120, blank=True)
    signed_on = models.DateField("tanggal pernyataan", null=True, blank=True)

    REQUIRED = ("signed_by", "signed_as", "signed_on")

    class Meta:
        verbose_name = "pernyataan"
        verbose_name_plural = "pernyataan"

    def __str__(self) -> str:
        return "Pernyataan"

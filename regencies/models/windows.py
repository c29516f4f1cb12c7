"""When a province accepts reports: opened by the phases of an edition, extended for single regencies."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from regencies.choices import REGENCY_KIND, WindowState
from regencies.l10n.dates import format_moment
from regencies.models.nominees import Nominee
from regencies.models.people import User
from regencies.models.places import Province, Regency, validate_year


@pghistory.track()
class FillingWindow(models.Model):
    """Whether a province accepts reports of one kind about one assessed year, and until when."""

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="windows", verbose_name="provinsi"
    )
    year = models.PositiveSmallIntegerField("tahun penilaian", validators=[validate_year])
    kind = models.CharField("jenis calon", max_length=24, default=REGENCY_KIND)
    state = models.CharField("keadaan", max_length=12, choices=WindowState, default=WindowState.CLOSED)
    deadline = models.DateTimeField("batas waktu", null=True, blank=True)

    class Meta:
        ordering = ["province", "year"]
        verbose_name = "masa pengisian"
        verbose_name_plural = "masa pengisian"
        constraints = [
            models.UniqueConstraint(fields=["province", "year", "kind"], name="filling_window_once"),
            models.CheckConstraint(condition=Q(state__in=WindowState.values), name="window_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.province} {self.year}: {self.get_state_display()}"


@pghistory.track()
class Extension(models.Model):
    """A later deadline for the report of one regency or nominee, with its reason."""

    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="extensions", verbose_name="kabupaten/kota"
    )
    nominee = models.ForeignKey(
        Nominee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        verbose_name="calon",
    )
    year = models.PositiveSmallIntegerField("tahun penilaian", validators=[validate_year])
    until = models.DateTimeField("diperpanjang sampai")
    reason = models.TextField("alasan")
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diberikan oleh", editable=False
    )

    class Meta:
        ordering = ["regency", "year"]
        verbose_name = "perpanjangan waktu"
        verbose_name_plural = "perpanjangan waktu"
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "nominee", "year"],
                name="extension_once",
                nulls_distinct=False,
                violation_error_message="Daerah ini sudah mendapat perpanjangan; ubah perpanjangan yang ada.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.nominee or self.regency} {self.year} sampai {format_moment(timezone.localtime(self.until))}"

"""Provinces, their regencies and cities, and the figures a province loads about them."""

import datetime
import zoneinfo
from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from config.postgres.compiled import compiled
from regencies.choices import RegencyKind
from regencies.l10n.dates import EARLIEST, format_date, format_moment
from regencies.l10n.numbers import format_rupiah


def validate_time_zone(name: str) -> None:
    """Raise ValidationError for a zone that is not Indonesian."""
    if name not in {"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"}:
        raise ValidationError(f"{name} bukan zona waktu Indonesia.")


def validate_year(year: int) -> None:
    """Raise ValidationError for a year before the republic, or further ahead than anybody plans an award."""
    earliest, latest = EARLIEST.year, timezone.localdate().year + 5
    if not earliest <= year <= latest:
        raise ValidationError(f"Tertulis “{year}”. Tulis tahun dari {earliest} sampai {latest}.")


@pghistory.track()
class Province(models.Model):
    """A province: its code, name and time zone."""

    code = models.CharField("kode", max_length=2, unique=True)
    name = models.CharField("nama", max_length=80, unique=True)
    slug = models.SlugField("alamat singkat", unique=True)
    time_zone = models.CharField(
        "zona waktu", max_length=40, default="Asia/Jakarta", validators=[validate_time_zone]
    )

    class Meta:
        ordering = ["code"]
        verbose_name = "provinsi"
        verbose_name_plural = "provinsi"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def in_its_time(self, moment: datetime.datetime) -> str:
        """Return a moment in words, as the clocks of the province show it."""
        return format_moment(moment.astimezone(self.zone))


def existing_in(year: int) -> Q:
    """Return which regions take part in a year: those there are on its last day, which its figures are of."""
    return existing_on(last_day(year))


def last_day(year: int) -> datetime.date:
    """Return the last day of a year."""
    return datetime.date(year, 12, 31)


def existing_on(day: datetime.date) -> Q:
    """Return which regions there are on a day."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


class RegencyQuerySet(models.QuerySet):
    """Questions about regencies."""

    def in_year(self, year: int):
        """Return the regions that take part in a year."""
        return self.filter(existing_in(year))

    def renamed(self) -> models.QuerySet:
        """Return the regions that took over one that ended, whole: it has no other successor."""
        others = Regency.objects.filter(predecessor=OuterRef("predecessor")).exclude(pk=OuterRef("pk"))
        return self.filter(~Exists(others), predecessor__until__isnull=False)

    def visible_to(self, user):
        """Return the own regency for an officer or head, all of the province for provincial staff."""
        if user.is_superuser:
            return self
        return self.filter(Q(pk__in=user.regency_ids) | Q(province__in=user.province_ids))


def taken_over_by(regencies: Iterable[int] | models.QuerySet) -> models.QuerySet:
    """Return the keys of the regions that these go on with under another name or code."""
    return Regency.objects.filter(pk__in=regencies).renamed().values("predecessor")


def with_taken_over(regencies: Iterable[int]) -> models.QuerySet:
    """Return the keys of these regions and of those that they go on with."""
    own = Regency.objects.filter(pk__in=regencies).order_by()
    return own.values("pk").union(taken_over_by(regencies).order_by())


def heir_of(region: str) -> Subquery:
    """Return the key of the region that goes on with the one at this path; None without one."""
    return Subquery(Regency.objects.renamed().filter(predecessor=OuterRef(region)).values("pk"))


@pghistory.track()
class Regency(models.Model):
    """A regency or city, with the facts its reports are checked against."""

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="regencies", verbose_name="provinsi"
    )
    kind = models.CharField("jenis", max_length=9, choices=RegencyKind)
    name = models.CharField("nama", max_length=80)
    kemendagri_code = models.CharField("kode Kemendagri", max_length=5, unique=True)
    bps_code = models.CharField("kode BPS", max_length=4, unique=True, null=True, blank=True)
    capital = models.CharField("ibu kota", max_length=80, blank=True)
    districts = models.PositiveSmallIntegerField("kecamatan")
    urban_villages = models.PositiveSmallIntegerField("kelurahan")
    villages = models.PositiveSmallIntegerField("desa", help_text="0 bila daerah ini tidak memiliki desa")
    reference_year = models.PositiveSmallIntegerField("tahun rujukan", validators=[validate_year])
    office_name = models.CharField("nama dinas", max_length=160)
    since = models.DateField(
        "berdiri sejak", null=True, blank=True, help_text="Kosong bila sudah ada sejak penghargaan pertama."
    )
    until = models.DateField(
        "berakhir pada",
        null=True,
        blank=True,
        help_text="Hari terakhirnya; kosong selama daerah ini masih ada.",
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="successors",
        verbose_name="daerah asal",
        null=True,
        blank=True,
        help_text="Daerah yang berganti nama atau dimekarkan menjadi daerah ini.",
    )

    objects = RegencyQuerySet.as_manager()

    class Meta:
        ordering = ["kemendagri_code"]
        verbose_name = "kabupaten/kota"
        verbose_name_plural = "kabupaten/kota"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind", "name"],
                condition=Q(until=None),
                name="regency_once",
                violation_error_message="Kabupaten/kota dengan nama ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="regency_ends_after_it_began",
                violation_error_message="Daerah berakhir sebelum berdiri. Periksa kedua tanggalnya.",
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | Q(since__isnull=False),
                name="regency_after_another_has_a_beginning",
                violation_error_message="Daerah yang memiliki daerah asal memiliki hari berdiri. Isi tanggalnya.",
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("id")),
                name="regency_not_after_itself",
                violation_error_message="Daerah asal adalah daerah ini sendiri. Pilih daerah lain.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RegencyKind.values),
                name="regency_kind_known",
                violation_error_message="Pilih kabupaten atau kota.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    def is_in_year(self, year: int) -> bool:
        """Whether the region takes part in a year: as `existing_in`."""
        day = datetime.date(year, 12, 31)
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)

    @property
    def has_villages(self) -> bool:
        return self.villages > 0

    @property
    def digits(self) -> str:
        """The code without its dot, with which codes of villages begin: "6102"."""
        return self.kemendagri_code.replace(".", "")

    @property
    def is_used(self) -> bool:
        """Whether a report, an award or anything but its history, accounts and official figures names the region."""
        kept = {"events", "memberships", "official_workforce", "branch_figures", "successors"}
        names = {relation.get_accessor_name() for relation in self._meta.related_objects} - kept
        return any(getattr(self, name).exists() for name in names)


class MinimumPremiumQuerySet(models.QuerySet):
    """Questions about the least premium."""

    def in_force(self, on: datetime.date):
        """Return the premium that applies on a day, None before the first one."""
        return _in_force.first(on)


@pghistory.track()
class MinimumPremium(models.Model):
    """The least BPU premium, rupiah per person and month, from a date on."""

    since = models.DateField("berlaku sejak", unique=True)
    amount = models.PositiveIntegerField("rupiah per orang per bulan")
    source = models.CharField("sumber", max_length=200)

    objects = MinimumPremiumQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name = "iuran minimum BPU"
        verbose_name_plural = "iuran minimum BPU"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="premium_positive",
                violation_error_message="Iuran minimum lebih dari Rp0.",
            )
        ]

    def __str__(self) -> str:
        return f"{format_rupiah(self.amount)} sejak {format_date(self.since)}"


@compiled
def _in_force(on: datetime.date) -> models.QuerySet[MinimumPremium]:
    return MinimumPremium.objects.filter(since__lte=on).order_by("-since")[:1]

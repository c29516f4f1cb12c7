"""Who pays for whose protection: the groups that are insured, how many there are of them, and the budget."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from regencies.choices import NO_CEILING, FundingSource, WorkerGroup
from regencies.models.reports import EntryDetail


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
    group_name = models.CharField("nama kelompok lain", max_length=80, blank=True)

    OPTIONAL = ("villages", "programmes")
    LATER = ("group_name",)
    VILLAGE_FIELDS = ("villages",)

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
        return f"{self.own_name or self.get_group_display()} ({self.get_funding_source_display()})"

    @property
    def own_name(self) -> str:
        """What the office calls a group that the list does not have; "" of every other."""
        return self.group_name if self.group == WorkerGroup.OTHER else ""

    @property
    def REQUIRED(self) -> tuple[str, ...]:  # type: ignore[override]
        name = ("group_name",) if self.group == WorkerGroup.OTHER else ()
        return (*name, "persons", "months_covered", "realised")

    @property
    def not_asked(self) -> frozenset[str]:
        named = self.group == WorkerGroup.OTHER or self.group_name
        return frozenset() if named else frozenset({"group_name"})


@pghistory.track()
class PublicWorkers(EntryDetail):
    """How many people work for region and villages without being civil servants, protected or not: denominators."""

    non_civil_servants = models.PositiveIntegerField("jumlah pegawai non-ASN", null=True, blank=True)
    village_officials = models.PositiveIntegerField("jumlah aparatur desa", null=True, blank=True)
    neighbourhood_heads = models.PositiveIntegerField("jumlah ketua RT/RW", null=True, blank=True)
    village_bodies = models.PositiveIntegerField("jumlah anggota lembaga desa", null=True, blank=True)
    source = models.CharField("sumber angka", max_length=200, blank=True)

    OPTIONAL = ("non_civil_servants", "village_officials", "neighbourhood_heads", "village_bodies", "source")
    VILLAGE_FIELDS = ("village_officials", "village_bodies")

    class Meta:
        verbose_name = "non-ASN, aparatur, dan RT/RW"
        verbose_name_plural = "non-ASN, aparatur, dan RT/RW"

    def __str__(self) -> str:
        return "Non-ASN, aparatur, dan RT/RW"


@pghistory.track()
class BudgetLine(EntryDetail):
    """One activity: its ceiling and what was spent, in rupiah. What companies pay has no ceiling."""

    activity = models.CharField("kegiatan", max_length=200)
    funding_source = models.CharField("sumber dana", max_length=16, choices=FundingSource)
    ceiling = models.PositiveBigIntegerField("pagu (Rp)", null=True, blank=True)
    realised = models.PositiveBigIntegerField("realisasi (Rp)", null=True, blank=True)

    class Meta:
        verbose_name = "anggaran"
        verbose_name_plural = "anggaran"

    def __str__(self) -> str:
        return f"{self.activity} ({self.get_funding_source_display()})"

    @property
    def has_ceiling(self) -> bool:
        """Whether its money stands in a budget."""
        return self.funding_source not in NO_CEILING

    @property
    def REQUIRED(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("ceiling", "realised") if self.has_ceiling else ("realised",)

    @property
    def not_asked(self) -> frozenset[str]:
        return frozenset() if self.has_ceiling or self.ceiling is not None else frozenset({"ceiling"})

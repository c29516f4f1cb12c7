"""One award year of one province: its phase, its dates, its categories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Exists, OrderBy, OuterRef, Q, Subquery, Value, When

from awards.choices import Phase
from awards.models.criteria import Criterion
from awards.models.rules import CategoryDates, Method, YearDates
from regencies.choices import REGENCY_KIND
from regencies.kinds.kind import Kind
from regencies.kinds.registry import KINDS
from regencies.models import Province, User
from regencies.models.places import validate_year


def newest_first(way: str = "") -> list[OrderBy | str]:
    """Return the order of award years: newest first, those in preparation and then rehearsals last.

    `way` leads to one: "edition__".
    """
    in_preparation = Case(When(**{f"{way}phase": Phase.PREPARATION}, then=Value(True)), default=Value(False))
    return [f"{way}rehearsal", in_preparation.asc(), f"-{way}award_year"]


def discarded(way: str = "") -> Q:
    """Return which award years are rehearsals put away, as a filter; `way` leads to one: "edition__"."""
    return Q(**{f"{way}rehearsal": True, f"{way}phase": Phase.ARCHIVED})


class EditionQuerySet(models.QuerySet):
    """Questions about award years."""

    def administered_by(self, user: User) -> Self:
        """Return those of the provinces a user administers; all for an operator."""
        if user.is_superuser:
            return self
        return self.filter(province__in=user.administered_province_ids)

    def with_corrected(self) -> Self:
        """Annotate `corrected`: whether a correction of something published is open."""
        opened = {
            "categories__publications__live": True,
            "categories__publications__correction__isnull": False,
        }
        return self.annotate(corrected=Exists(self.model.objects.filter(pk=OuterRef("pk"), **opened)))

    def before(self, edition: Edition) -> Self:
        """Return the award year that precedes one in its province, as one row at most: the latest before it."""
        return self.filter(province=edition.province_id, award_year__lt=edition.award_year)[:1]

    def with_earlier(self) -> Self:
        """Annotate `follows`: whether the province has an earlier award year."""
        years = self.model.objects.filter(province=OuterRef("province"))
        return self.annotate(follows=Exists(years.filter(award_year__lt=OuterRef("award_year"))))

    def with_rehearsal(self) -> Self:
        """Annotate `rehearsed`: the key of the rehearsal of an award year that is not put away; None of none."""
        own = {"province": OuterRef("province"), "award_year": OuterRef("award_year")}
        found = self.model.living.filter(rehearsal=True, **own)
        return self.annotate(rehearsed=Subquery(found.values("pk")))

    def public(self):
        """Return all but those still being prepared."""
        return self.exclude(phase=Phase.PREPARATION)


class RealYears(models.Manager.from_queryset(EditionQuerySet)):
    """The award years that count; whoever wants a rehearsal as well says so by `living`."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(rehearsal=False)


class LivingYears(models.Manager.from_queryset(EditionQuerySet)):
    """The award years and their rehearsals, without those put away."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().exclude(discarded())


@pghistory.track()
class Edition(YearDates, Method):
    """One award year of one province, assessing the reports of an earlier year; categories start with its method.

    A `rehearsal` is a copy of one to practise on: scored and never published, put away in its last phase.
    """

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="editions", verbose_name="provinsi"
    )
    award_year = models.PositiveSmallIntegerField("tahun penghargaan", validators=[validate_year])
    assessed_year = models.PositiveSmallIntegerField("tahun penilaian", validators=[validate_year])
    phase = models.CharField("tahap", max_length=16, choices=Phase, default=Phase.PREPARATION, editable=False)
    notice = models.TextField("pengumuman perubahan jadwal", blank=True)
    sk_number = models.CharField("nomor SK Tim Sembilan", max_length=80, blank=True)
    sk_date = models.DateField("tanggal SK", null=True, blank=True)
    sample_data = models.BooleanField("data contoh", default=False)
    live = models.BooleanField("ruang paparan dibuka", default=False, editable=False)
    rehearsal = models.BooleanField("gladi", default=False, editable=False)

    corrected: bool  # of `with_corrected`
    follows: bool  # of `with_earlier`
    rehearsed: int | None  # of `with_rehearsal`

    objects = RealYears()
    living = LivingYears()

    class Meta:
        ordering = ["-award_year", "province"]
        verbose_name = "tahun penghargaan"
        verbose_name_plural = "tahun penghargaan"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "award_year"],
                condition=Q(rehearsal=False),
                name="edition_once",
                violation_error_message="Tahun penghargaan ini sudah ada di provinsinya.",
            ),
            models.UniqueConstraint(
                fields=["province", "assessed_year"],
                condition=Q(rehearsal=False),
                name="edition_assesses_year_once",
                violation_error_message="Tahun penilaian ini sudah dipakai tahun penghargaan lain di provinsinya.",
            ),
            models.UniqueConstraint(
                fields=["province", "award_year"],
                condition=Q(rehearsal=True) & ~Q(phase=Phase.ARCHIVED),
                name="edition_one_rehearsal",
                violation_error_message="Gladi tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(rehearsal=False) | Q(phase__in=[Phase.SCORING, Phase.ARCHIVED]),
                name="edition_rehearsal_has_no_result",
                violation_error_message="Gladi hanya sampai tahap Penilaian.",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values),
                name="edition_phase_known",
                violation_error_message="Pilih tahap dari daftar.",
            ),
            models.CheckConstraint(
                condition=Q(assessed_year__lt=models.F("award_year")),
                name="edition_assesses_a_past_year",
                violation_error_message="Tahun penilaian mendahului tahun penghargaan.",
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1),
                name="edition_quorum_positive",
                violation_error_message="Kuorum sedikitnya satu lembar nilai.",
            ),
            models.CheckConstraint(
                condition=Q(note_below=None) | Q(note_below__gte=1, note_below__lte=100),
                name="edition_note_below_is_a_mark",
                violation_error_message="Batas catatan wajib dari 1 sampai 100, atau kosong.",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="edition_rehearsal_stays_one", fields=["rehearsal"])]

    def __str__(self) -> str:
        return f"{'Gladi ' * self.rehearsal}Paritrana Award {self.award_year} · {self.province}"

    @property
    def room_is_open(self) -> bool:
        """Whether interviews wait for the call in the room of presentations, not for the timetable."""
        return self.live and self.phase == Phase.SCORING


@pghistory.track()
class Category(CategoryDates, Method):
    """Entries that compete with each other, and by which rules."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="categories", verbose_name="tahun penghargaan"
    )
    slug = models.SlugField("alamat singkat")
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis yang dinilai", max_length=24, default=REGENCY_KIND)  # a key of KINDS

    has_plan: bool  # of the desk's queryset: a publication is planned, or could not come out as it was

    class Meta:
        ordering = ["edition", "slug"]
        verbose_name = "kategori"
        verbose_name_plural = "kategori"
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="category_once"),
            models.UniqueConstraint(fields=["id", "edition"], name="category_in_one_edition"),
            models.CheckConstraint(
                condition=Q(quorum__gte=1),
                name="category_quorum_positive",
                violation_error_message="Kuorum sedikitnya satu lembar nilai.",
            ),
            models.CheckConstraint(
                condition=Q(note_below=None) | Q(note_below__gte=1, note_below__lte=100),
                name="category_note_below_is_a_mark",
                violation_error_message="Batas catatan wajib dari 1 sampai 100, atau kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition.award_year}"

    @property
    def form(self) -> Kind:
        """What takes part in it."""
        return KINDS[self.kind]

    def get_kind_display(self) -> str:
        return self.form.label

    @property
    def criteria(self) -> models.QuerySet[Criterion]:
        """The criteria of its groups, in the order of the edition."""
        return Criterion.objects.filter(group__category=self)


def by_kind(categories: Iterable[Category]) -> list[Category]:
    """Return categories as the public reads them: in the order the registry lists the kinds, then by address."""
    places = {slug: place for place, slug in enumerate(KINDS)}
    return sorted(categories, key=lambda category: (places[category.kind], category.slug))

"""Who takes part beside the regions, each nominated in one: villages, companies, small businesses."""

from __future__ import annotations

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from regencies.choices import CompanySize, Role, Sector
from regencies.kinds.kind import Kind
from regencies.kinds.registry import KINDS, nominated_labels
from regencies.models.people import User, validate_phone
from regencies.models.places import Regency


def area_keys(user: User) -> tuple[list[int], list[int]]:
    """Return the regions a user works for or nominates in, and the provinces one nominates in: primary keys."""
    held = [m for m in user.active_memberships if not Role(m.role).is_provincial]
    return [m.regency_id for m in held if m.regency_id], [m.province_id for m in held if m.province_id]


def area_of(user: User, way: str = "") -> Q:
    """Return the filter for the regions a user works for or nominates in; `way` leads to a region: "regency__"."""
    regencies, provinces = area_keys(user)
    return Q(**{f"{way}pk__in": regencies}) | Q(**{f"{way}province__in": provinces})


class NomineeQuerySet(models.QuerySet):
    """Questions about nominees."""

    def visible_to(self, user: User) -> NomineeQuerySet:
        """Return those of the own office's region, of the area one nominates in, and of the own province."""
        if user.is_superuser:
            return self
        return self.filter(area_of(user, "regency__") | Q(regency__province__in=user.province_ids))

    def filled_by(self, user: User) -> NomineeQuerySet:
        """Return those whose report the user may fill in or certify."""
        return self.filter(area_of(user, "regency__"))

    def taking_part(self) -> NomineeQuerySet:
        """Return those not withdrawn."""
        return self.filter(withdrawn_at=None)


@pghistory.track()
class Nominee(models.Model):
    """A village, company or small business that a region's office or a branch of BPJS has nominated."""

    kind = models.CharField("jenis calon", max_length=24, choices=nominated_labels)
    name = models.CharField("nama", max_length=160)
    regency = models.ForeignKey(
        Regency, on_delete=models.PROTECT, related_name="nominees", verbose_name="kabupaten/kota"
    )
    code = models.CharField("kode desa atau NIB", max_length=13)
    sector = models.CharField("sektor usaha", max_length=12, choices=Sector, blank=True)
    size = models.CharField("skala usaha", max_length=10, choices=CompanySize, blank=True)
    address = models.CharField("alamat", max_length=240, blank=True)
    contact_name = models.CharField("nama penghubung", max_length=160, blank=True)
    contact_phone = models.CharField(
        "nomor telepon penghubung", max_length=30, blank=True, validators=[validate_phone]
    )
    nominated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diusulkan oleh", editable=False
    )
    nominated_at = models.DateTimeField("diusulkan pada", auto_now_add=True)
    withdrawn_at = models.DateTimeField("usulan ditarik pada", null=True, blank=True, editable=False)
    reason = models.TextField("alasan usulan ditarik", blank=True, editable=False)

    objects = NomineeQuerySet.as_manager()

    class Meta:
        ordering = ["regency", "kind", "name"]
        verbose_name = "calon"
        verbose_name_plural = "calon"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="nominee_once",
                violation_error_message="Calon dengan jenis dan kode ini sudah diusulkan.",
            ),
            models.UniqueConstraint(fields=["id", "regency"], name="nominee_in_one_region"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{10,13}$"), name="nominee_code_is_digits"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(reason=""), name="nominee_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def form(self) -> Kind:
        """What its kind asks of it."""
        return KINDS[self.kind]

    @property
    def code_label(self) -> str:
        """What its code is called: "NIB"."""
        return self.form.code.label if self.form.code else ""

    def clean(self) -> None:
        """Raise ValidationError for a code its kind does not have, and for a company without sector or size."""
        problems = {}
        has_code = self.form.code and self.code and self.regency_id  # what is blank is said of its own box
        if has_code and (wrong := self.form.code.why_wrong(self.code, self.regency.digits)):
            problems["code"] = wrong
        if self.form.sizes and self.size not in self.form.sizes:
            names = " atau ".join(size.label.lower() for size in self.form.sizes)
            problems["size"] = f"Skala usaha belum dipilih. {self.form.label} berskala {names}."
        if self.form.sizes and not self.sector:
            problems["sector"] = "Sektor usaha belum dipilih. Pilih yang utama."
        if problems:
            raise ValidationError(problems)

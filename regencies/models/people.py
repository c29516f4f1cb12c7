"""Accounts, which belong to people, and memberships, the offices they hold: an office is handed over."""

from __future__ import annotations

import datetime
import re
from typing import Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from config.postgres.compiled import compiled
from regencies.choices import NoticeKind, Role
from regencies.models.places import Province, Regency

PHONE = r"(?:[+(]\s*)*[0-9](?:[ ().\-–]*[0-9]){5,}(?:\s*(?:ext|psw|pes)\.?\s*[0-9]+)?"
PHONES = re.compile(rf"{PHONE}(?:\s*(?:[/,;]|atau)\s*{PHONE})*", re.ASCII | re.IGNORECASE)


def validate_nip(value: str) -> None:
    """Raise ValidationError unless the text is blank or 18 digits."""
    digits = value.replace(" ", "")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 18):
        raise ValidationError(
            f"Tertulis “{value}”. NIP terdiri atas 18 angka; kosongkan bila tidak memiliki NIP."
        )


def validate_phone(value: str) -> None:
    """Raise ValidationError unless the text is blank or telephone numbers of six digits or more."""
    if value and not PHONES.fullmatch(value.strip()):
        raise ValidationError(
            f"Tertulis “{value}”. Nomor telepon terdiri atas angka, sedikitnya enam. "
            "Tulis misalnya 0812-5555-0100 atau +62 561 123456."
        )


class UserManager(BaseUserManager):
    """Makes accounts with a lower-case address and finds them whatever the case."""

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)

    def with_unread_notices(self) -> models.QuerySet[User]:
        """Annotate `unread_notices`: how many notices a person has not read."""
        unread = models.FilteredRelation("notices", condition=Q(notices__read_at=None))
        return self.annotate(unread=unread).annotate(unread_notices=models.Count("unread"))

    def with_address(self, email: str) -> User | None:
        """Return the account of an address in any case, None where there is none."""
        return self.filter(email__iexact=email).first()


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person's account; what it may do comes from its memberships."""

    email = models.EmailField("alamat e-mail", unique=True)
    full_name = models.CharField(
        "nama lengkap dengan gelar",
        max_length=160,
        help_text="Ditulis apa adanya, misalnya dr. H. Harisson, M.Kes.",
    )
    nip = models.CharField("NIP", max_length=24, blank=True, validators=[validate_nip])
    phone = models.CharField("nomor telepon", max_length=30, blank=True, validators=[validate_phone])
    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("boleh masuk halaman admin", default=False)
    no_mail_of = ArrayField(
        models.CharField(max_length=12, choices=NoticeKind),
        verbose_name="tanpa surat perihal",
        default=list,
        blank=True,
        editable=False,
    )

    holds_office = True  # False of who is logged in and never held one (`AccountBackend.get_user`)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = "akun"
        verbose_name_plural = "akun"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Alamat e-mail ini sudah dipakai akun lain.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    @cached_property
    def active_memberships(self) -> list[Membership]:
        """The offices held today, in one query for a request at most: permissions and header go by it."""
        if not self.holds_office:
            return []
        return _held(self.pk, timezone.localdate())

    def holds(self, role: Role, *, regency: int | None = None, province: int | None = None) -> bool:
        """Return whether an active membership gives `role` in that regency or province (primary keys)."""
        return any(
            m.role == role
            and (regency is None or m.regency_id == regency)
            and (province is None or m.province_id == province)
            for m in self.active_memberships
        )

    @property
    def offices(self) -> list[Regency]:
        """The regencies this person works for, as officer or head, each once, by code."""
        found = {m.regency_id: m.regency for m in self.active_memberships if Role(m.role).is_office}
        return sorted(found.values(), key=lambda regency: regency.kemendagri_code)

    @property
    def zone(self) -> datetime.tzinfo:
        """The time zone of the first province held an office in; that of the site without one."""
        provinces = (m.province for m in self.active_memberships if m.province)
        return next((province.zone for province in provinces), timezone.get_default_timezone())

    @property
    def regency_ids(self) -> list[int]:
        return [m.regency_id for m in self.active_memberships if Role(m.role).is_office]

    @property
    def province_ids(self) -> list[int]:
        """The provinces whose staff this person is: verifier or admin."""
        return [m.province_id for m in self.active_memberships if Role(m.role).is_provincial]

    @property
    def nominates(self) -> bool:
        """Whether this person may nominate: an office for its region, a branch for its area."""
        return any(not Role(m.role).is_provincial for m in self.active_memberships)

    def nominates_in(self, regency: Regency) -> bool:
        """Return whether this person may nominate somebody in a region and fill in the report."""
        return any(
            not Role(m.role).is_provincial
            and (m.regency_id == regency.pk or (m.province_id and m.province_id == regency.province_id))
            for m in self.active_memberships
        )

    @property
    def administered_province_ids(self) -> list[int]:
        return [m.province_id for m in self.active_memberships if m.role == Role.ADMIN]


class MembershipQuerySet(models.QuerySet):
    """Questions about memberships."""

    def active(self, on: datetime.date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


@pghistory.track()
class Membership(models.Model):
    """An office somebody holds in a regency or a province, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="akun")
    role = models.CharField("peran", max_length=10, choices=Role)
    regency = models.ForeignKey(
        Regency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="kabupaten/kota",
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="provinsi",
    )
    since = models.DateField("sejak", default=timezone.localdate)
    until = models.DateField("sampai", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "since"]
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["officer", "head"], regency__isnull=False, province__isnull=True)
                | Q(role__in=["verifier", "admin"], regency__isnull=True, province__isnull=False)
                | Q(role="nominator", regency__isnull=True, province__isnull=False)
                | Q(role="nominator", regency__isnull=False, province__isnull=True),
                name="membership_role_fits_place",
                violation_error_message="Petugas dan kepala dinas ditugaskan di kabupaten/kota; "
                "verifikator dan admin di provinsi; pengusul di salah satunya.",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="membership_ends_after_start",
                violation_error_message="Tanggal berakhir mendahului tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.regency or self.province}"

    @property
    def own_province(self) -> Province:
        """The province of the office, or of the regency it is in."""
        return self.province or self.regency.province


@compiled
def _held(user: int, on: datetime.date) -> models.QuerySet[Membership]:
    held = Membership.objects.active(on).filter(user=user)
    return held.select_related("regency__province", "province").order_by("pk")

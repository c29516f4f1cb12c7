"""What is objected to a result during the time for it, by an office here or by letter, and what was decided."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from awards.choices import ObjectionStatus
from awards.models.entries import Entry
from regencies.l10n.numbers import format_exact, format_integer
from regencies.models import User
from regencies.models.kept_file import KeptFile

WAITING = [ObjectionStatus.DRAFT, ObjectionStatus.RECEIVED]
SENT = ("entry_id", "letter", "subject", "about", "judged", "claimed", "content", "sent_by_id", "sent_at")
OF_A_DRAFT = """
    PERFORM FROM awards_objection WHERE id IN (NEW.objection_id, OLD.objection_id) FOR SHARE;
    IF EXISTS (
        SELECT FROM awards_objection WHERE id IN (NEW.objection_id, OLD.objection_id) AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'The objection was sent.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def _columns(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in SENT)


class ObjectionQuerySet(models.QuerySet):
    """Questions about objections."""

    def of_office(self, user: User) -> Self:
        """Return those of the regencies a user works for, but of no award year whose panel they sit on."""
        return self.filter(entry__in=Entry.objects.of_office(user))

    def received(self) -> Self:
        """Return those the province knows of: a draft is the office's own."""
        return self.exclude(status=ObjectionStatus.DRAFT)


@pghistory.track()
class Objection(models.Model):
    """An objection against the result of an entry, and the answer; one an office sent stays as it was sent.

    It names what it is about (`subject`, a key of `objections.points`), which a letter may leave open.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="objections", verbose_name="yang dinilai"
    )
    letter = models.CharField("nomor dan tanggal surat", max_length=160, blank=True)
    subject = models.CharField("tanda yang disanggah", max_length=60, blank=True)
    about = models.CharField("yang disanggah", max_length=240, blank=True)
    judged = models.CharField("menurut hasil", max_length=40, blank=True)
    claimed = models.DecimalField("menurut dinas", max_digits=14, decimal_places=3, null=True, blank=True)
    content = models.TextField("isi sanggahan")
    status = models.CharField(
        "status", max_length=8, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED
    )
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditulis oleh"
    )
    version = models.PositiveIntegerField("versi draf", default=0)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dikirim oleh"
    )
    sent_at = models.DateTimeField("dikirim pada", null=True, blank=True)
    answer = models.TextField("jawaban", blank=True)
    granted = models.DecimalField(
        "angka yang dikabulkan", max_digits=14, decimal_places=3, null=True, blank=True
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputus oleh"
    )
    decided_at = models.DateTimeField("diputus pada", null=True, blank=True)

    SAVE_COUNTER = "version"

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["entry__category", "entry", "pk"]
        verbose_name = "sanggahan"
        verbose_name_plural = "sanggahan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=WAITING) | ~Q(answer=""),
                name="objection_answered",
                violation_error_message="Sanggahan yang diputus memerlukan jawaban.",
            ),
            models.CheckConstraint(
                condition=~Q(letter="") | Q(status=ObjectionStatus.DRAFT) | Q(sent_by__isnull=False),
                name="objection_by_letter_or_office",
                violation_error_message="Tuliskan nomor dan tanggal surat sanggahannya.",
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(status=ObjectionStatus.ACCEPTED) & ~Q(subject=""),
                name="objection_grants_what_was_accepted",
            ),
            models.UniqueConstraint(
                fields=["entry", "subject"],
                condition=Q(status__in=WAITING) & ~Q(subject=""),
                name="objection_once_while_it_waits",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_objection_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_by__isnull=False),
            ),
            pgtrigger.Protect(
                name="sent_objection_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.sent_by_id IS NOT NULL AND ({_columns('OLD')}) IS DISTINCT FROM ({_columns('NEW')})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.letter or self.about}"

    @property
    def claimed_shown(self) -> str:
        """The number the office holds to be right, as people read it; "" without one."""
        return _shown(self.claimed)

    @property
    def granted_shown(self) -> str:
        """The number that counts since the objection was accepted, as people read it; "" without one."""
        return _shown(self.granted)


def _shown(number: Decimal | None) -> str:
    if number is None:
        return ""
    return format_integer(int(number)) if number == int(number) else format_exact(number.normalize())


def objection_path(row: ObjectionFile, filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    return f"evidence/objections/{row.objection_id}/{uuid.uuid4().hex}"


@pghistory.track()
class ObjectionFile(KeptFile):
    """A file that supports an objection; it comes and goes with the draft, and stays once that was sent."""

    objection = models.ForeignKey(
        Objection, on_delete=models.CASCADE, related_name="files", verbose_name="sanggahan"
    )
    file = models.FileField("berkas", upload_to=objection_path, max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = "bukti sanggahan"
        verbose_name_plural = "bukti sanggahan"
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "sha256"],
                name="objection_file_once",
                violation_error_message="Berkas yang sama sudah ada pada sanggahan ini.",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="objection_file_stays_the_file_it_is"),
            pgtrigger.Trigger(
                name="of_sent_objection_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=OF_A_DRAFT,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def province_id(self) -> int:
        return self.objection.entry.category.edition.province_id

    @property
    def owner(self) -> str:
        edition = self.objection.entry.category.edition
        return f"sanggahan {self.objection.entry} {edition.award_year}"

    @property
    def place(self) -> str:
        return f"sanggahan “{self.objection.about}”"

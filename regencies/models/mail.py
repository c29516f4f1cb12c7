"""What people are told: the inbox of each, and the outbox as the desk reads it, rows of post_office in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from regencies.choices import MailState, NoticeKind
from regencies.models.people import User
from regencies.models.reports import YearlyReport

STATES = {
    STATUS.sent: MailState.SENT,
    STATUS.failed: MailState.FAILED,
    STATUS.queued: MailState.WAITING,
    STATUS.requeued: MailState.WAITING,
}

ERASED = "@dihapus.invalid"  # how the address of an erased account ends
NOT_ERASED = f"OLD.mailed_to <> NEW.mailed_to AND right(NEW.mailed_to, {len(ERASED)}) <> '{ERASED}'"


class _IsAmong(Func):
    """Whether a text is one of those in a second, which separates them by comma, whatever their case."""

    arg_joiner = ") = ANY(string_to_array(lower("
    template = "lower(%(expressions)s), ', '))"
    output_field = BooleanField()


class OutgoingMailQuerySet(models.QuerySet):
    """Questions about the outbox."""

    def to_people(self, people: QuerySet[User]) -> Self:
        """Return what goes to the address of one of these accounts."""
        return self.filter(Exists(people.filter(_IsAmong("email", OuterRef("to")))))

    def in_state(self, *states: MailState) -> Self:
        return self.filter(status__in=[status for status, state in STATES.items() if state in states])

    def with_fault(self) -> Self:
        """Annotate `fault`: the kind of exception the last attempt ended with, None when none failed."""
        failed = Log.objects.filter(email=OuterRef("pk"), status=STATUS.failed).order_by("-pk")
        return self.annotate(fault=Subquery(failed.values("exception_type")[:1]))


class OutgoingMail(Email):
    """One message: waiting, sent or failed."""

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        proxy = True
        ordering = ["-pk"]
        verbose_name = "surat keluar"
        verbose_name_plural = "surat keluar"

    def __str__(self) -> str:
        return f"Surat nomor {self.pk}: {self.subject}"

    @property
    def state(self) -> MailState:
        return STATES.get(self.status, MailState.WAITING)

    @property
    def recipients(self) -> Iterable[str]:
        return [*self.to, *self.cc, *self.bcc]


class Notice(models.Model):
    """What one person was told about a report, in the words of the mail; about one not begun yet it names none."""

    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="notices", verbose_name="penerima"
    )
    kind = models.CharField("perihal", max_length=12, choices=NoticeKind)
    report = models.ForeignKey(
        YearlyReport,
        on_delete=models.PROTECT,
        null=True,
        related_name="notices",
        verbose_name="laporan",
    )
    subject = models.CharField("judul", max_length=250)
    text = models.TextField("isi")
    path = models.CharField("alamat halaman", max_length=200)
    once = models.CharField("pengenal", max_length=80, blank=True)  # of what a person is told once only
    mailed_to = models.EmailField("dikirim ke", blank=True)  # "" when the person wants no mail of this kind
    at = models.DateTimeField("waktu", default=timezone.now)
    read_at = models.DateTimeField("dibaca pada", null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "once"], condition=~Q(once=""), name="notice_told_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread")]
        triggers = [
            pgtrigger.ReadOnly(name="notice_stays_as_told", exclude=["read_at", "mailed_to"]),
            pgtrigger.Protect(
                name="notice_address_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(NOT_ERASED),
            ),
            pgtrigger.Protect(name="notice_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.subject

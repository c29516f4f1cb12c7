"""Invitations: who asks whom to work as what, until when, and whether they came."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from post_office.models import STATUS

from regencies.choices import InvitationState, MailState
from regencies.models.mail import OutgoingMail
from regencies.models.people import User
from regencies.models.places import Province


class InvitationQuerySet(models.QuerySet):
    """Questions about invitations."""

    def in_state(self, state: InvitationState) -> Self:
        """Return those a state is true of, as `Invitation.state` says."""
        waits = Q(mail__status__in=[STATUS.queued, STATUS.requeued])
        failed = Q(mail__status=STATUS.failed)
        is_of = {
            InvitationState.ACCEPTED: Q(accepted_at__isnull=False),
            InvitationState.EXPIRED: Q(accepted_at=None, until__lt=timezone.now()),
        }
        if state in is_of:
            return self.filter(is_of[state])
        running = self.filter(accepted_at=None, until__gte=timezone.now())
        if state == InvitationState.OPENED:
            return running.filter(opened_at__isnull=False)
        running = running.filter(opened_at=None)
        mailed = {InvitationState.WAITING: waits, InvitationState.FAILED: failed}
        found = mailed.get(state)
        return running.exclude(waits | failed) if found is None else running.filter(found)


@pghistory.track()
class Invitation(models.Model):
    """A duty somebody is invited to. Sent again it is the same row with the next number; the former link is dead."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations", verbose_name="akun")
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="+", verbose_name="provinsi"
    )
    duty = models.CharField("sebagai", max_length=300)
    award_year = models.PositiveSmallIntegerField("tahun penghargaan", null=True, blank=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="diundang oleh"
    )
    number = models.PositiveSmallIntegerField("pengiriman ke-", default=0)
    sent_at = models.DateTimeField("dikirim")
    until = models.DateTimeField("berlaku sampai")
    opened_at = models.DateTimeField(
        "dibuka", null=True, blank=True
    )  # its button was pressed, no password set yet
    accepted_at = models.DateTimeField("diterima", null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="surat",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province", "duty", "award_year"],
                nulls_distinct=False,
                name="invitation_once_for_a_duty",
            )
        ]

    def __str__(self) -> str:
        return f"Undangan nomor {self.pk}: {self.user}"

    @property
    def state(self) -> InvitationState:
        """Where it is; a message that the outbox has forgotten was sent."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.until < timezone.now():
            return InvitationState.EXPIRED
        if self.opened_at:
            return InvitationState.OPENED
        return {
            MailState.WAITING: InvitationState.WAITING,
            MailState.FAILED: InvitationState.FAILED,
        }.get(self.mail.state if self.mail else MailState.SENT, InvitationState.SENT)

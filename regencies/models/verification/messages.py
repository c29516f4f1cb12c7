"""What is said about one report entry: verifier and office to each other, or head and officers among themselves."""

import pgtrigger
from django.db import models
from django.db.models import Q

from regencies.choices import ThreadState
from regencies.models.people import User
from regencies.models.reports import REPORT_OF_ENTRY, ReportEntry, frozen_when_locked


class EntryMessage(models.Model):
    """One thing said about an entry, never changed; the newest of a thread says where the thread stands.

    An entry has two threads: one with the verifier, one `is_internal` of the office, which the verifier does not see.
    """

    entry = models.ForeignKey(ReportEntry, on_delete=models.CASCADE, related_name="messages")
    is_internal = models.BooleanField("di dalam dinas", default=False)
    state = models.CharField("keadaan", max_length=8, choices=ThreadState)
    text = models.TextField("pesan", blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    written_at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "pesan tentang butir"
        verbose_name_plural = "pesan tentang butir"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ThreadState.values), name="thread_state_known"),
            models.CheckConstraint(
                condition=Q(state=ThreadState.DONE) | ~Q(text=""), name="message_says_something"
            ),
        ]
        triggers = [
            frozen_when_locked(REPORT_OF_ENTRY),
            pgtrigger.ReadOnly(name="message_stays_as_written"),
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.get_state_display()

"""A person's own notices: read, and of which kinds they want a mail."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from contextlib import suppress

from django.db import DatabaseError, transaction
from django.utils import timezone

from regencies.choices import NoticeKind
from regencies.models import Notice, User, YearlyReport


def note_read(person: User, pk: int | None = None) -> Notice | None:
    """Note one notice of a person as read and return it, None for another's; without a key note all of them."""
    own = Notice.objects.filter(person=person)
    found = own.filter(pk=pk) if pk is not None else own
    found.filter(read_at=None).update(read_at=timezone.now())
    return found.first() if pk is not None else None


def office_told(report: YearlyReport, kind: NoticeKind, since: datetime.datetime | None) -> str:
    """Return whether the office was told of what happened to its report since a moment, for whoever did it."""
    told = False
    with suppress(DatabaseError), transaction.atomic():  # asking takes nothing down either
        told = report.notices.filter(kind=kind, at__gte=since).exists()
    return "Dinas diberi tahu." if told else "Dinas belum diberi tahu; hubungi dinas secara langsung."


def wanted_mail(person: User) -> list[NoticeKind]:
    """Return the kinds a person gets a mail about."""
    return [kind for kind in NoticeKind if kind not in person.no_mail_of]


def unwanted(wanted: Collection[str]) -> list[str]:
    """Return the kinds left out, as an account stores them."""
    return [kind.value for kind in NoticeKind if kind not in wanted]

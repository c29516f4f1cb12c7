"""How long the outbox keeps a message: one with a link that opens something a week, any other a year."""

from __future__ import annotations

import datetime

from django.db.models import Q
from post_office.models import STATUS

from regencies.models import OutgoingMail

OPENS = "/akun/"  # every link that opens something by itself is below it
LINK_KEPT = datetime.timedelta(days=7)
KEPT = datetime.timedelta(days=365)
AT_ONCE = 500  # messages; their rows are fetched to be deleted


def forget_mail(now: datetime.datetime) -> int:
    """Delete the messages whose time is over, counted from when they were sent or given up; return how many.

    One that failed is kept the longer time, for it may be sent again until its link is dead. What waits stays.
    """
    old_link = Q(status=STATUS.sent, message__contains=OPENS, last_updated__lt=now - LINK_KEPT)
    old = Q(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=now - KEPT)
    found = OutgoingMail.objects.filter(old_link | old).values_list("pk", flat=True)
    gone = 0
    while some := list(found[:AT_ONCE]):
        OutgoingMail.objects.filter(pk__in=some).delete()
        gone += len(some)
    return gone

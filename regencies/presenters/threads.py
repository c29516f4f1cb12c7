"""Where the threads about the entries of a report stand."""

from __future__ import annotations

from django.db.models import QuerySet

from config.postgres.compiled import compiled
from regencies.models import EntryMessage, YearlyReport


def newest_messages(report: YearlyReport, *, for_office: bool) -> list[EntryMessage]:
    """Return the newest message of each thread of a report, those of the office only for it. One query."""
    return _newest(report.pk, for_office=for_office)


@compiled
def _newest(report: int, *, for_office: bool) -> QuerySet[EntryMessage]:
    rows = EntryMessage.objects.filter(entry__report=report)
    seen = rows if for_office else rows.filter(is_internal=False)
    return seen.order_by("entry_id", "is_internal", "-pk").distinct("entry_id", "is_internal")

"""Where the threads about the entries of a report stand."""

from __future__ import annotations

from regencies.models import EntryMessage, YearlyReport


def newest_messages(report: YearlyReport, *, for_office: bool) -> list[EntryMessage]:
    """Return the newest message of each thread of a report, those of the office only for it. One query."""
    rows = EntryMessage.objects.filter(entry__report=report)
    seen = rows if for_office else rows.filter(is_internal=False)
    newest = seen.order_by("entry_id", "is_internal", "-pk").distinct("entry_id", "is_internal")
    return list(newest)

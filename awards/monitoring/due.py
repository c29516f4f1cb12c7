"""Reminding by itself: seven days, three days and one day before a report's deadline, of what is missing in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from awards.choices import Phase
from awards.models import Edition
from awards.monitoring.nominees import nominees_with_reports
from awards.monitoring.regions import regions_with_reports
from awards.monitoring.reminders import DONE, missing, until_of
from awards.monitoring.states import ReportState, report_states
from regencies.choices import NoticeKind
from regencies.models import Notice
from regencies.notices.audience import people_of_each
from regencies.notices.tell import deliver_once, page_of_office, written

DAYS = frozenset({7, 3, 1})  # before the deadline, of the calendar
MORNING = 7  # o'clock in the province
PHASES = (Phase.FILLING, Phase.VERIFICATION)


def remind_of_deadlines(now: datetime.datetime) -> int:
    """Tell who has still to send a report that its deadline is near, each once a day; return how many were told."""
    told = 0
    for edition in Edition.objects.filter(phase__in=PHASES).select_related("province"):
        if now.astimezone(edition.province.zone).hour >= MORNING:
            told += deliver_once(list(_notices(edition, [(row, row.days) for row in _due(edition)])))
    return told


def next_reminders(edition: Edition) -> list[Notice]:
    """Return what each office would be told next of its deadline, as its report stands now; who has sent is not."""
    if edition.phase not in PHASES:
        return []
    ahead = []
    for row in _unsent(edition):
        mark = max((day for day in DAYS if row.days is not None and day <= row.days), default=None)
        if mark is not None:
            ahead.append((row, mark))
    return list(_notices(edition, ahead))


def _unsent(edition: Edition) -> Iterator[ReportState]:
    everybody = [*regions_with_reports(edition), *nominees_with_reports(edition)]
    for row in report_states(edition, everybody):
        if row.is_open and row.status not in DONE:
            yield row


def _due(edition: Edition) -> Iterator[ReportState]:
    return (row for row in _unsent(edition) if row.days in DAYS)


def _notices(edition: Edition, rows: Sequence[tuple[ReportState, int | None]]) -> Iterator[Notice]:
    """Yield what is told of each report so many days before its deadline."""
    told = people_of_each((row.regency, row.nominee) for row, _ in rows)
    for (row, days), people in zip(rows, told, strict=True):
        said = {"days": days, "until": until_of(edition, row), "lines": list(missing(row))}
        about = f"{row.regency.pk}:{row.nominee.pk if row.nominee else ''}"
        once = f"due:{edition.pk}:{about}:{row.deadline:%Y-%m-%d}:{days}"
        for person, _ in people:
            yield written(NoticeKind.DUE, row.report, person, page_of_office(row.report), said, once)

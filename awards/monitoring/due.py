"""Reminding by itself: seven days, three days and one day before a report's deadline, of what is missing in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from awards.choices import Phase
from awards.models import Edition
from awards.monitoring.reminders import DONE, missing, until_of
from awards.monitoring.states import ReportState
from awards.monitoring.watched import NOMINEES, REGIONS
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
            told += deliver_once(list(_notices(edition, [*_due(edition)])))
    return told


def _due(edition: Edition) -> Iterator[ReportState]:
    for whose in (REGIONS, NOMINEES):
        for row in whose.states(edition):
            if row.days in DAYS and row.is_open and row.status not in DONE:
                yield row


def _notices(edition: Edition, rows: list[ReportState]) -> Iterator[Notice]:
    told = people_of_each((row.regency, row.nominee) for row in rows)
    for row, people in zip(rows, told, strict=True):
        said = {"days": row.days, "until": until_of(edition, row), "lines": list(missing(row))}
        about = f"{row.regency.pk}:{row.nominee.pk if row.nominee else ''}"
        once = f"due:{edition.pk}:{about}:{row.deadline:%Y-%m-%d}:{row.days}"
        for person, _ in people:
            yield written(NoticeKind.DUE, row.report, person, page_of_office(row.report), said, once)

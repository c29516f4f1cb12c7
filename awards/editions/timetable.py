"""The timetable of presentations: from the first hour, the length of one and the pauses. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Pause:
    """A part of every day in which nobody presents."""

    start: datetime.time
    end: datetime.time


def timetable(
    first: datetime.datetime, minutes: int, until: datetime.time, pauses: Sequence[Pause], count: int
) -> list[datetime.datetime]:
    """Return when each of `count` presentations of so many minutes begins, in order; none runs into a pause.

    A day that is full goes on the next day, at the hour of `first`; none runs beyond `until`. Returns fewer than
    `count` when a month does not hold them, none when a day does not hold one.
    """
    length = datetime.timedelta(minutes=minutes)
    found: list[datetime.datetime] = []
    for day in range(MOST_DAYS):
        begin = first + datetime.timedelta(days=day)
        found += _of_a_day(
            begin, length, _at(begin, until), [(_at(begin, p.start), _at(begin, p.end)) for p in pauses]
        )
    return found[:count]


def _of_a_day(
    begin: datetime.datetime,
    length: datetime.timedelta,
    end: datetime.datetime,
    pauses: Iterable[tuple[datetime.datetime, datetime.datetime]],
) -> list[datetime.datetime]:
    found = []
    breaks = sorted(pauses)
    while begin + length <= end:
        if met := next((stop for start, stop in breaks if start < begin + length and begin < stop), None):
            begin = met
            continue
        found.append(begin)
        begin += length
    return found


def _at(day: datetime.datetime, hour: datetime.time) -> datetime.datetime:
    return day.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)


def clashes(slots: Mapping[str, datetime.datetime], minutes: int) -> list[tuple[str, str]]:
    """Return (who, next) for each two presentations that begin less than so many minutes apart, in order."""
    in_order = sorted(slots.items(), key=lambda slot: slot[1])
    length = datetime.timedelta(minutes=minutes)
    return [(who, after) for (who, begin), (after, later) in pairwise(in_order) if later - begin < length]

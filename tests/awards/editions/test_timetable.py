"""The timetable: in order, a length apart, within the hours, never into a pause."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from awards.editions.timetable import Pause, clashes, timetable

ZONE = datetime.timezone(datetime.timedelta(hours=7))
FIRST = datetime.datetime(2026, 7, 29, 9, tzinfo=ZONE)
NOON = Pause(datetime.time(12), datetime.time(13))


def hours(found: list[datetime.datetime]) -> list[str]:
    return [moment.strftime("%d %H.%M") for moment in found]


def test_a_pause_and_the_end_of_the_day_are_kept():
    found = timetable(FIRST, 90, datetime.time(16), [NOON], 6)
    assert hours(found) == ["29 09.00", "29 10.30", "29 13.00", "29 14.30", "30 09.00", "30 10.30"]
    assert found[2] == FIRST.replace(hour=13)  # to the second


def test_one_that_would_run_into_the_pause_waits_for_its_end():
    assert hours(timetable(FIRST, 50, datetime.time(14), [NOON], 9)) == [
        *("29 09.00", "29 09.50", "29 10.40", "29 13.00"),
        *("30 09.00", "30 09.50", "30 10.40", "30 13.00", "31 09.00"),
    ]


def test_what_no_day_holds_is_not_placed():
    assert timetable(FIRST, 90, datetime.time(10), [], 3) == []
    assert timetable(FIRST, 30, datetime.time(8), [], 3) == []
    assert timetable(FIRST, 30, datetime.time(16), [], 0) == []
    assert len(timetable(FIRST, 60, datetime.time(10), [], 40)) == 31


@given(
    minutes=st.integers(5, 480),
    until=st.times(),
    pauses=st.lists(st.tuples(st.times(), st.times()).map(sorted), max_size=4),
    count=st.integers(0, 60),
)
def test_laws(minutes, until, pauses, count):
    breaks = [Pause(start, end) for start, end in pauses if start < end]
    found = timetable(FIRST, minutes, until, breaks, count)
    length = datetime.timedelta(minutes=minutes)
    assert len(found) <= count
    assert all(later - earlier >= length for earlier, later in pairwise(found))
    for begin in found:
        end = begin + length
        assert begin.time() >= FIRST.time()
        assert end <= begin.replace(hour=until.hour, minute=until.minute, second=0)
        for pause in breaks:
            start, stop = (
                begin.replace(hour=at.hour, minute=at.minute, second=0) for at in (pause.start, pause.end)
            )
            assert end <= start or begin >= stop or start == stop


def test_two_too_close_are_named_in_order():
    at = {
        "C": FIRST,
        "B": FIRST + datetime.timedelta(minutes=40),
        "A": FIRST + datetime.timedelta(minutes=14),
    }
    assert clashes(at, 14) == []
    assert clashes(at, 15) == [("C", "A")]
    assert clashes(at, 30) == [("C", "A"), ("A", "B")]
    assert clashes({}, 30) == []

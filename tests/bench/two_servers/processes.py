"""The processes of this test and how much processor they have had, read from /proc."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


class Process(NamedTuple):
    parent: int
    words: list[bytes]  # its command
    seconds: float  # of processor, its own
    with_ended: float  # and of the children that have ended


def running() -> dict[int, Process]:
    """Every process of this machine by its number."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            told = (place / "stat").read_text().rpartition(")")[2].split()
            own, ended = sum(map(int, told[11:13])), sum(map(int, told[13:15]))
            words = (place / "cmdline").read_bytes().split(b"\0")
            found[int(place.name)] = Process(int(told[1]), words, own / TICK, (own + ended) / TICK)
    return found


def below(parent: int, among: dict[int, Process]) -> list[int]:
    """A process and all that it started and those started."""
    own = [process for process, about in among.items() if about.parent == parent]
    return [parent, *(each for process in own for each in below(process, among))]


def ours_with(*words: bytes) -> list[int]:
    """The processes below this one in whose commands these words stand."""
    among = running()
    return [each for each in below(os.getpid(), among) if {*words} <= {*among[each].words}]


def seconds_below(parent: int) -> float:
    """The processor time that a process and all below it have had, those that have ended included."""
    among = running()
    return sum(among[each].with_ended for each in below(parent, among) if each in among)

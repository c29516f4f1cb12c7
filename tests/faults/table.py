"""The table of faults: what each run of `make faults` found, on screen and in docs/faults.md."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
FAULTS = (
    "Server's process killed inside a save",
    "Server's process killed inside an upload",
    "Server's process killed inside the sending of a report",
    "Server's process killed inside the locking of a sheet",
    "Server's process killed inside a publication",
    "Restore killed",
    "PostgreSQL killed under load",
    "PostgreSQL restarted under load",
    "PostgreSQL gone",
    "Disk of the evidence full",
    "Disk of the database full",
    "Mail server dead for a day",
    "Clock jumps over the deadline and back",
    "Clock jumps two days ahead and back",
    "40 clients that never end their body",
    "An upload of 5 GB",
    "200 offices at once",
)
HEADS = ("Fault", "times", "acknowledged", "lost", "doubled", "seconds", "on")
INTRODUCTION = """\
# Faults

Written by `make faults`: the production server and its worker as processes of their own, real files, a real
PostgreSQL, and people who go on working while something breaks.

- **acknowledged**: what somebody was told is stored, sent, locked, published or on its way;
- **lost**: how much of it was not there afterwards; **doubled**: how much was there twice. Both are 0 or the run fails;
- **seconds**: from the fault, or from the moment what was away is back, to the next good answer; the slowest time;
- **on**: a run of one file of `tests/faults/` renews the rows it makes.
"""


@dataclass(frozen=True)
class Row:
    """What one fault did: how often it was tried, and the seconds until service, the slowest of these times."""

    fault: str
    times: int
    acknowledged: int
    lost: int
    doubled: int
    seconds: float
    note: str = ""
    on: str = ""

    def cells(self) -> list[str]:
        counted = (self.times, self.acknowledged, self.lost, self.doubled)
        said = f"{self.fault} ({self.note})" if self.note else self.fault
        return [said, *map(str, counted), f"{self.seconds:.1f}", self.on]


def machine() -> str:
    """On what and with which programs the table was made."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} processors with a load of {os.getloadavg()[1]:.0f}, {memory:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def today() -> str:
    return f"{datetime.datetime.now(datetime.UTC):%-d %B %Y}"


def in_order(rows: Collection[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: FAULTS.index(row.fault))


def is_whole(rows: Collection[Row]) -> bool:
    """Whether every fault was tried."""
    return {row.fault for row in rows} == set(FAULTS)


def in_markdown(rows: Collection[Row]) -> str:
    lines = [HEADS, ("---", *["---:"] * (len(HEADS) - 1)), *(row.cells() for row in in_order(rows))]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"{INTRODUCTION}\nThe machine: {machine()}.\n\n{table}"

"""The measurements in words: tables for the terminal and docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from typing import NamedTuple

from tests.bench.crowd import AT_ONCE, Crowded, DeadlineHour
from tests.bench.given import LARGE, MANY_YEARS
from tests.bench.growth import MOST, SIZES, grows_with_its_rows
from tests.bench.measuring import Measured
from tests.bench.pages import EMPTY, FLOORS, PAGE, TABLES
from tests.bench.sizes import Found, held_verdict, sizes_table, years_table
from tests.bench.targets import TARGETS, is_met, targets_table
from tests.bench.where import KINDS

IN_PROCESS, LOOPBACK, AT_SIZE = "in process", "over loopback", f"with {LARGE} regions"
WHERE, CROWD, TRUST = "where the time of a page goes that misses", "eight at once", "what trust costs"

Growth = Mapping[str, list[float]]  # what one entrant costs among as many as SIZES, ÷ among the fewest
Runs = Mapping[str, Mapping[str, Measured]]  # the way of asking: what was measured by name of the page


class Results(NamedTuple):
    """All that one run of the bench measured."""

    runs: Runs
    growth: Growth
    memory: tuple[float, float]  # MB of a worker that has answered once, and all
    sizes: tuple[Found, Found, Found]  # of SMALL and LARGE, and of SMALL with MANY_YEARS
    where: Mapping[str, Mapping[str, float]]  # page that misses its target: share of its time by kind
    crowded: Mapping[str, Crowded]
    deadline: Mapping[str, DeadlineHour]  # by what the pages do
    trust: Mapping[str, Mapping[str, float]]  # what is left out: save: share of the seconds with everything


INTRODUCTION = """\
# Performance

Written by `make bench`. Every number is a ratio within one run, so it does not depend on the machine: a page is
compared with the least it could cost under the same settings, middleware and server. The floors are

- **empty response**: nothing but the middleware;
- **session, user, template**: one logged-in user greeted by a template of one line;
- **table of its rows**: the same, and one query for the rows the page is about in a bare table.

Pages and floors take turns in every round; the median of the rounds counts, beside it the slowest but one in twenty.
“In process” asks the WSGI application directly, “over loopback” asks the production server through one kept-alive
connection. A save sends the whole form with one changed figure and is answered with a redirect. The data are the
demo's: 14 regions, nine seats, seven candidates.

The run fails when the public ranking costs over two empty responses, when a page that met its target in the file it is
about to write misses it by more than a fifth, when a page asks the database more among 514 regions than among 14, and
when one entrant of many costs twice what it does among 14.

“Where the time goes” looks at the stack a thousand times a second while a page that misses its target is asked for;
what is waited for, or drawn, by the innermost library counts as its. “Eight at once” asks one worker through eight
connections, so a light page is held up by who asks too.

“With 514 regions” is of another province: 514 regions, nine members, fifteen criteria and three years, written in bulk;
its last columns say what 14 regions of the same kind cost. Both, and few years and many, are other processes: a page is
compared in floors of its own. A publication is compared whole: everything from the lock to the commit.

The last table is of the pure modules, without any page: the processor time of one entrant of 14, 514, 8,000 and
75,000, two thirds of them candidates with nine sheets of marks, as a multiple of what it takes among 14. A
flat line is work that grows with its rows.
"""


def ratio(page: Measured, floor: Measured) -> str:
    return f"{page.seconds / floor.seconds:.1f}"


def table(measured: Mapping[str, Measured]) -> list[list[str]]:
    """A heading and one line for each page; a floor is compared with the empty response only."""
    lines = [["", "÷ empty", "÷ template", "÷ table", "bytes"]]
    for name in (*FLOORS, *TARGETS):
        page = measured[name]
        floors = [EMPTY, *([PAGE] if name in TARGETS else []), *([TABLES[name]] if name in TABLES else [])]
        compared = [ratio(page, measured[floor]) for floor in floors]
        compared += ["–"] * (3 - len(compared))
        lines.append([name, *compared, f"{page.size:,}".replace(",", " ")])
    return lines


def verdict(runs: Runs) -> str:
    met = [page for page in TARGETS if is_met(page, runs[IN_PROCESS])]
    return f"Targets met: {len(met)} of {len(TARGETS)}."


def memory_verdict(memory: tuple[float, float]) -> str:
    begun, ended = memory
    return f"Memory of a worker: {begun:.0f} MB once it has answered, {ended:.0f} MB after all of the loopback's pages."


def growth_table(growth: Growth) -> list[list[str]]:
    lines = [["", *(f"{size:,}".replace(",", " ") for size in SIZES)]]
    return lines + [[name, *(f"{value:.2f}" for value in found)] for name, found in growth.items()]


def growth_verdict(growth: Growth) -> str:
    said = "yes" if grows_with_its_rows(growth) else "no"
    worst = max((value, name) for name, found in growth.items() for value in found)
    return f"One entrant costs at most {MOST:.0f} × what it does among {SIZES[0]}: {said} ({worst[1]} {worst[0]:.2f})."


def where_table(where: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    lines = [["share of its time, %", *KINDS]]
    return lines + [
        [page, *(f"{100 * shares[kind]:.0f}" for kind in KINDS)] for page, shares in where.items()
    ]


def crowd_table(crowded: Mapping[str, Crowded]) -> list[list[str]]:
    lines = [["", "answers ÷ those of an empty response", "÷ template", "memory of the worker, MB"]]
    empty, page = crowded[EMPTY].rate, crowded[PAGE].rate
    return lines + [
        [name, f"{found.rate / empty:.3f}", f"{found.rate / page:.2f}", f"{found.memory:.0f}"]
        for name, found in crowded.items()
    ]


def deadline_verdicts(deadline: Mapping[str, DeadlineHour]) -> list[str]:
    return [
        f"Before the deadline, {AT_ONCE} officers whose pages {pages}, two workers: {found.together:.0f} saves a "
        f"second on this machine (wanted: 150), the slowest but one in twenty {found.slow / found.idle_median:.1f} × "
        "the median of an idle server (may take 5)."
        for pages, found in deadline.items()
    ]


def trust_table(trust: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    saves = list(next(iter(trust.values())))
    lines = [["seconds without it ÷ with it", *saves]]
    return lines + [[name, *(f"{found[save]:.2f}" for save in saves)] for name, found in trust.items()]


def tables(found: Results) -> dict[str, list[list[str]]]:
    """Every table by its heading."""
    return {
        "targets": targets_table(found.runs[IN_PROCESS]),
        AT_SIZE: sizes_table(*found.sizes[:2]),
        f"with {MANY_YEARS} years": years_table(found.sizes[0], found.sizes[2]),
        **{way: table(measured) for way, measured in found.runs.items()},
        WHERE: where_table(found.where),
        CROWD: crowd_table(found.crowded),
        TRUST: trust_table(found.trust),
        "pure modules, by entrants": growth_table(found.growth),
    }


def verdicts(found: Results) -> tuple[str, ...]:
    return (
        verdict(found.runs),
        growth_verdict(found.growth),
        memory_verdict(found.memory),
        *deadline_verdicts(found.deadline),
        held_verdict(found.sizes[1]),
    )


def on_screen(found: Results) -> str:
    parts = [f"{heading}\n{aligned(lines)}" for heading, lines in tables(found).items()]
    return "\n\n".join([*parts, *verdicts(found)])


def aligned(lines: list[list[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: list[str], widths: list[int]) -> str:
    first, *rest = (
        cell.ljust(width) if not n else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join([f"  {first}", *rest]).rstrip()


def in_markdown(found: Results) -> str:
    parts = [INTRODUCTION]
    for title, (heading, *lines) in tables(found).items():
        rows = [heading, ["---", *["---:"] * (len(heading) - 1)], *lines]
        parts.append(
            f"## {title.capitalize()}\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
        )
    parts.append("## What it must keep\n" + "".join(f"- {line}\n" for line in verdicts(found)))
    parts.append(f"Measured on {machine()}. The same tables for a program: `performance.json`.\n")
    return "\n".join(parts)


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def in_json(found: Results) -> str:
    """The same tables for a program: {heading: [{column: cell}]}, the machine, the verdicts."""
    said = {
        title: [dict(zip(["name", *heading[1:]], line, strict=True)) for line in lines]
        for title, (heading, *lines) in tables(found).items()
    }
    return json.dumps({"machine": machine(), "tables": said, "verdicts": verdicts(found)}, indent=1) + "\n"

"""The measurements in words: a table for the terminal and docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.measuring import Measured
from tests.bench.pages import EMPTY, FLOORS, PAGE, PAGES, RANKING

LIMIT = 2  # the public ranking, in empty responses
MOST_QUERIES = 15

Runs = Mapping[str, Mapping[str, Measured]]  # the way of asking: what was measured by name of the page

INTRODUCTION = """\
# Performance

Written by `make bench`. Every number is a ratio within one run, so it does not depend on the machine: a page is
compared with the least it could cost under the same settings, middleware and server. The floors are

- **empty response**: nothing but the middleware;
- **session, user, template**: one logged-in user greeted by a template of one line;
- **table of its rows**: the same, and one query for the rows the page is about in a bare table.

Pages and floors take turns in every round; the median of the rounds counts. “In process” asks the WSGI application
directly, “over loopback” asks the production server through one kept-alive connection. A save sends the whole form
with one changed figure and is answered with a redirect; it is compared with the floors of a page. The data are the
demo's: 14 regions, nine seats, seven candidates.
"""


def ratio(page: Measured, floor: Measured) -> str:
    return f"{page.seconds / floor.seconds:.1f}"


def table(measured: Mapping[str, Measured]) -> list[list[str]]:
    """A heading and one line for each page; a floor is compared with the empty response only."""
    lines = [["", "÷ empty", "÷ template", "÷ table", "bytes", "queries"]]
    for name in (*FLOORS, *PAGES):
        page = measured[name]
        others = [measured[PAGE], measured[PAGES[name]]] if name in PAGES else []
        compared = [ratio(page, floor) for floor in (measured[EMPTY], *others)]
        compared += ["–"] * (3 - len(compared))
        queries = "–" if page.queries is None else str(page.queries)
        lines.append([name, *compared, f"{page.size:,}".replace(",", " "), queries])
    return lines


def ranking_ratios(runs: Runs) -> dict[str, float]:
    return {way: measured[RANKING].seconds / measured[EMPTY].seconds for way, measured in runs.items()}


def is_fast_enough(runs: Runs) -> bool:
    return all(found <= LIMIT for found in ranking_ratios(runs).values())


def verdict(runs: Runs) -> str:
    found = ", ".join(f"{way} {value:.2f}" for way, value in ranking_ratios(runs).items())
    return f"Public ranking at most {LIMIT} × the empty response: {'yes' if is_fast_enough(runs) else 'no'} ({found})."


def most_queries(runs: Runs) -> str:
    counted = {name: m.queries for run in runs.values() for name, m in run.items() if m.queries is not None}
    heaviest = max((name for name in counted if name in PAGES), key=lambda name: counted[name])
    return f"Most queries of the six pages: {counted[heaviest]} ({heaviest}); the limit of a page is {MOST_QUERIES}."


def on_screen(runs: Runs) -> str:
    parts = []
    for way, measured in runs.items():
        lines = table(measured)
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        parts.append(f"{way}\n" + "\n".join(_aligned(line, widths) for line in lines))
    return "\n\n".join([*parts, verdict(runs), most_queries(runs)])


def _aligned(line: list[str], widths: list[int]) -> str:
    first, *rest = (
        cell.ljust(width) if not n else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join([f"  {first}", *rest]).rstrip()


def in_markdown(runs: Runs) -> str:
    parts = [INTRODUCTION]
    for way, measured in runs.items():
        heading, *lines = table(measured)
        rows = [heading, ["---", *["---:"] * (len(heading) - 1)], *lines]
        parts.append(f"## {way.capitalize()}\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n")
    parts.append(f"## What it must keep\n- {verdict(runs)}\n- {most_queries(runs)}\n")
    return "\n".join(parts)

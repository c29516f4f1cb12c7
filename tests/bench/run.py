"""The measuring process of `make bench`; expects the surroundings of tests.bench.__main__."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from tests.bench.asking import InProcess, Loopback, Visitor  # noqa: E402  Django is ready only now
from tests.bench.crowd import AT_ONCE, Crowded, DeadlineHour, crowded, deadline_hour  # noqa: E402
from tests.bench.given import FOUND, QUICK  # noqa: E402
from tests.bench.growth import grows_with_its_rows, growth  # noqa: E402
from tests.bench.measuring import count_queries, measure  # noqa: E402
from tests.bench.pages import (  # noqa: E402
    SAVERS,
    SECTION,
    SECTION_SAVE,
    SHEET,
    SHEET_SAVE,
    Cast,
    officers,
    prepare,
    steps,
)
from tests.bench.report import (  # noqa: E402
    IN_PROCESS,
    LOOPBACK,
    Results,
    aligned,
    in_json,
    in_markdown,
    on_screen,
    table,
)
from tests.bench.sizes import asks_more  # noqa: E402
from tests.bench.targets import TARGETS, is_met, is_ranking_quick, lost  # noqa: E402
from tests.bench.trust import costs  # noqa: E402
from tests.bench.where import shares  # noqa: E402

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
ROUNDS, FEW_ROUNDS, WARM_UP = 60, 8, 2
PATIENCE = 30  # seconds until the server answers
FORMS = {SECTION_SAVE: SECTION, SHEET_SAVE: SHEET}  # a save fetches its form first


def in_process(cast: Cast) -> dict:
    asked = steps(InProcess(), cast)
    measured = measure(asked, ROUNDS, WARM_UP)
    counted = {name: count_queries(ask) for name, ask in asked.items()}
    for save, form in FORMS.items():
        counted[save] -= counted[form]
    return {name: replace(found, queries=counted[name]) for name, found in measured.items()}


def where_time_goes(cast: Cast, measured: dict) -> dict[str, dict[str, float]]:
    """The shares of every page that misses its target."""
    asked = steps(InProcess(), cast)
    return shares({page: asked[page] for page in TARGETS if not is_met(page, measured)})


def over_loopback(cast: Cast) -> tuple[dict, tuple[float, float]]:
    """What was measured, and the memory of the worker (MB) after its first answer and after its last."""
    with server() as (port, process):
        begun = memory_below(process.pid)
        return measure(steps(Loopback(port), cast), ROUNDS, WARM_UP), (begun, memory_below(process.pid))


def by_eight(cast: Cast) -> dict[str, Crowded]:
    """What every page but the saves yields when eight ask for it at once, from one worker."""
    with server() as (port, process):
        people = [steps(Loopback(port), cast) for _ in range(AT_ONCE)]
        for person in people:
            for save in FORMS:
                del person[save]
        return crowded(people, lambda: memory_below(process.pid))


def before_the_deadline(cast: Cast) -> dict[str, DeadlineHour]:
    """Eight officers who save at once, each their own report; served as on a machine with two cores."""
    people = officers(AT_ONCE, but=cast)
    with server(workers=2) as (port, _):
        return {
            pages: deadline_hour([saver(Visitor(Loopback(port), who), report) for who, report in people])
            for pages, saver in SAVERS.items()
        }


def memory_below(parent: int) -> float:
    """Megabytes the largest process started by this one holds in memory: its only worker. 0 where /proc is not."""
    held = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            told = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            if int(told["PPid"]) == parent and "VmRSS" in told:
                held.append(int(told["VmRSS"].split()[0]) * 1024 / 1e6)
    return max(held)


@contextmanager
def server(workers: int = 1) -> Iterator[tuple[int, subprocess.Popen]]:
    """The production server on a free port, ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "config.serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if Loopback(port).ask("GET", "/healthz", {"Host": "localhost"}, b"").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The server did not answer.")


def quickly(cast: Cast) -> int:
    """Show the pages in process, a few rounds of each; written nowhere."""
    asked = steps(InProcess(), cast)
    sys.stdout.write(aligned(table(measure(asked, FEW_ROUNDS, WARM_UP))) + "\n")
    return 0


def main() -> int:
    cast = prepare()
    if QUICK in os.environ:
        return quickly(cast)
    looped, memory = over_loopback(cast)
    runs = {IN_PROCESS: in_process(cast), LOOPBACK: looped}
    measured = Results(
        runs=runs,
        growth=growth(),
        memory=memory,
        sizes=tuple(json.loads(os.environ[FOUND])),
        where=where_time_goes(cast, runs[IN_PROCESS]),
        crowded=by_eight(cast),
        deadline=before_the_deadline(cast),
        trust=costs(lambda transport: {save: steps(transport, cast)[save] for save in FORMS}),
    )
    gone = list(lost(WRITTEN.read_text(encoding="utf-8"), measured.runs[IN_PROCESS]))
    small, large, old = measured.sizes
    more = asks_more(small, large) + asks_more(small, old)
    WRITTEN.write_text(in_markdown(measured), encoding="utf-8")
    WRITTEN.with_suffix(".json").write_text(in_json(measured), encoding="utf-8")
    said = [on_screen(measured), f"\n\nWritten to {WRITTEN.parent.name}/{WRITTEN.name}.\n"]
    said += [f"Lost since it was last written: {page}.\n" for page in gone]
    said += [f"Asks more among many: {page}.\n" for page in more]
    sys.stdout.write("".join(said))
    quick = all(map(is_ranking_quick, measured.runs.values()))
    return 0 if quick and not gone and not more and grows_with_its_rows(measured.growth) else 1


if __name__ == "__main__":
    sys.exit(main())

"""The measuring process of `make bench`; expects the surroundings of tests.bench.__main__."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from tests.bench.asking import InProcess, Loopback  # noqa: E402  Django is ready only now
from tests.bench.growth import grows_with_its_rows, growth  # noqa: E402
from tests.bench.measuring import count_queries, measure  # noqa: E402
from tests.bench.pages import SECTION, SECTION_SAVE, SHEET, SHEET_SAVE, Cast, prepare, steps  # noqa: E402
from tests.bench.report import in_markdown, is_fast_enough, on_screen  # noqa: E402

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
ROUNDS, WARM_UP = 60, 5
PATIENCE = 30  # seconds until the server answers
FORMS = {SECTION_SAVE: SECTION, SHEET_SAVE: SHEET}  # a save fetches its form first


def in_process(cast: Cast) -> dict:
    asked = steps(InProcess(), cast)
    measured = measure(asked, ROUNDS, WARM_UP)
    counted = {name: count_queries(ask) for name, ask in asked.items()}
    for save, form in FORMS.items():
        counted[save] -= counted[form]
    return {name: replace(found, queries=counted[name]) for name, found in measured.items()}


def over_loopback(cast: Cast) -> dict:
    with server() as port:
        return measure(steps(Loopback(port), cast), ROUNDS, WARM_UP)


@contextmanager
def server() -> Iterator[int]:
    """The production server on a free port, ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "config.serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    try:
        wait_for(port, process)
        yield port
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


def main() -> int:
    cast = prepare()
    runs = {"in process": in_process(cast), "over loopback": over_loopback(cast)}
    grown = growth()
    WRITTEN.write_text(in_markdown(runs, grown), encoding="utf-8")
    sys.stdout.write(on_screen(runs, grown) + f"\n\nWritten to {WRITTEN.parent.name}/{WRITTEN.name}.\n")
    return 0 if is_fast_enough(runs) and grows_with_its_rows(grown) else 1


if __name__ == "__main__":
    sys.exit(main())

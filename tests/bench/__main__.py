"""`make bench`: seventeen pages against five floors on a scratch copy of the demo, eleven at the size of the country.

Every scratch directory holds a database, files and publications of its own; nothing of the checkout is touched but
docs/performance.md. `make bench-quick` measures the seventeen in process, roughly, and writes nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.given import FEW_YEARS, FOUND, LARGE, MANY_YEARS, QUICK, SMALL

ROOT = Path(__file__).resolve().parents[2]
SIZES = (SMALL, FEW_YEARS), (LARGE, FEW_YEARS), (SMALL, MANY_YEARS)  # regions and years
STAGE = "penilaian"  # the one stage in which sheets can be filled in


def surroundings(scratch: Path) -> dict[str, str]:
    """The environment of production settings on a scratch database, in demo mode for the demo's accounts."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    return kept | {
        "DEMO": "1",
        "POSTGRES_DIR": str(scratch / "postgres"),
        "MEDIA_ROOT": str(scratch / "media"),
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "SLOW_MS": "600000",
    }


@contextmanager
def scratch_database() -> Iterator[Callable[..., str]]:
    """A function that runs a command of Python on a new database and returns what it printed; stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="paritrana-bench-") as name:
        environment = surroundings(Path(name))

        def run(*command: str, shown: bool = True, **more: str) -> str:
            done = subprocess.run(
                [sys.executable, *command],
                cwd=ROOT,
                env=environment | more,
                check=True,
                text=True,
                stdout=None if shown else subprocess.PIPE,
            )
            return done.stdout or ""

        try:
            run("manage.py", "migrate", "--verbosity", "0")
            yield run
        finally:
            run("-m", "config.postgres.embedded", "stop", environment["POSTGRES_DIR"])


def main(arguments: Sequence[str]) -> int:
    quick = "--quick" in arguments
    try:
        found = [] if quick else [of_size(*size) for size in SIZES]
        with scratch_database() as run:
            run("manage.py", "load_demo", "--stage", STAGE)
            run("-m", "tests.bench.run", **{QUICK: "1"} if quick else {FOUND: json.dumps(found)})
    except subprocess.CalledProcessError as problem:
        return problem.returncode
    return 0


def of_size(regions: int, years: int) -> dict[str, list[float]]:
    """What the pages cost in a province of so many regions and years."""
    with scratch_database() as run:
        told: dict[str, list[float]] = json.loads(
            run("-m", "tests.bench.size", str(regions), str(years), shown=False)
        )
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

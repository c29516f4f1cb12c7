"""`make mutants`: change the code on purpose, one spot at a time, and see whether a test notices.

A sample by seed of a set of rooms, or every change of the modules that are named. Works on a copy of the tree.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.mutants.changes import Change, changed_source, changes_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = (
    1800  # seconds for one run: several times what the tests of an application take, so only a loop ends it
)
# Of all rooms.
EVERYWHERE = [f"tests/project/test_{name}.py" for name in ("locks", "migrations", "values", "verbs")]
SETS = {
    "pure": (
        *("awards/contract", "awards/document", "awards/scoring"),
        *("regencies/l10n", "regencies/figures", "regencies/checks"),
    ),
    "actions": (
        *("regencies/actions", "regencies/permissions.py", "regencies/models"),
        *("awards/panel", "awards/editions", "awards/publishing/publish.py", "awards/models"),
    ),
}


def modules_of(paths: Sequence[str]) -> list[Path]:
    """Return the modules in these rooms, without what is no logic."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path]
    return [path.relative_to(ROOT) for path in found if path.name not in {"__init__.py", "base.py"}]


def tests_of(module: Path, *, near: bool) -> list[list[str]]:
    """Return the runs tried in turn: tests importing the module, of all rooms, of its room; unless near of its app."""
    name = ".".join(module.with_suffix("").parts)
    package, _, last = name.rpartition(".")
    importing = sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if "journeys" not in path.parts
        and (f"from {name} import" in (text := path.read_text()) or f"from {package} import {last}" in text)
    )
    room = Path("tests", *module.parts[:2]).with_suffix("")
    rooms = [str(room)] if (ROOT / room).is_dir() else []
    application = [] if near else [f"tests/{module.parts[0]}"]
    return [run for run in (importing, EVERYWHERE, rooms, application) if run]


def is_noticed(copy: Path, change: Change, *, near: bool = False) -> bool:
    """Return whether a test fails, or does not end, with the change made."""
    path = copy / change.module
    source = path.read_text(encoding="utf-8")
    changed = changed_source(source, change)
    if changed is None or changed == source:
        return True
    path.write_text(changed, encoding="utf-8")
    try:
        return any(_fails(copy, run) for run in tests_of(change.module, near=near))
    finally:
        path.write_text(source, encoding="utf-8")


def _fails(copy: Path, run: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *run]
    process = subprocess.Popen(
        command,
        cwd=copy,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=PATIENCE) != 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def copied(where: Path) -> Path:
    """Copy what git knows of the tree, as it is now."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, where / name)
    return where


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules whose every change is tried")
    parser.add_argument("--set", choices=SETS, default="pure", help="rooms to sample (default %(default)s)")
    parser.add_argument("--sample", type=int, default=60, help="how many changes (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default %(default)s)")
    parser.add_argument("--near", action="store_true", help="skip the tests of the application: a first look")
    return parser.parse_args()


def main() -> int:
    given = options()
    chosen = [Path(name) for name in given.modules] or modules_of(SETS[given.set])
    changes = [change for module in chosen for change in changes_of(ROOT, module)]
    if not given.modules:
        changes = Random(given.seed).sample(changes, min(given.sample, len(changes)))  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="paritrana-mutants-") as name:
        copy, noticed = copied(Path(name)), 0
        for tried, change in enumerate(sorted(changes, key=str), start=1):
            found = is_noticed(copy, change, near=given.near)
            noticed += found
            print("noticed  " if found else "SURVIVED ", change, f"({noticed} of {tried})", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The project's commands in a process of their own, with an environment that holds nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments and variables, for a minute at most; returns how it ended and what it said."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | {"SLOW_MS": "600000"} | environment,  # a busy machine has no slow queries
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of manage.py."""
    return run("manage.py", *arguments, **environment)

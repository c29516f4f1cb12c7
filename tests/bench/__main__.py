"""`make bench`: seventeen pages against five floors, in one run, on a scratch copy of the demo.

The scratch directory holds a database, files and publications of its own; nothing of the checkout is touched but
docs/performance.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGE = "penilaian"  # the one stage in which sheets can be filled in


def surroundings(scratch: Path) -> dict[str, str]:
    """The environment of production settings on a scratch database, in demo mode for the demo's accounts."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    return kept | {
        "DEMO": "1",
        "POSTGRES_DIR": str(scratch / "postgres"),
        "MEDIA_ROOT": str(scratch / "media"),
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="paritrana-bench-") as name:
        scratch = Path(name)
        environment = surroundings(scratch)

        def run(*command: str) -> int:
            return subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, check=True
            ).returncode

        try:
            run("manage.py", "migrate", "--verbosity", "0")
            run("manage.py", "load_demo", "--stage", STAGE)
            return run("-m", "tests.bench.run")
        except subprocess.CalledProcessError as problem:
            return problem.returncode
        finally:
            run("-m", "config.postgres.embedded", "stop", environment["POSTGRES_DIR"])


if __name__ == "__main__":
    sys.exit(main())

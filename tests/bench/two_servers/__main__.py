"""`make two-servers`: shows that two servers are one site, then how much more they bear than one; writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.two_servers.pooler import LACKING, pgbouncer

HERE = Path(__file__).parent
NOT_HERE = 2  # how a run ends that this machine lacks a program for


def main() -> int:
    if pgbouncer() is None:
        sys.stderr.write(f"{LACKING}\n")
        return NOT_HERE
    files = [str(HERE / name) for name in ("test_two_servers.py", "scaling.py")]
    return int(pytest.main(["-q", "-s", "-n", "0", *files]))


if __name__ == "__main__":
    sys.exit(main())

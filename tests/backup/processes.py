"""Commands as processes of their own, stopped where a test wants them, and killed there with all they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.commands import ROOT, manage
from tests.served import here

PATIENCE = 30  # seconds


def around(media: Path, name: str = "", **more: str) -> dict[str, str]:
    """The variables of a process that works on this database, or on another of its server."""
    url = here(media)["DATABASE_URL"]
    if name:
        url = url.replace(f"///{connection.settings_dict['NAME']}?", f"///{name}?")
    return {**here(media), "DATABASE_URL": url, **more}


def said(*arguments: object, **environment: str) -> tuple[int, list[str], list[str]]:
    """Run a command to its end; returns status, and the lines of both outputs."""
    ran = manage(*map(str, arguments), **environment)
    return ran.returncode, ran.stdout.splitlines(), ran.stderr.splitlines()


@contextmanager
def stopped_at(is_there: Callable[[], bool], *arguments: object, **environment: str) -> Iterator[None]:
    """Start a command, wait until it is where a test wants it, and kill it in the end as a power cut does."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until(lambda: is_there() or process.poll() is not None)
        assert process.poll() is None, "it ended before"
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "never"
        time.sleep(0.02)


class Pipe:
    """A named pipe in the place of a file: who reads it waits for bytes that only `give` brings."""

    def __init__(self, path: Path) -> None:
        self.path, self.end = path, -1
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)

    def is_read(self) -> bool:
        try:
            self.end = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return False
        return True

    def give(self, content: bytes) -> None:
        os.write(self.end, content)
        os.close(self.end)

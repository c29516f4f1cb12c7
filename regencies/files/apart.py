"""What somebody uploaded is opened by a program of its own: a file made to do harm takes it along, never the server."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


class NoAnswer(Exception):
    """The program did not answer within its bounds; the text says why, for the log."""


def run_apart(program: Path, argument: int, content: bytes, *, patience: float) -> bytes:
    """Return what a program answers to a file it is given; `patience` in seconds. Raises NoAnswer.

    It knows no secret. Files stand on both sides, so that neither waits for the other.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(content)
        given.seek(0)
        command = [sys.executable, "-I", str(program), str(argument)]
        try:
            ran = subprocess.run(  # noqa: S603  our own program; the file comes as its input
                command,
                stdin=given,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=patience,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as problem:
            raise NoAnswer(type(problem).__name__) from problem
        if ran.returncode:
            raise NoAnswer(f"ended with {ran.returncode}")
        answered.seek(0)
        return answered.read()

"""The verifier as a command, in a Python where nothing but the pure modules can be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from awards.document.build import build
from regencies.seals.canonical import canonical, sha256
from tests.builders.document import inputs

ROOT = Path(__file__).parents[3]


def run(*arguments: str, stdin: bytes = b"", path: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a Python that has the standard library, this tree and what is in `path`, nothing else."""
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(path or ""), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


def test_the_command_needs_the_pure_modules_only(tmp_path):
    assert b"No module named 'django'" in run("-c", "import django").stderr
    file = tmp_path / "d.json"
    content = canonical(build(inputs()))
    file.write_bytes(content)
    done = run("-m", "awards.verify", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(f"SHA-256 {sha256(content)}\n".encode())


def test_the_command_reads_standard_input():
    content = canonical(build(inputs()))
    assert run("-m", "awards.verify", "-", stdin=content).returncode == 0
    changed = content.replace(b"80101", b"80102")
    assert run("-m", "awards.verify", "-", stdin=changed).returncode == 1


@pytest.mark.parametrize("arguments", [["/tidak/ada.json"], ["/"], ["nol\udcff"], [], ["a", "b"], ["--apa"]])
def test_a_file_that_cannot_be_read_is_told_in_one_line(arguments):
    done = run("-m", "awards.verify", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)

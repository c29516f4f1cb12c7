"""`make install-drill`: what docs/operations.md has typed is typed on a bare Debian, and what it promises is asked for.

Of the page nothing is changed but the address of the code, which is this checkout. What a directory cannot be is
replaced: systemd, which would start the unit, by tests/installation/systemctl, which reads the same file
(`systemd-analyze verify` reads it too); the machine's name in DNS by a line of /etc/hosts. Needs root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.installation.machine import Machine
from tests.installation.page import GUIDE, Block, blocks
from tests.installation.proofs import EMAIL, NAME, PASSWORD, PROOFS, WATCHED, Visitor

SOURCE = "https://git.example.go.id/paritrana.git"
ANSWERS = {"paritrana createsuperuser": [EMAIL, NAME, PASSWORD, PASSWORD]}
MIGRATION = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("regencies", "{last}")]
    operations = [migrations.RunSQL("CREATE TABLE of_the_drill (id integer)")]
"""
AT_MOST = 10 * 60  # seconds, twice what it takes; then something hangs, or packages come too slowly
NOT_HERE = 75  # how a drill ends that this machine could not give what it needs
ALONE = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")


def why_not() -> str:
    """Return why this machine cannot hold another one, "" where it can."""
    if os.geteuid() != 0:
        return "it needs root"
    if missing := [each for each in ("unshare", "nsenter", "ip", "git") if not shutil.which(each)]:
        return f"{', '.join(missing)} is missing"
    if not shutil.which("debootstrap"):
        return "debootstrap is missing (Debian: apt install debootstrap)"
    tried = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"root may not make a network and mounts of its own here: {tried.stderr.strip()}"
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        tried = subprocess.run(
            ["mknod", f"{place}/null", "c", "1", "3"], capture_output=True, text=True, check=False
        )
    return f"root may not make devices here: {tried.stderr.strip()}" if tried.returncode else ""


def type_in(machine: Machine, block: Block) -> None:
    """Run one block; ends the drill where it fails."""
    print(f"\n== {GUIDE.name}:{block.line}, {block.section}", flush=True)
    if block.why_not:
        print(f"   LEFT OUT: {block.why_not}", flush=True)
        return
    began = time.monotonic()
    status, said = machine.run(block.text.replace(SOURCE, "/source.git"), ANSWERS.get(block.text.strip()))
    for line in [*(f"$ {typed}" for typed in block.text.splitlines()), *said.splitlines()]:
        print(f"   {line}", flush=True)
    print(f"   ({time.monotonic() - began:.0f} s)", flush=True)
    if status and machine.fetches(block.text):
        print(f"{said[-2000:]}\nTHE DRILL DID NOT RUN: packages could not be fetched.", flush=True)
        raise SystemExit(NOT_HERE)
    if status:
        log = machine.log.read_text()[-4000:] if machine.log.exists() else ""
        raise SystemExit(f"FAILED with {status}:\n{said}\n{log}")


def drill(outside: int, place: Path) -> None:
    """Follow the page from its first block to its last, on a Debian in `place`."""
    began = time.monotonic()
    try:
        machine = Machine(place / "debian", outside)
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"THE DRILL DID NOT RUN: no Debian could be made here: {problem}", flush=True)
        raise SystemExit(NOT_HERE) from None
    machine.keep_source()
    print(f"A bare Debian is there after {time.monotonic() - began:.0f} s.", flush=True)
    visitor: Visitor | None = None
    todo = blocks(GUIDE.read_text())
    for at, block in enumerate(todo):
        if "git pull" in block.text:
            numbers = sorted((machine.root / "srv/paritrana/regencies/migrations").glob("[0-9]*.py"))
            name, last = "regencies/migrations/9999_of_the_drill.py", numbers[-1].stem
            machine.add_to_source(name, MIGRATION.format(last=last))
        if block.section == WATCHED and visitor is None:
            visitor = Visitor(machine)
            visitor.start()
        type_in(machine, block)
        if at + 1 == len(todo) or todo[at + 1].section != block.section:
            if block.section == WATCHED and visitor:
                visitor.leave()
            for proof in PROOFS.get(block.section, ()):
                proof(machine)
    if missed := PROOFS.keys() - {block.section for block in todo if not block.why_not}:
        raise SystemExit(f"No block is run in: {', '.join(missed)}")
    left_out = sum(bool(block.why_not) for block in todo)
    print(
        f"\n{len(todo) - left_out} blocks run, {left_out} left out, {time.monotonic() - began:.0f} s.",
        flush=True,
    )


def main() -> int:
    """Start the drill alone in mounts, network and processes, with a way back to this network; take its Debian away."""
    if len(sys.argv) > 1:
        drill(int(sys.argv[1]), Path(sys.argv[2]))
        return 0
    if reason := why_not():
        print(f"THE DRILL DID NOT RUN: {reason}.", flush=True)
        return 0 if "CI" in os.environ else NOT_HERE
    outside = os.open("/proc/self/ns/net", os.O_RDONLY)
    place = tempfile.mkdtemp(dir="/var/tmp", prefix="paritrana-drill-")
    again = [*ALONE, sys.executable, "-m", "tests.installation", str(outside), place]
    try:
        status = subprocess.run(again, check=False, pass_fds=[outside], timeout=AT_MOST).returncode
    except subprocess.TimeoutExpired:
        print(f"THE DRILL DID NOT RUN: not at its end after {AT_MOST} seconds.", flush=True)
        status = NOT_HERE
    finally:
        subprocess.run(["rm", "--recursive", "--force", "--one-file-system", place], check=True)
    return 0 if status == NOT_HERE and "CI" in os.environ else status


if __name__ == "__main__":
    sys.exit(main())

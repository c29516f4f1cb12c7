"""Makes an archive while people work: the dump and what it is held against in one snapshot, then the evidence it names.

Evidence is only ever added, so that every file a row of the dump names is there when the files are read.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from config.backup.archive import (
    DUMP,
    FILES,
    FORMAT,
    MANIFEST,
    MANIFEST_HASH,
    add,
    sha256_of,
    sidecar,
    written,
)
from config.backup.contents import holdings, pending_migrations, structure
from config.backup.errors import AnotherRuns, BackupProblem
from config.backup.programs import major_of, program, reach, server_version
from regencies.actions.files import GONE

PREFIX, PART, INCOMPLETE = "paritrana-", ".part", "-incomplete"


@dataclass(frozen=True, slots=True)
class Made:
    """An archive, and why it lacks evidence: one sentence for each file, none when it is complete."""

    path: Path
    size: int  # bytes
    sha256: str
    problems: tuple[str, ...]


def make_backup(directory: Path, recipient: str = "") -> Made:
    """Make an archive in a directory, encrypted to the recipient if there is one. Raises BackupProblem or OSError.

    Until it is whole it has another name; what a killed one left is taken away by the next.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(directory):
        for left in directory.glob(f".{PREFIX}*{PART}"):
            left.unlink()
        name = f"{PREFIX}{timezone.now():%Y%m%dT%H%M%S.%fZ}"
        draft = directory / f".{name}{PART}"
        try:
            with written(draft, recipient) as tar:
                problems = _fill(tar, directory)
            path = directory / f"{name}{INCOMPLETE if problems else ''}.tar{'.age' if recipient else ''}"
            sha256 = sha256_of(draft)
            _write(sidecar(path), f"{sha256}  {path.name}\n")
            draft.rename(path)
            _settle(directory)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return Made(path, path.stat().st_size, sha256, problems)


def _fill(tar: tarfile.TarFile, directory: Path) -> tuple[str, ...]:
    """Add dump, evidence and manifest; returns a sentence for each file that is not as it was uploaded."""
    with tempfile.TemporaryFile(dir=directory) as dump:
        manifest = _dump(dump)
        manifest["members"] = {DUMP: add(tar, DUMP, dump)}
    problems = []
    for name, sha256 in manifest["evidence"].items():
        content, problem = _read(name, sha256)
        if problem:
            problems.append(f"{name} {problem}.")
        if content is not None:
            manifest["members"][FILES + name] = add(tar, FILES + name, io.BytesIO(content))
    manifest["problems"] = problems
    ending = json.dumps(manifest, indent=1).encode()
    add(tar, MANIFEST, io.BytesIO(ending))
    add(tar, MANIFEST_HASH, io.BytesIO(hashlib.sha256(ending).hexdigest().encode()))
    return tuple(problems)


def _dump(file: IO[bytes]) -> dict[str, Any]:
    """Write the dump of a moment into a file; returns the manifest of that moment."""
    if pending := pending_migrations():
        raise BackupProblem(
            f"The database lacks {pending} migrations: back it up by the version it is of, or migrate first."
        )
    server = server_version()
    pg_dump = program("pg_dump", server)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "version": tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"],
        "postgres": server,
        "dumped_by": major_of(pg_dump),
    }
    with _snapshot() as snapshot:
        manifest |= structure() | holdings()
        address, environment = reach()
        command = [str(pg_dump), "--format=custom", f"--snapshot={snapshot}", f"--dbname={address}"]
        done = subprocess.run(  # noqa: S603
            command, stdout=file, stderr=subprocess.PIPE, env=environment, check=False
        )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise BackupProblem(said or f"pg_dump ended with {done.returncode}.")
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """Give the name of a moment, which this connection and pg_dump see the database at."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _read(name: str, sha256: str) -> tuple[bytes | None, str]:
    """Return the bytes of a stored file, None without any, and what is wrong with them."""
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except GONE:
        return None, "is missing"
    except OSError as problem:
        if problem.errno is None:
            raise  # the object store is away, not this file
        return None, f"cannot be read: {problem.strerror}"
    return content, "" if hashlib.sha256(content).hexdigest() == sha256 else "is not what was uploaded"


# Files of the directory --------------------------------------------------------------------------------
@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with open(directory / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise AnotherRuns(f"Another backup is being made in {directory}.") from problem
        yield


def _write(path: Path, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Have the names in a directory on the disk; a file system that cannot has them there by itself."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(opened)
    finally:
        os.close(opened)

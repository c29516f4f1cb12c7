"""The archive: a tar that is written and read as a stream, in the clear or through the program `age`."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from config.backup.errors import BackupProblem

FORMAT = "paritrana.backup/1"
DUMP, FILES = "database.dump", "files/"  # in this order; last the manifest and its SHA-256
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.json.sha256"
AGE = b"age-encryption.org/"  # how an encrypted one begins
NO_AGE = "The program age is missing (Debian: apt install age)."


# Written -----------------------------------------------------------------------------------------------
@contextmanager
def written(path: Path, recipient: str) -> Iterator[tarfile.TarFile]:
    """Give an archive to add members to; what was added is on the disk once this ends."""
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        with _encrypted(file, recipient) as out, tarfile.open(fileobj=out, mode="w|") as tar:
            yield tar
        file.flush()
        os.fsync(file.fileno())


def add(tar: tarfile.TarFile, name: str, content: IO[bytes]) -> dict[str, Any]:
    """Add the whole of an open file; returns its size and SHA-256, as the manifest has them."""
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    reading = _Hashing(content)
    tar.addfile(member, reading)
    return {"size": member.size, "sha256": reading.digest.hexdigest()}


@contextmanager
def _encrypted(file: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    if not recipient:
        yield file
        return
    command = [_age(), "--recipient", recipient]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file, stderr=subprocess.PIPE) as age:  # noqa: S603
        stdin = cast(IO[bytes], age.stdin)
        try:
            yield stdin
            stdin.close()
        except BrokenPipeError:
            pass  # it ended, and says why below
        except BaseException:
            age.kill()
            raise
        _require_ended(age)


# Read --------------------------------------------------------------------------------------------------
@contextmanager
def members(path: Path, identity: Path | None) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Give name and open content of each member, in their order; each is to be read before the next.

    Raises BackupProblem when the archive is not whole, or is encrypted and `identity` does not open it.
    """
    with open(path, "rb") as file, _decrypted(file, identity) as content:
        try:
            with tarfile.open(fileobj=content, mode="r|") as tar:
                yield ((member.name, opened) for member in tar if (opened := tar.extractfile(member)))
        except tarfile.TarError as problem:
            raise BackupProblem(f"{path} is no whole archive: {problem}.") from problem


@contextmanager
def _decrypted(file: IO[bytes], identity: Path | None) -> Iterator[IO[bytes]]:
    start = file.read(len(AGE))
    file.seek(0)
    if start != AGE:
        yield file
        return
    if identity is None:
        raise BackupProblem("The archive is encrypted: name the file with its secret key, --identity FILE.")
    command = [_age(), "--decrypt", "--identity", str(identity)]
    os.lseek(
        file.fileno(), 0, os.SEEK_SET
    )  # age reads on from where this process has read to, not from its buffer
    with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as age:  # noqa: S603
        stdout = cast(IO[bytes], age.stdout)
        try:
            yield stdout
        except BackupProblem:
            stdout.close()
            if age.wait() > 0:
                _require_ended(age)  # why there was nothing whole to read
            raise
        except BaseException:
            age.kill()
            raise
        if stdout.read(1):
            age.kill()  # who reads had enough
        else:
            _require_ended(age)


def manifest_of(path: Path, identity: Path | None) -> dict[str, Any]:
    """Return the manifest of an archive that is whole: every member is what the manifest says. Raises BackupProblem."""
    _require_as_named(path)
    found: dict[str, dict[str, Any]] = {}
    ending: dict[str, bytes] = {}
    with members(path, identity) as each:
        for name, content in each:
            if name in {MANIFEST, MANIFEST_HASH}:
                ending[name] = content.read()
                continue
            reading = _Hashing(content)
            shutil.copyfileobj(reading, _Nowhere())
            found[name] = {"size": reading.size, "sha256": reading.digest.hexdigest()}
    if len(ending) < 2:
        raise BackupProblem(f"{path} is no whole archive: it ends before its manifest.")
    if hashlib.sha256(ending[MANIFEST]).hexdigest().encode() != ending[MANIFEST_HASH]:
        raise BackupProblem(f"{path} is damaged: its manifest is not what it was.")
    manifest: dict[str, Any] = json.loads(ending[MANIFEST])
    if manifest["format"] != FORMAT:
        raise BackupProblem(
            f"{path} is of another format, {manifest['format']}: this version reads {FORMAT}."
        )
    wanted = manifest["members"]
    if wrong := sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)):
        raise BackupProblem(
            f"{path} is damaged: {', '.join(wrong[:5])} not as in its manifest ({len(wrong)} in all)."
        )
    return manifest


def sidecar(path: Path) -> Path:
    """Return where the SHA-256 of an archive stands, as `sha256sum` writes it."""
    return path.with_name(f"{path.name}.sha256")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_as_named(path: Path) -> None:
    """Hold an archive against the hash beside it; one that came without is held against its manifest alone."""
    if not sidecar(path).exists():
        return
    said, is_now = sidecar(path).read_text(errors="replace").partition(" ")[0], sha256_of(path)
    if said != is_now:
        raise BackupProblem(f"{path} is damaged: its SHA-256 is {is_now}, {sidecar(path).name} says {said}.")


# age ---------------------------------------------------------------------------------------------------
def _age() -> str:
    found = shutil.which("age")
    if found is None:
        raise BackupProblem(NO_AGE)
    return found


def _require_ended(age: subprocess.Popen[bytes]) -> None:
    said = cast(IO[bytes], age.stderr).read().decode(errors="replace").strip().partition("\n")[0]
    if age.wait():
        raise BackupProblem(said or f"age ended with {age.returncode}.")


class _Hashing:
    """Reads on from an open file and hashes what goes by."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest, self.size = content, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        read = self.content.read(size)
        self.digest.update(read)
        self.size += len(read)
        return read


class _Nowhere:
    def write(self, content: bytes) -> int:
        return len(content)

"""Restores an archive into an empty database, whole or not at all, or into one beside it that is proven and dropped.

Files come first, the database last and in one transaction: until that ends there is an empty database, which the
server refuses to serve. Broken off, the same command goes on: files that are there already stay.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from psycopg import sql

from config.backup.archive import DUMP, FILES, manifest_of, members
from config.backup.contents import newer_migrations, structure, tables
from config.backup.errors import BackupProblem
from config.backup.programs import program, reach, server_version
from config.backup.proof import differing, findings
from regencies.actions.evidence.moving import is_there, kept_names


def restore(path: Path, identity: Path | None) -> dict[str, Any]:
    """Restore into the database and the store of the settings; returns the manifest.

    Raises BackupProblem or OSError.
    """
    require_empty()
    manifest = manifest_of(path, identity)
    require_fit(manifest)
    with members(path, identity) as each:
        for name, content in each:
            if name.startswith(FILES):
                _put(name.removeprefix(FILES), content)
    os.sync()
    _load(path, identity, manifest, connection.settings_dict["NAME"])
    if found := differing(manifest, structure()):
        raise BackupProblem(f"The restored database is not what was backed up: {'; '.join(found)}")
    return manifest


def restore_files(path: Path, identity: Path | None) -> tuple[list[str], list[str]]:
    """Put back the evidence of the live database that is missing or altered, and nothing else.

    Returns the names put back, and those the archive has not as they were uploaded. Raises BackupProblem or OSError.
    """
    manifest = manifest_of(path, identity)
    wrong = {
        name: sha256 for name, sha256 in kept_names().items() if not is_there(default_storage, name, sha256)
    }
    found = {
        FILES + name
        for name in wrong
        if manifest["members"].get(FILES + name, {}).get("sha256") == wrong[name]
    }
    with members(path, identity) as each:
        for name, content in each:
            if name in found:
                _put(name.removeprefix(FILES), content)
    return sorted(name.removeprefix(FILES) for name in found), sorted(
        name for name in wrong if FILES + name not in found
    )


def check(path: Path, identity: Path | None) -> tuple[dict[str, Any], list[str]]:
    """Restore into a database of its own, prove it, drop it; returns the manifest and a sentence for all that is wrong.

    Raises BackupProblem or OSError.
    """
    manifest = manifest_of(path, identity)
    require_fit(manifest)
    with _scratch() as name:
        _load(path, identity, manifest, name)
        with _in_use(name):
            return manifest, findings(manifest)


def require_empty() -> None:
    """Raise BackupProblem, with what to do, when the database holds anything."""
    name = connection.settings_dict["NAME"]
    if there := len(tables()):
        new = (
            "stop the server and move the directory of POSTGRES_DIR away"
            if "EMBEDDED" in connection.settings_dict
            else f"make an empty one (`createdb {name}_restored`), name it in DATABASE_URL"
        )
        raise BackupProblem(
            f"The database {name} is not empty, it has {there} tables. Nothing was changed. To restore, {new}, and run "
            "this again."
        )


def require_fit(manifest: dict[str, Any]) -> None:
    """Raise BackupProblem when this version of the code, or this PostgreSQL, is older than the archive."""
    if unknown := newer_migrations(manifest["migrations"]):
        raise BackupProblem(
            f"The archive was made by a newer version of the application, with {', '.join(unknown[:3])}: install that "
            "version, then run this again."
        )
    if manifest["postgres"] > (server := server_version()):
        raise BackupProblem(
            f"The archive is of PostgreSQL {manifest['postgres']}, this is {server}: restore into the same or a newer "
            "one."
        )


def _put(name: str, content: IO[bytes]) -> None:
    """Store a file under its name, unless it is there already."""
    whole = content.read()
    if is_there(default_storage, name, hashlib.sha256(whole).hexdigest()):
        return
    default_storage.delete(name)  # half of it, or altered
    if (saved := default_storage.save(name, ContentFile(whole))) != name:
        raise BackupProblem(f"{name} could only be stored as {saved}: something else is in its place.")


def _load(path: Path, identity: Path | None, manifest: dict[str, Any], name: str) -> None:
    """Have pg_restore make all of a database in one transaction."""
    server = server_version()
    address, environment = reach(name)
    command = [
        str(program("pg_restore", server, at_least=manifest["dumped_by"])),
        "--single-transaction", "--no-owner", "--no-privileges", f"--dbname={address}",
    ]  # fmt: skip
    with members(path, identity) as each:
        dump = next(content for found, content in each if found == DUMP)
        loader = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        stdin = cast(IO[bytes], loader.stdin)
        try:
            shutil.copyfileobj(dump, stdin)
        except BrokenPipeError:
            pass  # it says why itself
        except BaseException:
            loader.kill()
            raise
        _, said = loader.communicate()
    if loader.returncode:
        reason = said.decode(errors="replace").strip().partition("\n")[0]
        raise BackupProblem(f"{reason or 'pg_restore failed'} (the database {name} is as empty as before).")


@contextmanager
def _scratch() -> Iterator[str]:
    """Give the name of a new empty database beside the one in use, dropped in the end; a killed check left its own."""
    name = f"{connection.settings_dict['NAME']}_check"
    quoted = sql.Identifier(name)
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(quoted))
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(quoted))
        except Exception as problem:
            raise _no_scratch(name, problem) from problem
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))


def _no_scratch(name: str, problem: Exception) -> Exception:
    cause = problem.__cause__
    if isinstance(cause, psycopg.errors.ObjectInUse):
        return BackupProblem(f"Another check works in the database {name}.")
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        user = connection.settings_dict["USER"] or "of DATABASE_URL"
        return BackupProblem(
            f"The role {user} may not make the database {name}: let it (`ALTER ROLE … CREATEDB`), or check "
            "elsewhere."
        )
    return problem


@contextmanager
def _in_use(name: str) -> Iterator[None]:
    """Have this process ask another database of the same server."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual

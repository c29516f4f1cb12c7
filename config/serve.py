"""The production server: Granian in front of config.wsgi, after settings, database and port are checked."""

import argparse
import ctypes
import io
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import Tags
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from config.bodies import BODIES
from config.env import DEMO_PASSWORD
from config.postgres.base import DatabaseUnreachable
from config.postgres.roles import why_role_is_too_mighty

THREADS_ALONE = 16  # without a buffering proxy a slow upload occupies a thread: stalled ones must stop few
THREADS_BEHIND_PROXY = 4
MOST_HEADERS = 64 * 1024  # bytes of a request's head
M_ARENA_MAX = -8  # of glibc's malloc.h
DEMO_ACCOUNTS = f"""
  Log in at /akun/masuk/ with the password {DEMO_PASSWORD}:
    petugas.ketapang@contoh.id       officer      (also mempawah, bengkayang, pontianak)
    kepala.ketapang@contoh.id        head         (the same four)
    verifikator@contoh.id            verifier
    penilai1@contoh.id … penilai9@   panel        (penilai1 is the chair)
    admin@contoh.id                  provincial admin, /admin/
"""


class CannotServe(Exception):
    """The server does not start; the message is one line."""


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m config.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4), help="processes")
    parser.add_argument("--threads", type=int, help="threads of each process")
    parser.add_argument(
        "--without-worker", action="store_true", help="config.worker runs elsewhere by itself"
    )
    return parser.parse_args(arguments)


def check_before_serving(host: str, port: int) -> None:
    """Check settings, database and port. Raises CannotServe."""
    from config.state.facts import pending_migrations  # after django.setup()

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotServe(f"Cannot listen on {host}:{port}: {problem.strerror}.") from problem
    connection.ensure_connection()
    if pending := pending_migrations():
        raise CannotServe(f"The database lacks {pending} migrations: run `manage.py migrate` first.")
    if refusal := why_role_is_too_mighty():
        raise CannotServe(refusal)
    call_command(
        "check",
        tags=[Tags.security, Tags.files, Tags.database],
        databases=["default"],
        stdout=io.StringIO(),  # only problems are news, and those go to stderr
    )
    connections.close_all()  # workers are forked: each opens its own


def make_published_files() -> None:
    """Have another process make anew what another version of the code made; its bytes are served meanwhile.

    Waits for it only while there is nothing at all to serve, as after the update that made files rows.
    """
    from awards.models import CoveragePage, Publication  # after django.setup()

    publications = Publication.objects.filter(live=True)
    pages = CoveragePage.objects.exclude(province=None)
    without_pages = publications.exclude(category__edition__province__in=pages.values("province"))
    no_open_data = publications.exists() and not CoveragePage.objects.filter(province=None).exists()
    nothing_to_serve = publications.filter(files=None).exists() or without_pages.exists() or no_open_data
    connections.close_all()
    maker = subprocess.Popen(
        [sys.executable, "manage.py", "render_publications"], cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL
    )
    if nothing_to_serve:
        maker.wait()


def forget_counts() -> None:
    """Make the directory where processes count (config.metrics), without the counts of a server before."""
    if settings.METRICS_TOKEN:
        kept = Path(settings.METRICS_DIR)
        kept.mkdir(parents=True, exist_ok=True)
        for file in kept.glob("*.db"):
            file.unlink()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a config.worker running: mail goes by itself."""
    ending = threading.Event()

    def keep() -> None:
        while not ending.is_set():
            command = [sys.executable, "-m", "config.worker", str(os.getpid())]
            worker = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603  our own
            while worker.poll() is None:
                if ending.wait(0.5):
                    worker.terminate()
                    worker.wait()
            ending.wait(5)  # it died: not again at once

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join(timeout=10)


def bodies_at_once(threads: int, *, is_proxied: bool) -> int:
    """Return how many threads may receive a body: all behind a proxy, where it is there at once; else three of four.

    The fourth is for who only reads.
    """
    return threads if is_proxied else max(1, threads - threads // 4)


def let_threads_share_memory() -> None:
    """Have the workers, which are forked, keep two reserves of memory and not one for each thread; glibc's only."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def announce() -> None:
    """Print where the site is served."""
    print(f"Paritrana Award: {settings.SITE_URL}/", flush=True)  # noqa: T201
    if settings.DEMO:
        print(DEMO_ACCOUNTS, flush=True)  # noqa: T201


def serve(arguments: Sequence[str]) -> None:
    """Check, then serve until stopped."""
    given = options(arguments)
    django.setup()
    check_before_serving(given.host, given.port)
    make_published_files()
    forget_counts()
    is_proxied = bool(settings.SECURE_PROXY_SSL_HEADER)
    threads = given.threads or (THREADS_BEHIND_PROXY if is_proxied else THREADS_ALONE)
    let_threads_share_memory()
    os.environ[BODIES] = str(bodies_at_once(threads, is_proxied=is_proxied))
    server = Granian(
        "config.wsgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=threads,
        http1_settings=HTTP1Settings(max_buffer_size=MOST_HEADERS),
        log_level=LogLevels.error,  # it warns of 16 threads, which are meant
        log_dictconfig={
            "formatters": dict.fromkeys(("generic", "access"), settings.LOGGING["formatters"]["lines"])
        },
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.on_startup(announce)
    with nullcontext() if given.without_worker else worker_beside():
        server.serve()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        serve(sys.argv[1:])
    except (CannotServe, ImproperlyConfigured, CommandError, DatabaseUnreachable) as problem:
        sys.exit(str(problem))

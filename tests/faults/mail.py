"""The mail server dead for a day: the worker tries every five minutes, and then everything goes out, each once."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.commands import ROOT
from tests.faults.clock import DAY, MINUTE, site_with_clock
from tests.faults.clock import ready as readyz
from tests.faults.people import Site, until
from tests.served import free_port, serving

LETTERS, STEP = 20, 5 * MINUTE  # settings.POST_OFFICE["RETRY_INTERVAL"]
WRITTEN = f"""
from django.core.mail import send_mail
for number in range({LETTERS}):
    send_mail(f"Surat {{number}}", "Isi", None, ["petugas@contoh.id"])
"""
# The worker itself; only that it waits shorter, and by what libfaketime leaves alone.
WORKER = """
import select
from config import worker
worker.time.sleep = lambda seconds: select.select([], [], [], 0.1)
worker.main()
"""
UNTRIED = "SELECT count(*) FROM post_office_email WHERE scheduled_time IS NULL OR scheduled_time <= to_timestamp(%s)"


class Letters(socketserver.StreamRequestHandler):
    """One session with a mail server that takes everything."""

    def handle(self) -> None:
        self.wfile.write(b"220 contoh.id\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(text.partition(b"Subject: ")[2].splitlines()[0].decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@contextmanager
def mail_server(port: int) -> Iterator[list[str]]:
    """A mail server; gives the subjects it took."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", port), Letters) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.taken
        server.shutdown()


@contextmanager
def worker_of(site: Site) -> Iterator[None]:
    command = [sys.executable, "-c", WORKER, str(os.getpid())]
    environment = {
        **os.environ,
        **site.environment,
        "FAKETIME_NO_CACHE": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def test_a_mail_server_that_is_dead_for_a_day_costs_no_message_and_repeats_none(tell):
    smtp = free_port()
    with (
        site_with_clock(EMAIL_URL=f"smtp://127.0.0.1:{smtp}") as (site, clock),
        psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as looking,
    ):
        site.told("shell", "-v0", "-c", WRITTEN)
        said, passed = {}, 0

        def are_tried() -> bool:
            """Whether each was tried at this moment of the site's clock, in vain, and waits for the next."""
            return looking.execute(UNTRIED, [time.time() + passed]).fetchone() == (0,)

        with worker_of(site):
            until(are_tried)  # this worker is the one at work
            with serving(site.environment) as port:
                for passed in range(0, DAY + STEP, STEP):
                    clock.jump(passed)
                    until(are_tried)
                    said[passed] = readyz(port)["mail"] if passed % 3600 == 1800 or passed == DAY else ""
                with mail_server(smtp) as taken:
                    clock.jump(DAY + STEP + MINUTE)
                    seconds = until(lambda: len(taken) >= LETTERS)
                    until(lambda: readyz(port)["mail"] == "ok")
                    clock.jump(DAY + 3 * STEP)
                    time.sleep(1)
    assert (said[1800], said[DAY]) == ("ok", "waiting")  # for whoever is on duty, after an hour
    tell(
        "Mail server dead for a day", times=1, acknowledged=LETTERS, lost=LETTERS - len({*taken}),
        doubled=len(taken) - len({*taken}), seconds=seconds, note=f"{len(said)} tries",
    )  # fmt: skip

"""What must hold after a section of the page was typed: asked from outside, through nginx, or of the database."""

from __future__ import annotations

import http.cookiejar
import json
import re
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

from tests.installation.machine import Machine

SITE = "https://paritrana.example.go.id"
EMAIL, NAME, PASSWORD = (
    "operator@paritrana.example.go.id",
    "Operator Situs",
    "sekali-pasang-2026-langsung-jalan",
)
PROVEN = "Everything is as it was backed up; seals and published documents verify."
LOG_IN, SECOND_STEP = "/akun/masuk/", "/akun/verifikasi-langkah-dua/"
PATIENCE = 90  # seconds until the worker has sealed, checked and backed up
READY = ("database", "migrations", "mail", "seal", "history", "disk", "backup")


class Browser:
    """Asks through the proxy as a browser does, which trusts the certificate that the page has made."""

    def __init__(self, machine: Machine) -> None:
        trusting = ssl.create_default_context(cafile=str(machine.root / "etc/ssl/paritrana.pem"))
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trusting),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def ask(self, path: str, typed: dict[str, str] | None = None, site: str = SITE) -> tuple[int, str, str]:
        """Return status, address after redirects and text of the answer to a GET, or to a POST of what was typed."""
        body = urllib.parse.urlencode(typed).encode() if typed else None
        request = urllib.request.Request(site + path, body, {"Referer": site + path})  # noqa: S310  our own https
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        return answer.status, answer.url, answer.read().decode()


def require(what: str, found: object, expected: object) -> None:
    """Tell a proof, or end the drill with what was found in its place."""
    if found != expected:
        raise SystemExit(f"NOT SO: {what}\n  found    {found!r}\n  expected {expected!r}")
    print(f"   proven: {what}", flush=True)


def site_answers(machine: Machine) -> None:
    """The front page through nginx; plain http leads to it."""
    status, address, text = Browser(machine).ask("/", site=SITE.replace("https", "http"))
    title = re.findall(r"<title>(.*?)</title>", text, re.DOTALL)
    require("http leads to the front page on https", (status, address, len(title)), (200, f"{SITE}/", 1))


def nothing_waits(machine: Machine) -> None:
    """/readyz, once the worker took its turn: sealed, checked and backed up by the role that owns nothing."""
    deadline = time.monotonic() + PATIENCE
    while True:
        status, _, text = Browser(machine).ask("/readyz")
        if status == 200 or time.monotonic() > deadline:
            break
        time.sleep(1)
    states = dict.fromkeys(("status", *READY), "ok")
    require(
        "the worker took its turn, /readyz has nothing that waits", (status, json.loads(text)), (200, states)
    )


def operator_logs_in(machine: Machine) -> None:
    """The first account logs in through the proxy and is led to its second step."""
    browser = Browser(machine)
    for password, leads_to in ("salah-sama-sekali", LOG_IN), (PASSWORD, SECOND_STEP):
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.ask(LOG_IN)[2])[0]
        typed = {"login": EMAIL, "password": password, "csrfmiddlewaretoken": token}
        status, address, _ = browser.ask(LOG_IN, typed)
        path = urllib.parse.urlsplit(address).path
        require(
            f"the first account, typing {password!r}, is led to {leads_to}", (status, path), (200, leads_to)
        )


def asked(machine: Machine, question: str) -> tuple[int, str]:
    """Ask the database as the server's role; returns how psql ended and what it said."""
    psql = "runuser -u paritrana -- psql --dbname=paritrana --tuples-only --no-align --command"
    return machine.run(f'{psql} "{question}"')


def site_role_owns_nothing(machine: Machine) -> None:
    """The server's role reads rows and cannot empty a table."""
    require("the server's role reads", asked(machine, "SELECT count(*) FROM regencies_user"), (0, "1\n"))
    refusal = "ERROR:  permission denied for table awards_publication\n"
    found = asked(machine, "TRUNCATE awards_publication CASCADE")
    require("the server's role cannot TRUNCATE", found, (1, refusal))
    status, said = machine.run("runuser -u paritrana -- cat /etc/paritrana-owner.env")
    require("the service cannot read the owner's password", (status, "denied" in said), (1, True))


def weekly_check_runs(machine: Machine) -> None:
    """The line of cron, run as cron would."""
    line = (machine.root / "etc/cron.d/paritrana").read_text()
    command = re.fullmatch(r"(?:\S+ ){5}root (.*)\n", line)[1]
    status, said = machine.run(f"cd; env -i HOME=/root PATH=/usr/bin:/bin /bin/sh -c '{command}'")
    require("cron's check of the newest archive passes", (status, said.splitlines()[-1]), (0, PROVEN))


def upgraded(machine: Machine) -> None:
    """What was added to the repository is migrated."""
    question = "SELECT count(*) FROM django_migrations WHERE name = '9999_of_the_drill'"
    require("the migration of the upgrade was applied", asked(machine, question), (0, "1\n"))


class Visitor(threading.Thread):
    """Asks for the front page again and again, as long as a section is typed."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(daemon=True)
        self.browser, self.statuses, self.ended = Browser(machine), Counter[int](), threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            try:
                self.statuses[self.browser.ask("/")[0]] += 1
            except OSError:  # no answer at all
                self.statuses[0] += 1

    def leave(self) -> None:
        """Tell that every page came."""
        self.ended.set()
        self.join()
        require(f"all {self.statuses.total()} pages came meanwhile", [*self.statuses], [200])


WATCHED = "Without a pause"
PROOFS = {
    "First installation": (site_answers, nothing_waits, operator_logs_in, site_role_owns_nothing),
    "Is an archive good?": (weekly_check_runs,),
    "The bad day": (site_answers, nothing_waits, operator_logs_in, site_role_owns_nothing),
    "Upgrade": (upgraded, site_answers, nothing_waits, operator_logs_in),
    WATCHED: (site_answers, nothing_waits),
}  # after the last block of a section

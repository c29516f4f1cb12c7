"""PostgreSQL killed under load before the real server, three times: what was acknowledged is stored."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.builders.page_forms import Forms
from tests.commands import manage
from tests.served import TOKEN, asked, serving

FORM, FIGURE = "/laporan/2025/kepesertaan/", "wage_earners_registered"
OFFICES = """
import json
from django.test import Client
from tests import factories
sessions = {}
for number in range(4):
    office = factories.officer(factories.regency(f"Tempat {number}", f"61.1{number}"))
    factories.draft(office.offices[0], by=office)
    client = Client()
    client.force_login(office)
    sessions[office.offices[0].name] = client.cookies["paritrana_session"].value
print(json.dumps(sessions))
"""
STORED = """
import json
from regencies.models import Participation
rows = Participation.objects.filter(entry__position=0).values_list("entry__report__regency__name", "registered")
print(json.dumps(dict(rows)))
"""


def told(environment: dict[str, str], *arguments: str) -> str:
    ran = manage(*arguments, **environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def type_on(
    port: int, session: str, over: threading.Event, acknowledged: list[int], statuses: set[int]
) -> None:
    """Open the form, type the next figure and save it, until it is over; whatever fails is tried again."""
    figure = 0
    while not over.is_set():
        try:
            status, page = asked(port, FORM, session=session)
            if status == 200:
                [boxes] = [boxes for _, boxes in Forms(page).found if FIGURE in boxes]
                typed = boxes | {FIGURE: str(figure + 1), "csrfmiddlewaretoken": TOKEN}
                status, _ = asked(port, FORM, urlencode(typed), session=session)
                if status == 302:
                    figure += 1
                    acknowledged.append(figure)
        except OSError:
            continue
        statuses.add(status)


def test_a_database_that_is_killed_under_load_loses_nothing_it_acknowledged(tmp_path):
    data = tmp_path / "postgres"
    environment = {
        "DATABASE_URL": "",  # a server of its own
        "POSTGRES_DIR": str(data),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "SECRET_KEY": "k3y-" * 12,
        "DEBUG": "0",  # trouble is told as to the public
    }
    told(environment, "migrate", "--verbosity", "0")
    sessions = json.loads(told(environment, "shell", "-v0", "-c", OFFICES))
    over, statuses = threading.Event(), set()
    acknowledged: dict[str, list[int]] = {name: [] for name in sessions}
    with serving(environment) as port:
        typists = [
            threading.Thread(target=type_on, args=[port, session, over, acknowledged[name], statuses])
            for name, session in sessions.items()
        ]
        for typist in typists:
            typist.start()
        for _ in range(3):
            time.sleep(4)
            so_far = {name: len(figures) for name, figures in acknowledged.items()}
            os.kill(int(Path(data, "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            assert all(so_far.values())
        time.sleep(8)
        over.set()
        for typist in typists:
            typist.join()
        assert asked(port, "/healthz")[0] == 200
    stored = json.loads(told(environment, "shell", "-v0", "-c", STORED))
    for name, figures in acknowledged.items():
        assert len(figures) > so_far[name]
        assert stored[name] in {figures[-1], figures[-1] + 1}
    assert {302, 503} <= statuses <= {200, 302, 503}

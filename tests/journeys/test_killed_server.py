"""A server killed with -9 while somebody types: what was typed is stored once it is back, without a key pressed."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from playwright.sync_api import expect

from regencies.models import UcjTarget
from tests.journeys.conftest import LAPTOP, Person, stands
from tests.served import free_port, here, serving

pytestmark = pytest.mark.django_db(transaction=True)
TARGET = "/laporan/2025/target/"


def killed_at(port: int) -> None:
    """The server at this port and its workers, all at once."""
    found = subprocess.run(
        ["pgrep", "-f", f"config.serve --port {port}"], capture_output=True, text=True, check=True
    )
    for process in found.stdout.split():
        os.kill(int(process), signal.SIGKILL)


def test_what_is_typed_while_the_server_is_dead_is_stored_when_it_is_back(browser, office, tmp_path):
    officer, port, variables = office[1], free_port(), here(tmp_path)
    context = browser.new_context(viewport=LAPTOP, locale="id-ID")
    site = f"http://localhost:{port}"
    with serving(variables, port):
        person = Person(context, site).enter(officer).open(TARGET)
        page, said = person.page, person.page.locator("[data-autosave-status]")
        page.locator("#id_target_pct").fill("70,5")
        expect(said).to_contain_text("Tersimpan")
        killed_at(port)
    page.locator("#id_vulnerable_workers").fill("34.400")
    expect(said).to_contain_text("Belum tersimpan")
    page.locator("#id_document").fill("RPJMD 2025–2029")
    with serving(variables, port):
        stands(
            lambda: [
                (str(row.target_pct), row.vulnerable_workers, row.document) for row in UcjTarget.objects.all()
            ],
            [("70.500", 34_400, "RPJMD 2025–2029")],
        )
        expect(said).to_contain_text("Tersimpan")
        context.close()

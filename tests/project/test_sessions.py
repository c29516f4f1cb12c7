"""How long a log-in lasts: prolonged by use, ended by idleness and by its limit; what an open page is told of it."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from config.accounts.sessions import STARTED
from tests import factories
from tests.commands import manage

pytestmark = pytest.mark.django_db
PAGE, STATE = "/laporan/", "/akun/sesi/"


@pytest.fixture
def officer():
    return factories.officer(factories.regency())


@pytest.fixture
def client(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def left() -> float:
    """Minutes until the one session ends."""
    return (Session.objects.get().expire_date - timezone.now()) / timedelta(minutes=1)


def started(client: Client, minutes_ago: int) -> None:
    session = client.session
    session[STARTED] = int(time.time()) - 60 * minutes_ago
    session.save()


def test_use_prolongs_a_session_once_a_minute(client):
    idle = settings.SESSION_IDLE_MINUTES
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=3))
    answer = client.get(PAGE)
    assert (answer.status_code, round(left())) == (200, idle)
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == idle * 60
    assert settings.SESSION_COOKIE_NAME not in client.get(PAGE).cookies


def test_an_idle_session_is_over(client):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(PAGE)["Location"] == f"/akun/masuk/?next={PAGE}"


def test_a_session_is_over_at_its_limit_however_much_it_is_used(client):
    limit = settings.SESSION_LIMIT_MINUTES
    started(client, limit - 1)
    assert client.get(PAGE).status_code == 200
    started(client, limit + 1)
    assert client.get(PAGE).status_code == 302
    assert client.get(STATE).json()["person"] is None


def test_a_log_in_after_the_limit_begins_anew(client, officer):
    started(client, settings.SESSION_LIMIT_MINUTES + 1)
    client.force_login(officer)
    assert time.time() - client.session[STARTED] < 60
    assert client.get(PAGE).status_code == 200


def test_an_open_page_is_told_who_is_logged_in_and_a_token_that_is_accepted(officer):
    client = Client(enforce_csrf_checks=True)
    assert client.get(STATE).json()["person"] is None
    client.force_login(officer)
    answer = client.get(STATE)
    assert (answer.json()["person"], answer["Cache-Control"]) == (
        officer.pk,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    sent = {"csrfmiddlewaretoken": answer.json()["token"]}
    assert client.post("/akun/keluar/", sent).status_code == 302


@pytest.mark.parametrize(
    ("given", "name", "least"),
    [
        ({"SESSION_IDLE_MINUTES": "dua"}, "SESSION_IDLE_MINUTES", 5),
        ({"SESSION_IDLE_MINUTES": "0"}, "SESSION_IDLE_MINUTES", 5),
        ({"SESSION_IDLE_MINUTES": "600", "SESSION_LIMIT_MINUTES": "60"}, "SESSION_LIMIT_MINUTES", 600),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_in_one_line(given, name, least):
    ran = manage("check", **given)
    why = f"{name}={given[name]!r} is not a whole number of minutes from {least} to 43200.\n"
    assert (ran.returncode, ran.stderr) == (1, why)

"""The log: each line says which request it is about, nothing says what was typed, and what is slow is told."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.errors import server_error
from config.logs.lines import JsonLines, TextLines
from config.security.lines import WithoutRefusals
from regencies.models import User
from tests import factories
from tests.builders.panel import logged_in
from tests.commands import manage

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TYPED = "rahasia-yang-diketik"


@login_not_required
def fails(request: HttpRequest, **_: str) -> HttpResponse:
    """A page with a fault: what the visitor typed reaches the messages of its exceptions."""
    assert request.user.is_authenticated
    try:
        User.objects.create(email=request.user.email, full_name=request.POST["nama"])
    except IntegrityError as problem:
        raise ValueError(f"Unexpected {request.POST['nama']}") from problem
    return HttpResponse()


@login_not_required
@transaction.non_atomic_requests
def asks(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [request.GET["nama"]])
    return HttpResponse()


urlpatterns = [
    path("gagal/", fails),
    path("gagal/<str:rest>/", fails),
    path("undangan/<str:token>/", fails),
    path("tanya/", asks),
]
handler500 = server_error


@pytest.fixture
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the log has, in the format that a test names."""
    handler = logging.StreamHandler(stream := io.StringIO())
    handler.setFormatter(getattr(request, "param", JsonLines)())
    handler.addFilter(WithoutRefusals())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def fail(officer: User, address: str = "/gagal/") -> HttpResponse:
    browser = logged_in(officer)
    browser.raise_request_exception = False
    return browser.post(f"{address}?q={TYPED}", {"nama": TYPED})


def test_a_failure_is_a_line_with_the_number_its_page_shows(written):
    officer = factories.officer(factories.regency())
    answer = fail(officer)
    [line] = [line for line in lines(written) if line["level"] == "error"]
    number = answer["X-Request-ID"]
    assert f'Nomor kejadian: <span class="hash">{number[:8]}</span>' in answer.content.decode()
    assert {
        name: line[name] for name in ("request", "actor", "method", "path", "status", "message", "logger")
    } == {
        "request": number,
        "actor": officer.pk,
        "method": "POST",
        "path": "/gagal/",
        "status": 500,
        "message": "Internal Server Error",
        "logger": "django.request",
    }
    assert isinstance(line["ms"], int)
    trace = str(line["trace"])
    assert re.findall(r"^(?:builtins|django|psycopg)[^\n]*", trace, re.MULTILINE) == [
        "psycopg.errors.UniqueViolation sqlstate=23505 table_name=regencies_user "
        "constraint_name=regencies_user_email_key",
        "django.db.utils.IntegrityError",
        "builtins.ValueError",
    ]
    assert "in fails" in trace


@pytest.mark.parametrize("written", [JsonLines, TextLines], indirect=True)
def test_nothing_that_was_typed_and_no_secret_of_an_address_is_in_a_line(written):
    assert fail(factories.officer(factories.regency()), f"/undangan/{TYPED}/").status_code == 500
    text = written.getvalue()
    assert "/undangan/<str:token>/" in text
    assert TYPED not in text


@pytest.mark.parametrize("written", [TextLines], indirect=True)
def test_a_line_of_text_says_whose_request_it_was(written):
    officer = factories.officer(factories.regency())
    number = fail(officer)["X-Request-ID"]
    first = written.getvalue().splitlines()[0]
    assert re.fullmatch(
        rf"Internal Server Error request={number} method=POST path=/gagal/ ms=\d+ actor={officer.pk}", first
    )


@pytest.mark.parametrize("written", [TextLines], indirect=True)
def test_an_address_breaks_no_line_in_two(written):
    officer = factories.officer(factories.regency())
    assert fail(officer, "/gagal/a%0Aerror%20b%E2%80%A8c/").status_code == 500
    assert " path=/gagal/a%0Aerror%20b%E2%80%A8c/ " in written.getvalue().splitlines()[0]


@pytest.mark.urls("config.urls")
def test_a_line_of_the_security_log_has_the_request_beside_it(written, caplog):
    caplog.set_level(logging.INFO, "security")
    answer = Client().get("/penilaian/kertas/1/")
    [line] = lines(written)
    assert {name: line[name] for name in ("logger", "request", "event", "status", "method", "path")} == {
        "logger": "security",
        "request": answer["X-Request-ID"],
        "event": "refused",
        "status": 404,
        "method": "GET",
        "path": "/penilaian/kertas/1/",
    }


def test_what_is_slow_is_told_without_its_values_and_what_is_not_is_not(written, settings):
    settings.SLOW_MS = -1
    assert Client().get("/tanya/", {"nama": TYPED}).status_code == 200
    slow = [(line["logger"], line["message"], line.get("status")) for line in lines(written)]
    assert [(name, re.sub(r"\d+ ms", "- ms", str(said)), status) for name, said, status in slow] == [
        ("config.logs.queries", "Slow query, - ms: SELECT %s", None),
        ("config.logs.asked", "Slow request", 200),
    ]
    assert TYPED not in written.getvalue()
    written.truncate(0)
    settings.SLOW_MS = 600_000
    assert Client().get("/tanya/", {"nama": TYPED}).status_code == 200
    assert written.getvalue() == ""


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize("address", ["/tidak-ada/", "/?q=%00"])
def test_a_refusal_shows_the_number_of_the_request(address):
    answer = Client().get(address)
    assert answer.status_code == 404
    assert f'<span class="hash">{answer["X-Request-ID"][:8]}</span>' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "is_json"),
    [({"LOG_FORMAT": "json"}, True), ({}, False), ({"SITE_URL": "https://localhost"}, True)],
    ids=["asked for", "at home", "on https"],
)
def test_a_line_outside_a_request_is_json_where_it_is_asked_for_and_on_https(given, is_json):
    warn = "import logging; logging.getLogger('contoh').warning('halo')"
    told = manage("shell", "-v0", "-c", warn, DATABASE_URL="postgres:///unused", **given).stderr
    if is_json:
        line = json.loads(told)
        assert {*line} == {"time", "level", "logger", "message"}
        assert (line["level"], line["logger"], line["message"]) == ("warning", "contoh", "halo")
    else:
        assert told == "halo\n"

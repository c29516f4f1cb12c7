"""Reports of browsers, which anybody may send: few lines a minute, nothing of what was sent in them, nothing stored."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.security import browser_reports

LOGGER = "config.security.browser_reports"
OLD = {
    "csp-report": {
        "document-uri": "https://paritrana.contoh.id/daerah/banding/?q=rahasia",
        "effective-directive": "img-src",
        "blocked-uri": "https://jahat.contoh/rahasia.png?q=rahasia",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {
            "documentURL": "https://paritrana.contoh.id/tidak/ada/rahasia",
            "effectiveDirective": "script-src-elem",
            "blockedURL": "inline",
        },
    }
]


@pytest.fixture(autouse=True)
def quiet_minute():
    browser_reports._written.clear()


def send(sent: object, kind: str = "application/csp-report") -> int:
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    return Client(enforce_csrf_checks=True).post("/csp", body, content_type=kind).status_code


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOGGER]


@pytest.mark.django_db
def test_a_report_is_one_line_without_what_was_typed_and_no_row(caplog):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [send(OLD), send(NEW, "application/reports+json")] == [204, 204]
    assert lines(caplog) == [
        "The policy of compare refused jahat.contoh (img-src)",
        "The policy of ? refused inline (script-src-elem)",
    ]
    assert len(queries) == 0


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff\xfe",
        b"[" * 10_000,
        [],
        [[]],
        7,
        {"csp-report": 7},
        {"csp-report": {}},
        {"csp-report": {"effective-directive": "rahasia\nbaris kedua"}},
        {"csp-report": OLD["csp-report"] | {"sample": "x" * browser_reports.LONGEST}},
    ],
    ids=str,
)
def test_nonsense_and_what_is_too_long_have_the_same_answer_and_no_line(caplog, sent):
    assert (send(sent), lines(caplog)) == (204, [])


@pytest.mark.parametrize("blocked", ["rahasia", "https://[rahasia", "https://a b/", "data:rahasia"])
def test_what_is_no_host_is_not_repeated(caplog, blocked):
    assert send({"csp-report": OLD["csp-report"] | {"blocked-uri": blocked}}) == 204
    assert lines(caplog) == ["The policy of compare refused ? (img-src)"]


def test_a_flood_of_reports_is_twenty_lines_a_minute(caplog):
    assert {send(OLD) for _ in range(50)} == {204}
    assert len(lines(caplog)) == 20
    browser_reports._written[0] -= browser_reports.MINUTE
    assert send(OLD) == 204
    assert len(lines(caplog)) == 21

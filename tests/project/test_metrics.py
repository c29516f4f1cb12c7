"""/metrics of the real server with two processes: what both counted, for who brings the token, and for nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from config.errors import server_error
from config.metrics.counting import count_exception
from regencies.seals.seal import seal_history
from tests.database import until_nobody_else_works
from tests.served import asked, here, serving

TOKEN = "angka-angka-untuk-pemantau-saja-2026"
pytestmark = pytest.mark.django_db
Numbers = dict[tuple[str, tuple[str, ...]], float]


def numbers(page: str) -> Numbers:
    """Each number by its name and the values of its labels."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


@pytest.mark.django_db(transaction=True)
def test_both_processes_count_and_whichever_is_asked_tells(tmp_path):
    seal_history()
    counts = tmp_path / "counts"
    counts.mkdir()
    (counts / "counter_1.db").write_bytes(b"of a server that is gone")
    given = here(tmp_path) | {
        "METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(counts),
        "DISK_LEAST_MB": "1",
    }
    with serving(given, workers=2) as port:
        before = numbers(asked(port, "/metrics", Authorization=f"Bearer {TOKEN}")[1])
        for _ in range(30):
            assert asked(port, "/akun/sesi/")[0] == 200
        assert asked(port, "/laporan/")[0] == 302
        assert asked(port, "/tidak-ada/rahasia/")[0] == 404
        status, page = asked(port, "/metrics", Authorization=f"Bearer {TOKEN}")
        refused = [
            asked(port, "/metrics")[0],
            asked(port, "/metrics", Authorization=f"Bearer {TOKEN[1:]}")[0],
        ]
    until_nobody_else_works()  # the server's helpers may still be ending when the tables are emptied
    found = numbers(page)
    count = "paritrana_request_seconds_count"
    assert (status, refused) == (200, [404, 404])
    assert found[count, ("2xx", "account_session")] == 30
    assert found[count, ("3xx", "report_index")] == 1
    assert found[count, ("4xx", "")] == 1
    assert found[count, ("2xx", "metrics")] == 1
    assert (count, ("2xx", "account_session")) not in before
    assert found["paritrana_request_seconds_bucket", ("+Inf", "2xx", "account_session")] == 30
    assert {
        label: found["paritrana_ok", (label,)] for label in ("database", "migrations", "seal", "disk")
    } == {
        "database": 1,
        "migrations": 1,
        "seal": 1,
        "disk": 1,
    }
    assert (found["paritrana_mail_waiting", ()], found["paritrana_migrations_pending", ()]) == (0, 0)
    assert 0 <= found["paritrana_seal_age_seconds", ()] < 3600
    assert (
        1 <= found["paritrana_database_connections", ()] <= found["paritrana_database_connections_most", ()]
    )
    assert "rahasia" not in page
    assert len([*counts.glob("histogram_*.db")]) == 2


@login_not_required
def fails(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(request.path)


urlpatterns = [path("gagal/", fails)]
handler500 = server_error


@pytest.mark.urls(__name__)
def test_an_exception_is_counted_by_its_kind(settings):
    settings.METRICS_TOKEN = TOKEN
    browser = Client(raise_request_exception=False)
    try:
        assert [browser.get("/gagal/").status_code for _ in range(3)] == [500] * 3
    finally:
        got_request_exception.disconnect(count_exception)
    assert REGISTRY.get_sample_value("paritrana_exceptions_total", {"kind": "ZeroDivisionError"}) == 3
    said = {"view": "tests.project.test_metrics.fails", "status": "5xx"}
    assert REGISTRY.get_sample_value("paritrana_request_seconds_count", said) == 3


def test_without_a_token_nothing_is_told_whatever_is_brought(client, settings):
    for given in ("Bearer ", "Bearer", f"Bearer {TOKEN}"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 404

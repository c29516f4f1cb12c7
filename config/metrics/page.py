"""/metrics: what was counted, and the facts of /readyz as numbers, for whoever brings METRICS_TOKEN."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from config.state.facts import Fact, facts
from config.state.health import of_this_moment

AMOUNTS = {
    "mail": ("paritrana_mail_waiting", "Messages that wait to be sent."),
    "scan": ("paritrana_files_unscanned", "Files that wait to be scanned for viruses."),
    "disk": ("paritrana_disk_free_bytes", "Room left where it is least."),
    "history": (
        "paritrana_history_differences",
        "Rows of the history that were not as sealed when last checked.",
    ),
    "migrations": ("paritrana_migrations_pending", "Migrations that the tables lack."),
}
AGES = {
    "mail": ("paritrana_mail_oldest_seconds", "How long the oldest message waits."),
    "seal": ("paritrana_seal_age_seconds", "How long ago the history was sealed."),
    "history": (
        "paritrana_history_check_age_seconds",
        "How long ago the history was held against its seals.",
    ),
    "backup": ("paritrana_backup_age_seconds", "How long ago the newest archive was made."),
}
CONNECTIONS = """SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity
    WHERE datname = current_database()"""


@of_this_moment
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in the text format of Prometheus; 404 without METRICS_TOKEN, here or in the request."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404("Tidak ada halaman ini.")
    registry = CollectorRegistry()
    MultiProcessCollector(registry, settings.METRICS_DIR)
    registry.register(Measured())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Measured:
    """What is measured when it is asked for, by whichever process answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges; those of the database only while it answers."""
        found = facts()
        states = GaugeMetricFamily("paritrana_ok", "1 for what is in order, see /readyz.", labels=("what",))
        for fact in found:
            states.add_metric((fact.name,), fact.is_ok)
        yield states
        for fact in found:
            yield from gauges_of(fact)
        yield from connections()


def gauges_of(fact: Fact) -> Iterator[GaugeMetricFamily]:
    """Yield amount and age of a fact."""
    if fact.amount is not None and fact.name in AMOUNTS:
        yield GaugeMetricFamily(*AMOUNTS[fact.name], value=fact.amount)
    if fact.since is not None and fact.name in AGES:
        yield GaugeMetricFamily(*AGES[fact.name], value=(timezone.now() - fact.since).total_seconds())


def connections() -> Iterator[GaugeMetricFamily]:
    """Yield how many connections the database has, and how many it takes."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(CONNECTIONS)
            used, most = cursor.fetchone()
    except DatabaseError:
        return
    yield GaugeMetricFamily("paritrana_database_connections", "Connections to this database.", value=used)
    yield GaugeMetricFamily(
        "paritrana_database_connections_most", "Connections the server takes.", value=most
    )

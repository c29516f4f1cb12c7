"""/healthz: whether this instance may take visitors, for the proxy, the monitor and whoever is on duty."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@cache
def migrations_in_code() -> frozenset[tuple[str, str]]:
    """Return (app, migration) of everything this version of the code expects; from disk, once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def health() -> dict[str, str | int]:
    """Return what works: database ok|unreachable, migrations ok|pending|unknown, and how many are pending."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return {"status": "failing", "database": "unreachable", "migrations": "unknown"}
    if pending := len(migrations_in_code() - applied.keys()):
        return {"status": "failing", "database": "ok", "migrations": "pending", "pending": pending}
    return {"status": "ok", "database": "ok", "migrations": "ok"}


@require_safe
@login_not_required
@never_cache
@transaction.non_atomic_requests  # a transaction could not even begin on a dead database
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything works, 503 otherwise; says nothing an outsider should not know."""
    state = health()
    return JsonResponse(state, status=200 if state["status"] == "ok" else 503)

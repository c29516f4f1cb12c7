"""/healthz: whether this instance may take visitors. /readyz: whether somebody must look after it."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.state.facts import facts, migrations

View = Callable[[HttpRequest], JsonResponse]


def of_this_moment(view: View) -> View:
    """Open a view to everybody, kept nowhere, without a transaction, which could not even begin on a dead database."""
    return require_safe(login_not_required(never_cache(transaction.non_atomic_requests(view))))


def health() -> dict[str, str | int]:
    """Return what works: database ok|unreachable, migrations ok|pending|unknown, and how many are pending."""
    try:
        found = migrations()
    except DatabaseError:
        return {"status": "failing", "database": "unreachable", "migrations": "unknown"}
    if not found.is_ok:
        return {"status": "failing", "database": "ok", "migrations": "pending", "pending": found.amount or 0}
    return {"status": "ok", "database": "ok", "migrations": "ok"}


@of_this_moment
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be made, 503 otherwise; says nothing an outsider should not know."""
    state = health()
    return JsonResponse(state, status=200 if state["status"] == "ok" else 503)


@of_this_moment
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when nothing waits for anybody, 503 otherwise: name and state of each fact, no path and no count."""
    found = facts()
    is_ok = all(fact.is_ok for fact in found)
    states = {"status": "ok" if is_ok else "failing"} | {fact.name: fact.state.value for fact in found}
    return JsonResponse(states, status=200 if is_ok else 503)

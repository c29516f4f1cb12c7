"""The least a page could cost: what our pages are compared with. Same settings, same middleware, same server."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from awards.choices import Source, Stage
from awards.models import Criterion, Entry
from config import urls
from config.accounts.backend import logged_in_person
from regencies.choices import Section
from regencies.models import ReportEntry

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)

PAGE = "<!doctype html><html lang=id><title>Lantai</title><body><p>{{ request.user }}</p>%s</body></html>"
ROWS = "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"

engine = engines["django"]
page_template, table_template = (engine.from_string(PAGE % rows) for rows in ("", ROWS))


@login_not_required
@transaction.non_atomic_requests
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but the middleware."""
    return HttpResponse()


def greeting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose user is read as Django reads without `config.postgres.compiled`: each query is built and planned.

    So a floor costs what it did when the targets were set, however cheap our own reading becomes.
    """

    @login_not_required
    @wraps(view)
    def greeted(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        session = DatabaseSession(request.COOKIES[settings.SESSION_COOKIE_NAME])
        asked = tuple(sorted(settings.REQUIRE_SECOND_STEP))
        found = logged_in_person.queryset(session[SESSION_KEY], timezone.localdate(), asked=asked)
        request.user = found.get()
        return view(request, *args, **named)

    return greeted


@greeting
def page(request: HttpRequest) -> HttpResponse:
    """A session, its user, a template."""
    return HttpResponse(page_template.render({}, request))


def entrants(category: int) -> QuerySet[Entry, tuple[object, ...]]:
    return Entry.objects.filter(category=category).values_list(
        "regency__kemendagri_code", "regency__name", "candidate", "reason"
    )


def segments(report: int) -> QuerySet[ReportEntry, tuple[object, ...]]:
    rows = ReportEntry.objects.filter(report=report, section=Section.PARTICIPATION)
    return rows.values_list(
        "participation__segment",
        "participation__registered",
        "participation__registered_previous",
        "entered_at",
    )


def criteria(category: int) -> QuerySet[Criterion, tuple[object, ...]]:
    rows = Criterion.objects.filter(group__category=category, source=Source.PANEL, stage=Stage.DESK)
    return rows.values_list("code", "name", "weight", "guidance")


TABLES = {"entrants": entrants, "segments": segments, "criteria": criteria}


@greeting
def table(request: HttpRequest, rows: str, key: int) -> HttpResponse:
    """The same, and one table of the rows a page shows: one query, no words."""
    return HttpResponse(table_template.render({"rows": TABLES[rows](key)}, request))


urlpatterns = [
    path("_lantai/kosong/", empty),
    path("_lantai/halaman/", page),
    path("_lantai/tabel/<str:rows>/<int:key>/", table),
    *urls.urlpatterns,
]

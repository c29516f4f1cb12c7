"""Reads the rows of the access matrix, finds every page there is, and asks as whoever may come."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, reset_queries, transaction
from django.test import Client, TestCase, modify_settings, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config.accounts.sessions import STARTED
from regencies.models import PageImage, SecurityLine
from tests.builders.access import World, build
from tests.builders.panel import counted

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SAFE = ("GET", "HEAD")
KNOWN = (*SAFE, "POST")  # the others are refused before anybody asks who comes
LOGIN = "login"
EVERYBODY = "public"
MOST_QUERIES = 16 - 1  # to read any page, whoever asks: the matrix keeps its sessions in cookies

Status = int | str


# Rows -----------------------------------------------------------------------------------------------
@dataclass
class Row:
    """What one page answers: for each method it knows, the status by role and for everybody else."""

    name: str
    rules: dict[str, tuple[dict[str, Status], Status]] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        return any(isinstance(status, int) for _, status in self._visitors())

    def _visitors(self) -> Iterator[tuple[str, Status]]:
        for method, (roles, _) in self.rules.items():
            yield method, roles.get("visitor", LOGIN)

    def expected(self, method: str, role: str) -> Status:
        if method not in self.rules:
            sent_away = role == "visitor" and method in KNOWN and not self.is_public
            return LOGIN if sent_away else 405
        roles, others = self.rules[method]
        return roles.get(role, LOGIN if role == "visitor" else others)


def read(table: str, roles: Iterable[str]) -> dict[str, Row]:
    """Rows by page name. Raises ValueError for an unknown role or method, or no status."""
    known, rows = [*roles], {}
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, *words = line.split()
        methods = [word for word in words if word in METHODS]
        said, _, others = " ".join(words[len(methods) :]).partition("|")
        by_role: dict[str, Status] = {}
        for part in filter(None, said.split(",")):
            *who, status = part.split()
            by_role |= dict.fromkeys(known if who == [EVERYBODY] else who, int(status))
        if strangers := {*by_role} - {*known}:
            raise ValueError(f"{name}: nobody is called {sorted(strangers)}")
        row = rows.setdefault(name, Row(name))
        rest = int(others) if others.strip() else 404
        for method in [*methods, *(["HEAD"] if "GET" in methods else [])]:
            row.rules[method] = (by_role, rest)
    return rows


# Pages ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Page:
    """One pattern of the URLconf. Two patterns may share a name."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def value(self, named: dict[str, Any], argument: str) -> Any:
        """What an argument of this page stands for, in `World.own` or `World.foreign`."""
        return named.get(f"{self.name}.{argument}", named.get(argument))

    def url(self, world: World, **instead: Any) -> str:
        values = {name: self.value(world.own, name) for name in self.arguments}
        missing = [name for name, value in values.items() if value is None]
        assert not missing, f"{self.name}: the world has no {missing}"
        return reverse(self.name, kwargs=values | instead)


@cache
def pages() -> list[Page]:
    """Everything the site answers to, but static files, which no URLconf names."""
    return list(_pages(get_resolver()))


def _pages(
    resolver: URLResolver, route: str = "", namespace: str = "", above: tuple[str, ...] = ()
) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name or ''}"
            given = pattern.default_args or {}
            names = (*above, *pattern.pattern.converters, *_groups(pattern))
            yield Page(name, path, tuple(name for name in names if name not in given))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _pages(pattern, path, inner, (*above, *pattern.pattern.converters))


def _groups(pattern: URLPattern) -> Iterable[str]:
    return [] if pattern.pattern.converters else pattern.pattern.regex.groupindex


@override_settings(
    ACCOUNT_RATE_LIMITS=False,
    ROOT_URLCONF="tests.project.plain_errors",
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",  # one query less for each of the thousands
)
@modify_settings(MIDDLEWARE={"remove": "config.middleware.explain_refused_methods"})
class Matrix(TestCase):
    """Every page asked as many people: settings under which thousands of answers are quick, and a world."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()


# Asking ---------------------------------------------------------------------------------------------
def clients(world: World) -> dict[str, Client]:
    """A browser of everybody, just logged in however long the matrix takes. What a page raises is answered as usual."""
    made = {role: Client(raise_request_exception=False) for role in world.people}
    for role, person in world.people.items():
        if person:
            made[role].force_login(get_user_model().objects.get(pk=person.pk))
            session = made[role].session
            session[STARTED] = int(time.time()) + 3600
            session.save()
            made[role].cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return made


def ask(client: Client, method: str, url: str) -> Status:
    """The status, `login` for being sent there, or how many queries a page took that takes too many.

    What a POST changed is undone, and so are the cookies.
    """
    cookies = dict(client.cookies)
    reset_queries()  # a full log would count nothing
    with nullcontext() if method in SAFE else transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
        if method not in SAFE:
            transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    if method in SAFE and (taken := counted(queries)) > MOST_QUERIES:
        return f"{response.status_code} after {taken} queries"
    if response.status_code == 302 and response["Location"].startswith(
        f"{reverse(settings.LOGIN_URL)}?next="
    ):
        return LOGIN
    return response.status_code


def written() -> dict[str, int]:
    """Rows inserted, updated and deleted in this transaction by table, undone ones included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def changed(before: dict[str, int]) -> set[str]:
    """Tables written to since, but the log of who looked and the pictures kept of what was looked at."""
    now = {table: count for table, count in written().items() if count != before.get(table, 0)}
    return set(now) - {SecurityLine._meta.db_table, PageImage._meta.db_table}

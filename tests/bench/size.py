"""The same pages in a province of as many regions as one likes, and what a publication holds: one process, one size.

Prints JSON: the name of a page, of a floor or of the publication → seconds and queries.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  Django is ready only now
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from awards.choices import Stage  # noqa: E402
from awards.models import Category  # noqa: E402
from awards.publishing.publish import publish  # noqa: E402
from awards.results.preview import preview  # noqa: E402
from regencies.models import User  # noqa: E402
from tests import factories  # noqa: E402
from tests.bench.asking import InProcess, Reply, Visitor  # noqa: E402
from tests.bench.country import country  # noqa: E402
from tests.bench.measuring import Measured, count_queries, measure  # noqa: E402
from tests.bench.pages import (  # noqa: E402
    COVERAGE,
    DOSSIER,
    EDITION,
    EMPTY,
    INDEX,
    PAGE,
    PANEL,
    QUEUE,
    RANKING,
    SHEET,
    TABLES,
    session_of,
)
from tests.bench.sizes import BOARD, HELD, LOOK, PUBLICATION, SPREAD  # noqa: E402

ROUNDS, WARM_UP = 5, 1


def announced(category: Category, admin: User) -> tuple[Measured, Measured]:
    """Publish a year: the seconds it takes, and those in which it is held; what it asks."""
    seen = preview(category).fingerprint
    held: list[float] = []

    def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if 'FROM "awards_edition"' in sql and "FOR NO KEY UPDATE" in sql:
            held.append(time.perf_counter())
        return done

    with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(listen):
        begun = time.perf_counter()
        publish(category, by=admin, fingerprint=seen)
        ended = time.perf_counter()
    return tuple(Measured(ended - since, ended - since, 0, 0, len(captured)) for since in (begun, held[0]))


def steps(published: Category, scored: Category, admin: User) -> dict[str, Callable[[], Reply]]:
    """One function for each page and floor; the years are those of `country`."""
    edition = scored.edition
    chair, *_, last = edition.seats.select_related("user").order_by("number")
    entry = scored.entries.order_by("pk")[scored.entries.count() // 2]
    transport = InProcess()
    visitor = Visitor(transport)
    desk, heading, member = (Visitor(transport, session_of(who)) for who in (admin, chair.user, last.user))
    verifier = Visitor(transport, session_of(factories.verifier(edition.province)))
    province, year = edition.province.slug, published.edition
    pages = {
        RANKING: (visitor, reverse("ranking", args=[province, year.award_year, published.slug])),
        COVERAGE: (visitor, reverse("coverage", args=[province, year.assessed_year])),
        QUEUE: (verifier, reverse("verifier_queue")),
        PANEL: (member, reverse("panel_index")),
        DOSSIER: (member, reverse("panel_dossier", args=[entry.pk])),
        SHEET: (member, reverse("panel_sheet", args=[entry.pk, Stage.DESK])),
        BOARD: (heading, reverse("chair_index")),
        SPREAD: (heading, reverse("chair_spread", args=[year.pk])),
        INDEX: (desk, reverse("admin:index")),
        EDITION: (desk, reverse("admin:awards_edition_change", args=[edition.pk])),
        LOOK: (desk, reverse("admin:awards_category_look", args=[published.pk])),
        EMPTY: (visitor, "/_lantai/kosong/"),
        PAGE: (desk, "/_lantai/halaman/"),
        TABLES[RANKING]: (desk, f"/_lantai/tabel/entrants/{published.pk}/"),
    }
    return {name: (again if page[0] is visitor else asking)(*page) for name, page in pages.items()}


def asking(who: Visitor, path: str) -> Callable[[], Reply]:
    return lambda: who.get(path)


def again(who: Visitor, path: str) -> Callable[[], Reply]:
    """Asked for twice, the second time counts: a round takes longer than published bytes are served unasked."""
    return lambda: (who.get(path), who.get(path))[1]


def measured(regions: int, years: int) -> Mapping[str, Measured]:
    *before, scored = country(regions, years)
    admin = factories.admin(scored.edition.province)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    *_, (whole, held) = [announced(category, admin) for category in before]
    asked = steps(before[-1], scored, admin)
    found = measure(asked, ROUNDS, WARM_UP)
    counted = {name: replace(one, queries=count_queries(asked[name])) for name, one in found.items()}
    return {**counted, PUBLICATION: whole, HELD: held}


if __name__ == "__main__":
    told = {name: [one.seconds, one.queries] for name, one in measured(*map(int, sys.argv[1:])).items()}
    sys.stdout.write(json.dumps(told))

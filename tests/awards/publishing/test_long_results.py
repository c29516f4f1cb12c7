"""A result of more candidates than a page shows: fifty a page in both lists of the look page, all of them published."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from awards.publishing.look_page import ranked
from awards.results.preview import preview
from tests import factories
from tests.bench.country import country
from tests.once import once

pytestmark = pytest.mark.django_db
MANY = 53


@once
def category():
    return country(MANY, years=2)[0]


@pytest.mark.parametrize("name", ["admin:awards_category_look", "chair_result"])
def test_fifty_candidates_a_page_in_each_list_by_itself(category, name):
    client = Client()
    chair = category.edition.seats.get(number=1).user
    client.force_login(factories.admin(category.edition.province) if ":" in name else chair)
    url = reverse(name, args=[category.pk])
    first, second, beside = (
        client.get(url, asked).context for asked in ({}, {"page": "2"}, {"urutan-page": "2"})
    )
    assert rows(first, "ranking") == list(range(1, 51))
    assert rows(second, "ranking") == [51, 52, 53]
    assert rows(second, "beside") == rows(first, "beside") == list(range(1, 51))
    assert (rows(beside, "ranking"), rows(beside, "beside")) == (list(range(1, 51)), [51, 52, 53])
    shown = client.get(url, {"page": "2"}).content.decode()
    assert set(re.findall('<nav class="pages" aria-label="([^"]+)"', shown)) == {
        "Halaman: Peringkat menurut perhitungan sekarang",
        "Halaman: Dua urutan berdampingan",
    }
    assert 'href="?page=2&amp;urutan-page=2"' in shown


def test_who_shares_a_total_is_told_of_the_other_and_nobody_else_is(category):
    found = preview(category)
    one, other, *rest = found.document["entrants"]
    same = {"total": one["total"], "tie": "shared"}
    tied = {**found.document, "entrants": [one | same, other | same, *rest]}
    told = {row["name"]: row["tie"] for row in ranked(replace(found, document=tied), {})}
    assert len(told) == MANY
    assert {name: tie for name, tie in told.items() if tie} == {
        one["name"]: f"Nilai akhir sama dengan {other['name']}; peringkat dibagi bersama",
        other["name"]: f"Nilai akhir sama dengan {one['name']}; peringkat dibagi bersama",
    }


def rows(context, table: str) -> list[int]:
    return [row.record["rank"] for row in context[table].paginated_rows]

"""The panel's lists with more candidates than a page shows: fifty a page, and a search."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.builders import panel as world
from tests.once import once

pytestmark = pytest.mark.django_db
MANY = 60


@once
def edition():
    edition = world.scoring_edition()
    factories.seats(edition, 3)
    category = edition.categories.get()
    for number in range(MANY):
        factories.candidate(category, factories.regency(f"Daerah {number:02}", f"61.{number + 10:02}"))
    return edition


def named(client: Client, name: str, **asked: str) -> list[str]:
    shown = client.get(reverse(name), asked).content.decode()
    return sorted(set(re.findall(r">Kabupaten (Daerah \d\d)<", shown)))


@pytest.mark.parametrize("name", ["panel_index", "chair_index"])
def test_fifty_candidates_a_page_and_any_one_by_its_name(edition, name):
    client = world.logged_in(world.by_seat(edition)[0].user)
    assert len(named(client, name)) == 50
    assert named(client, name, page="2") == [f"Daerah {number}" for number in range(50, MANY)]
    assert named(client, name, cari="daerah 07") == ["Daerah 07"]
    nothing = client.get(reverse(name), {"cari": "Kapuas"}).content.decode()
    assert "Tidak ada daerah yang cocok. Ubah atau kosongkan pencarian." in nothing

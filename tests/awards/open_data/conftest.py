"""An award year published with everything the open data tells of."""

import pytest

from awards.publishing import files
from tests.builders import publication as world
from tests.builders.reported import candidate_with_everything
from tests.once import once


@once
def category():
    made = world.category_with(["61.04", "61.71"])
    entry = candidate_with_everything(made)
    for seat in made.edition.seats.all():
        world.lock_sheets(entry, seat, 80)
    return made


@once
def published(category):
    made = world.published(category)
    files.make_open_data()
    return made


@pytest.fixture
def get(client):
    """A function that returns the answer of an address below /data/."""
    return lambda name, **more: client.get(f"/data/{name}", **more)

"""A panel of three whose presentations are run."""

import pytest

from tests.builders import panel as world


@pytest.fixture
def edition():
    return world.seated_edition(3)


@pytest.fixture
def chair(edition):
    return edition.seats.get(number=1).user

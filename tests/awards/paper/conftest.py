"""The year in which sheets of paper are entered."""

import pytest

from tests import factories
from tests.builders import panel as world
from tests.builders.papers import Room, secretary


@pytest.fixture
def here() -> Room:
    """The chair, the secretary and a member; their candidate; an admin who enters papers."""
    edition = world.seated_edition(3)
    entry = world.candidate(edition)
    chair, clerk, member = world.by_seat(edition)
    return Room(edition, entry, chair, secretary(clerk), member, factories.admin())

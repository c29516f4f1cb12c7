"""What the tests of monitoring share: the admin of the province under their usual name."""

import pytest

from regencies.models import User
from tests import factories


@pytest.fixture
def admin(db: None) -> User:
    return factories.admin()

"""An OpenID provider on loopback, and somebody it knows."""

import pytest

from regencies.models import User
from tests import factories
from tests.builders.provider import served


@pytest.fixture
def provider(settings):
    with served() as server:
        settings.OIDC = server.setting
        yield server


@pytest.fixture
def officer(provider) -> User:
    """Somebody at work whose address the provider knows."""
    person = factories.officer(factories.regency())
    provider.address = person.email
    return person

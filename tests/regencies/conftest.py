"""The office of Ketapang, its people and its report of 2025. A test file may have its own of the same name."""

import pytest

from regencies.choices import Section
from tests import factories


@pytest.fixture
def ketapang():
    return factories.regency()


@pytest.fixture
def officer(ketapang):
    return factories.officer(ketapang, "Siti Aminah")


@pytest.fixture
def head(ketapang):
    return factories.head(ketapang, "dr. H. Harisson, M.Kes")


@pytest.fixture
def draft(ketapang, officer):
    """Just opened: nothing filled in yet."""
    return factories.draft(ketapang, by=officer)


@pytest.fixture
def complete(draft, officer):
    """Filled in by the officer, ready to be sent."""
    return factories.complete(draft, officer)


@pytest.fixture
def target(draft):
    """The entry of the draft that states target and vulnerable workers."""
    return factories.entry(draft, Section.TARGET)

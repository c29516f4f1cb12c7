"""The office of Ketapang with its people and its report of 2025; the provincial admin and their browser."""

import pytest

from regencies.choices import Section
from regencies.models import Extension, Regency, ReportEntry, User, YearlyReport
from tests import factories


# The office -----------------------------------------------------------------------------------------
@pytest.fixture
def ketapang(db: None) -> Regency:
    return factories.regency()


@pytest.fixture
def officer(ketapang: Regency) -> User:
    return factories.officer(ketapang, "Siti Aminah")


@pytest.fixture
def head(ketapang: Regency) -> User:
    return factories.head(ketapang, "dr. H. Harisson, M.Kes")


@pytest.fixture
def draft(ketapang: Regency, officer: User) -> YearlyReport:
    """Just opened: nothing filled in yet."""
    return factories.draft(ketapang, by=officer)


@pytest.fixture
def complete(draft: YearlyReport, officer: User) -> YearlyReport:
    """Filled in by the officer, ready to be sent."""
    return factories.complete(draft, officer)


@pytest.fixture
def target(draft: YearlyReport) -> ReportEntry:
    """The entry of the draft that states target and vulnerable workers."""
    return factories.entry(draft, Section.TARGET)


@pytest.fixture
def elsewhere(db: None) -> Regency:
    """A regency of another province, with its people and a report that was sent."""
    other = factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    place = factories.regency("Kotawaringin Barat", "62.01", of=other)
    report = factories.sent(place, 2025)
    Extension.objects.create(
        regency=place,
        year=2025,
        until=report.sent_at,
        reason="x",
        granted_by=factories.admin(other, "Admin lain"),
    )
    return place

"""Files that support an entry: who may fetch them, and how they are handed out."""

import pytest
from django.urls import reverse

from regencies.choices import Section
from regencies.editing import attach_evidence
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketapang():
    return factories.regency()


@pytest.fixture
def officer(ketapang):
    return factories.officer(ketapang)


@pytest.fixture
def report(ketapang, officer):
    return factories.draft(ketapang, by=officer)


@pytest.fixture
def evidence(report, officer):
    entry = factories.entry(report, Section.IDENTITY)
    return attach_evidence(
        entry, factories.pdf("Peraturan Bupati №4.pdf"), title="Perbup", page=3, by=officer
    )


def fetch(client, user, evidence):
    client.force_login(user)
    return client.get(reverse("evidence", args=[evidence.pk]))


def test_the_office_gets_its_file_as_a_download_nobody_keeps(client, officer, evidence):
    response = fetch(client, officer, evidence)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == factories.PDF
    assert response["Content-Type"] == "application/pdf"
    assert (
        response["Content-Disposition"] == "attachment; filename*=utf-8''Peraturan%20Bupati%20%E2%84%964.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_another_regency_does_not_see_the_file_by_changing_the_address(client, evidence):
    stranger = factories.officer(factories.regency("Mempawah", "61.02"))
    assert fetch(client, stranger, evidence).status_code == 404

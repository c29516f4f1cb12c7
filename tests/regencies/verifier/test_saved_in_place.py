"""A finding saved where it stands: the answer holds what it changes on the page, as the page would show it."""

import re

import pytest
from django.urls import reverse

from regencies.choices import Section
from tests import factories
from tests.builders.browser_tab import AUTOSAVE, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.sent()


def test_a_finding_saved_in_place_is_answered_with_the_parts_that_change(report):
    verifier = browser(factories.verifier(report.regency.province))
    entry = factories.entry(report, Section.PARTICIPATION)
    url = reverse("verifier_review", args=[report.pk, entry.pk])
    found = {"state": "approved", "note": "Menurut rekap.", "verified_value": "79.000", "seen": ""}
    data = {f"butir-{entry.pk}-{name}": value for name, value in found.items()}
    response = verifier.post(url, data, headers=AUTOSAVE)
    parts = response.json()["parts"]
    assert list(parts) == [f"isi-{entry.pk}", "angka", "kemajuan", "tindakan"]
    assert "79.000" in parts[f"isi-{entry.pk}"]
    assert "121.217" in parts["angka"]  # and what the whole report comes to
    assert f"1 dari {report.entries.count()}" in parts["kemajuan"]
    assert reverse("verifier_settle", args=[report.pk]) in parts["tindakan"]
    assert len(response.content) < 8_000
    page = verifier.get(reverse("verifier_report", args=[report.pk])).content.decode()
    squeezed = "".join(page.split())
    for part in parts.values():
        assert "".join(re.sub(r"<input[^>]*csrf[^>]*>", "", part).split()) in re.sub(
            r"<input[^>]*csrf[^>]*>", "", squeezed
        )

"""Somebody's right ends while their page is open: the next press is refused, and nothing is stored."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from regencies.choices import Section
from regencies.models import Membership, User
from tests import factories
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return factories.officer(factories.regency())


@pytest.fixture
def tab(officer):
    """An open page of the officer's report, ready to be saved."""
    report = factories.draft(by=officer)
    row = factories.entry(report, Section.TARGET)
    browser = logged_in(officer)
    address = reverse("report_section", args=[report.year, Section.TARGET])
    assert browser.get(address).status_code == 200
    return lambda: (
        browser.post(address, {"version": f"{row.pk}-{row.version}", "target_pct": "70"}),
        factories.entry(report, Section.TARGET).detail.target_pct,
    )


def test_an_open_page_saves(tab):
    response, stored = tab()
    assert (response.status_code, stored) == (302, 70)


def test_an_account_that_was_switched_off_saves_nothing(tab, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    response, stored = tab()
    assert (response.url.partition("?")[0], stored) == (reverse("account_login"), None)


def test_an_office_that_has_ended_saves_nothing(tab, officer):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=officer).update(since=yesterday, until=yesterday)
    response, stored = tab()
    assert (response.status_code, stored) == (404, None)


def test_a_changed_password_ends_the_other_sessions(tab, officer):
    officer.set_password("sungai-kapuas-2026")
    officer.save()
    response, stored = tab()
    assert (response.url.partition("?")[0], stored) == (reverse("account_login"), None)

"""The link of an invitation copied from the list, as the page that shows it has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from regencies.actions.accounts import invitation_link, invite
from regencies.models import SecurityLine
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_is_copied_from_the_list_and_the_log_says_so(someone):
    admin, place = factories.admin(), factories.regency()
    rina = factories.officer(place, "Rina")
    sent = invite(rina, "Petugas", province=place.province, award_year=None, by=admin)
    person = someone(permissions=["clipboard-read", "clipboard-write"]).enter(admin)
    person.open("/admin/regencies/invitation/")
    person.press("Salin tautan undangan Rina")
    told = person.page.get_by_role("status").filter(has_text="Tautan undangan Rina disalin.")
    expect(told).to_be_visible()
    assert person.page.evaluate("navigator.clipboard.readText()") == invitation_link(sent)
    assert SecurityLine.objects.filter(about__contains="tautan ditampilkan").exists()
    person.check().shoot("undangan")

"""A box of the desk that looks up a row says what it is for, closed and open, and finds by typing."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import LAPTOP

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_account_is_looked_up_by_the_name_of_its_box(someone):
    place = factories.regency()
    factories.officer(place, "Siti Aminah")
    admin = someone(LAPTOP).enter(factories.admin(place.province))
    admin.open("/admin/regencies/membership/add/")
    box = admin.page.get_by_role("combobox", name="Akun")
    expect(box).to_be_visible()
    box.click()
    admin.page.get_by_role("searchbox", name="Cari Akun").fill("Siti")
    admin.page.get_by_role("option", name="Siti Aminah").click()
    expect(admin.page.get_by_role("combobox", name="Akun")).to_contain_text("Siti Aminah")

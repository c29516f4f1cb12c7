"""An account that works for two regions: it chooses where, and nothing it saves goes to the other one."""

import pytest

from regencies.choices import Role, Section
from regencies.models import Membership, YearlyReport
from tests import factories
from tests.builders.browser_tab import Tab, browser

pytestmark = pytest.mark.django_db

IDENTITY = {"office_name": "Dinas Tenaga Kerja Mempawah", "head_name": "Drs. Yulianus"}


@pytest.fixture
def drafts():
    """A report of 2025 in Ketapang and one in Mempawah, begun by one person."""
    ketapang = factories.regency()
    mempawah = factories.regency("Mempawah", "61.02", of=ketapang.province)
    person = factories.officer(ketapang)
    Membership.objects.create(user=person, role=Role.OFFICER, regency=mempawah)
    person = type(person).objects.get(pk=person.pk)
    return person, factories.draft(ketapang, by=person), factories.draft(mempawah, by=person)


def test_the_start_page_has_both_and_leads_to_each(drafts):
    person, *_ = drafts
    page = browser(person).get("/laporan/").content.decode()
    assert "Belum dikirim · Kabupaten Ketapang" in page
    assert "Belum dikirim · Kabupaten Mempawah" in page
    for digits, name in (("6102", "Mempawah"), ("6104", "Ketapang")):
        address = f"/laporan/2025/daerah/{digits}/"
        assert f'href="{address}"' in page
        shown = browser(person).get(address).content.decode()
        assert f"Petugas · Kabupaten {name}" in " ".join(shown.split())
        assert f'href="{address}identitas/"' in shown
        assert 'href="/laporan/2025/identitas/"' not in shown


def test_what_is_saved_in_one_is_not_in_the_other(drafts):
    person, ketapang, mempawah = drafts
    before = factories.entry(ketapang, Section.IDENTITY).identity.office_name
    address = "/laporan/2025/daerah/6102/identitas/"
    answer = Tab(person, "identitas", address).save(**IDENTITY)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert factories.entry(mempawah, Section.IDENTITY).identity.office_name == IDENTITY["office_name"]
    assert factories.entry(ketapang, Section.IDENTITY).identity.office_name == before


def test_an_address_that_does_not_say_which_leads_to_the_choice_and_saves_nothing(drafts):
    person, *_ = drafts
    asked = browser(person).get("/laporan/2025/")
    assert (asked.status_code, asked["Location"]) == (302, "/laporan/")
    assert browser(person).post("/laporan/2025/identitas/", IDENTITY).status_code == 404
    assert not YearlyReport.objects.filter(entries__entered_by__isnull=False).exists()


def test_a_region_one_does_not_work_for_is_out_of_sight(drafts):
    person, *_ = drafts
    elsewhere = factories.regency("Sambas", "61.01")
    factories.draft(elsewhere, by=factories.officer(elsewhere))
    assert browser(person).get("/laporan/2025/daerah/6101/").status_code == 404
    assert browser(factories.officer(elsewhere)).get("/laporan/2025/daerah/6104/").status_code == 404


def test_who_works_for_one_region_is_not_asked(drafts):
    _, ketapang, _ = drafts
    page = browser(factories.head(ketapang.regency)).get("/laporan/").content.decode()
    assert 'href="/laporan/2025/"' in page
    assert "/daerah/6104/" not in page

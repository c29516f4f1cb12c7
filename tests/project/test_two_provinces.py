"""Kalimantan Timur beside Kalimantan Barat: two time zones, admins blind to each other, one who sees both."""

import datetime

import pytest
from django.contrib.admin import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.choices import Phase
from awards.editions.phase_changes import advance
from awards.models import Edition
from regencies.choices import Role
from regencies.models import (
    Extension,
    Membership,
    MinimumPremium,
    OfficialWorkforce,
    Province,
    Regency,
    User,
    YearlyReport,
)
from regencies.places.import_sheet import propose_listed, store_places
from regencies.places.reference_data import load_places
from tests import factories
from tests.awards.admin.test_rules_of_tables import boxes
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.builders.browser_tab import page as office_page
from tests.builders.panel import logged_in
from tests.builders.workforce_page import HEADER, LOAD

pytestmark = pytest.mark.django_db
SENT_AT = datetime.datetime(2026, 2, 10, 3, 30, tzinfo=datetime.UTC)  # 10.30 WIB, 11.30 WITA
KEPT_FROM_NOBODY = {MinimumPremium}


@pytest.fixture
def west(db) -> User:
    """The admin of Kalimantan Barat, whose year of 2026 has candidates."""
    load_places()
    return running_year(Province.objects.get(code="61"), "Ketapang")


@pytest.fixture
def east(west) -> User:
    """The admin of Kalimantan Timur, loaded from the ministry's list; its year is as far."""
    province = Province.objects.get(code="64")
    admin = factories.admin(province, "Admin Kaltim")
    proposal = propose_listed(province)
    store_places(province, proposal.changes, proposal.zone, by=admin)
    return running_year(province, "Balikpapan", admin)


@pytest.fixture
def both(west, east) -> User:
    """Somebody who administers both provinces."""
    person = factories.admin(Province.objects.get(code="61"), "Admin dua provinsi")
    Membership.objects.create(
        user=person,
        role=Role.ADMIN,
        province=Province.objects.get(code="64"),
        since=datetime.date(2024, 1, 1),
    )
    return person


def running_year(province: Province, name: str, admin: User | None = None) -> User:
    admin = admin or factories.admin(province, f"Admin {province}")
    place = Regency.objects.get(province=province, name=name)
    edition = advance(world.prepared(of=province), Phase.FILLING, by=admin)
    Extension.objects.create(
        regency=place, year=2024, until=world.later(1), reason="Banjir.", granted_by=admin
    )
    factories.verified(place, 2025)
    factories.seats(edition, 3)
    Edition.objects.filter(pk=edition.pk).update(filling_deadline=world.later(-1))
    edition = advance(edition, Phase.VERIFICATION, by=admin)
    advance(edition, Phase.CANDIDATES, by=admin)
    return admin


def listed(person: User) -> dict[type, set[int]]:
    """The keys of every row each list of the desk shows."""
    browser = logged_in(person)
    found = {}
    for model in site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        answer = browser.get(page(f"{name}_changelist"))
        found[model] = set(answer.context["cl"].queryset.values_list("pk", flat=True))
    return found


def test_ten_regions_of_kalimantan_timur_stand_beside_the_fourteen_of_kalimantan_barat(east):
    counted = {
        province.code: province.regencies.count()
        for province in Province.objects.filter(code__in=("61", "64"))
    }
    assert counted == {"61": 14, "64": 10}


def test_no_list_of_the_desk_shows_a_row_of_the_other_province_and_an_account_in_both_sees_all(
    west, east, both
):
    of_west, of_east, of_both = listed(west), listed(east), listed(both)
    shared = {model for model in of_west if of_west[model] & of_east[model]}
    # Who holds an office in both is known in both.
    assert shared - KEPT_FROM_NOBODY - {User, Membership} == set()
    assert of_west[User] & of_east[User] <= {both.pk}
    assert {model for model in of_west if of_west[model] | of_east[model] != of_both[model]} == set()
    shown = {model for model in of_west if of_west[model] and of_east[model]}
    assert {Province, Regency, Edition, YearlyReport, Extension} <= shown


def test_no_page_of_a_row_of_the_other_province_answers_by_its_address(west, east, both):
    of_west, of_east = listed(west), listed(east)
    for person, others, own in ((west, of_east, of_west), (east, of_west, of_east)):
        browser = logged_in(person)
        for model, keys in others.items():
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            for key in sorted(keys - own[model])[:2]:
                answers = {
                    browser.get(page(f"{name}_{what}", key)).status_code
                    for what in ("change", "history", "delete")
                }
                assert answers <= {404, 403}, (model, key)
                assert browser.get(page(f"{name}_change", key)).status_code == 404
    browser = logged_in(both)
    for edition in Edition.objects.all():
        assert browser.get(page("awards_edition_change", edition.pk)).status_code == 200


def test_each_office_reads_its_own_time(west, east):
    YearlyReport.objects.update(sent_at=SENT_AT)
    for name, time in (("Ketapang", "10.30 WIB"), ("Balikpapan", "11.30 WITA")):
        place = Regency.objects.get(name=name)
        report = YearlyReport.objects.get(regency=place)
        assert f"10 Februari 2026 {time}" in office_page(factories.officer(place), "report_overview", 2025)
        verifier = logged_in(factories.verifier(place.province))
        assert f"10 Februari 2026 {time}" in text(verifier.get(reverse("verifier_report", args=[report.pk])))


def test_a_verifier_of_both_provinces_reads_each_report_in_its_own_time(west, east):
    YearlyReport.objects.update(sent_at=SENT_AT)
    person = factories.verifier(Province.objects.get(code="61"))
    Membership.objects.create(
        user=person,
        role=Role.VERIFIER,
        province=Province.objects.get(code="64"),
        since=datetime.date(2024, 1, 1),
    )
    browser = logged_in(person)
    for name, time in (("Ketapang", "10.30 WIB"), ("Balikpapan", "11.30 WITA")):
        report = YearlyReport.objects.get(regency__name=name)
        assert f"10 Februari 2026 {time}" in text(browser.get(reverse("verifier_report", args=[report.pk])))


@pytest.mark.parametrize("who", ["own", "both"])
def test_a_moment_typed_at_the_desk_is_one_of_the_provinces_own_time(west, east, both, who):
    for admin, code, hour in ((west, "61", 9), (east, "64", 8)):
        Edition.objects.filter(province__code=code).update(phase=Phase.PREPARATION)
        edition = Edition.objects.get(province__code=code)
        browser = logged_in(both if who == "both" else admin)
        address = page("awards_edition_change", edition.pk)
        typed = {"filling_deadline": "29 Juli 2027 16.00", "verification_deadline": "29 Agustus 2027 16.00"}
        answer = browser.post(address, boxes(browser.get(address)) | typed)
        assert answer.status_code == 302
        edition.refresh_from_db()
        assert edition.filling_deadline == datetime.datetime(2027, 7, 29, hour, 0, tzinfo=datetime.UTC)
        zone = {"61": "WIB", "64": "WITA"}[code]
        assert f"29 Juli 2027 16.00 {zone}" in text(browser.get(address))


def test_the_zone_of_one_request_is_not_that_of_the_next(west, east, client: Client):
    YearlyReport.objects.update(sent_at=SENT_AT)
    far, near = (factories.officer(Regency.objects.get(name=name)) for name in ("Balikpapan", "Ketapang"))
    for person, zone in ((far, "WITA"), (near, "WIB"), (far, "WITA")):
        assert f"2026 {'11.30' if zone == 'WITA' else '10.30'} {zone}" in office_page(
            person, "report_overview", 2025
        )


def test_denominators_are_loaded_for_either_province_by_who_administers_both(west, east, both):
    line = "{}.71;;2023;Formal;5;BPS;31 Desember 2023"
    for code in ("61", "64"):
        address = f"{page(LOAD)}?provinsi={code}"
        browser = logged_in(both)
        assert address in browser.get(page("regencies_officialworkforce_changelist")).content.decode()
        sent = SimpleUploadedFile("semesta.csv", f"{HEADER}\n{line.format(code)}".encode())
        shown = browser.post(address, {"upload": sent})
        assert (shown.status_code, shown.context["load_url"]) == (200, address)
        assert browser.post(address, shown.context["hidden"]).status_code == 302
    loaded = OfficialWorkforce.objects.filter(year=2023).values_list("regency__kemendagri_code", "figure")
    assert set(loaded) == {("61.71", 5), ("64.71", 5)}
    assert logged_in(west).get(f"{page(LOAD)}?provinsi=64").status_code == 404
    operator = User.objects.create_superuser("operator@contoh.id", "x")
    assert logged_in(operator).get(f"{page(LOAD)}?provinsi=64").status_code == 200

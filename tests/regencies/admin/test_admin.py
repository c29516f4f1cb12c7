"""Places and reports on the desk: own province only, read-only where something was sent."""

import datetime

import pytest
from django.urls import reverse

from regencies.choices import ReportStatus
from regencies.models import (
    Extension,
    Membership,
    MinimumPremium,
    OfficialWorkforce,
    Province,
    Receipt,
    Regency,
    User,
    YearlyReport,
)
from tests import factories
from tests.builders import nominees
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def test_an_own_regency_may_change(desk):
    place = factories.regency()
    typed = {
        "province": place.province_id,
        "kind": "kabupaten",
        "name": "Ketapang",
        "office_name": "Disnakertrans",
        "kemendagri_code": "61.04",
        "bps_code": "6106",
        "capital": "Ketapang",
        "districts": "20",
        "urban_villages": "9",
        "villages": "1.253",
        "reference_year": "2025",
    }
    refused = desk.post(page("regencies_regency_change", place.pk), typed | {"villages": "1,253"})
    assert refused.status_code == 200
    assert desk.post(page("regencies_regency_change", place.pk), typed).status_code == 302
    place.refresh_from_db()
    assert (place.office_name, place.villages) == ("Disnakertrans", 1253)


def test_the_premium_is_the_operators(desk):
    row = factories.premium()
    assert "Rp16.800" in text(desk.get(page("regencies_minimumpremium_changelist")))
    assert desk.post(page("regencies_minimumpremium_change", row.pk), {"amount": "1"}).status_code == 403
    assert desk.post(page("regencies_minimumpremium_add"), {"amount": "1"}).status_code == 403
    assert MinimumPremium.objects.get().amount == 16_800


def test_a_sent_report_and_its_receipt_are_read_only(desk):
    report = factories.sent()
    url = page("regencies_yearlyreport_change", report.pk)
    shown = text(desk.get(url))
    assert Receipt.objects.get().sha256 in shown
    typed = {"status": "draft", "version": "0", "receipts-TOTAL_FORMS": "0", "receipts-INITIAL_FORMS": "0"}
    assert desk.post(url, typed).status_code == 403
    assert desk.post(page("regencies_yearlyreport_delete", report.pk), {"post": "yes"}).status_code == 403
    assert desk.post(page("regencies_yearlyreport_add"), typed).status_code == 403
    report.refresh_from_db()
    assert (report.status, report.version) == (ReportStatus.SENT, 1)
    contents = text(desk.get(page("regencies_yearlyreport_contents", report.pk)))
    assert "80.101" in contents
    assert "Penerima Upah (PU)" in contents


def test_a_draft_is_its_offices_own(desk):
    report = factories.draft()
    assert desk.get(page("regencies_yearlyreport_change", report.pk)).status_code == 200
    assert desk.get(page("regencies_yearlyreport_contents", report.pk)).status_code == 404


def test_extensions_are_given_by_their_verb_only(desk, admin):
    place = factories.regency()
    row = Extension.objects.create(
        regency=place,
        year=2025,
        until=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        reason="Banjir",
        granted_by=admin,
    )
    assert desk.post(page("regencies_extension_change", row.pk), {"reason": "x"}).status_code == 403
    assert desk.post(page("regencies_extension_add"), {"reason": "x"}).status_code == 403


SECRETS = ("Kotawaringin", "Kalimantan Tengah", "Admin lain")


@pytest.mark.parametrize(
    "model",
    [Regency, OfficialWorkforce, YearlyReport, Extension, Membership],
    ids=lambda m: m._meta.model_name,
)
def test_another_provinces_rows_are_nowhere(desk, elsewhere, model):
    factories.workforce(elsewhere, 2025)
    name = model._meta.model_name
    row = model.objects.get(pk=elsewhere.pk) if model is Regency else model.objects.first()
    shown = text(desk.get(page(f"regencies_{name}_changelist"))) + text(
        desk.get(page(f"regencies_{name}_changelist"), {"q": "Kota"})
    )
    assert [secret for secret in SECRETS if secret in shown] == []
    for what in ("change", "history"):
        assert desk.get(page(f"regencies_{name}_{what}", row.pk)).status_code == 404
    assert desk.post(page(f"regencies_{name}_change", row.pk), {"name": "x"}).status_code == 404
    assert desk.post(page(f"regencies_{name}_delete", row.pk), {"post": "yes"}).status_code == 404
    add = desk.get(page(f"regencies_{name}_add"))
    assert [secret for secret in SECRETS if secret in text(add)] == []


def test_completion_offers_own_people_only(desk, elsewhere):
    own = factories.officer(factories.regency(), "Petugas Ketapang")
    found = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "regencies", "model_name": "membership", "field_name": "user", "term": "Petugas"},
    ).json()["results"]
    assert found == [{"id": str(own.pk), "text": "Petugas Ketapang"}]


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("user", 8),
        ("membership", 7),
        ("regency", 6),
        ("yearlyreport", 7),
        ("officialworkforce", 8),
        ("nominee", 7),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_are_made_in_a_constant_number_of_queries(desk, django_assert_num_queries, name, queries, rows):
    for number in range(rows):
        place = factories.regency(f"Daerah {number}", f"61.2{number}")
        factories.workforce(place, 2025)
        factories.draft(place)
        nominees.nominee(place=place)
    with django_assert_num_queries(queries + 2):
        assert desk.get(page(f"regencies_{name}_changelist")).status_code == 200


def test_the_operator_loads_the_places_and_makes_the_first_admin(client, desk):
    assert desk.post(page("regencies_province_load")).status_code == 403
    operator = User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator")
    client.force_login(operator)
    provinces, load = page("regencies_province_changelist"), page("regencies_province_load")
    assert f'href="{provinces}"' in client.get("/admin/").content.decode()
    assert f'href="{load}"' in client.get(provinces).content.decode()
    assert client.post(page("regencies_province_load")).status_code == 302
    assert (Province.objects.count(), Regency.objects.count()) == (38, 14)
    typed = {
        "full_name": "Admin Pertama",
        "email": "admin.pertama@contoh.id",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "admin",
        "memberships-0-province": str(Province.objects.get(code="61").pk),
        "memberships-0-since": "1 Januari 2026",
    }
    assert client.post(page("regencies_user_add"), typed).status_code == 302
    client.force_login(User.objects.get(email="admin.pertama@contoh.id"))
    assert client.get(reverse("admin:index")).status_code == 200

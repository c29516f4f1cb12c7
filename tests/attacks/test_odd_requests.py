"""What no page of ours sends: NUL bytes, keys that are none, pages kept on a shared computer."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from awards.choices import Phase
from awards.models import Seat
from config.accounts.waits import FREE
from tests import factories
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(desk: Client) -> Seat:
    return factories.seats(factories.edition(phase=Phase.PREPARATION), 1)[0]


@pytest.mark.parametrize("address", ["/daerah/%00/", "/daerah/61.04%00/", "/tanda-terima/%00.pdf"])
def test_a_nul_byte_in_an_address_names_nothing(desk, address):
    assert (Client().get(address).status_code, desk.get(address).status_code) == (404, 404)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/regencies/yearlyreport/?status=%00",
        "/admin/regencies/user/?memberships__role=%00",
        "/admin/autocomplete/?app_label=awards&model_name=seat&field_name=user&term=%00",
        "/cakupan/?q=a%00",
    ],
)
def test_a_nul_byte_in_a_question_is_not_asked(desk, address):
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("user", ["", "4,3 miliar", "²", "-1", "9" * 5000, "a\0b"])
def test_a_seat_whose_person_is_none_is_refused_on_its_own_page(desk, seat, user):
    page = reverse("admin:awards_seat_change", args=[seat.pk])
    given = {"number": 1, "element": "APINDO", "position": "member", "user": user}
    response = desk.post(page, given)
    assert (response.status_code, bool(response.context["errors"])) == (200, True)


def test_a_nul_byte_in_a_reason_is_dropped(desk, seat):
    page = reverse("admin:awards_seat_change", args=[seat.pk])
    given = {"number": 1, "element": "APINDO", "position": seat.position, "user": seat.user_id}
    assert desk.post(page, given | {"_reason": "SK\0 Gubernur"}).status_code == 302
    event = Seat.pgh_event_model.objects.filter(pgh_obj=seat).order_by("pgh_id").last()
    assert (event.element, event.pgh_context["reason"]) == ("APINDO", "SK Gubernur")


def test_a_reason_nobody_reads_to_its_end_is_refused_and_kept_to_be_shortened(desk, seat):
    page = reverse("admin:awards_seat_change", args=[seat.pk])
    given = {"number": 1, "element": "APINDO", "position": seat.position, "user": seat.user_id}
    answer = desk.post(page, given | {"_reason": "z" * 2001})
    shown = answer.content.decode()
    assert "Alasan perubahan berisi 2001 karakter; paling banyak 2000. Persingkat alasannya." in shown, (
        answer.status_code
    )
    assert "z" * 2001 in shown
    seat.refresh_from_db()
    assert seat.element != "APINDO"
    assert desk.post(page, given | {"_reason": "z" * 2000}).status_code == 302


@pytest.mark.parametrize("name", ["report_index", "home"])
def test_a_page_with_a_name_on_it_is_kept_nowhere(name):
    browser = logged_in(factories.officer(factories.regency()))
    assert browser.get(reverse(name))["Cache-Control"] == "private, no-store"


def test_a_page_for_everybody_may_be_kept():
    shown = Client().get(reverse("home"))
    assert (shown["Cache-Control"], shown["Vary"]) == ("max-age=5", "Cookie, Accept-Encoding")


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_wrong_passwords_behind_a_proxy_count_against_the_one_who_types_them(monkeypatch):
    monkeypatch.setitem(FREE, "address", 12)
    person = factories.officer(factories.regency())
    person.set_password("sungai-kapuas-2026")
    person.save()
    page = reverse("account_login")
    for attempt in range(12):
        Client().post(page, {"login": f"x{attempt}@contoh.id", "password": "x"}, headers=came_by("10.0.0.1"))
    own = {"login": person.email, "password": "sungai-kapuas-2026"}
    assert Client().post(page, own, headers=came_by("10.0.0.1")).status_code == 200
    assert Client().post(page, own, headers=came_by("10.0.0.2")).status_code == 302


def came_by(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}

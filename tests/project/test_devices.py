"""Where somebody is logged in, and that a session which was ended is over everywhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.accounts.devices import devices_of, in_words
from regencies.models import SecurityLine, User
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.panel import counted

pytestmark = pytest.mark.django_db
PAGE, WORK, NEW = "/akun/perangkat/", "/laporan/", "Tujuh-Dermaga-10"
PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"


@pytest.fixture
def person() -> User:
    return factories.officer(factories.regency())


def logged_in(person: User, agent: str = PHONE, address: str = "203.0.113.9") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    client.post("/akun/masuk/", {"login": person.email, "password": factories.PASSWORD})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(WORK).status_code == 200


def rows(answer: HttpResponse) -> list[tuple[str, str]]:
    return [(device.browser, device.address) for device in answer.context["table"].data]


def number_of(client: Client, browser: str) -> str:
    return next(
        device.number for device in client.get(PAGE).context["table"].data if device.browser == browser
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        (OFFICE, "Edge di Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari di iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:130.0) Gecko Firefox/130.0", "Firefox di Mac"),
        ("curl/8", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_a_browser_is_told_in_words(agent, words):
    assert in_words(agent) == words


def test_the_list_has_the_own_sessions_and_this_one_first(person):
    phone, office = logged_in(person), logged_in(person, OFFICE, "198.51.100.4")
    logged_in(factories.officer(factories.regency("Sambas", "61.01")))
    assert rows(office.get(PAGE)) == [
        ("Edge di Windows", "198.51.100.4"),
        ("Chrome di Android", "203.0.113.9"),
    ]
    shown = text(phone.get(PAGE))
    assert (shown.count("Perangkat ini"), shown.count(">Keluarkan<")) == (1, 1)
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in shown]


def test_one_that_is_over_is_not_listed(person):
    phone, office = logged_in(person), logged_in(person, OFFICE)
    Session.objects.filter(pk=phone.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    assert [browser for browser, _ in rows(office.get(PAGE))] == ["Edge di Windows"]


def test_the_list_says_when_a_session_was_used_last(person):
    phone = logged_in(person)
    row = Session.objects.get()
    row.expire_date -= timedelta(minutes=10)
    row.save()
    (device,) = devices_of(person, None)
    ago = timezone.now() - device.last_used
    assert timedelta(minutes=9) < ago < timedelta(minutes=11)
    assert device.is_this is False
    assert is_in(phone)


def test_one_device_is_ended_and_its_owner_told(person, mailoutbox, django_capture_on_commit_callbacks):
    phone, office = logged_in(person), logged_in(person, OFFICE)
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(PAGE, {"ended": number_of(office, "Chrome di Android")}, follow=True)
    assert "Chrome di Android sudah keluar." in text(answer)
    assert (is_in(phone), is_in(office)) == (False, True)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([person.email], "Perangkat dikeluarkan dari akun")
    assert "Perangkat berikut dikeluarkan dari akun ini: Chrome di Android." in mail.body
    assert re.findall(r"None|: ?$(?!\n\n)", mail.body, re.MULTILINE) == []
    line = SecurityLine.objects.filter(event="logout").get()
    assert (line.person, line.about) == (person.pk, "1 perangkat dikeluarkan")


def test_all_devices_are_ended_this_one_too(person):
    phone, office = logged_in(person), logged_in(person, OFFICE)
    answer = office.post(PAGE, {"ended": "semua"})
    assert answer["Location"] == "/akun/masuk/"
    assert (is_in(phone), is_in(office)) == (False, False)
    assert "Akun ini sudah keluar dari semua perangkat." in text(office.get("/akun/masuk/"))


@pytest.mark.parametrize("which", ["", "x", "0" * 16])
def test_what_names_no_session_of_the_own_account_ends_none(person, mailoutbox, which):
    office = logged_in(person, OFFICE)
    assert "Perangkat itu sudah keluar." in text(office.post(PAGE, {"ended": which}, follow=True))
    assert (is_in(office), mailoutbox) == (True, [])


def test_the_session_of_somebody_else_is_not_ended_by_its_number(person):
    other = logged_in(factories.officer(factories.regency("Sambas", "61.01")))
    office = logged_in(person, OFFICE)
    office.post(PAGE, {"ended": number_of(other, "Chrome di Android")})
    assert is_in(other)


def test_a_new_password_ends_every_other_session_and_the_list_knows(person):
    phone, office = logged_in(person), logged_in(person, OFFICE)
    typed = {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}
    assert office.post("/akun/kata-sandi/ubah/", typed).status_code == 302
    assert (is_in(phone), is_in(office)) == (False, True)
    assert [browser for browser, _ in rows(office.get(PAGE))] == ["Edge di Windows"]


def test_a_closed_account_is_out_at_once_and_stays_out_when_it_is_opened_again(person, desk):
    phone = logged_in(person)
    typed = {"full_name": person.full_name, "email": person.email, "nip": "", "phone": ""}
    typed |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert desk.post(page("regencies_user_change", person.pk), typed).status_code == 302
    assert not is_in(phone)
    assert desk.post(page("regencies_user_change", person.pk), typed | {"is_active": "on"}).status_code == 302
    assert User.objects.get(pk=person.pk).is_active
    assert not is_in(phone)


def test_the_list_takes_as_many_queries_for_three_sessions_as_for_one(person):
    office, taken = logged_in(person, OFFICE), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get(PAGE)
        taken.append(counted(queries))
        logged_in(person)
        logged_in(person)
    assert taken == [5, 5]

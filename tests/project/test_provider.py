"""Coming in through an OpenID provider: whom it lets in, what it must prove, and what happens without it."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client

from config import env
from config.accounts import openid
from regencies.actions.accounts import invite
from regencies.models import Invitation, SecurityLine, User
from tests import factories
from tests.builders.admin_pages import text
from tests.builders.provider import CLIENT, START, asked, key, served, through
from tests.project.test_two_steps import code_of
from tests.racing import Runner, until_ended

pytestmark = pytest.mark.django_db
LOGIN, ANSWER, SECRET = "/akun/masuk/", "/akun/masuk/penyedia/jawaban/", "A" * 32
WRONG = "Jawaban Akun Pemda sudah pernah dipakai, kedaluwarsa, atau bukan untuk permintaan ini."


def is_in(client: Client) -> bool:
    return SESSION_KEY in client.session


def refused(client: Client, answer: HttpResponse, status: int, *said: str) -> None:
    shown = text(answer)
    assert (answer.status_code, is_in(client), [what for what in said if what not in shown]) == (
        status,
        False,
        [],
    )
    assert client.get(LOGIN).status_code == 200


def test_without_a_provider_nothing_speaks_of_one(client, settings):
    assert settings.OIDC == {}
    assert "penyedia" not in client.get(LOGIN).content.decode()
    assert [client.get(page).status_code for page in (START, ANSWER)] == [404, 404]
    assert [client.post(page).status_code for page in (START, ANSWER)] == [405, 405]


def test_the_button_keeps_the_page_somebody_was_going_to(client, provider):
    page = client.get(f"{LOGIN}?next=/laporan/").content.decode()
    (href,) = re.findall(r'href="([^"]*)">Masuk dengan Akun Pemda', page)
    assert href == f"{START}?next=/laporan/"
    assert provider.seen == []  # the page itself asks nobody


def test_whom_the_provider_means_is_in_on_the_page_they_were_going_to(client, provider, officer):
    provider.address = officer.email.upper()
    assert through(client, f"{START}?next=/laporan/")["Location"] == "/laporan/"
    assert client.get("/laporan/").status_code == 200
    line = SecurityLine.objects.get(event="login")
    assert (line.person, line.done, line.about) == (officer.pk, True, "melalui Akun Pemda")
    assert len(client.get("/akun/perangkat/").context["table"].data) == 1
    assert not {"access_token", "id_token", "sekali"} & {*re.findall(r"\w+", str(dict(client.session)))}


def test_their_device_is_known_afterwards_and_strangers_do_not_lock_it(client, officer):
    through(client)
    client.post("/akun/keluar/")
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        stranger.post(LOGIN, {"login": officer.email, "password": "salah"})
    typed = {"login": officer.email, "password": factories.PASSWORD}
    assert [person.post(LOGIN, typed).status_code for person in (stranger, client)] == [200, 302]


def test_state_nonce_and_proof_go_along_and_nothing_of_the_address_bar_does(client, provider):
    way = client.get(f"{START}?scope=admin&prompt=none&auth_params=nonce%3D1")["Location"]
    sent = dict(parse_qsl(urlsplit(way).query))
    assert {name: sent.pop(name) for name in ("response_type", "client_id", "scope", "redirect_uri")} == {
        "response_type": "code",
        "client_id": CLIENT,
        "scope": "openid email",
        "redirect_uri": f"http://localhost:8000{ANSWER}",
    }
    assert sent.pop("code_challenge_method") == "S256"
    assert [name for name, value in sent.items() if len(value) >= 20] == ["state", "nonce", "code_challenge"]
    assert len(sent) == 3


def test_the_second_step_stays_ours(client, provider):
    verifier = factories.verifier(factories.province())
    TOTP.activate(verifier, SECRET)
    provider.address = verifier.email
    step = through(client)["Location"]
    assert (step, is_in(client)) == ("/akun/verifikasi-langkah-dua/authenticate/", False)
    assert client.post(step, {"code": "000000"}).status_code == 200
    assert client.post(step, {"code": code_of(SECRET)})["Location"] == "/beranda/"
    assert is_in(client)
    assert SecurityLine.objects.get(event="login").about == "melalui Akun Pemda"


def test_who_must_have_a_second_step_is_led_to_it(client, provider, settings):
    settings.REQUIRE_SECOND_STEP = env.GUARDED
    provider.address = factories.verifier(factories.province()).email
    assert through(client)["Location"] == "/beranda/"
    assert client.get("/beranda/")["Location"] == "/akun/verifikasi-langkah-dua/"


def test_who_was_invited_comes_in_without_ever_setting_a_password(client, provider, admin):
    place = factories.regency()
    person = User.objects.create_user("baru@contoh.id", None, full_name="Hj. Baru, S.E.")
    factories.Membership.objects.create(user=person, role="officer", regency=place, since="2020-01-01")
    invitation = invite(person, "Petugas", province=place.province, award_year=None, by=admin)
    provider.address = person.email
    assert through(client)["Location"] == "/beranda/"
    assert Invitation.objects.get(pk=invitation.pk).accepted_at is not None


PEOPLE = {
    "unverified": ({"verified": False}, "tanpa menyatakannya terverifikasi.", "Hanya alamat terverifikasi"),
    "unsaid": ({"verified": None}, "tanpa menyatakannya terverifikasi.", "Hanya alamat terverifikasi"),
    "no address": ({"address": ""}, "Akun Pemda mengirim alamat yang kosong", "Hanya alamat terverifikasi"),
    "unreadable": ({"address": "a\0@contoh.id"}, "mengirim alamat yang kosong", "Hanya alamat terverifikasi"),
    "unknown": (
        {"address": "siapa@contoh.id"},
        "Akun Pemda mengirim alamat siapa@contoh.id, yang tidak mempunyai akun di sini.",
        "Akun hanya dibuat oleh admin provinsi.",
        "Silakan hubungi dinas ketenagakerjaan provinsi.",
    ),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_is_not_a_verified_address_with_an_account_is_told_why(client, provider, officer, who):
    changes, *said = PEOPLE[who]
    for name, value in changes.items():
        setattr(provider, name, value)
    refused(client, through(client), 403, *said)
    assert User.objects.count() == 1


def test_a_closed_account_stays_closed(client, officer):
    User.objects.update(is_active=False)
    refused(
        client, through(client), 403, "akun dengan alamat itu tidak aktif.", "Silakan hubungi admin provinsi"
    )
    line = SecurityLine.objects.get(event="login_failed")
    assert (line.person, line.done, line.about) == (officer.pk, False, "melalui Akun Pemda")


TOKENS = {
    "nonce": {"nonce": "lain"},
    "audience": {"aud": "situs-lain"},
    "one of several audiences": {"aud": [CLIENT, "situs-lain"], "azp": "situs-lain"},
    "issuer": {"iss": "http://127.0.0.1:9"},
    "expired": {"exp": int(time.time()) - 600},
    "not yet good": {"nbf": int(time.time()) + 3600},
}


@pytest.mark.parametrize("claim", TOKENS)
def test_a_token_that_is_for_another_or_another_time_proves_nothing(client, provider, officer, claim):
    provider.told = TOKENS[claim]
    refused(client, through(client), 403, WRONG)


@pytest.mark.parametrize("signed_by", [1, None], ids=["somebody else", "nobody"])
def test_a_token_that_the_provider_did_not_sign_proves_nothing(client, provider, officer, signed_by):
    assert key(0).as_dict() != key(1).as_dict()
    provider.signed_by = signed_by
    refused(client, through(client), 403, WRONG)


def test_an_address_may_come_from_userinfo_of_the_same_person(client, provider, officer):
    provider.by_userinfo = {}
    assert through(client)["Location"] == "/beranda/"
    other = Client()
    provider.by_userinfo = {"sub": "8"}
    refused(other, through(other), 403, WRONG)


def test_an_answer_is_good_once_and_for_the_browser_that_asked(client, provider, officer):
    way = asked(client)
    before, other = len(provider.seen), Client()
    refused(other, other.get(way), 403, WRONG)
    refused(other, other.get(f"{ANSWER}?code=x&state=x"), 403, WRONG)
    refused(other, other.get(ANSWER), 403, WRONG)
    assert len(provider.seen) == before  # nobody's answers cost the provider nothing
    assert client.get(way).status_code == 302
    client.post("/akun/keluar/")
    refused(client, client.get(way), 403, WRONG)


def test_a_code_of_another_question_is_refused_by_its_proof(client, provider, officer):
    theirs = dict(parse_qsl(urlsplit(asked(Client())).query))
    mine = dict(parse_qsl(urlsplit(asked(client)).query))
    refused(client, client.get(ANSWER, {"code": theirs["code"], "state": mine["state"]}), 403, WRONG)


def test_who_says_no_at_the_provider_is_back_with_the_password_offered(client, provider, officer):
    state = dict(parse_qsl(urlsplit(asked(client)).query))["state"]
    answer = client.get(ANSWER, {"error": "access_denied", "state": state})
    refused(client, answer, 403, "Masuk melalui Akun Pemda dibatalkan.", "Pakai kata sandi")


def test_a_provider_that_is_away_fells_no_page(client, settings):
    with served() as gone:
        settings.OIDC = gone.setting
    answer = client.get(f"{START}?next=/laporan/")
    refused(client, answer, 503, "Akun Pemda tidak menjawab permintaan situs ini.", "Silakan coba lagi nanti")
    assert f'href="{LOGIN}?next=/laporan/">Pakai kata sandi' in " ".join(text(answer).split())


def test_a_provider_that_does_not_answer_is_waited_for_so_long_and_no_longer(client, provider, monkeypatch):
    monkeypatch.setattr(openid, "PATIENCE", 0.2)
    provider.answers.clear()
    refused(client, client.get(START), 503, "tidak menjawab")


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_provider_holds_up_nobody_at_the_same_address(provider, monkeypatch):
    monkeypatch.setattr(openid, "PATIENCE", 60)
    officer = factories.officer(factories.regency())
    provider.answers.clear()
    waiting = Runner(lambda: Client().get(START).status_code)
    while not provider.seen:
        assert waiting.is_alive()
        time.sleep(0.01)
    assert Client().post(LOGIN, {"login": officer.email, "password": factories.PASSWORD}).status_code == 302
    assert waiting.is_alive()
    provider.answers.set()
    until_ended(waiting)
    assert waiting.outcome == 302


def test_a_provider_that_says_it_is_another_is_not_asked(client, provider, settings):
    settings.OIDC = provider.setting | {"url": provider.url.replace("127.0.0.1", "localhost")}
    refused(client, client.get(START), 403, WRONG)


def test_a_wrong_secret_is_told_in_the_log(client, provider, officer, settings, caplog):
    settings.OIDC = provider.setting | {"secret": "keliru"}
    refused(client, through(client), 403, WRONG)
    assert [record.getMessage() for record in caplog.records if record.name == openid.__name__] == [
        "The OpenID provider's answer is refused: OAuthError invalid_client"
    ]


@pytest.mark.parametrize("way_on", ["https://jahat.contoh/", "//jahat.contoh/", "javascript:alert(1)"])
def test_the_way_on_leads_nowhere_else(client, officer, way_on):
    assert through(client, f"{START}?next={way_on}")["Location"] == "/beranda/"


def test_asking_too_often_is_refused(provider):
    client = Client(REMOTE_ADDR="203.0.113.77")
    assert [client.get(ANSWER).status_code for _ in range(61)] == [403] * 60 + [429]


GIVEN = {
    "OIDC_URL": "https://masuk.contoh.id/realms/Pegawai/",
    "OIDC_CLIENT_ID": "p",
    "OIDC_CLIENT_SECRET": "r",
}


@pytest.mark.parametrize(("name", "called"), [("", "akun dinas"), ("Akun Pemda", "Akun Pemda")])
def test_a_provider_is_read_from_the_environment(monkeypatch, name, called):
    for variable, value in (GIVEN | {"OIDC_NAME": name}).items():
        monkeypatch.setenv(variable, value)
    assert env.openid_provider() == {
        "url": "https://masuk.contoh.id/realms/Pegawai",
        "client": "p",
        "secret": "r",
        "name": called,
    }
    assert env.complaints == []

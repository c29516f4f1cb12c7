"""The second step that some roles must have: who is led to set it up, from where, and how they come back."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.choices import Phase, Position
from awards.models import Edition
from config import env
from regencies.choices import Role, Section
from regencies.models import Membership, User
from regencies.views.save_response import GIVEN_BACK
from tests import factories
from tests.builders.panel import counted
from tests.commands import manage
from tests.project.test_two_steps import code_of

pytestmark = pytest.mark.django_db
SET_UP, ACTIVATE = "/akun/verifikasi-langkah-dua/", "/akun/verifikasi-langkah-dua/totp/activate/"
QUEUE, SECTION = "/verifikator/", "/laporan/2025/kepesertaan/"
SECRET = "A" * 32


@pytest.fixture(autouse=True)
def required(settings):
    settings.REQUIRE_SECOND_STEP = env.GUARDED


@pytest.fixture
def verifier() -> User:
    return factories.verifier(factories.province())


def browser(person: User) -> Client:
    made = Client()
    made.force_login(person)
    return made


def is_led_to_set_up(person: User) -> bool:
    return browser(person).get("/beranda/")["Location"] == SET_UP


def set_up(client: Client) -> str:
    """Confirm the password, take the secret, type its code; where that leads."""
    asked = client.get(ACTIVATE)
    assert asked["Location"] == f"/akun/konfirmasi/?next={ACTIVATE.replace('/', '%2F')}"
    assert client.post(asked["Location"], {"password": factories.PASSWORD})["Location"] == ACTIVATE
    secret = client.get(ACTIVATE).context["form"].secret
    answer = client.post(ACTIVATE, {"code": code_of(secret)})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        (env.GUARDED, {"verifier", "admin", "operator", "chair", "member"}),
        ({"chair"}, {"chair"}),
        ({"panel"}, {"chair", "member"}),
        ({"officer", "head", "nominator"}, {"officer", "head"}),
        ({"admin"}, {"admin", "operator"}),
        (set(), set()),
    ],
)
def test_who_must_have_one_is_said_by_the_setting(settings, asked, led):
    settings.REQUIRE_SECOND_STEP = frozenset(asked)
    place, seats = factories.regency(), factories.seats(factories.edition(factories.province()))
    chair = next(seat for seat in seats if seat.position == Position.CHAIR)
    member = next(seat for seat in seats if seat.position == Position.MEMBER)
    people = {
        "officer": factories.officer(place),
        "head": factories.head(place),
        "verifier": factories.verifier(place.province),
        "admin": factories.admin(place.province),
        "operator": User.objects.create_superuser("operator@contoh.id", full_name="Operator"),
        "chair": chair.user,
        "member": member.user,
        "nobody": factories.user("Tanpa Peran"),
    }
    assert {name for name, person in people.items() if is_led_to_set_up(person)} == led


def test_the_roles_of_the_setting_are_those_there_are():
    assert {*Role.values, "panel", "chair"} == env.ROLES


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_either_step_is_enough_and_without_it_they_are_led_again(verifier, kind):
    step = Authenticator.objects.create(user=verifier, type=kind, data={})
    assert not is_led_to_set_up(verifier)
    step.delete()
    assert is_led_to_set_up(verifier)


def test_codes_for_a_lost_phone_are_no_step_of_their_own(verifier):
    Authenticator.objects.create(user=verifier, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert is_led_to_set_up(verifier)


def test_a_role_that_was_given_counts_at_once_and_one_that_ended_no_longer(verifier):
    person = factories.user("Tanpa Peran")
    open_page = browser(person)
    assert open_page.get("/pemberitahuan/").status_code == 200
    office = Membership.objects.create(
        user=person, role=Role.VERIFIER, province=factories.province(), since="2020-01-01"
    )
    assert open_page.get("/pemberitahuan/")["Location"] == SET_UP
    office.until = "2020-12-31"
    office.save()
    assert open_page.get("/pemberitahuan/").status_code == 200


def test_a_seat_of_a_rehearsal_that_was_put_away_asks_for_nothing():
    seat = factories.seats(factories.edition(factories.province(), rehearsal=True))[0]
    assert is_led_to_set_up(seat.user)
    Edition.living.update(phase=Phase.ARCHIVED)
    assert not is_led_to_set_up(seat.user)


def test_after_the_set_up_they_come_back_to_where_they_were_going(verifier):
    client = browser(verifier)
    assert client.get(f"{QUEUE}?saring=semua")["Location"] == SET_UP
    page = client.get(SET_UP)
    assert (page.status_code, "Lanjutkan pekerjaan" in page.content.decode()) == (200, False)
    codes = client.get(set_up(client))
    assert 'href="/akun/lanjut/">Lanjutkan pekerjaan' in codes.content.decode()
    assert client.get("/akun/lanjut/")["Location"] == f"{QUEUE}?saring=semua"
    assert client.get(f"{QUEUE}?saring=semua").status_code == 200
    assert client.get("/akun/lanjut/")["Location"] == "/beranda/"
    assert "Lanjutkan pekerjaan" not in client.get(SET_UP).content.decode()


def test_whoever_made_the_account_by_command_sets_it_up_too():
    """allauth would ask for a mail first: nobody signs up here."""
    operator = User.objects.create_superuser("operator@contoh.id", factories.PASSWORD, full_name="Operator")
    client = Client()
    client.post("/akun/masuk/", {"login": operator.email, "password": factories.PASSWORD})
    assert client.get("/admin/")["Location"] == SET_UP
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_what_was_typed_when_the_step_was_asked_for_is_shown_after_it(settings):
    settings.REQUIRE_SECOND_STEP = frozenset({"officer"})
    officer = factories.officer(factories.regency())
    draft = factories.draft(officer.offices[0], by=officer)
    rows = draft.entries.filter(section=Section.PARTICIPATION)
    version = ".".join(f"{row.pk}-{row.version}" for row in rows)
    client = browser(officer)
    typed = {"version": version, "wage_earners_registered": "80.101"}
    assert client.post(SECTION, typed)["Location"] == SET_UP
    set_up(client)
    shown = client.get(client.get("/akun/lanjut/")["Location"])
    assert (shown.status_code, shown.context["problems"]) == (200, [GIVEN_BACK])
    assert {box.html_name: box.value() for box in shown.context["form"] if box.value()} == typed


def test_log_out_and_public_pages_stay_open(verifier):
    client = browser(verifier)
    assert [client.get(page).status_code for page in ("/", "/akun/kata-sandi/ubah/", "/akun/keluar/")] == [
        200,
        200,
        200,
    ]
    assert client.post("/akun/keluar/").status_code == 302
    assert client.get(QUEUE)["Location"] == f"/akun/masuk/?next={QUEUE}"


def test_asking_costs_no_query(verifier, settings):
    TOTP.activate(verifier, SECRET)
    client = browser(verifier)
    taken = []
    for asked in (env.GUARDED, frozenset()):
        settings.REQUIRE_SECOND_STEP = asked
        with CaptureQueriesContext(connection) as queries:
            assert client.get(QUEUE).status_code == 200
        taken.append(counted(queries))
    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, set()),
        ({"SITE_URL": "https://paritrana.contoh.id"}, env.GUARDED),
        ({"SITE_URL": "https://paritrana.contoh.id", "DEMO": "1"}, set()),
        ({"SITE_URL": "https://paritrana.contoh.id", "REQUIRE_SECOND_STEP": "no"}, set()),
        ({"REQUIRE_SECOND_STEP": "yes"}, env.GUARDED),
        ({"REQUIRE_SECOND_STEP": "yes", "DEMO": "1"}, set()),
        ({"REQUIRE_SECOND_STEP": "chair, officer"}, {"chair", "officer"}),
    ],
)
def test_a_public_site_asks_unless_told_otherwise_and_a_demo_never(given, asked):
    code = "from django.conf import settings; print(*sorted(settings.REQUIRE_SECOND_STEP))"
    ran = manage("shell", "-v", "0", "-c", code, **given)
    assert (ran.returncode, ran.stdout.split()) == (0, sorted(asked))

"""How long whoever guesses has to wait: longer each time, forgotten after success or a day; the owner goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.accounts import waits
from config.accounts.waits import FREE, attempt, free_again
from regencies.l10n.dates import format_time
from regencies.models import SecurityLine, User
from tests import racing
from tests.builders.admin_pages import text
from tests.project.test_two_steps import PASSWORD, code_of, come_by_link, log_in

STEP, SECRET = "/akun/verifikasi-langkah-dua/authenticate/", "A" * 32
TOO_MANY = "Terlalu banyak percobaan yang salah. Silakan coba lagi pukul "
NOON = 1_796_014_800.0  # 30 November 2026, 12.00 WIB
pytestmark = pytest.mark.django_db


class Clock:
    """The time by which failures are counted, moved by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += 60 * minutes


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(waits, "clock", made)
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=made))  # that of the codes
    return made


@pytest.fixture
def user() -> User:
    return User.objects.create_user("petugas@contoh.id", PASSWORD, full_name="Siti Rahmawati, S.Sos.")


def stranger(number: int = 1) -> Client:
    return Client(REMOTE_ADDR=f"203.0.113.{number}")


def waits_until(answer: HttpResponse) -> str | None:
    """The time on the page, None when the password or code was looked at."""
    _, found, after = text(answer).partition(TOO_MANY)
    return after.partition(". ")[0] if found else None


def typed(client: Client, address: str = "petugas@contoh.id", **instead: str) -> HttpResponse:
    return client.post("/akun/masuk/", {"login": address, "password": "salah"} | instead)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (10, 32), (11, 60), (30, 60), (500, 60)]
)
def test_the_wait_doubles_up_to_an_hour(failures, minutes):
    assert free_again([0.0] * failures, FREE["account"]) == 60 * minutes


def test_each_failure_after_the_fifth_has_the_next_wait_longer_and_says_until_when(clock, user):
    browser = stranger()
    assert [waits_until(typed(browser)) for _ in range(6)] == [None] * 5 + ["12.01 WIB"]
    clock.pass_minutes(1)
    assert [waits_until(typed(browser)) for _ in range(2)] == [None, "12.03 WIB"]
    clock.pass_minutes(2)
    assert [waits_until(typed(browser)) for _ in range(2)] == [None, "12.07 WIB"]


def test_attempts_meanwhile_count_for_nothing_and_the_right_password_waits_too(clock, user):
    browser = stranger()
    for _ in range(20):
        typed(browser)
    assert waits_until(typed(browser, password=PASSWORD)) == "12.01 WIB"
    clock.pass_minutes(1)
    assert log_in(browser) == 302


def test_a_right_password_forgets_what_was_wrong_before_it(clock, user):
    browser = stranger()
    for _ in range(4):
        typed(browser)
    assert log_in(browser) == 302
    other = stranger()
    assert [waits_until(typed(other)) for _ in range(5)] == [None] * 5


def test_a_day_forgets_it_too(clock, user):
    browser = stranger()
    for _ in range(5):
        typed(browser)
    clock.pass_minutes(24 * 60 - 1)
    assert [waits_until(typed(browser)) for _ in range(2)] == [None, "12.01 WIB"]
    clock.pass_minutes(24 * 60)
    assert [waits_until(typed(browser)) for _ in range(5)] == [None] * 5


@pytest.fixture
def few(monkeypatch) -> None:
    """An address may fail eight times before it waits."""
    monkeypatch.setitem(FREE, "address", 8)


def test_an_address_that_tries_many_accounts_waits_as_well(clock, user, few):
    browser = stranger()
    for number in range(8):
        assert waits_until(typed(browser, f"orang{number}@contoh.id")) is None
    assert waits_until(typed(browser, "orang9@contoh.id")) == "12.01 WIB"
    assert waits_until(typed(browser, password=PASSWORD)) == "12.01 WIB"
    assert log_in(stranger(2)) == 302


def test_the_wait_of_an_address_grows_to_an_hour_too(clock, few, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    browser = stranger()
    for number in range(20):
        typed(browser, f"orang{number}@contoh.id")
        clock.pass_minutes(60)
    clock.pass_minutes(-1)
    assert waits_until(typed(browser, "orang99@contoh.id")) == waits_at(clock, 1)
    clock.pass_minutes(1)
    assert waits_until(typed(browser, "orang99@contoh.id")) is None


def waits_at(clock: Clock, minutes: int) -> str:
    return format_time(timezone.localtime(datetime.fromtimestamp(clock.now + 60 * minutes, UTC)))


def test_who_comes_in_in_between_has_the_address_go_on_counting(clock, user, few):
    browser = stranger()
    for number in range(7):
        typed(browser, f"orang{number}@contoh.id")
    assert log_in(browser) == 302
    browser.post("/akun/keluar/")
    typed(browser, "orang8@contoh.id")
    assert waits_until(typed(browser, "orang9@contoh.id")) == "12.01 WIB"


def test_the_device_of_the_owner_goes_on_and_has_a_count_of_its_own(clock, user):
    own = Client()
    log_in(own)
    own.post("/akun/keluar/")
    for number in range(8):
        typed(stranger(number))
        clock.pass_minutes(61)
    assert [waits_until(typed(own)) is None for _ in range(6)] == [True] * 5 + [False]
    clock.pass_minutes(1)
    assert log_in(own) == 302


def test_a_password_set_by_the_mailed_link_ends_the_wait(clock, user, mailoutbox):
    for _ in range(6):
        typed(stranger())
    come_by_link(stranger(2), mailoutbox)  # sets a new one and is in by it


def test_nobody_learns_by_waiting_whether_an_address_has_an_account(clock, user):
    User.objects.create_user("tutup@contoh.id", "x", full_name="Tutup", is_active=False)
    seen = set()
    for number, address in enumerate(("petugas@contoh.id", "tutup@contoh.id", "siapa@contoh.id")):
        browser = stranger(number)
        seen.add(tuple(waits_until(typed(browser, address)) for _ in range(7)))
    assert seen == {(None,) * 5 + ("12.01 WIB",) * 2}


def test_the_address_is_one_in_any_case(clock, user):
    browser = stranger()
    for address in ("petugas@contoh.id", "PETUGAS@contoh.id", "Petugas@Contoh.id"):
        typed(browser, address)
        typed(browser, address)
    assert waits_until(typed(browser, "pEtUgAs@contoh.id")) == "12.01 WIB"


def test_failures_are_counted_under_names_that_tell_nobody(clock, user):
    typed(stranger())
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE '%%:account:%%'")
        (key,) = (row[0] for row in cursor.fetchall())
    assert "petugas" not in key
    assert len(key.rpartition(":")[2]) == 64


def test_many_failures_cost_no_more_queries_than_few(clock, user):
    browser, taken = stranger(), []
    for _ in range(4):
        with CaptureQueriesContext(connection) as queries:
            typed(browser)
        taken.append(len(queries))
    assert len({*taken[1:]}) == 1


# The second step ------------------------------------------------------------------------------------
@pytest.fixture
def guarded(user) -> User:
    TOTP.activate(user, SECRET)
    return user


def at_the_step(number: int = 1) -> Client:
    browser = stranger(number)
    assert log_in(browser) == 302
    return browser


def code_of_step(steps: int) -> str:
    """The code of so many half minutes from now."""
    return format_hotp_value(hotp_value(SECRET, int(NOON) // 30 + steps))


def test_wrong_codes_have_the_next_ones_wait_whoever_logged_in_with_the_password(clock, guarded):
    browser = at_the_step()
    asked = [waits_until(browser.post(STEP, {"code": "x"})) for _ in range(6)]
    assert asked == [None] * 5 + ["12.01 WIB"]
    again = at_the_step(2)  # a new log-in is no new beginning
    assert waits_until(again.post(STEP, {"code": code_of(SECRET)})) == "12.01 WIB"
    assert SecurityLine.objects.filter(event="locked_out", person=guarded.pk).count() == 2
    clock.pass_minutes(1)
    assert again.post(STEP, {"code": code_of(SECRET)}).status_code == 302


def test_wrong_codes_of_a_stranger_do_not_hold_up_the_owner(clock, guarded):
    own = Client()
    own.force_login(guarded)
    own.get("/akun/perangkat/")
    own.post("/akun/keluar/")
    thief = at_the_step()
    for _ in range(6):
        thief.post(STEP, {"code": "x"})
    assert log_in(own) == 302
    assert own.post(STEP, {"code": code_of(SECRET)}).status_code == 302


@pytest.mark.parametrize(("steps", "status"), [(-1, 302), (0, 302), (1, 302), (-3, 200), (3, 200)])
def test_a_clock_may_be_half_a_minute_wrong(clock, guarded, steps, status):
    assert at_the_step().post(STEP, {"code": code_of_step(steps)}).status_code == status


def test_a_code_works_once_as_long_as_it_is_good(clock, guarded):
    code = code_of(SECRET)
    assert at_the_step().post(STEP, {"code": code}).status_code == 302
    cache.delete(
        TOTP(guarded.authenticator_set.get())._get_used_cache_key(code)
    )  # allauth's own ends with the step
    answer = at_the_step(2).post(STEP, {"code": f" {code[:3]} {code[3:]} "})
    assert answer.status_code == 200
    assert "Kode ini sudah dipakai. Silakan tunggu kode berikutnya di aplikasi." in text(answer)


# Several at once ------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_who_tries_at_the_same_time_waits_for_the_one_before_to_be_counted(clock):
    def tried() -> str:
        request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.50")
        try:
            attempt(request, "password", "sama@contoh.id", None)
        except ValidationError as refused:
            return refused.code
        return "looked at"

    first = [tried() for _ in range(4)]
    assert [*first, *racing.race(tried, tried)] == ["looked at"] * 5 + ["too_many_login_attempts"]

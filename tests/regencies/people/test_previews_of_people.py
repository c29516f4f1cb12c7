"""A preview of people: its maker's and its province's alone, refused once it is stale, stored once by two at once."""

import datetime

import pytest

from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Province, User
from regencies.people.import_sheet import STALE, Written, propose_people, store_people
from regencies.people.preview import read_signed, sign
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page
from tests.builders.panel import logged_in
from tests.racing import race
from tests.regencies.people.test_people_by_file import SITI, ZUL, look, offices, press, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db) -> User:
    factories.regency()
    return factories.admin()


def test_what_changed_since_the_preview_is_refused_whole_and_shown_anew(admin):
    shown = look(admin, SITI, ZUL)
    factories.member(Role.VERIFIER, Province.objects.get(), "Siti Aminah, S.E.")
    User.objects.filter(full_name="Siti Aminah, S.E.").update(email=SITI[1])
    answer = press(admin, shown)
    assert (answer.status_code, answer.context["problems"]) == (409, [STALE])
    assert [row[0] for row in offices()] == [SITI[1]]
    assert press(admin, look(admin, SITI, ZUL)).status_code == 302  # the advice, followed
    assert len(offices()) == 3


def test_a_preview_is_its_makers_and_its_provinces_alone(admin):
    shown = look(admin, SITI)
    other = factories.admin()
    answer = press(other, shown)
    assert answer.context["problems"] == ["Pratinjau ini sudah tidak berlaku. Unggah lagi berkasnya."]
    far, _ = world.elsewhere()
    assert logged_in(far).get(page("regencies_user_load"), {"provinsi": "61"}).status_code == 404
    proposal = propose_people(upload(SITI), factories.province(), admin)
    read = read_signed(sign(proposal, admin), factories.province(), admin)
    with pytest.raises(Refused) as refusal:
        store_people(factories.province(), read, by=far)
    assert refusal.value.reasons == ["Hanya admin Kalimantan Barat yang dapat memuat akun dan penugasannya."]


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_store_everybody_once():
    place, admin = factories.regency(), factories.admin()
    shown = [(Written("Siti", "siti@contoh.go.id", "officer", "61.04", datetime.date(2026, 1, 1)), "made")]
    first, second = race(
        lambda: store_people(place.province, shown, by=admin),
        lambda: store_people(place.province, shown, by=admin),
    )
    assert ([office.user.email for office in first], second) == (["siti@contoh.go.id"], [])
    assert len(offices()) == 1

"""An office handed over in one step: one holder a day, nothing lost."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.accounts import hand_over
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Invitation, Membership, User, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place():
    return factories.regency()


@pytest.fixture
def office(place) -> Membership:
    return factories.head(place).memberships.get()


@pytest.fixture
def admin(place) -> User:
    return factories.admin(place.province)


def test_a_new_head_takes_over_and_the_old_one_ends(client, admin, place, office):
    report = factories.draft(place)
    client.force_login(admin)
    assert page("regencies_membership_handover", office.pk) in text(
        client.get(page("regencies_membership_change", office.pk))
    )
    typed = {"email": "Baru@contoh.id", "name": "Hj. Baru, S.E.", "since": f"{TODAY():%d/%m/%Y}"}
    answer = client.post(page("regencies_membership_handover", office.pk), typed)
    assert answer.url == page("regencies_membership_changelist")
    office.refresh_from_db()
    new = Membership.objects.exclude(pk=office.pk).get(role=Role.HEAD)
    assert (office.until, new.since, new.until) == (TODAY() - DAY, TODAY(), None)
    assert (new.user.email, new.user.full_name, new.regency) == ("baru@contoh.id", "Hj. Baru, S.E.", place)
    assert Invitation.objects.get(user=new.user).duty == str(new)
    old = User.objects.get(pk=office.user_id)
    assert (old.holds(Role.HEAD, regency=place.pk), new.user.holds(Role.HEAD, regency=place.pk)) == (
        False,
        True,
    )
    assert YearlyReport.objects.get().pk == report.pk
    client.force_login(new.user)
    assert client.get(f"/laporan/{report.year}/").status_code == 200


def test_an_office_is_handed_over_on_a_day_to_come(admin, place, office):
    other = factories.officer(place)
    new = hand_over(office, other, TODAY() + 3 * DAY, by=admin)
    assert [(m.user, m.role) for m in Membership.objects.active(TODAY()).filter(role=Role.HEAD)] == [
        (office.user, Role.HEAD)
    ]
    assert list(Membership.objects.active(new.since).filter(role=Role.HEAD)) == [new]


@pytest.mark.parametrize(
    ("to", "since", "said"),
    [
        ("same", 1, "sudah memegang penugasan ini. Tulis alamat e-mail penggantinya."),
        ("other", -3000, "Pilih hari pertama"),
        ("second", 1, "sudah bertugas sebagai Kepala Dinas"),
        ("idle", 1, "tidak aktif. Aktifkan akunnya lebih dahulu."),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(admin, place, office, to, since, said):
    idle = factories.user("Nonaktif")
    idle.is_active = False
    idle.save()
    people = {
        "same": office.user,
        "other": factories.officer(place),
        "second": factories.head(place, "Kepala kedua"),
        "idle": idle,
    }
    before = list(Membership.objects.order_by("pk").values_list("pk", "until"))
    with pytest.raises(Refused) as refusal:
        hand_over(office, people[to], TODAY() + since * DAY, by=admin)
    assert [said in reason for reason in refusal.value.reasons] == [True]
    assert list(Membership.objects.order_by("pk").values_list("pk", "until")) == before


def test_an_office_is_not_handed_over_on_its_own_first_day_but_on_the_next(admin, place, office):
    other = factories.officer(place)
    with pytest.raises(Refused, match=r"baru bertugas sejak 1 Januari 2024\. Pilih hari pertama"):
        hand_over(office, other, office.since, by=admin)
    assert hand_over(office, other, office.since + DAY, by=admin).since == office.since + DAY


def test_an_office_that_has_ended_is_not_handed_over(admin, place, office):
    Membership.objects.filter(pk=office.pk).update(since=TODAY() - 90 * DAY, until=TODAY() - 30 * DAY)
    with pytest.raises(Refused) as refusal:
        hand_over(office, factories.officer(place), TODAY(), by=admin)
    assert "sudah berakhir" in refusal.value.reasons[0]


def test_only_the_admin_of_the_province_and_never_of_the_own_office(admin, place, office):
    stranger, _ = world.elsewhere()
    own = admin.memberships.get()
    for by, which in ((stranger, office), (office.user, office), (admin, own)):
        with pytest.raises(Refused):
            hand_over(which, factories.officer(place, f"Petugas {by}"), TODAY() + DAY, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_once_give_it_to_one(place, office, admin):
    first, second = factories.officer(place, "Pertama"), factories.officer(place, "Kedua")
    outcomes = race(
        lambda: hand_over(office, first, TODAY() + DAY, by=admin),
        lambda: hand_over(office, second, TODAY() + DAY, by=admin),
    )
    assert isinstance(outcomes[1], Refused)
    assert [m.user for m in Membership.objects.active(TODAY() + 5 * DAY).filter(role=Role.HEAD)] == [first]

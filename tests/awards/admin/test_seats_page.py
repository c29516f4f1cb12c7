"""All nine seats on one page: found by address or made an account for, invited, all or none."""

import pytest

from awards.choices import Phase
from awards.editions.new_year import start_year
from awards.models import Category, Edition, Recusal, Seat
from regencies.models import Invitation, Membership, User
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db

PEOPLE = [
    (n, f"Unsur {n}", "chair" if n == 1 else "member", f"anggota{n}@contoh.id", f"Anggota {n}")
    for n in range(1, 10)
]


@pytest.fixture
def admin(client) -> User:
    person = factories.admin()
    client.force_login(person)
    return person


def typed(seen: str = "", people=PEOPLE, **changed: str) -> dict[str, str]:
    """What the page sends for these people; `k3-email` and the like are typed anew."""
    rows = {
        f"k{number}-{name}": value
        for number, *values in people
        for name, value in zip(("element", "position", "email", "name"), values, strict=True)
    }
    return {"seen": seen} | rows | {name.replace("_", "-"): value for name, value in changed.items()}


def stored(edition: Edition) -> list[tuple[int, str, str, str]]:
    return list(edition.seats.order_by("number").values_list("number", "element", "position", "user__email"))


def seen_on(client, edition: Edition) -> str:
    return client.get(page("awards_edition_seats", edition.pk)).context["seen"]


def test_nine_people_are_made_accounts_for_seated_and_invited(client, admin, mailoutbox):
    edition = world.prepared()
    answer = client.post(page("awards_edition_seats", edition.pk), typed())
    assert answer.url == page("awards_edition_change", edition.pk)
    assert stored(edition) == [(n, element, position, email) for n, element, position, email, _ in PEOPLE]
    assert list(
        User.objects.filter(seats__edition=edition)
        .order_by("seats__number")
        .values_list("full_name", flat=True)
    ) == [name for *_, name in PEOPLE]
    assert Invitation.objects.filter(award_year=edition.award_year).count() == 9
    again = client.post(page("awards_edition_seats", edition.pk), typed(seen_on(client, edition)))
    assert again.status_code == 302
    assert Invitation.objects.filter(number=1).count() == 9  # nobody is invited twice


def test_last_years_panel_is_proposed_and_holds_no_seat_until_it_is_saved(client, admin):
    last = world.prepared(phase=Phase.FILLING)
    factories.seats(last)
    made = start_year(last, by=admin)
    shown = client.get(page("awards_edition_seats", made.pk))
    assert "Yang tertulis adalah susunan tahun lalu" in text(shown)
    assert made.seats.count() == 0
    proposed = {box.html_name: box.value() for form in shown.context["table"].data for box in form}
    assert client.post(page("awards_edition_seats", made.pk), proposed | {"seen": ""}).status_code == 302
    assert stored(made) == stored(last)


def test_two_change_places_and_one_goes(client, admin):
    edition = world.prepared()
    url = page("awards_edition_seats", edition.pk)
    client.post(url, typed())
    people = [list(row) for row in PEOPLE[:8]]
    people[1][3:], people[2][3:] = people[2][3:], people[1][3:]
    people[0][2], people[3][2] = "member", "chair"
    assert client.post(url, typed(seen_on(client, edition), people, k9_position="member")).status_code == 302
    assert stored(edition) == [(row[0], row[1], row[2], row[3]) for row in people]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"k3_email": "anggota2@contoh.id", "k3_name": ""},
            "Kursi 3, nama lengkap dengan gelar: Belum ada akun",
        ),
        ({"k3_email": "bukan alamat"}, "Kursi 3, alamat e-mail: "),
        ({"k3_email": ""}, "Kursi 3, alamat e-mail: Isi alamat e-mailnya, atau kosongkan seluruh kursi ini."),
        ({"k3_element": ""}, "Kursi 3, unsur: Unsur yang diwakili belum ditulis."),
        (
            {"k3_position": "chair"},
            "Ketua tertulis di kursi 1 dan kursi 3; Tim Sembilan memiliki satu ketua.",
        ),
        ({"k3_email": "anggota2@contoh.id"}, "Anggota 2 tertulis di 2 kursi; setiap orang satu kursi."),
        ({"k3_position": "raja"}, "Kursi 3, kedudukan: "),
    ],
)
def test_one_wrong_seat_seats_nobody(client, admin, changed, said):
    edition = world.prepared()
    answer = client.post(page("awards_edition_seats", edition.pk), typed(**changed))
    assert (answer.status_code, said in text(answer)) == (409, True)
    assert (Seat.objects.count(), Invitation.objects.count()) == (0, 0)
    assert not User.objects.filter(email__startswith="anggota").exists()


def test_what_is_too_long_is_told_of_once_and_kept(client, admin):
    edition = world.prepared()
    answer = client.post(page("awards_edition_seats", edition.pk), typed(k2_element="z" * 121))
    assert answer.context["problems"] == [
        "Kursi 2, unsur: Isian ini berisi 121 karakter; paling banyak 120. Persingkat isiannya."
    ]
    assert f'value="{"z" * 121}"' in text(answer)
    assert "maxlength" not in text(answer)
    assert (
        client.post(page("awards_edition_seats", edition.pk), typed(k2_element="z" * 120)).status_code == 302
    )


def test_an_account_of_the_province_is_found_whatever_the_case_and_one_of_another_is_not(client, admin):
    edition = world.prepared()
    known = factories.verifier(edition.province)
    stranger, _ = world.elsewhere()
    url = page("awards_edition_seats", edition.pk)
    refused = text(client.post(url, typed(k2_email=stranger.email, k2_name="")))
    assert "Kursi 2, alamat e-mail: Alamat e-mail ini sudah dipakai akun lain." in refused
    wrong = text(client.post(url, typed(k2_email=known.email, k2_name="Orang Lain")))
    assert f"Alamat ini milik {known}; kosongkan nama ini" in wrong
    assert client.post(url, typed(k2_email=known.email.upper(), k2_name="")).status_code == 302
    assert edition.seats.get(number=2).user == known
    assert Membership.objects.filter(user=known).count() == 1


def test_what_another_admin_saved_meanwhile_is_not_overwritten(client, admin):
    edition = world.prepared()
    url = page("awards_edition_seats", edition.pk)
    seen = seen_on(client, edition)
    [other] = factories.seats(edition, 1)
    answer = client.post(url, typed(seen))
    assert answer.status_code == 409
    shown = text(answer)
    assert "Susunan diubah sejak halaman ini dibuka; belum ada yang disimpan." in shown
    assert (other.user.full_name in shown, "anggota1@contoh.id" in shown) == (True, True)  # both values
    assert Seat.objects.count() == 1
    assert client.post(url, typed(answer.context["seen"])).status_code == 302  # as the sentence says
    assert Seat.objects.count() == 9


def test_a_second_tap_is_answered_as_the_first(client, admin):
    edition = world.prepared()
    url = page("awards_edition_seats", edition.pk)
    assert [client.post(url, typed()).status_code for _ in range(2)] == [302, 302]
    assert (Seat.objects.count(), Invitation.objects.filter(number=1).count()) == (9, 9)
    assert client.post(url, typed(k1_element="Lain")).status_code == 409


def test_who_has_withdrawn_from_a_region_keeps_the_seat(client, admin):
    edition = world.ready_to_score(admin)
    seat = panel.by_seat(edition)[2]
    Recusal.objects.create(seat=seat, entry=world.entry_of(edition), reason="Kerabat")
    url = page("awards_edition_seats", edition.pk)
    rows = client.get(url).context["table"].data
    boxes = {box.html_name: box.value() for form in rows for box in form} | {"seen": seen_on(client, edition)}
    answer = client.post(url, boxes | {"k3-email": "baru@contoh.id", "k3-name": "Baru"})
    assert (answer.status_code, "kursi 3 sudah tercatat dalam benturan kepentingan" in text(answer)) == (
        409,
        True,
    )
    assert client.post(url, boxes | {"k3-element": "Akademisi"}).status_code == 302
    assert Seat.objects.get(pk=seat.pk).element == "Akademisi"


def test_once_scoring_begins_the_seats_stay(client, admin):
    edition = world.prepared()
    Edition.objects.update(phase=Phase.SCORING)
    answer = client.post(page("awards_edition_seats", edition.pk), typed())
    assert (answer.status_code, "Tim Sembilan disusun hanya pada tahap" in text(answer)) == (409, True)
    shown = client.get(page("awards_edition_seats", edition.pk))
    assert "Simpan susunan" not in text(shown)
    assert {box.field.disabled for row in shown.context["table"].data for box in row} == {True}


@pytest.mark.parametrize(("held", "categories"), [(0, 1), (9, 1), (9, 3)])
def test_the_page_asks_as_much_for_nine_as_for_none(
    client, admin, django_assert_num_queries, held, categories
):
    edition = world.prepared()
    factories.seats(edition, held)
    for number in range(1, categories):
        Category.objects.create(edition=edition, slug=f"k{number}", name=f"Kategori {number}")
    for seat in edition.seats.all():
        panel.judges_only(seat, edition.categories.first())
    with django_assert_num_queries(10):
        assert client.get(page("awards_edition_seats", edition.pk)).status_code == 200

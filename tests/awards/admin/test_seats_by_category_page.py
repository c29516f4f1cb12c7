"""Which categories a seat judges, chosen on the page of the nine seats: from preparation until scoring begins."""

import re

import pytest
from django.utils.datastructures import MultiValueDict

from awards.choices import Phase, Position, Stage
from awards.editions.default_criteria import create_category
from awards.editions.new_year import start_year
from awards.editions.seats import Member, judged_as_before, seat_panel, seats_token
from awards.models import Category, Edition, Seat, SeatCategory
from regencies.actions.errors import Refused
from regencies.models import User
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client) -> User:
    person = factories.admin()
    client.force_login(person)
    return person


@pytest.fixture
def edition() -> Edition:
    """In preparation, with nine seats and two categories."""
    edition = world.prepared()
    create_category(edition, "desa-kelurahan")
    factories.seats(edition)
    return edition


@pytest.fixture
def villages(edition) -> Category:
    return edition.categories.get(slug="desa-kelurahan")


def shown(client, edition: Edition) -> dict[str, list[object]]:
    """What the page would send as it stands."""
    answer = client.get(page("awards_edition_seats", edition.pk))
    boxes = [box for form in answer.context["table"].data for box in form]
    values = {box.html_name: box.value() for box in boxes}
    listed = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return listed | {"seen": [answer.context["seen"]]}


def post(client, edition: Edition, boxes: dict[str, list[object]]):
    data = MultiValueDict(boxes)
    return client.post(page("awards_edition_seats", edition.pk), {key: data.getlist(key) for key in data})


def judged(edition: Edition) -> list[list[str]]:
    """The addresses of what each seat judges, in the order of the numbers."""
    slugs = dict(edition.categories.values_list("pk", "slug"))
    return [[slugs[pk] for pk in seat.judged] for seat in edition.seats.with_judged().order_by("number")]


def read_only(answer) -> set[str]:
    """What a page of the desk says and does not ask."""
    return set(re.findall(r'class="readonly">([^<]*)<', text(answer)))


BOTH = ["desa-kelurahan", "kabupaten-kota"]


def test_every_category_is_ticked_until_one_is_not(client, admin, edition, villages):
    boxes = shown(client, edition)
    assert boxes["k3-judged"] == [villages.pk, edition.categories.get(slug="kabupaten-kota").pk]
    assert post(client, edition, boxes).status_code == 302
    assert SeatCategory.objects.count() == 0  # all, whatever is added
    assert post(client, edition, boxes | {"k3-judged": [villages.pk]}).status_code == 302
    assert judged(edition) == [BOTH, BOTH, ["desa-kelurahan"], *[BOTH] * 6]
    again = shown(client, edition)
    assert again["k3-judged"] == [villages.pk]
    assert Seat.objects.get(number=3).pk == edition.seats.get(number=3).pk
    assert post(client, edition, again | {"k3-judged": boxes["k3-judged"]}).status_code == 302
    assert (judged(edition), SeatCategory.objects.count()) == ([BOTH] * 9, 0)


def test_the_history_of_the_seat_says_who_chose(client, admin, edition, villages):
    boxes = shown(client, edition)
    post(client, edition, boxes | {"k3-judged": [villages.pk]})
    seat = edition.seats.get(number=3)
    history = client.get(page("awards_seat_history", seat.pk)).context["table"].data
    told = [row for row in history if row.field == "Kategori yang dinilai"]
    assert [(row.before, row.after, row.who) for row in told] == [
        ("–", "Desa dan Kelurahan 2026", str(admin))
    ]
    assert read_only(client.get(page("awards_seat_change", seat.pk))) >= {"Desa dan Kelurahan"}
    told = [
        read_only(client.get(page("awards_category_change", each.pk))) for each in edition.categories.all()
    ]
    assert "Semua kursi" in told[0]
    assert "1, 2, 4, 5, 6, 7, 8, 9 (8 dari 9 kursi)" in told[1]
    regions = edition.categories.get(slug="kabupaten-kota")
    Category.objects.filter(pk=regions.pk).update(quorum=9)
    told = read_only(client.get(page("awards_category_change", regions.pk)))
    assert "1, 2, 4, 5, 6, 7, 8, 9 (8 dari 9 kursi). Kurang dari kuorum 9." in told


def test_somebody_without_any_category_is_refused_and_the_empty_seat_is_not(client, admin, edition):
    boxes = shown(client, edition)
    answer = post(client, edition, boxes | {"k3-judged": []})
    assert answer.status_code == 409
    assert "Kursi 3, kategori yang dinilai: Tandai sedikitnya satu kategori." in text(answer)
    empty = {"k3-judged": [], "k3-email": [""], "k3-name": [""], "k3-element": [""]}
    assert post(client, edition, boxes | empty).status_code == 302
    assert edition.seats.count() == 8


def test_a_category_of_another_year_is_none_to_choose(client, admin, edition):
    stranger = panel.scoring_edition(award_year=2024).categories.get()
    answer = post(client, edition, shown(client, edition) | {"k3-judged": [stranger.pk]})
    assert answer.status_code == 409
    assert "Kursi 3, kategori yang dinilai: " in text(answer)
    assert SeatCategory.objects.count() == 0


def test_what_another_admin_chose_meanwhile_is_not_overwritten(client, admin, edition, villages):
    boxes = shown(client, edition)
    panel.judges_only(edition.seats.get(number=5), villages)
    answer = post(client, edition, boxes | {"k3-judged": [villages.pk]})
    assert (answer.status_code, "Susunan diubah sejak halaman ini dibuka" in text(answer)) == (409, True)
    assert judged(edition)[2] == BOTH
    theirs, mine = "<br>Kategori: Desa dan Kelurahan<br>", "<br>Kategori: "
    assert (text(answer).count(theirs), text(answer).count(mine)) == (
        1,
        2,
    )  # what is stored, where mine differs
    fresh = shown(client, edition)
    assert post(client, edition, fresh | {"k3-judged": [villages.pk]}).status_code == 302
    assert [judged(edition)[n] for n in (2, 4)] == [["desa-kelurahan"]] * 2


def test_a_category_added_meanwhile_is_not_left_out_unseen(client, admin, edition):
    boxes = shown(client, edition)
    create_category(edition, "badan-usaha")
    answer = post(client, edition, boxes | {"k3-element": ["Lain"]})
    assert (answer.status_code, "Susunan diubah sejak halaman ini dibuka" in text(answer)) == (409, True)


def test_the_next_holder_of_a_seat_judges_what_is_ticked(client, admin, edition, villages):
    panel.judges_only(edition.seats.get(number=3), villages)
    boxes = shown(client, edition)
    newcomer = {"k3-email": ["baru@contoh.id"], "k3-name": ["Baru"]}
    assert post(client, edition, boxes | newcomer).status_code == 302
    assert (judged(edition)[2], edition.seats.get(number=3).user.full_name) == (["desa-kelurahan"], "Baru")


def test_a_category_is_deleted_once_no_seat_names_it(client, admin, edition, villages):
    panel.judges_only(edition.seats.get(number=3), villages)
    url = page("awards_category_delete", villages.pk)
    assert "Kursi 3: Desa dan Kelurahan 2026" in text(client.get(url))
    assert client.post(url, {"post": "yes"}).status_code == 200
    assert edition.categories.count() == 2
    everything = {"k3-judged": [category.pk for category in edition.categories.all()]}
    assert post(client, edition, shown(client, edition) | everything).status_code == 302
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert judged(edition) == [["kabupaten-kota"]] * 9


def test_with_one_category_there_is_nothing_to_choose(client, admin):
    edition = world.prepared()
    factories.seats(edition)
    answer = client.get(page("awards_edition_seats", edition.pk))
    assert "Kategori yang dinilai" not in text(answer)
    assert post(client, edition, shown(client, edition)).status_code == 302


def test_once_scoring_begins_the_choice_stays(client, admin, edition, villages):
    boxes = shown(client, edition)
    for phase, status in {Phase.CANDIDATES: 302, Phase.SCORING: 409, Phase.ARCHIVED: 409}.items():
        Edition.objects.update(phase=phase)
        chosen = [villages.pk] if phase == Phase.CANDIDATES else boxes["k3-judged"]
        answer = post(client, edition, boxes | {"k3-judged": chosen})
        assert (phase, answer.status_code) == (phase, status)
        boxes = shown(client, edition)
    assert judged(edition)[2] == ["desa-kelurahan"]


def test_a_category_with_sheets_of_the_seat_is_not_taken_from_it(admin):
    """No page leads there: the phase before scoring is not gone back to over a sheet. The verb says so all the same."""
    edition = panel.scoring_edition()
    seats = factories.seats(edition, 2)
    entry = panel.candidate(edition)
    panel.draft(seats[1], entry, Stage.DESK)
    other = world.like(entry.category)
    Edition.objects.update(phase=Phase.CANDIDATES)

    def seated(*judged: int) -> list[Member]:
        return [
            Member(seat.number, seat.user, seat.element, Position(seat.position), frozenset(judged))
            for seat in edition.seats.select_related("user")
        ]

    seen = seats_token(edition.seats.with_judged(), [entry.category_id, other.pk])
    with pytest.raises(Refused) as refusal:
        seat_panel(edition, seated(other.pk), seen=seen, by=admin)
    assert refusal.value.reasons == [
        "Kursi 2 sudah memiliki lembar nilai pada “Pemerintah Kabupaten/Kota” dan tetap menilainya. Tandai kembali "
        "kategori itu."
    ]
    assert seat_panel(edition, seated(entry.category_id), seen=seen, by=admin) == []
    assert judged(edition) == [["kabupaten-kota"]] * 2


# From year to year ----------------------------------------------------------------------------------
def test_a_seat_of_last_year_is_proposed_with_the_categories_it_judged(client, admin, edition, villages):
    panel.judges_only(edition.seats.get(number=3), villages)
    Edition.objects.update(phase=Phase.FILLING)
    made = start_year(edition, by=admin)
    boxes = shown(client, made)
    assert boxes["k3-judged"] == [made.categories.get(slug="desa-kelurahan").pk]
    assert SeatCategory.objects.filter(edition=made).count() == 0  # until it is saved
    assert post(client, made, boxes).status_code == 302
    assert judged(made) == judged(edition) == [BOTH, BOTH, ["desa-kelurahan"], *[BOTH] * 6]


def test_a_category_with_another_address_is_found_by_its_kind_and_one_that_is_gone_is_not(edition, villages):
    last = panel.judges_only(edition.seats.get(number=3), villages)
    next_year = factories.edition(edition.province, 2027)
    regions, renamed = create_category(next_year), create_category(next_year, "desa-kelurahan")
    Category.objects.filter(pk=renamed.pk).update(slug="desa")
    offered = list(next_year.categories.all())
    assert judged_as_before(last, offered) == {renamed.pk}
    assert judged_as_before(last, [regions]) == set()  # nothing is ticked: somebody has to choose
    assert judged_as_before(edition.seats.get(number=4), offered) == {regions.pk, renamed.pk}


def test_a_seat_saved_without_a_word_on_categories_keeps_its_own(admin, edition, villages):
    panel.judges_only(edition.seats.get(number=3), villages)
    seats = list(edition.seats.with_judged().select_related("user"))
    members = [Member(s.number, s.user, f"{s.element}, baru", Position(s.position)) for s in seats]
    seen = seats_token(seats, edition.categories.values_list("pk", flat=True))
    assert seat_panel(edition, members, seen=seen, by=admin) == []
    assert judged(edition)[2] == ["desa-kelurahan"]
    seen = seats_token(edition.seats.with_judged(), edition.categories.values_list("pk", flat=True))
    members[2] = Member(3, factories.user("Pengganti"), "Unsur 3", Position.MEMBER)
    assert [str(seat.user) for seat in seat_panel(edition, members, seen=seen, by=admin)] == ["Pengganti"]
    assert judged(edition) == [BOTH, BOTH, ["desa-kelurahan"], *[BOTH] * 6]  # the next holder too

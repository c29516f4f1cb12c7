"""Board, statistics and a member's list are drawn once while nothing changes, for each viewer; then anew."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import Phase, Stage
from awards.models import Edition, Recusal, Seat
from awards.panel.sheets import reopen_sheet
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = reverse("chair_index")
KEPT = 8  # queries, the two of the transaction among them; sixteen draw the board


@pytest.fixture
def seats() -> list[Seat]:
    edition = world.seated_edition(3)
    world.candidate(edition)
    world.candidate(edition, "Sambas", "61.01")
    return world.by_seat(edition)


def shown(client: Client) -> str:
    return client.get(BOARD).content.decode().partition("<main")[2]


def test_it_is_drawn_once_and_anew_after_a_change(seats):
    chair = world.logged_in(seats[0].user)
    before = shown(chair)
    kept = world.queries(chair, BOARD)
    assert (kept, shown(chair)) == (KEPT, before)
    world.draft(seats[1], Edition.objects.get().categories.get().entries.first())
    assert world.queries(chair, BOARD) > KEPT
    after = shown(chair)
    assert "Draf" not in before.partition("state-legend")[2].partition("</ul>")[0]
    assert "Draf" in after.partition("state-legend")[2].partition("</ul>")[0]
    Edition.objects.update(phase=Phase.PLENARY)
    assert "Ingatkan anggota" in after
    assert "Ingatkan anggota" not in shown(chair)


def test_nobody_is_shown_what_was_drawn_for_another(seats):
    chair, admin = world.logged_in(seats[0].user), world.logged_in(factories.admin())
    entry = Edition.objects.get().categories.get().entries.get(regency__kemendagri_code="61.01")
    Recusal.objects.create(seat=seats[0], entry=entry, reason="Kerabat")
    by_chair, by_admin = shown(chair), shown(admin)
    assert by_chair != by_admin
    assert (shown(admin), shown(chair)) == (by_admin, by_chair)
    assert ("Lembar saya" in by_chair, "Lembar saya" in by_admin) == (True, False)
    address = reverse("chair_entry", args=[entry.pk])
    assert (address in by_chair, address in by_admin) == (False, True)


def test_each_address_has_its_own_page(seats):
    edition = Edition.objects.get()
    for number in range(60):
        world.candidate(edition, f"Daerah {number}", f"62.{number:02}")
    chair = world.logged_in(seats[0].user)
    first, second = (chair.get(BOARD, {"page": page}).content.decode() for page in "12")
    found = chair.get(BOARD, {"cari": "sambas"}).content.decode()
    for page, at in ((first, {"page": 1}), (second, {"page": 2}), (found, {"cari": "sambas"})):
        again = chair.get(BOARD, at).content.decode()
        assert again.partition("<main")[2] == page.partition("<main")[2]
    for name, on in (("Daerah 59", [False, True, False]), ("Sambas", [True, False, True])):
        entry = edition.categories.get().entries.get(regency__name=name)
        address = reverse("chair_entry", args=[entry.pk])
        assert [address in page for page in (first, second, found)] == on


def test_a_member_s_list_is_drawn_once_and_is_nobody_else_s(seats):
    address = reverse("panel_index")
    one, other = (world.logged_in(seat.user) for seat in seats[1:])
    entry = Edition.objects.get().categories.get().entries.get(regency__kemendagri_code="61.01")
    first = one.get(address).content.decode()
    drawn = world.queries(one, address)
    world.draft(seats[1], entry)
    assert world.queries(one, address) == drawn + 2  # the page itself, and its sheets
    sheet = reverse("panel_sheet", args=[entry.pk, Stage.DESK])
    pages = [first, *(client.get(address).content.decode() for client in (one, other))]
    assert ["Draf" in page.partition(sheet)[2][:400] for page in pages] == [False, True, False]


def test_the_statistics_are_drawn_once_and_closed_as_soon_as_a_sheet_is_open(seats):
    entries = Edition.objects.get().categories.get().entries.all()
    sheets = [sheet for seat in seats for entry in entries for sheet in world.locked_both(seat, entry)]
    chair, address = world.logged_in(seats[0].user), reverse("chair_spread", args=[Edition.objects.get().pk])
    first = chair.get(address).content.decode().partition("<main")[2]
    kept = world.queries(chair, address)
    assert chair.get(address).content.decode().partition("<main")[2] == first
    assert "Kesepakatan penilaian" in first
    reopen_sheet(sheets[-1], by=seats[0].user, reason="Keliru")
    assert chair.get(address).status_code == 403
    world.hand_in(seats[-1], sheets[-1].entry, Stage(sheets[-1].stage))
    assert world.queries(chair, address) > kept
    assert world.queries(chair, address) == kept

"""Who was in the room at each presentation is ticked, put right, and printed as one list."""

import pytest
from django.urls import reverse

from awards.live.attendance import present_at, record_presence
from awards.live.presentations import call, open_floor
from awards.models import Attendance
from regencies.actions.errors import Refused
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(edition, chair):
    found = world.candidate(edition)
    open_floor(edition, by=chair)
    return found


@pytest.fixture
def seats(edition):
    return list(edition.seats.order_by("number").values_list("pk", flat=True))


def test_a_list_takes_the_place_of_the_one_before(entry, chair, seats):
    call(entry, by=chair)
    record_presence(entry, seats, by=chair)
    record_presence(entry, seats[:2], by=chair)
    assert present_at(entry) == set(seats[:2])
    assert Attendance.pgh_event_model.objects.count() == 4  # three came in, one was taken out


def test_nobody_is_present_before_the_call(entry, chair, seats):
    with pytest.raises(Refused, match="Tekan “Mulai”, lalu catat daftar hadirnya"):
        record_presence(entry, seats, by=chair)
    call(entry, by=chair)
    record_presence(entry, seats, by=chair)


def test_a_member_or_a_seat_of_another_panel_is_refused(entry, chair, edition, seats):
    call(entry, by=chair)
    with pytest.raises(Refused, match="Ruang paparan dijalankan oleh Ketua, Sekretaris, atau admin"):
        record_presence(entry, seats, by=edition.seats.get(number=2).user)
    with pytest.raises(Refused, match="1 kursi tidak ada pada Tim Sembilan"):
        record_presence(entry, [*seats, 10**9], by=chair)


def test_it_is_ticked_on_a_page_and_read_on_another(entry, chair, edition, seats):
    call(entry, by=chair)
    client = world.logged_in(chair)
    page = reverse("live_attendance", args=[entry.pk])
    console = client.get(reverse("live_console", args=[edition.pk])).content.decode()
    assert page in console
    assert client.post(page, {"seats": seats[:2]}).status_code == 302
    assert client.get(page).content.decode().count("checked") == 2
    text = client.get(reverse("live_attendances", args=[edition.pk])).content.decode()
    assert text.count(">Hadir<") == 2
    assert str(entry) in text
    assert client.post(page, {}).status_code == 302  # nobody came
    assert present_at(entry) == set()

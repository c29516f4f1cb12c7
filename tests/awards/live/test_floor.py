"""What the room sees: the same few bytes for all, no mark in them, no query while nothing is asked anew."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.live import floor
from awards.live.presentations import call, extend, finish, open_floor, pause, record_no_show, skip
from awards.models import Edition, Recusal, Score
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def entries(edition):
    """Three candidates an hour apart."""
    now = timezone.now()
    places = [("Ketapang", "61.04"), ("Sambas", "61.01"), ("Landak", "61.08")]
    return [
        world.candidate(edition, *place, presentation_at=now + number * HOUR)
        for number, place in enumerate(places)
    ]


def lines(client, edition, **more):
    return client.get(reverse("live_lines", args=[floor.address_of(edition)]), **more)


def seen(client, edition) -> str:
    floor.forget()
    return " ".join(lines(client, edition).content.decode().split())


def test_the_lines_follow_the_room(client, edition, chair, entries):
    ketapang, sambas, landak = entries
    assert "Ruang paparan ditutup." in seen(client, edition)
    open_floor(edition, by=chair)
    assert "Belum ada yang berpapar." in (now := seen(client, edition))
    assert "Berikutnya: Kabupaten Ketapang" in now
    call(ketapang, by=chair)
    assert "<strong>Sekarang paparan:</strong> Kabupaten Ketapang" in (now := seen(client, edition))
    assert "Berikutnya: Kabupaten Sambas" in now
    pause(ketapang, by=chair)
    assert "<strong>Paparan dijeda:</strong> Kabupaten Ketapang" in (now := seen(client, edition))
    assert 'sisa <b class="tabular">59.' in now or 'sisa <b class="tabular">60.00' in now
    finish(ketapang, by=chair)
    skip(sambas, by=chair)
    assert "Berikutnya: Kabupaten Landak" in seen(client, edition)
    record_no_show(landak, by=chair, reason="Tidak ada kabar")
    assert "Berikutnya: Kabupaten Sambas</p>" in seen(client, edition)  # at the end, at no hour of its own
    call(sambas, by=chair)
    finish(sambas, by=chair)
    assert "Semua paparan selesai." in seen(client, edition)


def test_what_did_not_change_is_not_sent_again_and_costs_no_query(client, edition, chair, entries):
    open_floor(edition, by=chair)
    call(entries[0], by=chair)
    floor.forget()
    first = lines(client, edition)
    assert len(first.content) < 1024
    assert (first["Cache-Control"], "Set-Cookie" in first) == ("no-cache", False)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = lines(client, edition, headers={"if-none-match": first["ETag"]})
        for _ in range(20):
            assert lines(client, edition).content == first.content
    assert (again.status_code, again.content, len(queries)) == (304, b"", 0)


def test_a_second_later_two_queries_for_all(client, edition, chair, entries, monkeypatch):
    open_floor(edition, by=chair)
    lines(client, edition)
    monkeypatch.setattr(floor, "FRESH", 0.0)
    floor.forget()
    with CaptureQueriesContext(connection) as queries:
        lines(client, edition)
    assert len(queries) == 2


def test_who_changed_the_room_sees_it_at_once(
    client, edition, chair, entries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        open_floor(edition, by=chair)
    before = lines(client, edition)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        call(entries[0], by=chair)
    called = lines(client, edition)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        extend(entries[0], 15, by=chair)
    assert len({before, called, lines(client, edition)["ETag"]}) == 3


def test_no_mark_changes_a_byte_of_it(client, edition, chair, entries):
    """Two worlds that differ in hidden marks only."""
    open_floor(edition, by=chair)
    call(entries[0], by=chair)
    screen = reverse("live_screen", args=[floor.address_of(edition)])
    world.draft(edition.seats.get(number=2), entries[0], Stage.INTERVIEW)
    floor.forget()
    one = (lines(client, edition).content, client.get(screen).content)
    Score.objects.update(value=1)
    floor.forget()
    assert (lines(client, edition).content, client.get(screen).content) == one


@pytest.mark.parametrize("address", ["1", "1.abc", "x", "999999.AAAA", "1.%3A"])
def test_an_address_nobody_made_is_not_found(client, edition, address):
    assert client.get(f"/paparan/{address}/").status_code == 404
    assert client.get(f"/paparan/{address}/baris/").status_code == 404


def test_the_address_of_a_year_that_is_gone_is_not_found(client):
    assert client.get(reverse("live_screen", args=[floor.address_of(Edition(pk=10**9))])).status_code == 404


def console(edition):
    return reverse("live_console", args=[edition.pk])


def press(client, edition, act, entry=None, **more):
    given = {"act": act} | ({"entry": entry.pk} if entry else {}) | more
    return client.post(console(edition), given)


def test_the_console_runs_a_day(client, edition, chair, entries):
    client.force_login(chair)
    assert "Ruang paparan masih tertutup" in client.get(console(edition)).content.decode()
    assert press(client, edition, "open").status_code == 302
    assert press(client, edition, "call", entries[0]).status_code == 302
    page = client.get(console(edition)).content.decode()
    assert "Sedang paparan: Kabupaten Ketapang" in page
    assert floor.address_of(edition) in page
    assert press(client, edition, "extend", entries[0], minutes=5).status_code == 302
    refused = press(client, edition, "call", entries[1])
    assert (refused.status_code, "Paparan Kabupaten Ketapang belum diakhiri" in refused.content.decode()) == (
        409,
        True,
    )
    assert press(client, edition, "finish", entries[0]).status_code == 302
    asked = client.post(reverse("live_no_show", args=[entries[1].pk]), {"reason": "Tidak ada kabar"})
    assert asked.status_code == 302
    assert "Tidak ada kabar" in client.get(console(edition)).content.decode()
    assert press(client, edition, "close").status_code == 302


@pytest.mark.parametrize(
    "given", [{}, {"act": "dance"}, {"act": "call", "entry": "x"}, {"act": "extend", "minutes": "ten"}]
)
def test_odd_taps_change_nothing(client, edition, chair, entries, given):
    client.force_login(chair)
    press(client, edition, "open")
    assert client.post(console(edition), given).status_code == 422


def test_a_tap_on_a_candidate_of_another_year_is_not_found(client, edition, chair):
    elsewhere = world.scoring_edition(of=factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    client.force_login(chair)
    press(client, edition, "open")
    assert press(client, edition, "call", world.candidate(elsewhere, "Kapuas", "62.03")).status_code == 404


def test_the_page_of_a_member_shows_the_room_and_says_whose_it_is_not(client, edition, chair, entries):
    member = edition.seats.get(number=2)
    client.force_login(member.user)
    index, sheet = (
        reverse("panel_edition", args=[edition.pk]),
        reverse("panel_sheet", args=[entries[0].pk, "desk"]),
    )
    assert "data-live" not in client.get(index).content.decode()
    open_floor(edition, by=chair)
    call(entries[0], by=chair)
    floor.forget()
    for page in (index, sheet):
        text = client.get(page).content.decode()
        assert 'data-not-mine=""' in text
        assert "Sekarang paparan:" in text
    Recusal.objects.create(seat=member, entry=entries[0], reason="Kerabat")
    assert f'data-not-mine="{entries[0].pk}"' in (text := client.get(index).content.decode())
    assert "is-not-mine" in text


def test_a_closed_year_shows_no_room(client, edition, chair, entries):
    open_floor(edition, by=chair)
    Edition.objects.update(phase=Phase.ANNOUNCED)
    client.force_login(edition.seats.get(number=2).user)
    assert "data-live" not in client.get(reverse("panel_edition", args=[edition.pk])).content.decode()

"""The chair reminds members of the sheets they have not locked: in whose words, once a day, and what stays hidden."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.choices import Phase, Stage
from awards.models import Edition, Recusal
from awards.panel.reminders import letters, remind_members
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind
from regencies.models import Notice
from tests.builders import panel as world
from tests.database import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(panel):
    return panel[0].user


def told() -> list[tuple[str, str, str]]:
    found = Notice.objects.filter(kind=NoticeKind.SHEETS).order_by("pk")
    return [(str(one.person), one.text, one.mailed_to) for one in found]


def refused(edition, by) -> list[str]:
    with pytest.raises(Refused) as refusal:
        remind_members(edition, by=by)
    return refusal.value.reasons


def lines(edition, by) -> dict[int, tuple[int, list[str]]]:
    return {letter.seat.number: (letter.count, letter.lines) for letter in letters(edition, by)}


def test_members_are_told_how_many_of_their_own_sheets_are_open(edition, panel, entry, chair):
    world.candidate(edition, "Sambas", "61.01", presentation_at=None)
    world.locked(panel[1], entry)
    world.draft(panel[1], entry, Stage.INTERVIEW, E1="13")
    for stage in Stage:
        world.locked(panel[2], entry, stage)
    assert remind_members(edition, by=chair) == 2
    [(person, text, address), (other, _, _)] = told()
    assert (person, address, other) == (str(panel[1].user), panel[1].user.email, str(panel[2].user))
    assert text == (
        "Lembar nilai Bapak/Ibu yang belum terkunci: 2. Lembar dikunci sebelum tahap Pleno dibuka; lembar "
        "Berkas sebelum paparan kandidatnya.\n\n- Kabupaten Sambas: berkas\n- Kabupaten Ketapang: wawancara\n\n"
        f"Diingatkan oleh {chair}. Keadaan semua lembar Bapak/Ibu ada pada halaman Penilaian."
    )
    assert "13" not in text


def test_nobody_is_reminded_twice_a_day_and_not_of_what_cannot_be_done(edition, panel, entry, chair):
    assert remind_members(edition, by=chair) == 2
    assert refused(edition, chair) == [
        "Semua anggota yang lembarnya belum terkunci sudah diingatkan hari ini. Ingatkan lagi besok."
    ]
    assert len(told()) == 2
    for seat in panel[1:]:
        world.locked_both(seat, entry)
    assert refused(edition, chair) == [
        "Tidak ada lembar yang dapat dikunci sekarang; tidak ada yang perlu diingatkan."
    ]
    assert refused(edition, panel[1].user) == [
        "Anggota diingatkan oleh Ketua Tim Sembilan atau admin provinsi."
    ]
    Edition.objects.update(phase=Phase.PLENARY)
    assert refused(edition, chair) == [
        "Tahap Paritrana Award 2026 adalah “Pleno”. Anggota diingatkan pada tahap “Penilaian”."
    ]


def test_who_was_reminded_on_another_day_is_reminded_again(edition, panel, entry, chair):
    remind_members(edition, by=chair)
    with triggers_off():
        Notice.objects.filter(person=panel[1].user).update(once=f"sheets:{edition.pk}:2026-01-01")
    assert {letter.seat.number: letter.told for letter in letters(edition, chair)} == {2: False, 3: True}
    assert remind_members(edition, by=chair) == 1


def test_a_presentation_is_told_until_it_begins(edition, entry, chair, monkeypatch):
    assert lines(edition, chair)[2][1] == [
        f"Kabupaten Ketapang: berkas, paparan {edition.province.in_its_time(entry.presentation_at)}"
    ]
    monkeypatch.setattr(timezone, "now", lambda: entry.presentation_at)
    assert lines(edition, chair)[2][1] == ["Kabupaten Ketapang: berkas dan wawancara"]


def test_what_is_hidden_from_member_or_sender_is_in_no_letter(edition, panel, entry, chair):
    """Ketapang is hidden from member 2; Sambas from the chair, who must not read there how far anybody is."""
    other = world.presented(world.candidate(edition, "Sambas", "61.01"))
    world.presented(entry)
    Recusal.objects.create(seat=panel[1], entry=entry, reason="Kerabat")
    assert lines(edition, chair) == {
        2: (2, ["Kabupaten Sambas: berkas dan wawancara"]),
        3: (4, ["Kabupaten Sambas: berkas dan wawancara", "Kabupaten Ketapang: berkas dan wawancara"]),
    }
    Recusal.objects.create(seat=panel[0], entry=other, reason="Kerabat")
    before = lines(edition, chair)
    assert before == {3: (2, ["Kabupaten Ketapang: berkas dan wawancara"])}
    world.locked_both(panel[2], other)
    assert lines(edition, chair) == before


def test_the_page_shows_the_words_before_they_go_and_one_button_sends_them(edition, panel, entry, chair):
    world.presented(entry)
    client, page = world.logged_in(chair), reverse("chair_remind", args=[edition.pk])
    assert f'href="{page}"' in client.get(reverse("chair_edition", args=[edition.pk])).content.decode()
    shown = " ".join(re.sub(r"<[^>]+>", " ", client.get(page).content.decode()).split())
    assert f"2. {panel[1].user}: 2 lembar" in shown
    assert "- Kabupaten Ketapang: berkas dan wawancara" in shown
    assert not told()
    assert client.post(page).status_code == 302
    assert len(told()) == 2
    again = client.get(page).content.decode()
    assert "(sudah diingatkan hari ini)" in again
    assert "Tidak ada yang perlu diingatkan sekarang." in again
    assert client.post(page).status_code == 409


def test_the_page_costs_the_same_with_one_candidate_and_with_three(edition, panel, entry, chair):
    client, page = world.logged_in(chair), reverse("chair_remind", args=[edition.pk])
    assert world.queries(client, page) == 15
    for place in (("Sambas", "61.01"), ("Landak", "61.08")):
        world.candidate(edition, *place)
    assert world.queries(client, page) == 15

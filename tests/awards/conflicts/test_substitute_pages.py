"""The pages on which a substitute is named and taken back, and what the substitute's own pages show."""

import pytest
from django.urls import reverse

from awards.choices import Phase, Position, Stage
from awards.conflicts.recusals import recuse
from awards.models import Declaration, Edition, Seat, Substitution
from awards.panel.absences import record_absence
from regencies.models import Invitation, User
from tests import factories
from tests.builders import panel as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(panel, entry):
    recuse(panel[1], entry, by=panel[1].user, reason="Kerabat")
    return panel[1]


@pytest.fixture
def chair(panel):
    return world.logged_in(panel[0].user)


def page_of(entry):
    return reverse("chair_entry", args=[entry.pk])


def test_the_chair_names_and_takes_back_on_the_page_of_the_candidate(chair, panel, out, entry, edition):
    naming = reverse("chair_substitute", args=[entry.pk, out.pk])
    shown = chair.get(page_of(entry)).content.decode()
    assert shown.count("Tunjuk pengganti") == 1
    assert f'href="{naming}"' in shown
    person = world.invited_person(edition, by=panel[0].user)
    wrong = chair.post(naming, {"email": "bukan alamat", "reason": "x"})
    assert (wrong.status_code, Substitution.objects.count()) == (422, 0)
    refused = chair.post(naming, {"email": "", "reason": ""})
    assert (refused.status_code, len(refused.context["problems"])) == (409, 2)
    done = chair.post(naming, {"email": person.email, "reason": "Kuorum"}, follow=True)
    assert done.redirect_chain == [(page_of(entry), 302)]
    assert chair.post(naming, {"email": person.email, "reason": "Kuorum"}).status_code == 302  # a second tap
    assert [str(message) for message in done.context["messages"]] == [
        "Pengganti menggantikan Penilai 2 untuk Kabupaten Ketapang."
    ]
    told = done.content.decode()
    assert "Tunjuk pengganti" not in told
    made = Substitution.objects.get()
    taking_back = reverse("chair_dismiss", args=[made.pk])
    assert f'href="{taking_back}"' in told
    back = chair.post(taking_back, {"reason": "Berhalangan"}, follow=True)
    assert [str(message) for message in back.context["messages"]][-1:] == [
        "Penunjukan Pengganti untuk Kabupaten Ketapang dicabut."
    ]
    assert chair.post(taking_back, {"reason": "Berhalangan"}).status_code == 302  # a second tap is no fault
    again = chair.post(taking_back, {"reason": "Lain"})
    assert (again.status_code, again.context["problems"]) == (
        409,
        ["Penunjukan pengganti Penilai 2 untuk Kabupaten Ketapang sudah dicabut."],
    )


def test_what_stands_in_the_list_and_for_how_many_queries(chair, panel, out, entry):
    before = world.queries(chair, page_of(entry))
    made = world.stands_in(out, entry, by=panel[0].user)
    record_absence(panel[2], entry, by=panel[0].user, reason="Sakit")
    world.stands_in(panel[2], entry, by=panel[0].user, name="Kedua")
    assert world.queries(chair, page_of(entry)) == before == 14
    table = chair.get(page_of(entry)).context["substitutes"]
    rows = [[str(cell[1]) for cell in cells] for _, cells in table.lines()]
    assert [row[:3] for row in rows] == [
        ["10. Pengganti", "2. Penilai 2", "Agar kuorum tercapai"],
        ["11. Kedua", "3. Penilai 3", "Agar kuorum tercapai"],
    ]
    assert rows[0][3].startswith("Penilai 1<br><span")
    assert reverse("chair_dismiss", args=[made.pk]) in rows[0][4]


def test_the_grid_says_which_candidates_are_not_theirs(chair, panel, out, entry, edition):
    world.candidate(edition, "Sambas", "61.01")
    world.stands_in(out, entry, by=panel[0].user)
    grid = chair.get(reverse("chair_edition", args=[edition.pk])).context["grid"]
    marks = [[str(cell[1]) for cell in cells][-1] for _, cells in grid.lines()]
    assert ["Kandidat lain" in mark for mark in marks] == [True, False]  # by code: Sambas, Ketapang
    assert [word for _, word in grid.legend()] == ["Belum diisi", "Benturan kepentingan", "Kandidat lain"]


def test_after_scoring_nothing_is_named(chair, panel, out, entry, edition):
    world.stands_in(out, entry, by=panel[0].user)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    told = chair.get(page_of(entry)).content.decode()
    assert "10. Pengganti" in told
    assert "/pengganti/" not in told
    assert "Tunjuk pengganti" not in told


def test_where_the_chair_has_a_conflict_the_secretary_names_for_all(chair, panel, out, entry):
    Seat.objects.filter(pk=panel[2].pk).update(position=Position.SECRETARY)
    secretary = world.logged_in(panel[2].user)
    naming = reverse("chair_substitute", args=[entry.pk, out.pk])
    assert (chair.get(naming).status_code, secretary.get(naming).status_code) == (200, 403)
    recuse(panel[0], entry, by=panel[0].user, reason="Kerabat")
    assert (chair.get(naming).status_code, secretary.get(naming).status_code) == (404, 200)
    told = secretary.get(page_of(entry)).content.decode()
    assert [f'href="{reverse("chair_substitute", args=[entry.pk, one.pk])}"' in told for one in panel] == [
        True,
        True,
        False,
    ]
    assert "Belum diisi" not in told  # nothing about who judges
    assert chair.get(page_of(entry)).status_code == 404


def test_the_recused_member_learns_nothing_of_their_substitute(chair, panel, out, entry):
    member = world.logged_in(out.user)
    own = reverse("panel_edition", args=[entry.category.edition_id])

    def seen() -> str:
        return member.get(own).content.decode().partition("<main")[2]

    before = seen()
    made = world.stands_in(out, entry, by=panel[0].user)
    world.locked_both(made.seat, entry)
    assert seen() == before
    assert member.get(reverse("chair_dismiss", args=[made.pk])).status_code == 404


def test_the_substitute_starts_at_their_one_candidate_and_declares_first(panel, out, entry, edition):
    other = world.candidate(edition, "Sambas", "61.01")
    made = world.stands_in(out, entry, by=panel[0].user)
    Declaration.objects.filter(seat=made.seat).delete()
    browser = world.logged_in(made.seat.user)
    start = browser.get(reverse("panel_edition", args=[edition.pk]))
    assert [row.entry for row in start.context["board"].rows] == [entry]
    told = start.content.decode()
    assert "Kursi 10 · Pengganti" in told
    assert "Sambas" not in told.partition("<main")[2]
    sheet = world.sheet_url(entry)
    assert browser.get(sheet).url == reverse("panel_declaration", args=[edition.pk])
    asked = browser.get(reverse("panel_declaration", args=[edition.pk])).content.decode()
    assert ("Kabupaten Ketapang" in asked, "Sambas" in asked) == (True, False)
    answer = {f"conflict_{entry.pk}": "none", "statement": "on"}
    assert browser.post(reverse("panel_declaration", args=[edition.pk]), answer).status_code == 302
    assert browser.get(sheet).status_code == 200
    for page in (
        world.sheet_url(other),
        world.sheet_url(other, Stage.INTERVIEW),
        reverse("panel_dossier", args=[other.pk]),
        reverse("panel_scores", args=[other.pk]),
        reverse("panel_recuse", args=[other.pk]),
        reverse("chair_entry", args=[other.pk]),
        reverse("chair_entry", args=[entry.pk]),
        reverse("chair_result", args=[entry.category_id]),
    ):
        assert browser.get(page).status_code == 404, page
    assert browser.get(reverse("chair_edition", args=[edition.pk])).status_code == 403


def test_the_desk_shows_them_and_invites_who_may_be_named(panel, out, entry, edition):
    world.stands_in(out, entry, by=panel[0].user)
    admin = factories.admin(edition.province)
    desk = world.logged_in(admin)
    seats = reverse("admin:awards_edition_seats", args=[edition.pk])
    told = desk.get(seats).content.decode()
    assert "10. Pengganti" in told
    assert len(desk.get(seats).context["table"].rows) == 9
    inviting = reverse("admin:awards_edition_invite_substitute", args=[edition.pk])
    assert f'href="{inviting}"' in told
    sent = desk.post(inviting, {"email": "baru@contoh.id", "name": "Dr. Baru"})
    assert (sent.status_code, sent.url) == (302, seats)
    invitation = Invitation.objects.get(user=User.objects.get(email="baru@contoh.id"))
    assert (invitation.duty, invitation.award_year) == ("Calon pengganti anggota Tim Sembilan", 2026)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.PLENARY)
    assert desk.get(inviting).status_code == 403
    assert inviting not in desk.get(seats).content.decode()

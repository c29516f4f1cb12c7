"""Who sees a rehearsal: its panel and the admins, its mark on every page; nobody else, and nobody once put away."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from awards.choices import Stage
from awards.live.floor import address_of, forget
from awards.models import Edition
from awards.paper.printing import category_pdf, parts_of
from awards.rehearsals.rehearsals import start_rehearsal
from tests import factories
from tests.awards.paper.test_paper_pages import pages
from tests.builders import edition as years
from tests.builders import panel as world
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
MARK = '<p class="rehearsal"><strong>Gladi</strong> – nilai tidak dihitung</p>'


@pytest.fixture
def admin():
    return factories.admin()


@pytest.fixture
def edition(admin) -> Edition:
    return years.scoring(admin)


@pytest.fixture
def made(edition, admin) -> Edition:
    return start_rehearsal(edition, by=admin)


def addresses_of(edition: Edition) -> dict[str, list[str]]:
    """Pages about an award year for a member, and for an admin."""
    entry, seats = years_entry(edition), world.by_seat(edition)
    of_member = [
        reverse("panel_edition", args=[edition.pk]),
        reverse("panel_dossier", args=[entry.pk]),
        reverse("panel_recuse", args=[entry.pk]),
        *(reverse("panel_sheet", args=[entry.pk, stage]) for stage in Stage),
        reverse("paper_sheet", args=[seats[1].pk, entry.pk, Stage.DESK]),
    ]
    of_admin = [
        reverse("chair_edition", args=[edition.pk]),
        reverse("chair_entry", args=[entry.pk]),
        reverse("live_console", args=[edition.pk]),
        reverse("paper_desk", args=[edition.pk]),
        reverse("paper_sheet", args=[seats[1].pk, entry.pk, Stage.DESK]),
    ]
    return {"member": of_member, "admin": of_admin}


def years_entry(edition: Edition):
    return edition.categories.get().entries.get()


def test_every_page_of_it_is_marked_and_none_of_the_real_year(edition, made, admin):
    member = world.by_seat(edition)[1].user
    for one, times in ((made, 1), (edition, 0)):
        for who, listed in addresses_of(one).items():
            client = world.logged_in(admin if who == "admin" else member)
            for address in listed:
                answer = client.get(address)
                assert (address, answer.status_code, text(answer).count(MARK)) == (address, 200, times)


def test_the_screen_of_the_room_and_the_sheets_on_paper_are_marked_too(edition, made, admin, client):
    forget()
    for one, times in ((made, 1), (edition, 0)):
        screen = client.get(reverse("live_screen", args=[address_of(one)]))
        assert text(screen).count(MARK) == times
    category = made.categories.get()
    [part] = parts_of(category, admin)
    printed = pages(category_pdf(category, Stage.DESK, part))
    assert len(printed) >= 9
    assert all("nilai tidak dihitung" in one for one in printed)


def test_members_start_at_the_real_year_and_both_are_named(edition, made):
    member = world.logged_in(world.by_seat(edition)[1].user)
    first = text(member.get(reverse("panel_index")))
    assert MARK not in first
    assert "Gladi Paritrana Award 2026 · Kalimantan Barat" in first
    there = text(member.get(reverse("panel_edition", args=[made.pk])))
    assert "Paritrana Award 2026 · Kalimantan Barat</a>" in there


def test_whoever_is_not_of_its_panel_finds_nothing_changed(edition, admin):
    """Two worlds that differ only in the rehearsal: every page of the others is the same, byte for byte."""
    place = years_entry(edition).regency
    people = {
        "visitor": None,
        "officer": factories.officer(place),
        "head": factories.head(place),
        "verifier": factories.verifier(edition.province),
    }
    public = [
        reverse("home"),
        reverse("sitemap"),
        reverse("criteria", args=[edition.province.slug, edition.award_year]),
        reverse("coverage_index"),
        reverse("region", args=[place.kemendagri_code]),
    ]
    own = {
        "visitor": [],
        "officer": [reverse("report_index"), reverse("objection_index"), reverse("notice_inbox")],
        "head": [reverse("report_index"), reverse("objection_index")],
        "verifier": [reverse("verifier_queue"), reverse("notice_inbox")],
    }
    clients = {name: world.logged_in(user) if user else None for name, user in people.items()}

    def seen() -> dict[str, bytes]:
        return {
            f"{name} {address}": TOKEN.sub(b"", (clients[name] or Client()).get(address, follow=True).content)
            for name, listed in own.items()
            for address in [*public, *listed]
        }

    before = seen()
    made = start_rehearsal(edition, by=admin)
    assert seen() == before
    entry = years_entry(made)
    for name in ("officer", "head", "verifier"):
        answers = [
            clients[name].get(address).status_code
            for listed in addresses_of(made).values()
            for address in listed
        ]
        assert {*answers} == {404}, name
    assert entry


def test_the_desk_lists_rows_of_the_real_year_only(edition, made, admin):
    desk = world.logged_in(admin)
    for name in ("awards_edition", "awards_category", "awards_seat", "awards_entry", "awards_scoresheet"):
        assert "Gladi" not in text(desk.get(page(f"{name}_changelist"))), name
    assert desk.get(page("awards_edition_change", made.pk)).status_code == 404
    seats = text(desk.get(page("awards_seat_changelist")))
    assert seats.count("Penilai 2") == 1


def test_one_button_starts_it_and_one_puts_it_away_also_after_sheets_were_locked(edition, admin):
    desk, change = world.logged_in(admin), page("awards_edition_change", edition.pk)
    start, discard = (page(f"awards_edition_rehearsal{end}", edition.pk) for end in ("", "_discard"))
    assert f'href="{start}">Mulai gladi</a>' in text(desk.get(change))
    assert desk.get(discard).status_code == 404
    assert "Gladi tidak pernah diumumkan" in text(desk.get(start))
    done = desk.post(start)
    made = Edition.living.get(rehearsal=True)
    assert (done.status_code, done.url) == (302, reverse("chair_edition", args=[made.pk]))
    assert desk.post(start).status_code == 302  # a second tap is the first
    assert Edition.living.filter(rehearsal=True).count() == 1
    shown = text(desk.get(change))
    assert f'href="{reverse("chair_edition", args=[made.pk])}">Buka gladi</a>' in shown
    entry, seats = years_entry(made), world.by_seat(made)
    world.locked(seats[1], entry)
    member, chair = world.logged_in(seats[1].user), world.logged_in(seats[0].user)
    assert member.get(world.sheet_url(entry)).status_code == 200
    assert desk.post(discard).status_code == 302
    for who, listed in addresses_of(made).items():
        for client in (desk, chair, member):
            assert {client.get(address).status_code for address in listed} == {404}, who
    assert "Gladi" not in text(member.get(reverse("panel_index")))
    assert f'href="{start}">Mulai gladi</a>' in text(desk.get(change))
    assert desk.post(discard).status_code == 302

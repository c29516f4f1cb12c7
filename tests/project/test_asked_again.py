"""Before what is hard to take back whoever does it shows who they are, and finds what they typed."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from awards.choices import Phase, Stage
from awards.models import Correction, Edition, Publication, ScoreSheet, Seat
from awards.publishing.publish import publish
from awards.results.preview import preview
from config.accounts.asked_again import NOTHING_DONE
from config.accounts.sessions import STARTED
from regencies.actions.report_status import start_verification
from regencies.choices import ReportStatus, ReviewState, Role
from regencies.models import Membership, Review, User, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import panel
from tests.builders.admin_pages import page, text
from tests.project.test_two_steps import code_of

pytestmark = pytest.mark.django_db
ASKED = "/akun/konfirmasi/?next="


def long_ago(client: Client, minutes: int = 16) -> None:
    session = client.session
    session[STARTED] = int(time.time()) - 60 * minutes
    session.save()


def is_asked(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(ASKED)


def confirmed(client: Client, asked: HttpResponse) -> HttpResponse:
    """The page that comes back after the password was typed."""
    assert is_asked(asked)
    way = client.post(asked["Location"], {"password": factories.PASSWORD})
    return client.get(way["Location"])


def asked_then_done(client: Client, url: str, typed: dict[str, Any], *shown: str) -> None:
    """Sent long after the log-in the form asks, comes back as it was typed, and is then taken."""
    long_ago(client)
    back = confirmed(client, client.post(url, typed))
    assert (back.status_code, NOTHING_DONE in text(back)) == (200, True)
    assert [what for what in shown if what not in back.content.decode()] == []
    assert not is_asked(client.post(url, typed))


def test_a_result_is_published_by_who_shows_who_they_are(desk, admin):
    category = world.provisional(admin).categories.get()
    url, seen = page("awards_category_publish", category.pk), preview(category).fingerprint
    long_ago(desk)
    assert is_asked(desk.post(url, {"fingerprint": seen}))
    assert not Publication.objects.exists()
    asked_then_done(desk, url, {"fingerprint": seen}, seen)
    assert Publication.objects.get().published_by == admin


def test_whoever_has_just_logged_in_is_not_asked(desk, admin):
    category = world.provisional(admin).categories.get()
    long_ago(desk, minutes=14)
    desk.post(page("awards_category_publish", category.pk), {"fingerprint": preview(category).fingerprint})
    assert Publication.objects.count() == 1


def test_a_wrong_form_is_told_before_anybody_is_asked(desk, admin):
    category = world.provisional(admin).categories.get()
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    long_ago(desk)
    assert desk.post(page("awards_category_correct", category.pk), {"reason": "Keliru"}).status_code == 422


def test_a_correction_is_opened_after_asking(desk, admin):
    category = world.provisional(admin).categories.get()
    publish(category, by=admin, fingerprint=preview(category).fingerprint)
    typed = {"what": "rest", "reason": "Penghargaan tertinggal"}
    asked_then_done(desk, page("awards_category_correct", category.pk), typed, "Penghargaan tertinggal")
    assert Correction.objects.get().reason == "Penghargaan tertinggal"


def test_a_phase_is_gone_back_to_after_asking_and_opened_without(desk, admin):
    edition = world.plenary(admin)
    url = page("awards_edition_advance", edition.pk, Phase.SCORING)
    asked_then_done(desk, url, {"reason": "Lembar keliru"}, "Lembar keliru")
    assert Edition.objects.get().phase == Phase.SCORING
    long_ago(desk)
    assert not is_asked(desk.post(page("awards_edition_advance", edition.pk, Phase.PLENARY), {"reason": ""}))


def test_the_chair_reopens_a_sheet_after_asking():
    edition = panel.seated_edition(2)
    seats = panel.by_seat(edition)
    sheet = panel.locked(seats[1], panel.in_time(panel.candidate(edition), Stage.DESK), Stage.DESK)
    chair = panel.logged_in(seats[0].user)
    asked_then_done(chair, reverse("chair_reopen", args=[sheet.pk]), {"reason": "Salah ketik"}, "Salah ketik")
    assert ScoreSheet.objects.get(pk=sheet.pk).locked_at is None


def test_a_verified_report_is_returned_after_asking_and_one_under_verification_without():
    place = factories.regency()
    verifier, report = factories.verifier(place.province), factories.sent(place)
    client = panel.logged_in(verifier)
    start_verification(report, by=verifier)
    long_ago(client)
    url = reverse("verifier_return", args=[report.pk])
    assert not is_asked(client.post(url, {"reason": "Angka keliru"}))
    judged = factories.verified(factories.regency("Sambas", "61.01"))
    wrong = judged.entries.first()
    Review.objects.filter(entry=wrong).update(state=ReviewState.NEEDS_WORK, note="Angka keliru")
    url = reverse("verifier_return", args=[judged.pk])
    asked_then_done(client, url, {"reason": "Angka keliru"}, "Angka keliru")
    assert YearlyReport.objects.get(pk=judged.pk).status == ReportStatus.RETURNED


def test_an_office_is_given_after_asking(desk):
    person, place = factories.user("Rudi Hartono"), factories.regency()
    factories.Membership.objects.create(user=person, role=Role.OFFICER, regency=place, since="2020-01-01")
    typed = {"user": person.pk, "role": "head", "regency": place.pk, "since": "1 Januari 2026"}
    asked_then_done(desk, page("regencies_membership_add"), typed, "1 Januari 2026")
    assert Membership.objects.filter(user=person, role=Role.HEAD).count() == 1


def test_an_account_is_changed_after_asking_its_address_too(desk):
    person = factories.officer(factories.regency())
    typed = {
        "full_name": person.full_name,
        "email": "lain@contoh.id",
        "nip": "",
        "phone": "",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    asked_then_done(desk, page("regencies_user_change", person.pk), typed, 'value="lain@contoh.id"')
    assert User.objects.get(pk=person.pk).email == "lain@contoh.id"


def test_an_office_is_handed_over_after_asking(desk):
    office = factories.head(factories.regency()).memberships.get()
    typed = {"email": "baru@contoh.id", "name": "Hj. Baru, S.E.", "since": "1 Desember 2030"}
    asked_then_done(desk, page("regencies_membership_handover", office.pk), typed, 'value="Hj. Baru, S.E."')
    assert Membership.objects.get(user__email="baru@contoh.id").role == Role.HEAD


def test_seats_are_given_after_asking(desk, admin):
    edition = factories.edition(factories.province(), phase=Phase.CANDIDATES)
    seat = factories.seats(edition, 1)[0]
    typed = {
        "edition": edition.pk,
        "number": 1,
        "element": "Akademisi",
        "position": "chair",
        "user": seat.user_id,
    }
    asked_then_done(desk, page("awards_seat_change", seat.pk), typed, 'value="Akademisi"')
    assert Seat.objects.get().element == "Akademisi"


def test_all_seats_at_once_as_they_were_seen_when_they_were_typed(desk):
    edition = factories.edition(factories.province(), phase=Phase.CANDIDATES)
    url = page("awards_edition_seats", edition.pk)
    typed = {"seen": desk.get(url).context["seen"]}
    for number in range(1, 10):
        typed |= {f"k{number}-position": "chair" if number == 1 else "member"}
    typed |= {"k1-email": "ketua@contoh.id", "k1-name": "Prof. Ketua", "k1-element": "Akademisi"}
    long_ago(desk)
    asked = desk.post(url, typed)
    Seat.objects.create(
        edition=edition, number=9, user=factories.user("Lain"), element="Pers", position="member"
    )
    back = confirmed(desk, asked)
    assert (back.context["seen"], 'value="Prof. Ketua"' in text(back)) == (typed["seen"], True)
    assert desk.post(url, typed).status_code == 409


def test_a_file_of_people_is_chosen_again(desk, admin):
    url = page("regencies_user_load") + f"?provinsi={factories.province().code}"
    long_ago(desk)
    back = confirmed(desk, desk.post(url, {"upload": factories.pdf("orang.csv", b"nama")}))
    assert (back.status_code, NOTHING_DONE in text(back)) == (200, False)


def test_a_code_is_as_good_as_the_password_and_a_wrong_one_is_none(desk, admin):
    TOTP.activate(admin, "A" * 32)
    person, place = factories.user("Rudi Hartono"), factories.regency()
    factories.Membership.objects.create(user=person, role=Role.OFFICER, regency=place, since="2020-01-01")
    typed = {"user": person.pk, "role": "head", "regency": place.pk, "since": "1 Januari 2026"}
    long_ago(desk)
    asked = desk.post(page("regencies_membership_add"), typed)
    by_code = desk.get(asked["Location"]).context["reauthentication_alternatives"][0]["url"]
    assert desk.post(by_code, {"code": "000000"}).status_code == 200
    assert is_asked(desk.post(page("regencies_membership_add"), typed))
    assert desk.post(by_code, {"code": code_of("A" * 32)})["Location"] == page("regencies_membership_add")
    assert NOTHING_DONE in text(desk.get(page("regencies_membership_add")))


def test_what_waits_is_given_back_to_nobody_else(desk, admin):
    person, place = factories.user("Rudi Hartono"), factories.regency()
    factories.Membership.objects.create(user=person, role=Role.OFFICER, regency=place, since="2020-01-01")
    typed = {"user": person.pk, "role": "head", "regency": place.pk, "since": "1 Januari 2026"}
    url = page("regencies_membership_add")
    long_ago(desk)
    desk.post(url, typed)
    session = desk.session
    session["typed"] |= {"person": str(person.pk)}
    session.save()
    assert NOTHING_DONE not in text(desk.get(url))
    assert "typed" not in desk.session

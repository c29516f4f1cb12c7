"""Accounts and offices on the desk: own people only, no passwords, no operators."""

import datetime

import pytest

from regencies.choices import Role
from regencies.models import (
    Membership,
    User,
)
from tests import factories
from tests.builders.admin_pages import page, text

pytestmark = pytest.mark.django_db


def new_account(**typed):
    return {
        "full_name": "dr. H. Harisson, M.Kes",
        "email": "Baru@Contoh.id",
        "nip": "",
        "phone": "",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-MIN_NUM_FORMS": "1",
        "memberships-0-role": "officer",
        "memberships-0-regency": str(factories.regency().pk),
        "memberships-0-province": "",
        "memberships-0-since": "1 Januari 2026",
        "memberships-0-until": "",
    } | typed


def test_an_account_comes_with_an_office_and_a_link_to_set_its_password(desk, mailoutbox):
    assert desk.post(page("regencies_user_add"), new_account()).status_code == 302
    person = User.objects.get(email="baru@contoh.id")
    assert (person.full_name, person.has_usable_password(), person.is_staff, person.is_superuser) == (
        "dr. H. Harisson, M.Kes",
        False,
        False,
        False,
    )
    assert [(m.role, m.regency, m.since) for m in person.memberships.all()] == [
        ("officer", factories.regency(), datetime.date(2026, 1, 1))
    ]
    assert [mail.to for mail in mailoutbox] == [["baru@contoh.id"]]


def test_an_account_without_an_office_is_refused(desk, mailoutbox):
    typed = new_account(**{"memberships-0-role": "", "memberships-0-regency": "", "memberships-0-since": ""})
    refused = desk.post(page("regencies_user_add"), typed)
    assert refused.status_code == 200
    assert refused.context["inline_admin_formsets"][0].non_form_errors() == ["Isi sedikitnya satu penugasan."]
    assert not User.objects.filter(email="baru@contoh.id").exists()
    assert [mail.to for mail in mailoutbox] == []


def test_a_role_must_fit_its_place(desk, admin):
    typed = new_account(**{"memberships-0-role": "verifier"})
    assert "Petugas dan kepala dinas ditugaskan di kabupaten/kota" in text(
        desk.post(page("regencies_user_add"), typed)
    )
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_nobody_is_made_an_operator_here(desk):
    typed = new_account(is_superuser="on", is_staff="on", password="rahasia", groups="1")
    assert desk.post(page("regencies_user_add"), typed).status_code == 302
    person = User.objects.get(email="baru@contoh.id")
    assert (person.is_superuser, person.is_staff, person.has_usable_password()) == (False, False, False)
    shown = text(desk.get(page("regencies_user_change", person.pk)))
    for word in ("password", "is_superuser", "is_staff", "pbkdf2", "md5$"):
        assert word not in shown


def test_an_office_elsewhere_cannot_be_given(desk, elsewhere):
    typed = new_account(**{"memberships-0-regency": str(elsewhere.pk)})
    assert desk.post(page("regencies_user_add"), typed).status_code == 200
    typed = new_account(
        **{
            "memberships-0-role": "admin",
            "memberships-0-regency": "",
            "memberships-0-province": str(elsewhere.province_id),
        }
    )
    assert desk.post(page("regencies_user_add"), typed).status_code == 200
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_accounts_from_elsewhere_are_out_of_sight_and_operators_too(desk, elsewhere, mailoutbox):
    strangers = [
        User.objects.get(memberships__regency=elsewhere, memberships__role=Role.HEAD),
        User.objects.create_superuser("operator@contoh.id", "x", full_name="Operator"),
    ]
    mailoutbox.clear()
    shown = text(desk.get(page("regencies_user_changelist")))
    for stranger in strangers:
        assert stranger.email not in shown
        assert desk.get(page("regencies_user_change", stranger.pk)).status_code == 404
        assert (
            desk.post(page("regencies_user_change", stranger.pk), {"email": "saya@contoh.id"}).status_code
            == 404
        )
        assert desk.get(page("regencies_user_history", stranger.pk)).status_code == 404
        assert desk.post(page("regencies_user_password_link", stranger.pk)).status_code == 404
    assert [mail.to for mail in mailoutbox] == []


def test_somebody_who_also_works_elsewhere_is_seen_but_not_changed(desk, elsewhere):
    person = factories.officer(factories.regency(), "Petugas Dua Daerah")
    Membership.objects.create(
        user=person, role=Role.OFFICER, regency=elsewhere, since=datetime.date(2024, 1, 1)
    )
    url = page("regencies_user_change", person.pk)
    assert "Kotawaringin" not in text(desk.get(page("regencies_user_changelist")))
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"email": "saya@contoh.id", "full_name": "x"}).status_code == 403
    assert desk.post(page("regencies_user_password_link", person.pk)).status_code == 403
    person.refresh_from_db()
    assert person.email != "saya@contoh.id"


def test_both_addresses_hear_of_a_change(desk, mailoutbox):
    person = factories.officer(factories.regency(), "Petugas")
    before = person.email
    typed = {
        "full_name": "Petugas",
        "email": "alamat.baru@contoh.id",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    assert desk.post(page("regencies_user_change", person.pk), typed).status_code == 302
    assert [mail.to for mail in mailoutbox] == [[before, "alamat.baru@contoh.id"]]


def test_a_link_is_sent_again_on_request_only(desk, mailoutbox):
    person = factories.officer(factories.regency(), "Petugas")
    url = page("regencies_user_password_link", person.pk)
    assert "Surat berisi tautan sekali pakai" in text(desk.get(url))
    assert [mail.to for mail in mailoutbox] == []
    assert desk.post(url).status_code == 302
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_nobody_changes_an_office_of_their_own(desk, admin):
    own = admin.memberships.get()
    assert (
        desk.post(page("regencies_membership_change", own.pk), {"until": "1 Januari 2026"}).status_code == 403
    )
    typed = {
        "full_name": admin.full_name,
        "email": admin.email,
        "is_active": "",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(own.pk),
        "memberships-0-user": str(admin.pk),
        "memberships-0-until": "1 Januari 2027",
    }
    desk.post(page("regencies_user_change", admin.pk), typed)
    own.refresh_from_db()
    admin.refresh_from_db()
    assert (own.until, admin.is_active) == (None, True)


def test_an_office_ends_but_is_not_rewritten_or_deleted(desk):
    row = Membership.objects.get(user=factories.officer(factories.regency(), "Petugas"))
    url = page("regencies_membership_change", row.pk)
    typed = {"since": "1 Januari 2024", "until": "31 Desember 2025", "role": "head", "_reason": "Mutasi."}
    assert desk.post(url, typed).status_code == 302
    row.refresh_from_db()
    assert (row.role, row.until) == ("officer", datetime.date(2025, 12, 31))
    assert desk.post(page("regencies_membership_delete", row.pk), {"post": "yes"}).status_code == 403
    assert "Mutasi." in text(desk.get(page("regencies_membership_history", row.pk)))


def test_nobody_is_found_by_their_password(desk):
    person = factories.officer(factories.regency(), "Petugas")
    guess = {"password__startswith": person.password[:3]}
    assert desk.get(page("regencies_user_changelist"), guess).status_code == 400
    assert desk.get(page("regencies_user_changelist"), {"is_active__exact": "1"}).status_code == 200

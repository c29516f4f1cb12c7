"""Whose accounts an admin manages, which another office may take up, and how long an invitation to one is good."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from regencies.actions.accounts import (
    accept_invitations,
    adopt_account,
    has_dead_link,
    invitation_link,
    invite,
    is_managed_by,
    open_invitation,
    read_invitation,
    why_not_adopted,
)
from regencies.models import Invitation, User
from regencies.models.people import validate_nip
from tests import factories
from tests.builders.outbox import sent_to

TAKEN = "Alamat e-mail ini sudah dipakai akun lain. Cari akunnya di daftar; bila tidak ada, hubungi pengelola sistem."


@pytest.mark.django_db
def test_only_an_account_that_belongs_to_nobody_is_adopted():
    free = User.objects.create_user("bebas@contoh.go.id", None, full_name="Bebas")
    staff = User.objects.create_user("staf@contoh.go.id", None, full_name="Staf", is_staff=True)
    root = User.objects.create_user("akar@contoh.go.id", None, full_name="Akar", is_superuser=True)
    officer = factories.officer(factories.regency())
    people = ("baru@contoh.go.id", free.email, staff.email, root.email, officer.email)
    assert [why_not_adopted(email) for email in people] == ["", "", TAKEN, TAKEN, TAKEN]
    assert adopt_account("BEBAS@contoh.go.id", "Lain") == free
    assert adopt_account("baru@contoh.go.id", "Baru").full_name == "Baru"


@pytest.mark.django_db
def test_an_admin_manages_the_people_of_the_own_province_but_no_operator_and_nobody_without_a_duty():
    place, admin = factories.regency(), factories.admin()
    officer, staff, root = (factories.officer(place, name) for name in ("Petugas", "Staf", "Akar"))
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    far = factories.verifier(factories.province("64", "Kalimantan Timur", "kalimantan-timur"))
    people = [User.objects.get(pk=person.pk) for person in (officer, staff, root, far, factories.user())]
    assert [is_managed_by(person, admin) for person in people] == [True, False, False, False, False]
    operator = User.objects.get(pk=root.pk)
    assert [is_managed_by(person, operator) for person in people] == [True] * 5


def invited(person: User, by: User, duty: str = "Petugas") -> Invitation:
    return invite(person, duty, province=factories.province(), award_year=2026, by=by)


def token(row: Invitation) -> str:
    return invitation_link(row).rstrip("/").rpartition("/")[2]


@pytest.mark.django_db
def test_an_invitation_is_good_for_fourteen_days_to_the_last_moment(monkeypatch):
    row = invited(factories.officer(factories.regency()), factories.admin())
    assert row.until - row.sent_at == datetime.timedelta(days=14)
    monkeypatch.setattr(timezone, "now", lambda: row.until)
    assert read_invitation(token(row)) == (row, "")
    monkeypatch.setattr(timezone, "now", lambda: row.until + datetime.timedelta(microseconds=1))
    assert read_invitation(token(row))[1].startswith("Undangan ini sudah lewat waktunya.")


@pytest.mark.django_db
def test_who_sets_a_password_accepts_every_own_invitation_that_is_still_good_and_no_other():
    admin, person = factories.admin(), factories.officer(factories.regency())
    good, late, before = (invited(person, admin, duty) for duty in ("Petugas", "Kepala", "Anggota"))
    other = invited(factories.head(factories.regency()), admin)
    now = timezone.now()
    Invitation.objects.filter(pk=late.pk).update(until=now - datetime.timedelta(hours=1))
    Invitation.objects.filter(pk=before.pk).update(accepted_at=now - datetime.timedelta(days=3))
    open_invitation(good)
    assert list(Invitation.objects.exclude(opened_at=None)) == [good]
    accept_invitations(person)
    assert set(Invitation.objects.filter(accepted_at__gte=now)) == {good}
    assert set(Invitation.objects.filter(accepted_at=None)) == {late, other}


@pytest.mark.django_db
def test_a_link_that_was_altered_or_whose_invitation_is_gone_is_dead():
    row = invited(factories.officer(factories.regency()), factories.admin())
    mails = [
        sent_to(row.user, text=f"{link}") for link in (invitation_link(row), invitation_link(row)[:-2] + "/")
    ]
    assert [has_dead_link(mail) for mail in mails] == [False, True]
    link = token(row)
    row.delete()
    assert read_invitation(link) == (None, "Akun ini tidak aktif. Hubungi admin provinsi.")


@pytest.mark.parametrize("nip", ["", " ", "197001012000031001", "19700101 200003 1 001"])
def test_a_nip_is_eighteen_digits_or_blank(nip):
    validate_nip(nip)


@pytest.mark.parametrize(
    "nip", ["19700101200003100", "1970010120000310011", "19700101200003100a", "١" * 18, "²" * 18]
)
def test_what_is_no_nip_is_refused(nip):
    with pytest.raises(ValidationError) as refusal:
        validate_nip(nip)
    assert refusal.value.messages == [
        f"Tertulis “{nip}”. NIP terdiri atas 18 angka; kosongkan bila tidak memiliki NIP."
    ]

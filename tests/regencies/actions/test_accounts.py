"""Which accounts another office may take up."""

import pytest
from django.core.exceptions import ValidationError

from regencies.actions.accounts import adopt_account, why_not_adopted
from regencies.models import User
from regencies.models.people import validate_nip
from tests import factories

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

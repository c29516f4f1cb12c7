"""Accounts as the province manages them: whose it may change, and the mails that go with it."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.http import HttpRequest

from regencies.models import Membership, Province, User


def provinces_of(person: User) -> set[int]:
    """Primary keys of every province the person holds or held an office or a seat in. One query."""
    offices = Membership.objects.filter(user=person)
    ties = (
        Q(pk__in=offices.values("province"))
        | Q(pk__in=offices.values("regency__province"))
        | Q(pk__in=person.seats.values("edition__province"))
    )
    return set(Province.objects.filter(ties).values_list("pk", flat=True))


def is_managed_by(person: User, user: User) -> bool:
    """The province of all offices and seats a person has or had; nobody but the operator touches an operator."""
    if user.is_superuser:
        return True
    ties = provinces_of(person)
    return (
        not (person.is_superuser or person.is_staff)
        and bool(ties)
        and ties <= set(user.administered_province_ids)
    )


def send_password_link(request: HttpRequest, person: User) -> None:
    """The same mail as "lupa kata sandi"; it also serves an account that never had a password."""
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        form.save(request)


def tell_address_change(person: User, before: str, *, by: User) -> None:
    """Both addresses hear of it: whoever holds the address can set the password."""
    send_mail(
        "Alamat e-mail akun Paritrana Award diubah",
        f"Yth. {person},\n\nAlamat e-mail akun Bapak/Ibu diubah dari {before} menjadi {person.email} oleh {by}. "
        f"Bila ini tidak diketahui, segera hubungi admin provinsi.\n\n{settings.SITE_URL}\n",
        None,
        [before, person.email],
    )


def why_not_adopted(email: str) -> str:
    """Why no account can be made for an address; "" when it is free, or its account belongs to nobody any more."""
    known = User.objects.filter(email__iexact=email).first()
    if known is None or not (known.is_superuser or known.is_staff or provinces_of(known)):
        return ""
    return (
        "Alamat e-mail ini sudah dipakai akun lain. Cari akunnya di daftar; bila tidak ada, hubungi pengelola "
        "sistem."
    )


def adopt_account(email: str, name: str) -> User:
    """The account of an address that `why_not_adopted` has nothing against."""
    known: User | None = User.objects.filter(email__iexact=email).first()
    return known or User.objects.create_user(email, None, full_name=name)

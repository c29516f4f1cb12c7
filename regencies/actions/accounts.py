"""Accounts as a province manages them: whose it may change, and the mails that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from post_office.models import STATUS

from config.security.lines import note
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import SecurityEvent
from regencies.models import OutgoingMail, Province, User


@dataclass(frozen=True, slots=True)
class Duty:
    """Work in a province that is no office: its name, and the lookup from an account to those provinces."""

    name: str
    provinces: str


OFFICE_PROVINCES = ("memberships__province", "memberships__regency__province")
PASSWORD_LINK = re.compile(r"/akun/kata-sandi/atur/(?P<account>[0-9A-Za-z]+)-(?P<key>[^/\s]+)/")
OTHER_DUTIES: set[Duty] = set()  # an application with duties of its own adds them when it is ready


def province_lookups() -> list[str]:
    """Return every lookup from an account to the provinces of its offices and other duties, present and past."""
    return [*OFFICE_PROVINCES, *sorted(duty.provinces for duty in OTHER_DUTIES)]


def tied_to(provinces: Iterable[int]) -> Q:
    """Return a condition on accounts: an office or other duty, present or past, in one of these provinces."""
    return reduce(or_, (Q(**{f"{lookup}__in": provinces}) for lookup in province_lookups()))


def provinces_of(person: User) -> QuerySet[Province]:
    """Return every province the person holds or held an office or other duty in."""
    account = User.objects.filter(pk=person.pk).order_by()
    ties = reduce(or_, (Q(pk__in=account.values(lookup)) for lookup in province_lookups()))
    return Province.objects.filter(ties).order_by()


def is_managed_by(person: User, user: User) -> bool:
    """Return whether a user administers every province the person had a duty in; operators only by operators."""
    if user.is_superuser:
        return True
    ties = {province.pk for province in provinces_of(person)}
    return (
        not (person.is_superuser or person.is_staff)
        and bool(ties)
        and ties <= set(user.administered_province_ids)
    )


def send_password_link(request: HttpRequest, person: User) -> None:
    """Send the mail of "lupa kata sandi"; it also serves an account that never had a password."""
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        note(SecurityEvent.RESET, person=person, about="dikirim")
        form.save(request)


def tell_address_change(person: User, before: str, *, by: User) -> None:
    """Send both addresses a mail about the change: whoever holds the address can set the password."""
    send_mail(
        "Alamat e-mail akun Paritrana Award diubah",
        f"Yth. {person},\n\nAlamat e-mail akun Bapak/Ibu diubah dari {before} menjadi {person.email} oleh {by}. "
        f"Bila ini tidak diketahui, segera hubungi admin provinsi.\n\n{settings.SITE_URL}\n",
        None,
        [before, person.email],
    )


def why_not_adopted(email: str) -> str:
    """Return why no account can be made for an address; "" when it is free or its account belongs to nobody."""
    known = User.objects.filter(email__iexact=email).first()
    if known is None or not (known.is_superuser or known.is_staff or provinces_of(known).exists()):
        return ""
    return (
        "Alamat e-mail ini sudah dipakai akun lain. Cari akunnya di daftar; bila tidak ada, hubungi pengelola "
        "sistem."
    )


def adopt_account(email: str, name: str) -> User:
    """Return the account of an address, a new one if there is none; ask `why_not_adopted` first."""
    known: User | None = User.objects.filter(email__iexact=email).first()
    return known or User.objects.create_user(email, None, full_name=name)


@verb
def send_again(mail: OutgoingMail, *, by: User) -> OutgoingMail:
    """Let a message that was sent or failed wait once more, and one that is tried again later go at once.

    Raises Refused when it is about to go anyway, or when the link in it opens nothing any more.
    """
    held: OutgoingMail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if held.status == STATUS.queued:
        raise Refused("Surat ini sudah menunggu dan segera dikirim. Muat ulang halaman ini sebentar lagi.")
    if has_dead_link(held):
        raise Refused(
            "Tautan dalam surat ini tidak berlaku lagi. Kirim tautan baru dari halaman akun penerimanya."
        )
    held.status, held.scheduled_time, held.number_of_retries = STATUS.queued, None, None
    held.save(update_fields=["status", "scheduled_time", "number_of_retries", "last_updated"])
    return held


def has_dead_link(mail: OutgoingMail) -> bool:
    """Return whether a link for a password in the message was used or is too old."""
    link = PASSWORD_LINK.search(mail.message)
    if link is None:
        return False
    person = User.objects.filter(pk=url_str_to_user_pk(link["account"])).first()
    return person is None or not default_token_generator.check_token(person, link["key"])

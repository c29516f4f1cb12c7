"""Accounts as a province manages them: whose it may change, and the mails that go with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from post_office.models import STATUS

from config.security.lines import note
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import SecurityEvent
from regencies.l10n.dates import format_date
from regencies.models import Invitation, Membership, OutgoingMail, Province, User
from regencies.notices.inbox import unwanted
from regencies.permissions import can_administer


@dataclass(frozen=True, slots=True)
class Duty:
    """Work in a province that is no office: its name, and the lookup from an account to those provinces."""

    name: str
    provinces: str


OFFICE_PROVINCES = ("memberships__province", "memberships__regency__province")
INVITATION_LASTS = datetime.timedelta(days=14)
ONE_DAY = datetime.timedelta(days=1)
INVITATIONS = Signer(salt="invitation")
INVITATION_LINK = re.compile(r"/akun/undangan/(?P<token>[^/\s]+)/")
PASSWORD_LINK = re.compile(r"/akun/kata-sandi/atur/(?P<account>[0-9A-Za-z]+)-(?P<key>[^/\s]+)/")
OTHER_DUTIES: set[Duty] = set()  # an application with duties of its own adds them when it is ready
AWARD_YEARS: list[
    Callable[[int], int | None]
] = []  # and how to find the running award year of a province, by key


def running_award_year(province: int) -> int | None:
    """Return the running award year of a province, given its key; None while there is none."""
    return next((year for find in AWARD_YEARS if (year := find(province))), None)


def province_lookups() -> list[str]:
    """Return every lookup from an account to the provinces of its offices and other duties, present and past."""
    return [*OFFICE_PROVINCES, *sorted(duty.provinces for duty in OTHER_DUTIES)]


def tied_to(provinces: Iterable[int]) -> Q:
    """Return a condition on accounts: an office or other duty, present or past, in one of these provinces."""
    return reduce(or_, (Q(**{f"{lookup}__in": provinces}) for lookup in province_lookups()))


def provinces_of(person: User) -> QuerySet[Province]:
    """Return every province the person holds or held an office or other duty in."""
    account = User.objects.filter(pk=person.pk)
    ties = reduce(or_, (Q(pk__in=account.values(lookup)) for lookup in province_lookups()))
    return Province.objects.filter(ties)


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


@verb
def invite(person: User, duty: str, *, province: Province, award_year: int | None, by: User) -> Invitation:
    """Send the mail that invites somebody to a duty, whether or not they were before; returns the invitation."""
    User.objects.select_for_update(no_key=True).get(
        pk=person.pk
    )  # two who invite at once send one invitation twice
    which = {"user": person, "province": province, "duty": duty, "award_year": award_year}
    held: Invitation | None = Invitation.objects.select_for_update().filter(**which).first()
    return _send_invitation(held or Invitation(**which), by)


@verb
def invite_again(invitation: Invitation, *, by: User) -> Invitation:
    """Send an invitation once more, with a link of its own. Raises Refused when it was accepted."""
    held: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.accepted_at:
        raise Refused(
            "Undangan ini sudah diterima. Bila kata sandinya hilang, pilih Kirim tautan kata sandi di halaman "
            "akunnya."
        )
    return _send_invitation(held, by)


def _send_invitation(row: Invitation, by: User) -> Invitation:
    now = timezone.now()
    row.invited_by, row.number, row.opened_at, row.accepted_at = by, row.number + 1, None, None
    row.sent_at, row.until = now, now + INVITATION_LASTS
    row.mail = None
    row.save()
    context = {"invitation": row, "link": invitation_link(row), "until": until_in_words(row)}
    text = render_to_string("account/email/invitation.txt", context)
    message = EmailMessage(f"Undangan Paritrana Award: {row.duty}", text, None, [row.user.email])
    message.send()
    if kept := getattr(message, "kept", None):
        row.mail_id = kept.pk
        row.save(update_fields=["mail"])
    return row


def invitation_link(row: Invitation) -> str:
    """Return the address that opens an invitation: of its latest sending only."""
    return f"{settings.SITE_URL}/akun/undangan/{INVITATIONS.sign(f'{row.pk}-{row.number}')}/"


def read_invitation(token: str) -> tuple[Invitation | None, str]:
    """Return the invitation of a link and why it opens nothing, "" when it does; None of what is no link of ours."""
    try:
        pk, number = map(int, INVITATIONS.unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None, ""
    row = Invitation.objects.select_related("user", "province", "invited_by").filter(pk=pk).first()
    if row is None or not row.user.is_active:
        return row, "Akun ini tidak aktif. Hubungi admin provinsi."
    if row.number != number:
        return row, "Undangan ini sudah diganti. Bukalah tautan dalam surat undangan yang terakhir."
    if row.accepted_at:
        return row, "Undangan ini sudah diterima. Silakan masuk dengan kata sandi Bapak/Ibu."
    if row.until < timezone.now():
        return row, "Undangan ini sudah lewat waktunya. Mintalah admin provinsi mengirim undangan baru."
    return row, ""


def until_in_words(row: Invitation) -> str:
    """Return until when an invitation is good, in the time of its province."""
    return row.province.in_its_time(row.until)


def open_invitation(row: Invitation) -> None:
    """Note that somebody pressed the button who has no password yet."""
    Invitation.objects.filter(pk=row.pk, opened_at=None).update(opened_at=timezone.now())


def accept_invitation(row: Invitation) -> None:
    """Note that somebody came who has a password already."""
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    note(
        SecurityEvent.INVITATION, actor=row.user, person=row.user, province=row.province_id, about="diterima"
    )


def accept_invitations(person: User) -> None:
    """Note that somebody came by setting a password: every invitation of theirs that is still good is accepted."""
    for row in Invitation.objects.filter(user=person, accepted_at=None, until__gte=timezone.now()):
        accept_invitation(row)


def tell_address_change(person: User, before: str, *, by: User) -> None:
    """Send both addresses a mail about the change: whoever holds the address can set the password."""
    send_mail(
        "Alamat e-mail akun Paritrana Award diubah",
        f"Yth. {person},\n\nAlamat e-mail akun Bapak/Ibu diubah dari {before} menjadi {person.email} oleh {by}. "
        f"Bila ini tidak diketahui, segera hubungi admin provinsi.\n\n{settings.SITE_URL}\n",
        None,
        [before, person.email],
    )


ADDRESS_TAKEN = (
    "Alamat e-mail ini sudah dipakai akun lain. Cari akunnya di daftar; bila tidak ada, hubungi pengelola "
    "sistem."
)


def why_not_adopted(email: str) -> str:
    """Return why no account can be made for an address; "" when it is free or its account belongs to nobody."""
    known = User.objects.with_address(email)
    if known is None or not (known.is_superuser or known.is_staff or provinces_of(known).exists()):
        return ""
    return ADDRESS_TAKEN


def adopt_account(email: str, name: str) -> User:
    """Return the account of an address, a new one if there is none; ask `why_not_adopted` first."""
    account: User = User.objects.with_address(email) or User.objects.create_user(email, None, full_name=name)
    return account


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
    """Return whether a link in the message opens nothing any more: used, replaced or too old."""
    if invitation := INVITATION_LINK.search(mail.message):
        found, why_not = read_invitation(invitation["token"])
        return found is None or bool(why_not)
    link = PASSWORD_LINK.search(mail.message)
    if link is None:
        return False
    person = User.objects.filter(pk=url_str_to_user_pk(link["account"])).first()
    return person is None or not default_token_generator.check_token(person, link["key"])


@verb
def hand_over(office: Membership, to: User, since: datetime.date, *, by: User) -> Membership:
    """End an office the day before `since`, give it to somebody from then on and return theirs. Raises Refused."""
    held = (
        Membership.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "regency__province", "province")
        .get(pk=office.pk)
    )
    if not can_administer(by, held.own_province.pk) or held.user_id == by.pk:
        raise Refused(
            "Hanya admin provinsi ini yang dapat menyerahterimakan penugasan, dan bukan penugasannya sendiri."
        )
    problems = []
    if held.until is not None:
        problems.append(
            f"Penugasan {held.user} sudah berakhir pada {format_date(held.until)}. Buat penugasan baru untuk {to}."
        )
    if since <= held.since:
        problems.append(
            f"{held.user} baru bertugas sejak {format_date(held.since)}. Pilih hari pertama {to} setelah tanggal itu."
        )
    if to == held.user:
        problems.append(f"{to} sudah memegang penugasan ini. Tulis alamat e-mail penggantinya.")
    elif _holds(held, to, since):
        problems.append(
            f"{to} sudah bertugas sebagai {held} pada {format_date(since)}. Akhiri penugasan {held.user} saja."
        )
    if not to.is_active:
        problems.append(f"Akun {to} tidak aktif. Aktifkan akunnya lebih dahulu.")
    if problems:
        raise Refused(problems)
    held.until = since - ONE_DAY
    held.save(update_fields=["until"])
    made: Membership = Membership.objects.create(
        user=to, role=held.role, regency=held.regency, province=held.province, since=since
    )
    return made


def _holds(office: Membership, person: User, on: datetime.date) -> bool:
    """Return whether a person holds the same office on a day already."""
    same = Membership.objects.active(on).filter(
        user=person, role=office.role, regency=office.regency, province=office.province
    )
    return same.exists()


@verb
def choose_mail(person: User, wanted: Collection[str], *, by: User) -> User:
    """Let a person have a mail about these kinds of notices only; the inbox has them all. Raises Refused."""
    held: User = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if by != held:
        raise Refused("Pilihan surat hanya diubah pemilik akunnya.")
    held.no_mail_of = unwanted(wanted)
    held.save()
    return held

"""Takes a person out of an account: what may go goes, the record of what was done stays under its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CASCADE, Q
from django.utils import timezone

from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.models import Notice, User
from regencies.models.mail import ERASED
from regencies.personal_data.rows import (
    addresses_of,
    end_sessions,
    lines_about,
    mail_to,
    references,
    rows_of,
)


@dataclass(frozen=True, slots=True)
class Record:
    """What an application with duties of its own knows about people."""

    still_held: Callable[[User], list[str]]  # sentences: duties that are not over
    is_named: Callable[[User], bool]  # whether the public record names the person by the account
    forget_address: Callable[[str, str], None]  # puts the second address in the place of the first


RECORDS: list[Record] = []  # an application adds its own when it is ready


@verb
def erase_person(person: User, *, by: User, reason: str) -> User:
    """Make an account nobody's and close it; returns it. Raises Refused while the person has a duty.

    The name stays where the public record names the person. What the history and the security log say stays.
    """
    held: User = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if problems := why_not_erased(held, by, reason):
        raise Refused(problems)
    addresses, nobody = addresses_of(held), nobodys_address(held)
    for mail in mail_to(addresses):
        mail.delete()
    end_sessions(held)
    for field in references(User):
        if field.remote_field.on_delete is CASCADE:  # addresses, second steps: what goes with an account
            rows_of(field, held).delete()
    Notice.objects.filter(person=held).exclude(mailed_to="").update(mailed_to=nobody)
    for record in RECORDS:
        for address in addresses:
            record.forget_address(address, nobody)
    if not is_named(held):
        held.full_name = f"Akun dihapus #{held.pk}"
    held.email, held.nip, held.phone, held.last_login = nobody, "", "", None
    held.is_active = held.is_staff = held.is_superuser = False
    held.set_unusable_password()
    held.save()
    return held


def why_not_erased(person: User, by: User, reason: str) -> list[str]:
    """Return every reason why an account cannot be erased now, as sentences; none when it can."""
    problems = []
    if not (by.is_superuser and by.is_active):
        problems.append("Hanya pengelola sistem yang dapat menghapus data pribadi suatu akun.")
    if by == person:
        problems.append("Akun sendiri tidak dapat dihapus. Mintalah pengelola sistem yang lain.")
    if not reason.strip():
        problems.append("Alasan belum ditulis. Tulis alasannya tanpa nama orang, sebab riwayat menyimpannya.")
    if person.email == nobodys_address(person):
        problems.append("Data pribadi akun ini sudah dihapus.")
    running = person.memberships.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    problems += [
        f"Penugasan “{office}” belum berakhir. Akhiri penugasan itu lebih dahulu."
        for office in running.select_related("regency", "province")
    ]
    return problems + [sentence for record in RECORDS for sentence in record.still_held(person)]


def nobodys_address(person: User) -> str:
    """Return the address an erased account has: one that no mail reaches."""
    return f"dihapus-{person.pk}{ERASED}"


def is_named(person: User) -> bool:
    """Return whether the public record names a person by the account, so that the name stays."""
    return any(record.is_named(person) for record in RECORDS)


def what_stays(person: User) -> dict[str, int]:
    """Return how many rows still tell of a person who was erased: they are append-only, nobody can change them."""
    events = User.pgh_event_model.objects.filter(pgh_obj_id=person.pk)  # type: ignore[attr-defined]
    return {
        "rows of the history of the account, with the name, address, NIP and telephone of their time": (
            events.count()
        ),
        "lines of the security log, with names and IP addresses": lines_about(person).count(),
        "notices of the inbox, with the words of their time": person.notices.count(),
    }

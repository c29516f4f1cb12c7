"""Whose account an address is, as far as an admin may know: one of the own province, or a new one with its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower

from regencies.actions.accounts import tied_to, why_not_adopted
from regencies.models import User


@dataclass(frozen=True, slots=True)
class Found:
    """The account of an address, None where one is to be made; and why it cannot be, by name of the box."""

    person: User | None = None
    wrong: str = ""  # "email" or "name"
    why: str = ""


class Accounts:
    """The accounts of some addresses, read at once: two queries, and one more for each of another province."""

    def __init__(self, addresses: Iterable[str], by: User, *, lock: bool = False) -> None:
        rows = User.objects.alias(address=Lower("email")).filter(address__in={a.lower() for a in addresses})
        people = rows.select_for_update(no_key=True) if lock else rows
        self.by = by
        self.known = {person.email.lower(): person for person in people.order_by("pk")}
        own = User.objects.filter(tied_to(by.administered_province_ids), pk__in=rows.values("pk"))
        self.own = (
            {person.pk for person in self.known.values()}
            if by.is_superuser
            else {*own.values_list("pk", flat=True)}
        )

    def find(self, email: str, name: str) -> Found:
        """Return whose address this is. A name is asked for of who has no account, and is no other's."""
        known = self.known.get(email.lower())
        if known and known.pk in self.own:
            if name and name.split() != known.full_name.split():
                why = f"Alamat ini milik {known}; kosongkan nama ini, atau tulis alamat orang yang dimaksud."
                return Found(known, "name", why)
            return Found(known)
        if reason := why_not_adopted(email) if known else "":
            return Found(None, "email", reason)
        if not name:
            why = "Belum ada akun dengan alamat ini. Tulis nama lengkapnya agar akunnya dibuat."
            return Found(None, "name", why)
        return Found(known)

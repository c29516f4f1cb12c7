"""The mails about objections: to the admins once one was sent, to the office once it was decided."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from awards.models import Objection
from regencies.choices import Role
from regencies.models import User
from regencies.notices.audience import people_of


def tell_admins_of(objection: Objection) -> None:
    """Write to every admin of the province that an office objects, and to what."""
    admins = people_of(objection.entry.regency, None, {Role.ADMIN})
    address = reverse("admin:awards_objection_change", args=[objection.pk])
    _send(objection, admins, "received", f"sanggahan {objection.entry} masuk", address)


def tell_office_of(objection: Objection) -> None:
    """Write the decision to officers and heads of the office, but to nobody who sits on the panel."""
    entry = objection.entry
    seated = set(entry.category.edition.seats.values_list("user", flat=True))
    office = people_of(entry.regency, None, {Role.OFFICER, Role.HEAD})
    told = [(person, role) for person, role in office if person.pk not in seated]
    said = f"sanggahan {entry} {objection.get_status_display().lower()}"
    _send(objection, told, "decided", said, reverse("objection", args=[objection.pk]))


def _send(
    objection: Objection, people: Iterable[tuple[User, Role]], which: str, subject: str, path: str
) -> None:
    edition = objection.entry.category.edition
    for person, _ in people:
        context = {
            "person": person,
            "objection": objection,
            "edition": edition,
            "address": f"{settings.SITE_URL}{path}",
        }
        text = render_to_string(f"objections/{which}.txt", context)
        EmailMessage(f"Paritrana Award {edition.award_year}: {subject}", text, None, [person.email]).send()

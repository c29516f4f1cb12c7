"""The mails about objections: to the admins once one was sent, to the office once it was decided."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from awards.models import Objection
from regencies.choices import Role
from regencies.models import Membership, User


def tell_admins_of(objection: Objection) -> None:
    """Write to every admin of the province that an office objects, and to what."""
    edition = objection.entry.category.edition
    admins = Membership.objects.active().filter(role=Role.ADMIN, province=edition.province_id)
    address = reverse("admin:awards_objection_change", args=[objection.pk])
    _send(objection, _people(admins), "received", f"sanggahan {objection.entry} masuk", address)


def tell_office_of(objection: Objection) -> None:
    """Write the decision to officers and heads of the office, but to nobody who sits on the panel."""
    entry = objection.entry
    offices = Membership.objects.active().filter(role__in=[Role.OFFICER, Role.HEAD], regency=entry.regency_id)
    offices = offices.exclude(user__seats__edition=entry.category.edition_id)
    said = f"sanggahan {entry} {objection.get_status_display().lower()}"
    _send(objection, _people(offices), "decided", said, reverse("objection", args=[objection.pk]))


def _people(memberships: Iterable[Membership]) -> list[User]:
    """Return the active accounts of these offices, each once."""
    offices = memberships.filter(user__is_active=True).select_related("user").order_by("pk")  # type: ignore[attr-defined]
    return list(dict.fromkeys(office.user for office in offices))


def _send(objection: Objection, people: list[User], which: str, subject: str, path: str) -> None:
    edition = objection.entry.category.edition
    for person in people:
        context = {
            "person": person,
            "objection": objection,
            "edition": edition,
            "address": f"{settings.SITE_URL}{path}",
        }
        text = render_to_string(f"objections/{which}.txt", context)
        EmailMessage(f"Paritrana Award {edition.award_year}: {subject}", text, None, [person.email]).send()

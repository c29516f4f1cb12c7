"""Where rows about a person are: found from the models, so that a table added later is among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pghistory
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q, QuerySet

from regencies.models import OutgoingMail, SecurityLine, User

ABOUT = {"user", "person"}  # who a row is about; any other reference says who did something


def references(model: type[models.Model]) -> Iterator[models.ForeignKey[Any, Any]]:
    """Yield every foreign key of a table to this one, but those of the history."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and is_table(relation.related_model):
            yield relation.field


def is_table(model: Any) -> bool:
    """Return whether a model is a table of its own, and none of the history."""
    return model._meta.managed and not model._meta.proxy and not is_history(model)


def is_history(model: Any) -> bool:
    """Return whether a model is a table of the history."""
    return issubclass(model, pghistory.models.Event)


def rows_of(field: models.ForeignKey[Any, Any], person: User) -> QuerySet[Any]:
    """Return the rows that refer to a person by this foreign key."""
    return field.model._base_manager.filter(**{field.name: person}).order_by("pk")


def lines_about(person: User) -> QuerySet[SecurityLine]:
    """Return the lines of the security log about what a person did and what was done to their account."""
    return SecurityLine.objects.filter(Q(actor=person.pk) | Q(person=person.pk)).order_by("pk")


def addresses_of(person: User) -> set[str]:
    """Return the address of an account and those it had before, but what is another's today; in lower case."""
    events = User.pgh_event_model.objects.filter(pgh_obj_id=person.pk)  # type: ignore[attr-defined]
    had = {address.lower() for address in events.values_list("email", flat=True)} | {person.email.lower()}
    taken = User.objects.exclude(pk=person.pk).values_list("email", flat=True)
    return had - {address.lower() for address in taken}


def mail_to(addresses: set[str]) -> list[OutgoingMail]:
    """Return every message in the outbox to one of these addresses."""
    to_any = Q(pk__in=[])
    for address in addresses:
        to_any |= Q(to__icontains=address)
    found = OutgoingMail.objects.filter(to_any).order_by("pk")
    return [mail for mail in found if {to.lower() for to in mail.recipients} & addresses]


def sessions_of(person: User) -> list[Session]:
    """Return the sessions a person is logged in with. Reads every session."""
    return [row for row in Session.objects.all() if row.get_decoded().get(SESSION_KEY) == str(person.pk)]


def end_sessions(person: User) -> None:
    """Log a person out wherever they are logged in."""
    for session in sessions_of(person):
        session.delete()

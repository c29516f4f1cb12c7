"""Everything that is held about one person, as plain values for JSON."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from post_office.models import Email

from regencies.models import SecurityLine, User
from regencies.personal_data.retention import OPENS
from regencies.personal_data.rows import (
    ABOUT,
    addresses_of,
    is_history,
    is_table,
    lines_about,
    mail_to,
    references,
    rows_of,
    sessions_of,
)

TOLD_APART = {User, SecurityLine, Email}
SECRET = {"password", "data", "key"}  # fields that open an account
LINK = "holds a link that opens the account; left out"


def held_about(person: User) -> dict[str, Any]:
    """Return what is held: rows about the person in full, what the person did by table and key, never a secret."""
    about, did = _referring(person)
    return {
        "account": values(person),
        "rows": {label: [values(row) for row in rows] for label, rows in about.items()},
        "did": did,
        "history": _history([person, *(row for rows in about.values() for row in rows)]),
        "changes_made": _changes_made(person),
        "security_lines": [values(line) for line in lines_about(person)],
        "mail": [_mail(mail) for mail in mail_to(addresses_of(person))],
        "sessions": [
            {"expires": row.expire_date, "began": row.get_decoded().get("device", {})}
            for row in sessions_of(person)
        ],
        "same_text_elsewhere": _same_text(person),
    }


def values(row: models.Model) -> dict[str, Any]:
    """Return the columns of a row by name, without secrets and without bytes."""
    fields = [
        field
        for field in row._meta.concrete_fields
        if field.name not in SECRET and not isinstance(field, models.BinaryField)
    ]
    return {
        field.attname: str(value)
        if isinstance(value := field.value_from_object(row), models.fields.files.FieldFile)
        else value
        for field in fields
    }


def _referring(person: User) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return the rows about a person, with those that belong to one of these, and the keys of what they did."""
    about: dict[str, list[Any]] = {}
    did: dict[str, list[Any]] = {}
    for field in references(User):
        rows = rows_of(field, person)
        if field.name not in ABOUT:
            did[f"{field.model._meta.label}.{field.name}"] = [*rows.values_list("pk", flat=True)]
            continue
        about[field.model._meta.label] = [*rows]
        for below in references(field.model):
            found = below.model._base_manager.filter(**{f"{below.name}__in": about[field.model._meta.label]})
            about.setdefault(f"{below.model._meta.label}.{below.name}", []).extend(found.order_by("pk"))
    return _filled(about), _filled(did)


def _history(rows: list[Any]) -> dict[str, list[dict[str, Any]]]:
    """Return every earlier state of these rows, by table."""
    keys: dict[Any, set[Any]] = {}
    for row in rows:
        if recorded := getattr(type(row), "pgh_event_model", None):
            keys.setdefault(recorded, set()).add(row.pk)
    return {
        recorded._meta.label: [
            values(event) for event in recorded.objects.filter(pgh_obj_id__in=which).order_by("pgh_id")
        ]
        for recorded, which in keys.items()
    }


def _changes_made(person: User) -> dict[str, int]:
    """Return how many rows of the history say that this person made the change, by table."""
    tables = [model for model in apps.get_models() if is_history(model) and model._meta.managed]
    return {
        model._meta.label: made
        for model in tables
        if (made := model._base_manager.filter(pgh_context__user=person.pk).count())
    }


def _mail(mail: models.Model) -> dict[str, Any]:
    said = values(mail)
    return said | {"message": LINK} if OPENS in said["message"] else said


def _same_text(person: User) -> dict[str, list[Any]]:
    """Return where else a text is just the name, address, NIP or telephone: "model.field" and the keys."""
    texts = {person.full_name, person.email, person.nip, person.phone} - {""}
    found: dict[str, list[Any]] = {}
    for model in apps.get_models():
        if model in TOLD_APART or not is_table(model):
            continue
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        same = Q(pk__in=[])
        for column in columns:
            same |= Q(**{f"{column}__in": texts})
        for row in model._base_manager.filter(same).order_by("pk").values("pk", *columns):
            for column in columns:
                if row[column] in texts:
                    found.setdefault(f"{model._meta.label}.{column}", []).append(row["pk"])
    return found


def _filled(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {label: rows for label, rows in found.items() if rows}

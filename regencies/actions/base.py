"""The decorator of every action: one transaction, a history that says who did it and why, one answer to two taps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.text import capfirst

from config.security.lines import is_noting, note
from config.security.words import TYPING, VERBS
from regencies.actions.errors import Refused
from regencies.choices import SecurityEvent
from regencies.models import Province, User

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Row = TypeVar("Row", bound=models.Model)


def changed_by(person: User | None, by: User) -> str:
    """Return "sudah diubah oleh Siti"; of oneself that it was at another window or device."""
    if person == by:
        return "sudah diubah di jendela atau perangkat lain Bapak/Ibu"
    return f"sudah diubah oleh {person or 'pengguna lain'}"


def province_of(row: Any) -> int | None:
    """Return the key of the province a row belongs to, None of what is no row. Fetches the rows in between."""
    if isinstance(row, Province):
        return row.pk
    if not isinstance(row, models.Model):
        return None
    if (own := getattr(row, "province_id", None)) is not None:
        return own  # type: ignore[no-any-return]
    above: list[Any] = [one for one in row._meta.fields if one.is_relation and one.related_model is not User]
    above.sort(key=lambda field: not field.is_cached(row))
    found = (province_of(getattr(row, field.name)) for field in above)
    return next((province for province in found if province is not None), None)


def note_verb(given: Mapping[str, Any], name: str, *, done: bool) -> None:
    """Note the line of a verb; none of typing that was stored."""
    if is_noting() and not (done and name in TYPING):
        about = VERBS.get(name) or TYPING.get(name, "")
        province = None
        with suppress(ObjectDoesNotExist):  # a row in between is gone: the actor's provinces stand for it
            province = province_of(next(iter(given.values()), None))
        note(SecurityEvent.ACTION, done=done, actor=given.get("by"), province=province, about=about)


def note_row(row: models.Model, what: str) -> None:
    """Note the line of a row written without a verb: "dibuat", "diubah" or "dihapus"."""
    about = f"{capfirst(str(row._meta.verbose_name))} nomor {row.pk} {what}"
    note(SecurityEvent.ACTION, province=province_of(row), about=about)


def _digest(given: Mapping[str, Any]) -> str:
    """Return a text that is the same for the same arguments."""
    said = [(name, _as_text(value)) for name, value in sorted(given.items())]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _as_text(value: Any) -> str:
    """Return a row by its key, a file by what it holds, everything else as it is written."""
    if isinstance(value, models.Model):
        return f"{value._meta.label} {value.pk}"
    if isinstance(value, UploadedFile):
        value.seek(0)
        content = hashlib.sha256(value.read()).hexdigest()
        value.seek(0)
        return f"{value.name} {content}"
    return str(value)


def _already_done(function: Callable[..., Any], given: Mapping[str, Any], digest: str) -> tuple[Any] | None:
    """Return (the row,) that this verb, sent just like this, was the last to change; None when there is none.

    It is of the kind the verb returns, of one that returns nothing the row it is given; None once that is deleted.
    """
    first: Any = next(iter(given.values()), None)
    returned = function.__annotations__["return"]
    kind: Any = type(first) if returned == "None" else function.__globals__.get(returned)
    if (recorded := getattr(kind, "pgh_event_model", None)) is None:
        return None
    events = recorded.objects.order_by("-pgh_id")
    of_row = events.filter(pgh_obj_id=first.pk) if isinstance(first, kind) else events
    done = of_row.filter(pgh_context__verb=function.__name__, pgh_context__given=digest).first()
    if done is None or done != events.filter(pgh_obj_id=done.pgh_obj_id).first():
        return None
    return (kind._base_manager.filter(pk=done.pgh_obj_id).first(),)


def removed_row(model: type[Row], pk: int) -> Row | None:
    """Return a deleted row as it last was, unsaved; None when there is none of this key. One query."""
    deleted = model.pgh_event_model.objects.filter(pgh_obj_id=pk, pgh_label="delete")  # type: ignore[attr-defined]
    values = (
        deleted.order_by("-pgh_id").values(*(field.attname for field in model._meta.concrete_fields)).first()
    )
    return model(**values) if values else None


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run the function in one transaction; its `by` and `reason` go into the history of every row it changes.

    Called by a request and not by another verb it leaves one line in the security log, done or refused. Refused to
    whoever has done the very same and nothing was changed since, it returns the row again: a second tap is no fault.
    """
    parameters = signature(function)

    @wraps(function)
    def acted(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        bound = parameters.bind(*args, **kwargs)
        bound.apply_defaults()
        given = bound.arguments
        said = {"verb": function.__name__}
        if by := given.get("by"):
            said["user"] = by.pk
        if reason := given.get("reason"):
            said["reason"] = str(reason)
        if function.__name__ not in TYPING:
            said["given"] = _digest(given)
        with pghistory.context() as history:
            outer = dict(history.metadata)
            history.metadata.update(said)
            try:
                with transaction.atomic():
                    done = function(*args, **kwargs)
            except Refused:
                if "verb" in outer:
                    raise
                if "given" in said and (again := _already_done(function, given, said["given"])):
                    return again[0]  # type: ignore[no-any-return]
                note_verb(given, function.__name__, done=False)
                raise
            else:
                if "verb" not in outer:
                    note_verb(given, function.__name__, done=True)
                return done
            finally:  # what this verb said is not told of the next one in the same request
                history.metadata.clear()
                history.metadata.update(outer)

    return acted

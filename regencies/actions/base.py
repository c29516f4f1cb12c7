"""The decorator of every action: one transaction, and a history that says who did it and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

from regencies.models import User

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def changed_by(person: User | None, by: User) -> str:
    """Return "sudah diubah oleh Siti"; of oneself that it was at another window or device."""
    if person == by:
        return "sudah diubah di jendela atau perangkat lain Bapak/Ibu"
    return f"sudah diubah oleh {person or 'pengguna lain'}"


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run the function in one transaction; its `by` and `reason` go into the history of every row it changes."""
    parameters = signature(function)

    @wraps(function)
    def acted(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        given = parameters.bind(*args, **kwargs).arguments
        said = {"verb": function.__name__}
        if by := given.get("by"):
            said["user"] = by.pk
        if reason := given.get("reason"):
            said["reason"] = str(reason)
        with transaction.atomic(), pghistory.context() as history:
            outer = dict(history.metadata)
            history.metadata.update(said)
            try:
                return function(*args, **kwargs)
            finally:  # what this verb said is not told of the next one in the same request
                history.metadata.clear()
                history.metadata.update(outer)

    return acted

"""What every verb has in common: one transaction, and a history that says who did it and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run in one transaction; the keywords `by` and `reason` go into the history of every row it changes."""

    @wraps(function)
    def acted(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        said = {"verb": function.__name__}
        if by := kwargs.get("by"):
            said["user"] = by.pk  # type: ignore[attr-defined]
        if reason := kwargs.get("reason"):
            said["reason"] = str(reason)
        with transaction.atomic(), pghistory.context(**said):
            return function(*args, **kwargs)

    return acted

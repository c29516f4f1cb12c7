"""The rows of one report again for many others, in bulk; the database refuses and notes what it does of any row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any, TypeVar

from django.db import models

from regencies.models import YearlyReport

M = TypeVar("M", bound=models.Model)
MANY = 2_000  # rows of one statement


def copy_entries(
    whole: YearlyReport, reports: Iterable[YearlyReport], vary: Callable[[Any, int], None] = lambda *_: None
) -> None:
    """Give each of these reports the entries, reviews and answers of one; `vary` changes a detail of the n-th."""
    rows, wanted = list(whole.entries.with_details()), list(reports)
    entries = store(again(row, report=report) for report in wanted for row in rows)
    kinds: dict[type[models.Model], list[Any]] = {}
    for place, (entry, row) in enumerate(zip(entries, rows * len(wanted), strict=True)):
        for part in (row.detail, getattr(row, "review", None)):
            if part is not None:
                kinds.setdefault(type(part), []).append(new_part := again(part, entry=entry))
                vary(new_part, place // len(rows))
    for of_one_kind in kinds.values():
        store(of_one_kind)
    own = {(entry.report_id, row.pk): entry for entry, row in zip(entries, rows * len(wanted), strict=True)}
    store(
        again(said, report=report, entry=own.get((report.pk, said.entry_id)))
        for report in wanted
        for said in whole.explanations.all()
    )


def again(row: M, **instead: models.Model | None) -> M:
    """A new row that says the same, but for whom it belongs to."""
    new = copy(row)
    new._state = models.base.ModelState()
    new.pk = None
    for name, value in instead.items():
        setattr(new, name, value)
    return new


def store(rows: Iterable[M]) -> list[M]:
    """Write rows, some thousands in one statement; returns them with their keys."""
    stored: list[M] = []
    for some in _in_parts(list(rows)):
        stored += type(some[0])._default_manager.bulk_create(some)
    return stored


def _in_parts(rows: list[M]) -> Iterator[list[M]]:
    for begin in range(0, len(rows), MANY):
        yield rows[begin : begin + MANY]

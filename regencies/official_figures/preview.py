"""Changes of official figures and the file they are from as plain text, for the button that stores them."""

from __future__ import annotations

import base64
import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from regencies.actions.errors import Refused
from regencies.models import Province, Regency, User
from regencies.official_figures.datasets import Dataset
from regencies.official_figures.import_sheet import Change, Proposal
from regencies.sheets import signed


def _salt(dataset: Dataset) -> str:
    return f"regencies.official_figures.{dataset.slug}"


def sign(proposal: Proposal, dataset: Dataset, province: Province, by: User) -> str:
    """Return changes and file as text that only this person can have stored, in this province."""
    rows = [[_written(change.before), _written(change.after)] for change in proposal.changes]
    upload = proposal.upload
    upload.seek(0)
    file = [upload.name or "", base64.b64encode(upload.read()).decode()]
    return signed.sign([file, rows], province, by, salt=_salt(dataset))


def read_signed(
    text: str, dataset: Dataset, province: Province, by: User
) -> tuple[list[Change], UploadedFile[Any]]:
    """Return changes and file of `sign`. Raises Refused for another person's, an old or an altered text."""
    (name, content), rows = signed.read_signed(text, province, by, salt=_salt(dataset))
    regencies = Regency.objects.filter(province=province).in_bulk()
    if any(after[0] not in regencies for _, after in rows):
        raise Refused(signed.EXPIRED)
    changes = [
        Change(_row(before, dataset, regencies), _row(after, dataset, regencies)) for before, after in rows
    ]
    return changes, SimpleUploadedFile(name, base64.b64decode(content))


def _written(row: Any) -> list[Any] | None:
    return (
        None
        if row is None
        else [row.regency_id, row.year, row.segment, row.figure, row.source, row.as_of.isoformat()]
    )


def _row(written: list[Any] | None, dataset: Dataset, regencies: dict[int, Regency]) -> Any:
    if written is None:
        return None
    regency, year, segment, figure, source, as_of = written
    return dataset.model(
        regency=regencies[regency],
        year=year,
        segment=segment,
        figure=figure,
        source=source,
        as_of=datetime.date.fromisoformat(as_of),
    )

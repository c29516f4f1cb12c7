"""What would be published now, by the same computation that publishes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from awards.choices import Stage
from awards.contract.conform import conform
from awards.contract.schema import FullDocument, Inputs
from awards.document.build import build
from awards.document.fingerprint import fingerprint
from awards.document.parse import parse
from awards.document.rules import problems
from awards.models import Category, Publication
from awards.results.inputs import publication_inputs
from awards.results.rows import CategoryRows, rows_of_category
from regencies.seals.canonical import canonical

ANY_MOMENT = "2000-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Preview:
    """A document not yet published: `problems` keep it from being published, `warnings` do not.

    `fingerprint` names its state. In `document` panelist Pn holds the n-th seat; number, reason and time are
    those it would get now.
    """

    rows: CategoryRows
    document: FullDocument
    fingerprint: str
    problems: list[str]
    warnings: list[str]


def preview(category: Category) -> Preview:
    """Return what would be published now. Raises NotConforming when the criteria make no sense at all."""
    return preview_of(rows_of_category(category))


def preview_of(rows: CategoryRows) -> Preview:
    """Return what these rows would be published as, without a query. Raises NotConforming."""
    inputs = publication_inputs(rows, "Pratinjau", timezone.now())
    timeless = canonical({**inputs, "published_at": ANY_MOMENT})
    computed = _computed(timeless, rows.category.disclosure)
    return Preview(
        rows=rows,
        document={**computed.document, "published_at": inputs["published_at"]},
        fingerprint=computed.fingerprint,
        problems=[*undecided(rows), *computed.problems],
        warnings=unlocked(rows),
    )


class _Computed(NamedTuple):
    document: FullDocument
    fingerprint: str
    problems: list[str]


@lru_cache(maxsize=8)
def _computed(inputs: bytes, disclosure: str) -> _Computed:
    """Return what follows from the inputs, but for the moment; who looks again at the same waits for no computing."""
    given = json.loads(inputs)
    return _Computed(build(given), fingerprint(given, disclosure), problems(given))


def published_fingerprint(publication: Publication) -> str:
    """The fingerprint of what was published, stored with it; computed where a first version stored none.

    Of the sealed document where only ranks were disclosed.
    """
    if publication.fingerprint:
        return publication.fingerprint
    public = parse(bytes(publication.document))
    full = parse(bytes(publication.sealed_document)) if publication.sealed_document else public
    return fingerprint(conform(full, Inputs), public["disclosure"])


def undecided(rows: CategoryRows) -> list[str]:
    """Return one sentence that names the entries not decided yet, or nothing."""
    names = [str(entry) for entry in rows.entries if entry.candidate is None]
    if not names:
        return []
    return [
        f"{', '.join(names)}: belum ditetapkan sebagai kandidat atau bukan; setiap daerah harus diputus. "
        "Tetapkan di halaman kandidat."
    ]


def unlocked(rows: CategoryRows) -> list[str]:
    """Return one sentence for each sheet of a candidate that has marks and no lock: those do not count."""
    return [
        f"{entry}: lembar {stage.label.lower()} kursi {seat.number} belum dikunci, sehingga nilainya "
        "tidak dihitung."
        for entry in rows.entries
        for seat in rows.seats
        for stage in Stage
        if entry.candidate and seat.pk not in entry.uncounted and (entry.pk, seat.pk, stage) in rows.begun
    ]

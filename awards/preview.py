"""What would be published now: looked at before it is, by the same computation that publishes it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards.choices import SheetStatus
from awards.document import build, problems
from awards.fingerprint import fingerprint
from awards.fit import fit
from awards.inputs import document_inputs
from awards.models import Category, Publication, Recusal, Score, ScoreSheet
from awards.reading import parse
from awards.shape import FullDocument, Inputs


@dataclass(frozen=True, slots=True)
class Preview:
    """`problems` keep it from being published, `warnings` do not; `fingerprint` names what was looked at.

    In `document` panelist Pn holds the n-th seat; number, reason and time are those it would get now.
    """

    number: int
    document: FullDocument
    fingerprint: str
    problems: list[str]
    warnings: list[str]


def preview(category: Category) -> Preview:
    """The document as it would be published now. Raises Unfit when the criteria cannot be read at all."""
    category = Category.objects.select_related("edition__province").get(pk=category.pk)
    inputs = document_inputs(category)
    latest = category.publications.order_by("-number").first()
    whole = inputs_of_publication(inputs, latest, "Pratinjau", timezone.now(), category)
    return Preview(
        number=whole["number"],
        document=build(whole),
        fingerprint=fingerprint(inputs, category.edition.disclosure),
        problems=[*undecided(category), *problems(whole)],
        warnings=unlocked(category),
    )


def inputs_of_publication(
    inputs: Mapping[str, Any],
    latest: Publication | None,
    reason: str,
    at: datetime.datetime,
    category: Category,
) -> dict[str, Any]:
    """The inputs with what only a publication has: its number, what it supersedes, why, and when."""
    return {
        **inputs,
        "number": latest.number + 1 if latest else 1,
        "supersedes": {"number": latest.number, "sha256": latest.sha256} if latest else None,
        "reason": reason if latest else None,
        "published_at": at.astimezone(category.edition.province.zone).isoformat(timespec="seconds"),
    }


def published_fingerprint(publication: Publication) -> str:
    """The fingerprint of what was published: of the sealed document where only ranks were disclosed."""
    public = parse(bytes(publication.document))
    full = parse(bytes(publication.sealed_document)) if publication.sealed_document else public
    return fingerprint(fit(full, Inputs), public["disclosure"])


def undecided(category: Category) -> list[str]:
    names = [
        str(entry.regency) for entry in category.entries.filter(candidate=None).select_related("regency")
    ]
    if not names:
        return []
    return [
        f"{', '.join(names)}: belum ditetapkan sebagai kandidat atau bukan; setiap peserta harus diputus. "
        "Tetapkan di daftar peserta."
    ]


def unlocked(category: Category) -> list[str]:
    """Sheets of candidates somebody began and did not lock: their marks do not count."""
    withdrawn = Recusal.objects.filter(seat=OuterRef("seat"), entry=OuterRef("entry"))
    begun = ScoreSheet.objects.filter(
        ~Exists(withdrawn),
        Exists(Score.objects.filter(sheet=OuterRef("pk"))),
        entry__category=category,
        entry__candidate=True,
        status=SheetStatus.DRAFT,
    )
    return [
        f"{sheet.entry.regency}: lembar {sheet.get_stage_display().lower()} kursi {sheet.seat.number} belum "
        "dikunci, sehingga nilainya tidak dihitung."
        for sheet in begun.select_related("entry__regency", "seat").order_by(
            "entry__regency__kemendagri_code", "seat__number", "stage"
        )
    ]

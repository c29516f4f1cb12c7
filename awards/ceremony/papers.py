"""Which papers a result has: those about all of it, and a certificate for each winner and special award."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from awards.ceremony.result import Result
from awards.choices import ResultPaperKind as Kind
from awards.models import ResultPaper

WINNERS = 3  # ranks that win
ABOUT_ALL = {
    Kind.MINUTES: "berita-acara",
    Kind.ATTENDANCE: "daftar-hadir",
    Kind.RECAP: "rekapitulasi",
    Kind.CRITERIA: "lampiran-kriteria",
    Kind.DECREE: "lampiran-keputusan",
    Kind.LETTER: "surat-pengantar",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a result; `about` is the entrant or special award of a certificate, as the document has it."""

    kind: Kind
    key: str
    about: Mapping[str, Any] | None = None

    @property
    def recipient(self) -> str:
        """Who a certificate is given to; "" of every other paper."""
        return str(self.about["name"]) if self.about else ""

    @property
    def title(self) -> str:
        """What the paper is, in words."""
        if self.about is None:
            return str(self.kind.label)
        award = self.about["title"] if self.kind == Kind.SPECIAL else f"Peringkat {self.about['rank']}"
        return f"{self.kind.label}: {award}, {self.recipient}"


@dataclass(frozen=True, slots=True)
class Details:
    """What the province types on a paper; blank until it is numbered."""

    number: str = ""
    day: datetime.date | None = None
    place: str = ""
    signer: str = ""
    signer_title: str = ""
    signer_nip: str = ""
    addressee: str = ""


def papers_of(result: Result) -> list[Paper]:
    """Return the papers of a result in the order of the ceremony; before it is published the minutes only.

    In a preview the marks stand in the order of the seats, so that no other paper is made from it.
    """
    if result.is_draft:
        return [Paper(Kind.MINUTES, ABOUT_ALL[Kind.MINUTES])]
    found = {kind: [Paper(kind, key)] for kind, key in ABOUT_ALL.items()}
    found[Kind.CERTIFICATE] = [
        Paper(Kind.CERTIFICATE, certificate_key(one["code"]), one) for one in winners(result.document)
    ]
    found[Kind.SPECIAL] = list(_special(result.document))
    return [paper for kind in Kind for paper in found[kind]]


def certificate_key(code: str) -> str:
    """Return the key of a winner's certificate by the code of the entrant: "piagam-6104"."""
    return f"piagam-{slugify(code.replace('.', ''))}"


def winners(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the entrants of the ranks that win, best first."""
    ranked = [one for one in document["entrants"] if one["rank"] is not None and one["rank"] <= WINNERS]
    return sorted(ranked, key=lambda one: (one["rank"], one["code"]))


def _special(document: Mapping[str, Any]) -> Iterator[Paper]:
    for award in document["special_awards"]:
        said = f"{award['code']}\n{award['title']}"
        yield Paper(Kind.SPECIAL, f"piagam-khusus-{hashlib.sha256(said.encode()).hexdigest()[:10]}", award)


def paper_of(result: Result, key: str) -> Paper | None:
    """Return the paper of that key; None when the result has none."""
    return next((paper for paper in papers_of(result) if paper.key == key), None)


def details_of(row: ResultPaper) -> Details:
    """Return what was typed on a paper that has its number."""
    return Details(**{name: getattr(row, name) for name in Details.__dataclass_fields__})

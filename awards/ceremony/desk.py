"""What the desk shows of the papers of a result: each with how far it is, and what its signed copies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from awards.ceremony.papers import Details, Paper, papers_of
from awards.ceremony.result import Result, in_force_of, result_of
from awards.choices import ResultPaperKind
from awards.models import Category, ResultPaper, SignedCopy
from regencies.files.pdf import PDF
from regencies.files.signatures import SignatureRow, about_file, signature_rows

OFFICIAL = ("signer", "signer_title", "signer_nip")


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper of a result, and its row once it has a number; `is_signed` once a signed copy came."""

    paper: Paper
    row: ResultPaper | None
    is_signed: bool = False

    @property
    def state(self) -> tuple[str, str, str]:
        """How far it is, as a badge: its key, its words, its tone."""
        if self.row is None:
            return "open", "Belum bernomor", "neutral"
        return (
            ("signed", "Ditandatangani", "success")
            if self.is_signed
            else ("ready", "Siap ditandatangani", "info")
        )


def open_result(category: Category) -> Result:
    """Return the result papers are made from. Raises NotConforming before it is published, if it cannot be computed."""
    return result_of(category, live=in_force_of(category))


def standings(result: Result) -> list[Standing]:
    """Return every paper of a result and how far it is. One query."""
    rows = _rows(result)
    return [
        Standing(paper, row := rows.get(paper.key), bool(row and row.signed)) for paper in papers_of(result)
    ]


def _rows(result: Result) -> Mapping[str, Any]:
    if result.publication is None:
        return {}
    copies = SignedCopy.objects.filter(paper=OuterRef("pk"))
    rows = result.publication.papers.defer("content").annotate(signed=Exists(copies))
    return {row.key: row for row in rows}


def first_details(result: Result, kind: ResultPaperKind) -> dict[str, Any]:
    """Return what was typed last on a paper of the award year, to begin the next one with. One query."""
    category = result.category
    found = ResultPaper.objects.filter(publication__category__edition=category.edition_id)
    names = [name for name in Details.__dataclass_fields__ if name != "number"]
    if not kind.is_signed_by_panel:
        signed = found.exclude(signer="")
        found = signed if signed.exists() else found
    return dict(found.order_by("-written_at").values(*names).first() or {})


def signatures_of(copy: SignedCopy) -> list[SignatureRow]:
    """Return the electronic signatures of a copy, in their order."""
    return signature_rows(copy.signatures, copy.paper.publication.category.edition.province.zone)


def about_copy(copy: SignedCopy) -> str:
    """Return the sentence about the file of a copy."""
    return about_file(copy.signatures, is_pdf=copy.content_type == PDF)

"""What the files of a publication are called, and where a category and its publications are found."""

from __future__ import annotations

from typing import NamedTuple

from awards.models import Category, Publication

DOCUMENT = "dokumen.json"
PAGE = "index.html"
RECEIPTS = "tanda-terima.html"
DATA, PACKAGE, CARD = "data.csv", "datapackage.json", "kartu.png"
CSV, WORKBOOK, PDF = "peringkat.csv", "peringkat.xlsx", "peringkat.pdf"
LASTING = frozenset(
    {CSV, WORKBOOK, PDF, DATA, PACKAGE, CARD}
)  # the bytes of a number stay, as the document's


class CategoryAddress(NamedTuple):
    """A category in the words of its address."""

    province: str
    award_year: int
    category: str

    @classmethod
    def of(cls, category: Category) -> CategoryAddress:
        edition = category.edition
        return cls(edition.province.slug, edition.award_year, category.slug)


def address_of(publication: Publication) -> tuple[str, int, str, int]:
    """The arguments of the publication's URLs."""
    return *CategoryAddress.of(publication.category), publication.number

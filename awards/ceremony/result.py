"""What papers are made from: the frozen document of the publication in force, or the preview before there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from awards.document.parse import parse
from awards.models import Category, Publication
from awards.presenters.ranking_page import published_at
from awards.results.preview import preview
from regencies.l10n.dates import format_long_moment


@dataclass(frozen=True, slots=True)
class Result:
    """A result on paper: `publication` is None for what is not published yet."""

    category: Category
    publication: Publication | None
    document: Mapping[str, Any]
    names: Mapping[str, str]  # of the criterion groups, by code

    @property
    def is_draft(self) -> bool:
        """Whether nothing of it is published yet."""
        return self.publication is None

    @property
    def address(self) -> str:
        """Where what is printed can be checked: what the QR code says."""
        if self.publication is None:
            return str(settings.SITE_URL)
        return settings.SITE_URL + reverse("verify_hash", args=[self.publication.sha256])

    @property
    def made_from(self) -> str:
        """The sentence of every paper about where its contents come from."""
        if self.publication is None:
            return "Rancangan dari hasil sementara; belum diumumkan dan masih dapat berubah."
        moment = published_at(self.document).astimezone(self.category.edition.province.zone)
        return f"Dibuat dari pengumuman nomor {self.publication.number}, {format_long_moment(moment)}."


def result_of(category: Category, *, live: Publication | None) -> Result:
    """Return what a category has published, else what it would publish. Raises NotConforming, of the latter."""
    names = dict(category.groups.values_list("code", "name"))
    if live is None:
        return Result(category, None, preview(category).document, names)
    return Result(category, live, parse(bytes(live.document)), names)


def in_force_of(category: Category) -> Publication | None:
    """Return the publication in force, without what was sealed. One query."""
    found = category.publications.live().defer("sealed_document", "fingerprint", "receipt_codes")
    row: Publication | None = found.first()
    if row is not None:
        row.category = category
    return row

"""What is in force, read once for all datasets: documents, whose nominees are whose, and the codes of regions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from awards.models import Entry, Publication, PublicationFile
from awards.open_data.datasets.columns import coded
from awards.open_data.reports import REPORTS, Reports, read_reports
from regencies.choices import REGENCY_KIND
from regencies.models import Regency


@dataclass(frozen=True, slots=True)
class Place:
    """A region: both codes and its name."""

    code: str
    bps_code: str
    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """One publication in force, and what its document does not say."""

    document: Mapping[str, Any]
    sha256: str
    address: str  # of the publication
    of_regions: bool
    places: Mapping[str, Place]  # by the code of an entrant: its region
    reports: Reports  # by the code of a candidate: what else its judged report says

    @property
    def common(self) -> dict[str, Any]:
        """What every row of it says."""
        edition = self.document["edition"]
        return {
            "kode_provinsi": coded(edition["province"]["code"]),
            "provinsi": edition["province"]["name"],
            "tahun": edition["assessed_year"],
            "tahun_penghargaan": edition["award_year"],
            "data_contoh": self.document["sample_data"],
        }

    @property
    def category(self) -> dict[str, Any]:
        """What every row about its category says besides."""
        category = self.document["category"]
        return {
            "kategori": category["slug"],
            "nama_kategori": category["name"],
            "pengumuman": self.document["number"],
        }

    def place(self, entrant: Mapping[str, Any]) -> dict[str, Any]:
        """Return both codes and the name of an entrant's region; blank for a nominee whose region is not known."""
        found = self.places.get(entrant["code"])
        if found is None:
            found = Place(entrant["code"], "", entrant["name"]) if self.of_regions else Place("", "", "")
        name = entrant["name"] if self.of_regions else found.name
        return {
            "kode_kemendagri": coded(found.code),
            "kode_bps": coded(found.bps_code),
            "daerah": name,
        }


@transaction.atomic
def published(rows: Iterable[Publication] | None = None) -> list[Published]:
    """Return every publication in force, or these, by province, year and category. Four queries."""
    found = list(in_force() if rows is None else rows)
    nominated = [row.category_id for row in found if row.category.kind != REGENCY_KIND]
    regions: dict[int, dict[str, Place]] = {}
    for (category, code), regency in (
        Entry.objects.filter(category__in=nominated).regions_of_nominees().items()
    ):
        regions.setdefault(category, {})[code] = _place(regency)
    places = {regency.kemendagri_code: _place(regency) for regency in Regency.objects.all()}
    return [
        Published(
            document=json.loads(bytes(row.document)),
            sha256=row.sha256,
            address=settings.SITE_URL + reverse("publication", args=_address(row)),
            of_regions=row.category.kind == REGENCY_KIND,
            places=places if row.category.kind == REGENCY_KIND else regions.get(row.category_id, {}),
            reports=read_reports(getattr(row, "reports", None)),
        )
        for row in found
    ]


def in_force() -> QuerySet[Publication]:
    """Return the publications in force with the kept file of their reports, in the order of datasets."""
    kept = PublicationFile.objects.filter(publication=OuterRef("pk"), name=REPORTS).values("content")
    live = Publication.objects.live().select_related("category__edition__province").defer("sealed_document")
    rows: QuerySet[Publication] = live.annotate(reports=Subquery(kept)).order_by(
        "category__edition__province__code", "category__edition__award_year", "category__slug"
    )
    return rows


def _place(regency: Regency) -> Place:
    return Place(regency.kemendagri_code, regency.bps_code or "", str(regency))


def _address(row: Publication) -> tuple[str, int, str, int]:
    edition = row.category.edition
    return edition.province.slug, edition.award_year, row.category.slug, row.number

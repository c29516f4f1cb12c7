"""What the judged reports of regions say beside the document: budgets, protected groups, regulations, innovations.

It is kept with the publication when that is made, and never read anew: reports move on (docs/decisions/open-data.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from awards.choices import Disclosure
from awards.models import Entry, Publication
from regencies.choices import REGENCY_KIND, ReportStatus, Section
from regencies.figures.verified import counted_whole, is_refused
from regencies.models import ReportEntry

REPORTS = "laporan.json"  # the name of the kept file; it has no address of its own
SECTIONS = (Section.BUDGET, Section.GROUPS, Section.REGULATIONS, Section.INNOVATIONS)
SETTLED = (ReportStatus.VERIFIED, ReportStatus.LOCKED)

Reports = Mapping[str, Mapping[str, list[dict[str, Any]]]]  # code → section → what each entry says


def has_reports(publication: Publication) -> bool:
    """Whether a publication discloses what its candidates reported: one of regions, with everything disclosed."""
    category = publication.category
    return category.kind == REGENCY_KIND and category.disclosure == Disclosure.FULL


@transaction.atomic
def judged_reports(publication: Publication, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return code → section → entries of the reports the candidates of a document were judged on. Two queries.

    Only the very version that was judged counts, and no entry the verifier found wrong.
    """
    codes = [entrant["code"] for entrant in document["entrants"] if entrant["candidate"]]
    entries = Entry.objects.filter(
        category=publication.category_id,
        regency__kemendagri_code__in=codes,
        report__version=F("report_version"),
        report__status__in=SETTLED,
    )
    code_of = dict(entries.values_list("report_id", "regency__kemendagri_code"))
    rows = ReportEntry.objects.filter(report__in=code_of, section__in=SECTIONS).with_content()
    found: dict[str, Any] = {code: {section.value: [] for section in SECTIONS} for code in code_of.values()}
    for row in rows.select_related("report__regency").order_by("report", "section", "position", "pk"):
        if not is_refused(row):
            found[code_of[row.report_id]][row.section].append(SAYS[Section(row.section)](row))
    return found


def read_reports(content: bytes | None) -> Reports:
    """Return the reports a publication keeps; none where it keeps none."""
    found: Reports = json.loads(bytes(content)) if content else {}
    return found


def _budget(row: ReportEntry) -> dict[str, Any]:
    detail = row.budgetline
    return {
        "kegiatan": detail.activity,
        "sumber_dana": detail.get_funding_source_display(),
        "pagu": detail.ceiling,
        "realisasi": counted_whole(row, "realised"),
    }


def _group(row: ReportEntry) -> dict[str, Any]:
    detail = row.fundedgroup
    return {
        "kelompok": detail.own_name or detail.get_group_display(),
        "sumber_dana": detail.get_funding_source_display(),
        "orang": counted_whole(row, "persons"),
        "bulan": counted_whole(row, "months_covered"),
        "realisasi": counted_whole(row, "realised"),
        "desa": detail.villages if row.report.has_villages else None,
    }


def _regulation(row: ReportEntry) -> dict[str, Any]:
    use = row.regulationuse
    regulation = use.regulation
    return {
        "jenis": regulation.get_kind_display(),
        "produk_hukum": str(regulation),
        "tahun_produk_hukum": regulation.year,
        "tentang": regulation.title,
        "khusus": use.is_special,
        "masih_berlaku": use.still_in_force,
    }


def _innovation(row: ReportEntry) -> dict[str, Any]:
    detail = row.innovation
    return {
        "inovasi": detail.name,
        "sejak_tahun": detail.since_year,
        "sumber_dana": detail.get_funding_source_display(),
    }


SAYS = {
    Section.BUDGET: _budget,
    Section.GROUPS: _group,
    Section.REGULATIONS: _regulation,
    Section.INNOVATIONS: _innovation,
}


def lines(reports: Reports, section: Section) -> Iterable[tuple[str, int, dict[str, Any]]]:
    """Yield (code of the region, place of the entry from 1, what it says) of one section."""
    for code, sections in reports.items():
        for place, said in enumerate(sections.get(section.value, []), start=1):
            yield code, place, said

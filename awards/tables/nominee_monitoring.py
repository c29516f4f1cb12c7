"""The lists of monitoring nominees: each with how far its report is, and how many every region has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Edition
from awards.monitoring.states import NOT_BEGUN, SETTLED, ReportState
from awards.monitoring.watched import NOMINEES
from awards.tables.monitoring import MonitoringFilter, MonitoringTable
from regencies.choices import ReportStatus
from regencies.kinds.registry import nominated_labels
from regencies.models import Regency
from regencies.tables.base import BLANK, ListColumn, ListTable


class NomineeMonitoringFilter(MonitoringFilter):
    """Which nominees are shown: by name, region and kind, and by what regions are."""

    cari = django_filters.CharFilter(label="Cari calon", method="with_name")
    daerah = django_filters.ChoiceFilter(label="Daerah", empty_label="Semua daerah", method="in_region")
    jenis = django_filters.ChoiceFilter(
        label="Jenis calon", choices=nominated_labels, empty_label="Semua jenis", method="of_kind"
    )
    bagian = django_filters.ChoiceFilter(
        label="Bagian yang belum lengkap",
        choices=[(section.value, section.label) for section in NOMINEES.sections],
        empty_label="Semua bagian",
        method="with_open_section",
    )

    def __init__(self, asked: Mapping[str, Any], rows: Sequence[ReportState]) -> None:
        super().__init__(asked, rows)
        places = {row.regency.kemendagri_code: str(row.regency) for row in rows}
        self.form.fields["daerah"].choices = [("", "Semua daerah"), *places.items()]
        self.form.order_fields(["cari", "daerah", "jenis", "status", "bagian"])

    def in_region(self, rows: list[ReportState], name: str, code: str) -> list[ReportState]:
        """Return the nominees of the region with this code."""
        return [row for row in rows if row.regency.kemendagri_code == code]

    def of_kind(self, rows: list[ReportState], name: str, kind: str) -> list[ReportState]:
        """Return the nominees of this kind."""
        return [row for row in rows if row.nominee and row.nominee.kind == kind]


class NomineeMonitoringTable(MonitoringTable):
    """Rows are the nominees of the award year, with the region each is of."""

    empty_text = "Tidak ada calon yang cocok. Ubah atau kosongkan pencarian."
    whose = NOMINEES
    caption_of = "Laporan calon tahun {year}"
    name = ListColumn("Calon", heads_row=True, sortable=True)
    region = ListColumn("Daerah", accessor="place", sortable=True)

    class Meta:
        sequence = ("pick", "name", "region", "...")

    def render_name(self, record: ReportState) -> SafeString:
        kind = record.nominee.form.label if record.nominee else ""
        return format_html(
            '<span id="{}">{}</span><br><span class="small">{}</span>', record.anchor, record.name, kind
        )

    def render_region(self, record: ReportState) -> str:
        return str(record.regency)


@dataclass(frozen=True, slots=True)
class RegionNominees:
    """A region with its nominees."""

    regency: Regency
    nominees: Sequence[ReportState]

    def in_state(self, *states: str) -> int | str:
        """Return how many of them are in one of these states; "–" for none."""
        return sum(row.status in states for row in self.nominees) or BLANK


def region_rows(edition: Edition, rows: Sequence[ReportState]) -> list[RegionNominees]:
    """Return every region of the province, also one without a nominee. One query."""
    regions = Regency.objects.filter(province=edition.province_id).in_year(edition.assessed_year)
    return [RegionNominees(one, [row for row in rows if row.regency == one]) for one in regions]


class RegionNomineesTable(ListTable):
    """Rows are `RegionNominees`: how many of which kind, and how far they are."""

    caption_class = "visually-hidden"
    name = ListColumn("Daerah", heads_row=True, accessor="regency")
    kinds = ListColumn("Calon", accessor="nominees")
    unopened = ListColumn("Belum mulai diisi", numeric=True, folds_away=True, accessor="nominees")
    filling = ListColumn("Sedang diisi", numeric=True, folds_away=True, accessor="nominees")
    sent = ListColumn("Dikirim", numeric=True, folds_away=True, accessor="nominees")
    settled = ListColumn("Diverifikasi", numeric=True, folds_away=True, accessor="nominees")

    def __init__(self, edition: Edition, rows: Sequence[ReportState]) -> None:
        self.caption = f"Calon menurut daerah tahun {edition.assessed_year}"
        super().__init__(region_rows(edition, rows))

    def render_name(self, record: RegionNominees) -> SafeString | str:
        """Return the region, with a link to its nominees in the list below."""
        if not record.nominees:
            return str(record.regency)
        return format_html(
            '<a href="?daerah={}#daftar">{}</a>', record.regency.kemendagri_code, record.regency
        )

    def render_kinds(self, record: RegionNominees) -> str:
        """Return how many it has of each kind, in the order of the kinds."""
        kinds = [row.nominee.kind for row in record.nominees if row.nominee]
        told = [f"{label}: {kinds.count(kind)}" for kind, label in nominated_labels() if kind in kinds]
        return " · ".join(told) or "Belum ada calon"

    def render_unopened(self, record: RegionNominees) -> int | str:
        return record.in_state(NOT_BEGUN)

    def render_filling(self, record: RegionNominees) -> int | str:
        return record.in_state(ReportStatus.DRAFT, ReportStatus.RETURNED)

    def render_sent(self, record: RegionNominees) -> int | str:
        return record.in_state(ReportStatus.SENT)

    def render_settled(self, record: RegionNominees) -> int | str:
        return record.in_state(*SETTLED)

"""The lists of monitoring: regions of the province or their nominees, how far each report is, and which are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.models import Edition
from awards.monitoring.states import NOT_BEGUN, STATES, ReportState
from awards.monitoring.watched import REGIONS, Watched
from awards.tables.ordered_rows import OrderedRows
from regencies.checks.progress import SectionState
from regencies.choices import ReportStatus
from regencies.l10n.dates import days_in_words
from regencies.l10n.numbers import format_percent
from regencies.models import Regency
from regencies.tables.base import BLANK, ListColumn, ListTable, badge

READY = "lengkap"
READY_WORDS = "Lengkap, belum dikirim"
WORST_FIRST = (
    SectionState.RETURNED,
    SectionState.NEEDS_WORK,
    SectionState.EXPLAIN,
    SectionState.PARTIAL,
    SectionState.EMPTY,
    SectionState.COMPLETE,
)
TONES = {NOT_BEGUN: "neutral", ReportStatus.DRAFT: "warning"}


class MonitoringFilter(django_filters.FilterSet):
    """Which are shown: by name, by state of the report, by a section that is not complete.

    Its rows are in memory already: it asks nothing of the database.
    """

    cari = django_filters.CharFilter(label="Cari daerah", method="with_name")
    status = django_filters.ChoiceFilter(
        label="Keadaan laporan",
        choices=[*STATES.items(), (READY, READY_WORDS)],
        empty_label="Semua keadaan",
        method="in_state",
    )
    bagian = django_filters.ChoiceFilter(
        label="Bagian yang belum lengkap",
        choices=[(section.value, section.label) for section in REGIONS.sections],
        empty_label="Semua bagian",
        method="with_open_section",
    )

    def __init__(self, asked: Mapping[str, Any], rows: Sequence[ReportState]) -> None:
        super().__init__(asked, Regency.objects.none())
        self.rows = list(rows)

    def with_name(self, rows: list[ReportState], name: str, part: str) -> list[ReportState]:
        """Return those with this in their name."""
        return [row for row in rows if part.casefold() in row.name.casefold()]

    def in_state(self, rows: list[ReportState], name: str, state: str) -> list[ReportState]:
        """Return those whose report is in this state; complete ones that wait to be sent are one of their own."""
        if state == READY:
            return [row for row in rows if row.is_ready]
        return [row for row in rows if row.status == state]

    def with_open_section(self, rows: list[ReportState], name: str, section: str) -> list[ReportState]:
        """Return those in whose report this section is not complete, or not begun."""
        return [row for row in rows if row.has_open(section)]

    @property
    def shown(self) -> list[ReportState]:
        """The rows asked for, in the order of the province; what is no choice is left out of account."""
        self.form.is_valid()
        rows = self.rows
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows


class MonitoringTable(ListTable):
    """Rows are the regions of the award year."""

    caption_class = "visually-hidden"
    empty_text = "Tidak ada daerah yang cocok. Ubah atau kosongkan pencarian."
    whose: Watched = REGIONS
    caption_of = "Laporan kabupaten/kota tahun {year}"
    pick = ListColumn("Pilih", card_label="Pilih", on_paper=False)
    name = ListColumn("Daerah", heads_row=True, sortable=True)
    state = ListColumn("Laporan")
    sections = ListColumn("Bagian", folds_away=True)
    left = ListColumn("Sisa", numeric=True, folds_away=True)
    touched_at = ListColumn("Kegiatan terakhir", sortable=True, folds_away=True)
    days = ListColumn("Sisa waktu", sortable=True)
    coverage = ListColumn("Cakupan", sortable=True)

    def __init__(self, rows: Sequence[ReportState], edition: Edition, request: HttpRequest) -> None:
        self.edition = edition
        self.caption = self.caption_of.format(year=edition.assessed_year)
        super().__init__(OrderedRows(list(rows)), request=request)

    def render_pick(self, record: ReportState) -> SafeString:
        return format_html(
            '<input type="checkbox" name="{}" value="{}" aria-label="Pilih {}">',
            self.whose.noun,
            str(record.pk),
            record.name,
        )

    def render_name(self, record: ReportState) -> SafeString:
        return format_html('<span id="{}">{}</span>', record.anchor, record.name)

    def render_state(self, record: ReportState) -> SafeString:
        ready = (
            format_html('<br><span class="small">{}</span>', READY_WORDS)
            if record.is_ready
            else SafeString("")
        )
        return badge(record.status, record.state, TONES.get(record.status, "")) + ready

    def render_sections(self, record: ReportState) -> SafeString:
        """Return the sections by their state, those with most to do first, each with what remains."""
        lines = [
            (
                badge(state, state.label),
                ", ".join(
                    f"{part.section.label} ({part.remaining})" if part.remaining else part.section.label
                    for part in record.sections
                    if part.state == state
                ),
            )
            for state in WORST_FIRST
        ]
        return format_html_join("", "<div>{} {}</div>", (line for line in lines if line[1]))

    def render_touched_at(self, record: ReportState) -> SafeString | str:
        if record.touched_at is None:
            return self._reminded(record) or BLANK
        touched = _two_lines(self.edition.province.in_its_time(record.touched_at), record.touched_by)
        return touched + self._reminded(record)

    def _reminded(self, record: ReportState) -> SafeString:
        if record.reminded_at is None:
            return SafeString("")
        at = self.edition.province.in_its_time(record.reminded_at)
        return format_html('<div class="small">Diingatkan {}</div>', at)

    def render_days(self, record: ReportState) -> SafeString | str:
        if record.days is None or record.deadline is None:
            return BLANK
        return _two_lines(days_in_words(record.days), self.edition.province.in_its_time(record.deadline))

    def render_coverage(self, record: ReportState) -> SafeString:
        before = (
            "tidak dibandingkan (pemekaran)"
            if record.is_split_off
            else format_percent(record.coverage_last_year)
        )
        others = f"tahun lalu {before}, target {format_percent(record.target)}"
        return _two_lines(format_percent(record.coverage), others)


def _two_lines(first: str, second: str) -> SafeString:
    return format_html('{}<br><span class="small">{}</span>', first, second)

"""The nominees somebody reaches: who, where, and how far the report of the year being filled in is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.actions.deadlines import deadline_of
from regencies.choices import WindowState
from regencies.kinds.registry import nominated_labels
from regencies.models import Extension, FillingWindow, Nominee, YearlyReport
from regencies.tables.base import BLANK, ListColumn, ListTable, badge
from regencies.templatetags.formats import weekday_moment


@dataclass(frozen=True, slots=True)
class NomineeRow:
    """A nominee and the year being filled in; `year` is None while its kind is not open."""

    nominee: Nominee
    year: int | None = None
    report: YearlyReport | None = None
    deadline: datetime.datetime | None = None

    @property
    def name(self) -> str:
        """What it is ordered by."""
        return self.nominee.name

    @property
    def place(self) -> tuple[str, str]:
        """The code of its region, then its name: what it is ordered by."""
        return self.nominee.regency.kemendagri_code, self.nominee.name


def nominee_rows(nominees: Iterable[Nominee]) -> list[NomineeRow]:
    """Return a row for each nominee, fetched with its region. Four queries, whatever their number."""
    nominees = list(nominees)
    windows = FillingWindow.objects.filter(province__in={one.regency.province_id for one in nominees})
    running = windows.exclude(state=WindowState.CLOSED).order_by("year")
    open_for = {(window.province_id, window.kind): window for window in running}
    reports = {(one.nominee_id, one.year): one for one in YearlyReport.objects.filter(nominee__in=nominees)}
    more = {(one.nominee_id, one.year): one for one in Extension.objects.filter(nominee__in=nominees)}
    rows = []
    for one in nominees:
        window = open_for.get((one.regency.province_id, one.kind))
        if window is None:
            rows.append(NomineeRow(one))
            continue
        of_year = (one.pk, window.year)
        rows.append(
            NomineeRow(one, window.year, reports.get(of_year), deadline_of(window, more.get(of_year)))
        )
    return rows


class NomineeFilter(django_filters.FilterSet):
    """Which nominees the list shows: by name, by kind."""

    cari = django_filters.CharFilter(label="Cari calon", field_name="name", lookup_expr="icontains")
    jenis = django_filters.ChoiceFilter(
        label="Jenis calon", field_name="kind", choices=nominated_labels, empty_label="Semua jenis"
    )


class NomineesTable(ListTable):
    """Rows are `NomineeRow`s."""

    caption = "Calon menurut daerah"
    caption_class = "visually-hidden"
    empty_title = "Belum ada calon"
    empty_text = "Calon yang diusulkan muncul di sini. Bila sedang mencari, kosongkan pencariannya."
    name = ListColumn("Calon", heads_row=True, sortable=True)
    kind = ListColumn("Jenis", accessor="nominee__kind")
    region = ListColumn("Daerah", accessor="nominee__regency", sortable=True, order_by="place")
    status = ListColumn("Laporan", accessor="report")
    deadline = ListColumn("Batas waktu", folds_away=True)

    def render_name(self, record: NomineeRow) -> SafeString:
        """Return the name, a link to the page of the nominee, and its code."""
        nominee = record.nominee
        url = reverse("nominee", args=[nominee.pk])
        line = '<a href="{}">{}</a><span class="cell-note">{} {}</span>'
        return format_html(line, url, nominee, nominee.code_label, nominee.code)

    def render_kind(self, record: NomineeRow) -> str:
        return record.nominee.form.label

    def render_region(self, record: NomineeRow) -> str:
        return str(record.nominee.regency)

    def render_status(self, record: NomineeRow) -> SafeString | str:
        """Return the state of its report of the year, or that it does not take part any more."""
        if record.nominee.withdrawn_at:
            return badge("returned", "Usulan ditarik")
        if record.year is None:
            return "Pengisian tidak sedang dibuka"
        state = badge(record.report.status, record.report.get_status_display()) if record.report else None
        shown = state or badge("pending", "Belum mulai diisi")
        return format_html('{}<span class="cell-note">Tahun penilaian {}</span>', shown, record.year)

    def render_deadline(self, record: NomineeRow) -> Any:
        """Return until when its report may be sent."""
        if record.deadline is None or record.nominee.withdrawn_at:
            return BLANK
        return weekday_moment(record.deadline, record.nominee.regency.province.zone)

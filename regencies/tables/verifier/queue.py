"""The table of the verifier's queue: each regency of the province and how far its report of the year is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import django_filters
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.checks.progress import MOVED
from regencies.choices import REGENCY_KIND, ReportStatus
from regencies.kinds.registry import KINDS, kind_labels
from regencies.models import Evidence, Regency, ReportEntry, Review
from regencies.models.places import last_day
from regencies.tables.base import BLANK, ListColumn, ListTable, badge
from regencies.tables.verifier.contents import contents_of
from regencies.tables.verifier.participants import (
    NOT_BEGUN,
    STATES,
    known_of,
    listed,
    participants_with_report,
)
from regencies.templatetags.formats import moment

WEEK = 7  # days
WAITING, DUE, OVERDUE = "menunggu", "dekat", "lewat"
DAYS = {
    WAITING: "Menunggu tujuh hari atau lebih",
    DUE: "Belum dikirim, tujuh hari lagi atau lewat",
    OVERDUE: "Belum dikirim, batas waktu lewat",
}


def _last_activity() -> Greatest:
    """Return when anything of the report was filled in, attached, judged or moved last; None before there is one."""

    def last(model: Any, report: str, moment: str) -> Subquery:
        rows = model.objects.filter(**{report: OuterRef("report__pk"), f"{moment}__isnull": False})
        return Subquery(rows.order_by(f"-{moment}").values(moment)[:1])

    return Greatest(
        last(ReportEntry, "report", "entered_at"),
        last(Review, "entry__report", "reviewed_at"),
        last(Evidence, "entry__report", "uploaded_at"),
        *(f"report__{name}" for name in MOVED),
    )


class QueueFilter(django_filters.FilterSet):
    """Whom the queue shows: by kind, by name, by state of the report."""

    jenis = django_filters.ChoiceFilter(
        label="Jenis", choices=kind_labels, empty_label=None, method="of_kind", initial=REGENCY_KIND
    )
    cari = django_filters.CharFilter(label="Cari nama", field_name="name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(
        label="Status laporan", choices=list(STATES.items()), empty_label="Semua status", method="with_state"
    )
    hari = django_filters.ChoiceFilter(
        label="Hari", choices=list(DAYS.items()), empty_label="Semua", method="by_days"
    )

    def of_kind(self, rows: QuerySet[Any], name: str, kind: str) -> QuerySet[Any]:
        """Return the rows, which are of this kind already."""
        return rows

    def with_state(self, regencies: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        """Return the regencies whose report is in this state."""
        return (
            regencies.filter(report__isnull=True)
            if state == NOT_BEGUN
            else regencies.filter(report__status=state)
        )

    def by_days(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        """Return the rows whose report waits this long, or is due within these days or overdue."""
        now, week = timezone.now(), datetime.timedelta(days=WEEK)
        if asked == WAITING:
            return rows.filter(status=ReportStatus.SENT, sent_at__lte=now - week)
        begun = Q(status=ReportStatus.DRAFT) | Q(status=None)
        return rows.filter(begun, deadline__lte=now + week if asked == DUE else now)


class QueueTable(ListTable):
    """The queue of regencies; rows are `participants_with_report`, or their keys and `known` finds those of a page."""

    caption_class = "visually-hidden"
    empty_text = "Tidak ada yang cocok. Ubah atau kosongkan pencarian."
    regency = ListColumn("Daerah", heads_row=True, sortable=True, order_by="name")
    status = ListColumn("Status", sortable=True, order_by=("progress", "name"))
    days = ListColumn("Hari", folds_away=True)
    sent = ListColumn("Dikirim", folds_away=True, sortable=True)
    complete = ListColumn("Lengkap", numeric=True, folds_away=True)
    judged = ListColumn("Diperiksa", numeric=True)
    touched = ListColumn("Kegiatan terakhir", folds_away=True, sortable=True)

    def __init__(
        self,
        rows: QuerySet[Any] | Sequence[int],
        known: Callable[[list[Any]], list[Any]] = list,
        **more: Any,
    ) -> None:
        """Read what the rows of this page are asked for beside themselves, in as many queries for one as for fifty."""
        super().__init__(rows, **more)
        self._on_page = known(list(super().shown()))
        self.contents_of = contents_of([row.report_pk for row in self._on_page if row.report_pk])

    def shown(self) -> Iterator[Any]:
        """Yield what is known of each participant on this page."""
        return iter(self._on_page)

    def order_sent(self, regencies: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        """Sort by the moment of sending; those that were not sent come last either way."""
        sent = F("sent_at")
        order = sent.desc(nulls_last=True) if is_descending else sent.asc(nulls_last=True)
        return regencies.order_by(order, "name"), True

    def render_regency(self, record: Any) -> SafeString | str:
        """Return the regency's name, a link to its report once that was sent."""
        if not record.version:
            return str(record)
        return format_html('<a href="{}">{}</a>', reverse("verifier_report", args=[record.report_pk]), record)

    def render_status(self, record: Any) -> SafeString:
        """Return the badge of the report's state."""
        tone = {None: "neutral", ReportStatus.DRAFT: "warning"}.get(record.status, "")
        state = record.status or NOT_BEGUN
        return badge(state, STATES[state], tone)

    def render_days(self, record: Any) -> str:
        """Return how long a report waits here or at the office, or how long the office still has to send it."""
        if record.status == ReportStatus.SENT:
            days = _days(record.sent_at)
            return f"menunggu {days} hari" if days else "menunggu sejak hari ini"
        if record.status == ReportStatus.RETURNED:
            return f"{_days(record.returned_at)} hari di dinas"
        if record.status not in {None, ReportStatus.DRAFT} or record.deadline is None:
            return BLANK
        left = -_days(record.deadline)
        if record.deadline < timezone.now():
            return f"lewat {-left} hari"
        return f"{left} hari lagi" if left else "hari terakhir"

    def render_sent(self, record: Any) -> SafeString | str:
        """Return when the last version was sent, and which one it is."""
        if not record.sent_at:
            return BLANK
        return format_html(
            '{}<span class="cell-note">versi {}</span>', moment(record.sent_at), record.version
        )

    def render_complete(self, record: Any) -> str:
        """Return how many sections are complete, of how many that are asked of it."""
        known = self.contents_of.get(record.report_pk)
        return f"{known.complete} dari {known.sections} bagian" if known and known.sections else BLANK

    def render_judged(self, record: Any) -> SafeString | str:
        """Return how many entries were judged, of how many, and how many wait that are unlike the branch's figures."""
        if not record.version:
            return BLANK
        known = self.contents_of[record.report_pk]
        judged = f"{known.judging.judged} dari {known.judging.entries}"
        if not known.apart:
            return judged
        return format_html(
            '{}<span class="cell-note">{} segmen berbeda dari BPJS</span>', judged, known.apart
        )

    def render_touched(self, record: Any) -> str:
        """Return when the report was last filled in, judged or moved."""
        known = self.contents_of.get(record.report_pk)
        return moment(known.judging.touched) if known and known.judging.touched else BLANK

    def order_touched(self, rows: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        """Sort by the last activity; those without any come last either way."""
        last = F("touched")
        order = last.desc(nulls_last=True) if is_descending else last.asc(nulls_last=True)
        return rows.annotate(touched=_last_activity()).order_by(order, "name"), True


def _days(since: datetime.datetime) -> int:
    """Return the days of the calendar from a moment until today; below 0 of one that is ahead."""
    return (timezone.localdate() - timezone.localdate(since)).days


class NomineeQueueTable(QueueTable):
    """The queue of nominees of one kind, each with its region."""

    regency = ListColumn("Calon", heads_row=True, sortable=True, order_by="name")

    def render_regency(self, record: Any) -> SafeString | str:
        """Return the nominee's name as that of a region, and below it where it is."""
        name = super().render_regency(record)
        return format_html('{}<span class="cell-note">{}</span>', name, record.regency)


def queue_of(
    request: HttpRequest, kind: str, provinces: list[int], year: int
) -> tuple[QueueFilter, QueueTable]:
    """Return what the queue was asked for, and the table of it.

    Where nobody searches or sorts, which is nearly always, its queries are made once (`config.postgres.compiled`).
    """
    table = NomineeQueueTable if KINDS[kind].is_nominated else QueueTable
    if any(request.GET.get(name) for name in ("cari", "status", "hari")) or "sort" in request.GET:
        asked = QueueFilter(request.GET, participants_with_report(kind, provinces, year))
        return asked, table(asked.qs, request=request)
    of_year = provinces, year, last_day(year)

    def known(keys: list[int]) -> list[Any]:
        found = {row.pk: row for row in known_of(keys, *of_year, kind=kind)}
        return [found[key] for key in keys if key in found]

    keys = listed(*of_year, kind=kind)
    return QueueFilter(request.GET, Regency.objects.none()), table(keys, known, request=request)

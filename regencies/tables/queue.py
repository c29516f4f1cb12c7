"""The table of the verifier's queue: each regency of the province and how far its report of the year is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Case, Count, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.choices import REGENCY_KIND, ReportStatus, ReviewState
from regencies.kinds.registry import KINDS, kind_labels
from regencies.models import Nominee, Regency
from regencies.models.places import existing_in
from regencies.tables.base import BLANK, ListColumn, ListTable, badge
from regencies.templatetags.formats import moment

NOT_BEGUN = "unopened"
STATES = {  # in the order of the work
    NOT_BEGUN: "Belum mulai diisi",
    ReportStatus.DRAFT: "Belum dikirim",
    ReportStatus.RETURNED: ReportStatus.RETURNED.label,
    ReportStatus.SENT: ReportStatus.SENT.label,
    ReportStatus.VERIFIED: ReportStatus.VERIFIED.label,
    ReportStatus.LOCKED: ReportStatus.LOCKED.label,
}
JUDGED = Q(report__entries__review__state__in=set(ReviewState) - {ReviewState.PENDING})


def participants_with_report(kind: str, provinces: Iterable[int], year: int) -> QuerySet[Any]:
    """Return the regencies, or the nominees of a kind, with what is known of the report of the year.

    `report_pk` is None without one, `judged` of `entry_count` entries are judged, `progress` orders the states.
    """
    sent = Q(report__version__gt=0)
    if kind == REGENCY_KIND:
        rows: QuerySet[Any] = Regency.objects.filter(province__in=provinces).order_by("kemendagri_code")
        own, kept = Q(reports__nominee=None), existing_in(year) | sent
    else:
        nominees = Nominee.objects.filter(kind=kind, regency__province__in=provinces)
        rows = nominees.select_related("regency").order_by("regency__kemendagri_code", "name")
        own, kept = Q(), Q(withdrawn_at=None) | sent
    known: QuerySet[Any] = (
        rows.annotate(report=FilteredRelation("reports", condition=own & Q(reports__year=year)))
        .annotate(
            report_pk=F("report__pk"),
            status=F("report__status"),
            sent_at=F("report__sent_at"),
            version=F("report__version"),
            entry_count=Count("report__entries", distinct=True),
            judged=Count("report__entries", filter=JUDGED, distinct=True),
            progress=Case(
                *(When(report__status=state, then=Value(place)) for place, state in enumerate(STATES)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
        .filter(kept)
    )
    return known


def waiting_reports(reports: QuerySet[Any]) -> dict[int, list[tuple[str, int]]]:
    """Return by year, newest first, how many reports of each kind wait: [("kabupaten/kota", 2)]. One query."""
    counted = reports.order_by("-year").values_list("year", "nominee__kind")
    counted = counted.annotate(waiting=Count("pk", filter=Q(status=ReportStatus.SENT)))
    by_year: dict[int, dict[str, int]] = {}
    for year, kind, waiting in counted:
        by_year.setdefault(year, {})[kind or REGENCY_KIND] = waiting
    return {
        year: [(KINDS[kind].label.lower(), found[kind]) for kind in KINDS if found.get(kind)]
        for year, found in by_year.items()
    }


class QueueFilter(django_filters.FilterSet):
    """Whom the queue shows: by kind, by name, by state of the report."""

    jenis = django_filters.ChoiceFilter(
        label="Jenis", choices=kind_labels, empty_label=None, method="of_kind", initial=REGENCY_KIND
    )
    cari = django_filters.CharFilter(label="Cari nama", field_name="name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(
        label="Status laporan", choices=list(STATES.items()), empty_label="Semua status", method="with_state"
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


class QueueTable(ListTable):
    """The queue of regencies; rows are `participants_with_report`."""

    caption_class = "visually-hidden"
    empty_text = "Tidak ada yang cocok. Ubah atau kosongkan pencarian."
    regency = ListColumn("Daerah", heads_row=True, sortable=True, order_by="name")
    status = ListColumn("Status", sortable=True, order_by=("progress", "name"))
    sent = ListColumn("Dikirim", folds_away=True, sortable=True)
    version = ListColumn("Versi", numeric=True, folds_away=True)
    judged = ListColumn("Diperiksa", numeric=True)

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

    def render_sent(self, record: Any) -> str:
        return moment(record.sent_at) if record.sent_at else BLANK

    def render_version(self, record: Any) -> int | str:
        return record.version or BLANK

    def render_judged(self, record: Any) -> str:
        """Return how many entries were judged, of how many."""
        return f"{record.judged} dari {record.entry_count}" if record.version else BLANK


class NomineeQueueTable(QueueTable):
    """The queue of nominees of one kind, each with its region."""

    regency = ListColumn("Calon", heads_row=True, sortable=True, order_by="name")

    def render_regency(self, record: Any) -> SafeString | str:
        """Return the nominee's name as that of a region, and below it where it is."""
        name = super().render_regency(record)
        return format_html('{}<span class="cell-note">{}</span>', name, record.regency)


QUEUES = {False: QueueTable, True: NomineeQueueTable}  # by whether the kind is nominated

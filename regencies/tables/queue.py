"""The verifier's queue: each regency of the province and how far its report of the year is."""

from __future__ import annotations

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.models import Regency, YearlyReport
from regencies.tables.base import BLANK, ListColumn, ListTable
from regencies.templatetags.formats import moment

Row = tuple[Regency, YearlyReport | None]


class QueueTable(ListTable):
    """Rows are pairs of a regency and its report, None when it has none."""

    caption_class = "visually-hidden"
    regency = ListColumn("Daerah", heads_row=True, empty_values=())
    status = ListColumn("Status", empty_values=())
    sent = ListColumn("Dikirim", folds_away=True, empty_values=())
    version = ListColumn("Versi", numeric=True, folds_away=True, empty_values=())
    judged = ListColumn("Diperiksa", numeric=True, empty_values=())

    def render_regency(self, record: Row) -> SafeString | str:
        """The regency's name; a link to its report once that was sent."""
        place, report = record
        if report is None or not report.version:
            return str(place)
        return format_html('<a href="{}">{}</a>', reverse("verifier_report", args=[report.pk]), place)

    def render_status(self, record: Row) -> SafeString:
        """The badge of the report's state; a draft says only that it was not sent."""
        report = record[1]
        if report is None:
            badge = {"state": "unopened", "text": "Belum dibuka", "tone": "neutral"}
        elif not report.version:
            badge = {"state": "draft", "text": "Belum dikirim", "tone": "warning"}
        else:
            badge = {"state": report.status, "text": report.get_status_display()}
        return SafeString(get_template("includes/status_badge.html").render(badge).strip())

    def render_sent(self, record: Row) -> str:
        report = record[1]
        return moment(report.sent_at) if report else BLANK

    def render_version(self, record: Row) -> int | str:
        report = record[1]
        return (report and report.version) or BLANK

    def render_judged(self, record: Row) -> str:
        """How many entries were judged, of how many."""
        report = record[1]
        return f"{report.judged} dari {report.entry_count}" if report and report.version else BLANK

"""The list of sheets of paper: whose, how far, by whom; no marks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.choices import PaperState
from awards.models import PaperSheet
from awards.paper.page import BADGES
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import moment


class PapersTable(ListTable):
    """Rows are sheets of paper, last entered first."""

    caption = "Lembar kertas yang sudah dimasukkan"
    member = ListColumn("Anggota", heads_row=True)
    candidate = ListColumn("Kandidat")
    state = ListColumn("Keadaan")
    entered = ListColumn("Dimasukkan")
    checked = ListColumn("Diperiksa", folds_away=True)
    empty_text = "Belum ada lembar kertas yang dimasukkan."

    def render_member(self, record: PaperSheet) -> str:
        return f"{record.seat.number}. {record.seat.user}"

    def render_candidate(self, record: PaperSheet) -> SafeString:
        url = reverse("paper_sheet", args=[record.seat_id, record.entry_id, record.stage])
        note = format_html('<span class="cell-note">{}</span>', record.get_stage_display())
        return format_html('<a href="{}">{}</a>{}', url, record.entry, note)

    def render_state(self, record: PaperSheet) -> SafeString:
        return badge(BADGES[PaperState(record.state)], record.get_state_display())

    def render_entered(self, record: PaperSheet) -> SafeString:
        return _who(record.entered_by, record.entered_at)

    def render_checked(self, record: PaperSheet) -> SafeString | str:
        return _who(record.checked_by, record.checked_at) if record.checked_by else ""


def _who(person: object, at: object) -> SafeString:
    return format_html('{}<span class="cell-note">{}</span>', person, moment(at))

"""The officer's rows of a section without figures (legal products, innovations): what each says and proves."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from regencies.choices import ReportStatus
from regencies.models import YearlyReport
from regencies.tables.base import ListColumn, ListTable
from regencies.templatetags.formats import moment


class EntriesTable(ListTable):
    """Rows are `Card`s of regencies/views/officer/entry_cards.py, all of one report."""

    caption_class = "visually-hidden"
    css = "fold entries"
    title = ListColumn("Butir", heads_row=True)
    contents = ListColumn("Isian dan bukti dukung", card_label="")
    actions = ListColumn("Tindakan", card_label="", on_paper=False)

    def __init__(self, cards: list[Any], report: YearlyReport, wording: Any, *, caption: str) -> None:
        """`wording` says `empty_title` and `empty_text` of the section."""
        super().__init__(cards)
        self.report, self.caption = report, caption
        self.empty_title, self.empty_text = wording.empty_title, wording.empty_text

    def render_title(self, record: Any) -> SafeString:
        """The name of the entry, which findings and saved forms link to, and who saved it last."""
        name = format_html('<span id="{}">{}</span>', record.anchor, record.title)
        if not record.entry.entered_by:
            return name
        saved = '<span class="cell-note">Terakhir disimpan {}, {}</span>'
        return name + format_html(saved, record.entry.entered_by, moment(record.entry.entered_at))

    def render_contents(self, record: Any) -> SafeString:
        """What the verifier said, each thing the entry states, and the files that prove it."""
        note = get_template("officer/_review.html").render({"card": record}).strip()
        facts = [(label, linebreaksbr(value)) for label, value in record.facts]
        stated = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", facts)
        files = get_template("includes/evidence_list.html").render({"files": record.files}).strip()
        return format_html('{}<dl class="facts">{}</dl>{}', SafeString(note), stated, SafeString(files))

    def render_actions(self, record: Any) -> SafeString:
        """Links to change, prove and remove the entry while that is allowed, and to its history."""
        ways = [("", "report_entry_history", "Riwayat", "")]
        if record.may_edit and self.report.status == ReportStatus.DRAFT:
            ways.insert(0, (' class="btn-danger-text"', "report_entry_remove", "Hapus", ""))
        if record.may_edit:
            ways.insert(0, ("", "report_evidence", "Tambah bukti", "untuk "))
            ways.insert(0, ("", "report_entry", "Ubah", ""))
        keys = [self.report.year, record.entry.pk]
        link = '<a{} href="{}">{}<span class="visually-hidden"> {}{}</span></a> '
        return format_html_join(
            "",
            link,
            [
                (SafeString(css), reverse(name, args=keys), text, of, record.title)
                for css, name, text, of in ways
            ],
        )

"""The tables of notices: a person's own inbox, and of a report who was told what."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from regencies.models import Notice
from regencies.notices.tell import mail_text
from regencies.notices.whatsapp import prepared
from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import moment


class InboxTable(ListTable):
    """Rows are a person's own notices, newest first; the buttons belong to the form around the table."""

    caption = "Pemberitahuan"
    caption_class = "visually-hidden"
    css = "fold notices-table"
    empty_title = "Belum ada pemberitahuan"
    empty_text = "Kabar tentang laporan tampil di sini, juga batas waktu yang mendekat."
    subject = ListColumn("Perihal", heads_row=True)
    at = ListColumn("Waktu")
    opens = ListColumn("Tindakan", card_label="", on_paper=False)

    def row_css(self, record: Notice) -> str:
        return "" if record.read_at else "unread"

    def render_subject(self, record: Notice) -> SafeString:
        """Return the subject, whether it is new, and the words behind a fold."""
        new = "" if record.read_at else badge("pending", "Baru")
        shown = linebreaks(record.text, autoescape=True)
        return format_html(
            "<details><summary>{} {}</summary>{}</details>", record.subject, new, SafeString(shown)
        )

    def render_at(self, value: datetime.datetime) -> Any:
        return moment(value)

    def render_opens(self, record: Notice) -> SafeString:
        """Return the button that leads to what the notice is about."""
        return format_html(
            '<button type="submit" class="btn btn-secondary" name="opened" value="{}">Buka'
            '<span class="visually-hidden"> {}</span></button>',
            record.pk,
            record.subject,
        )


class ToldTable(ListTable):
    """Rows are the notices of one report, newest first, for the province: who was told what, and did they read it."""

    caption = "Pemberitahuan yang terkirim"
    caption_class = "visually-hidden"
    empty_text = "Belum ada pemberitahuan tentang laporan ini."
    kind = ListColumn("Perihal", heads_row=True)
    person = ListColumn("Penerima")
    at = ListColumn("Waktu")
    mailed_to = ListColumn("Surat ke", folds_away=True)
    read_at = ListColumn("Dibaca", folds_away=True)
    whatsapp = ListColumn("WhatsApp", card_label="", on_paper=False)

    def render_kind(self, record: Notice) -> str:
        return record.get_kind_display()

    def render_at(self, value: datetime.datetime) -> Any:
        return moment(value)

    def render_read_at(self, value: datetime.datetime | None) -> Any:
        return moment(value) if value else ""

    def render_whatsapp(self, record: Notice) -> SafeString:
        """Return the link that opens the same words at WhatsApp, to the person's number where it is known."""
        return format_html(
            '<a href="{}" rel="noreferrer">Buka di WhatsApp<span class="visually-hidden"> untuk {}</span></a>',
            prepared(record.person, mail_text(record)),
            record.person,
        )

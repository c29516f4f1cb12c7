"""The table of where somebody is logged in."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from regencies.tables.base import ListColumn, ListTable, badge
from regencies.templatetags.formats import moment


class DevicesTable(ListTable):
    """Rows are the sessions of one person, this one first; the buttons belong to the form around the table."""

    caption = "Perangkat yang masuk ke akun ini"
    caption_class = "visually-hidden"
    browser = ListColumn("Perangkat", heads_row=True)
    address = ListColumn("Alamat IP", folds_away=True)
    began = ListColumn("Masuk", folds_away=True)
    last_used = ListColumn("Terakhir dipakai")
    ends = ListColumn("Tindakan", card_label="", folds_away=True, on_paper=False)

    def render_browser(self, record: Any) -> Any:
        """Return the browser, and whether the page is read in it."""
        here = badge("approved", "Perangkat ini") if record.is_this else ""
        return format_html("{} {}", record.browser, here)

    def render_began(self, value: datetime.datetime | None) -> Any:
        return moment(value) if value else ""

    def render_last_used(self, value: datetime.datetime) -> Any:
        return moment(value)

    def render_ends(self, record: Any) -> SafeString | str:
        """Return the button that ends a session; this one ends by its own button in the menu."""
        if record.is_this:
            return ""
        return format_html(
            '<button type="submit" class="btn btn-secondary" name="ended" value="{}">Keluarkan'
            '<span class="visually-hidden"> {}, masuk {}</span></button>',
            record.number,
            record.browser,
            moment(record.began) if record.began else "",
        )

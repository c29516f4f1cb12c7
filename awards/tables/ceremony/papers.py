"""The papers of a result as lists: how far each is, and the packets of winners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.choices import PacketState
from regencies.l10n.dates import format_date
from regencies.tables.base import ListColumn, ListTable, badge

PACKET_TONES = {
    PacketState.WAITING: "info",
    PacketState.PACKING: "info",
    PacketState.READY: "success",
    PacketState.FAILED: "danger",
}


class ResultPapersTable(ListTable):
    """Rows are papers with their standing (`awards.ceremony.desk`); `url_of` gives the page of a paper by its key."""

    caption = "Berkas acara"
    caption_class = "visually-hidden"
    paper = ListColumn("Berkas", heads_row=True)
    number = ListColumn("Nomor dan tanggal", accessor="row")
    state = ListColumn("Keadaan")

    def __init__(self, rows: Sequence[Any], url_of: Callable[[str], str]) -> None:
        self.url_of = url_of
        super().__init__(rows)

    def render_paper(self, record: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url_of(record.paper.key), record.paper.title)

    def render_number(self, record: Any) -> SafeString | str:
        if record.row is None:
            return ""
        return format_html(
            '{}<span class="cell-note">{}</span>', record.row.number, format_date(record.row.day)
        )

    def render_state(self, record: Any) -> SafeString:
        return badge(*record.state)


class PacketsTable(ListTable):
    """Rows are (certificate of a winner, packet or None); `url_of` gives its page by the certificate's key."""

    caption = "Berkas pengusulan pemenang"
    caption_class = "visually-hidden"
    winner = ListColumn("Pemenang", heads_row=True, accessor="0")
    state = ListColumn("Keadaan", accessor="0")
    size = ListColumn("Isi", accessor="0")

    def __init__(self, rows: Sequence[tuple[Any, Any]], url_of: Callable[[str], str]) -> None:
        self.url_of = url_of
        super().__init__(rows)

    def render_winner(self, record: tuple[Any, Any]) -> SafeString:
        paper, _ = record
        return format_html(
            '<a href="{}">{}</a><span class="cell-note">Peringkat {}</span>',
            self.url_of(paper.key),
            paper.recipient,
            paper.about["rank"],
        )

    def render_state(self, record: tuple[Any, Any]) -> SafeString:
        _, packet = record
        if packet is None:
            return badge("none", "Belum dikemas", "neutral")
        return badge(packet.state, packet.get_state_display(), PACKET_TONES[PacketState(packet.state)])

    def render_size(self, record: tuple[Any, Any]) -> str:
        _, packet = record
        if packet is None or packet.state == PacketState.WAITING:
            return ""
        return f"{packet.progress} berkas"

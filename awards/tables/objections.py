"""What an office reads during the time for objections: its results, what it was judged by, what it objected to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.choices import ObjectionStatus
from awards.models import Entry, Objection
from awards.presenters.own_result import CriterionRow, Point
from regencies.tables.base import ListColumn, ListTable, badge

TONES = {
    ObjectionStatus.DRAFT: "neutral",
    ObjectionStatus.RECEIVED: "info",
    ObjectionStatus.ACCEPTED: "success",
    ObjectionStatus.REJECTED: "warning",
}


def objection_badge(objection: Objection) -> SafeString:
    """Return how far an objection is, as a badge."""
    status = ObjectionStatus(objection.status)
    return badge(status, status.label, TONES[status])


class OpenResultsTable(ListTable):
    """Rows are entries whose results the office sees now."""

    caption = "Hasil dalam masa sanggah"
    empty_title = "Tidak ada hasil dalam masa sanggah"
    empty_text = "Hasil dinas terlihat di sini setelah provinsi membuka masa sanggah."
    entry = ListColumn("Yang dinilai", heads_row=True, accessor="pk")
    category = ListColumn("Kategori")
    until = ListColumn("Batas masa sanggah", accessor="pk")

    def render_entry(self, record: Entry) -> SafeString:
        return format_html('<a href="{}">Hasil {}</a>', reverse("objection_result", args=[record.pk]), record)

    def render_until(self, record: Entry) -> str:
        until = record.category.date("objections_deadline")
        return record.category.edition.province.in_its_time(until) if until else ""


class OwnObjectionsTable(ListTable):
    """Rows are objections of the office, drafts too."""

    caption = "Sanggahan dinas"
    empty_text = "Belum ada sanggahan."
    about = ListColumn("Yang disanggah", heads_row=True)
    entry = ListColumn("Yang dinilai")
    category = ListColumn("Kategori", accessor="entry__category")
    status = ListColumn("Keadaan")
    sent_at = ListColumn("Dikirim", folds_away=True)

    def render_about(self, record: Objection) -> SafeString:
        url = reverse("objection", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.about or record.letter)

    def render_status(self, record: Objection) -> SafeString:
        return objection_badge(record)

    def render_sent_at(self, record: Objection, value: Any) -> Any:
        return record.entry.category.edition.province.in_its_time(value) if value else ""


class _WithWays(ListTable):
    """A list whose rows lead to an objection against them; `new` is where one is begun, "" while none may be."""

    def __init__(self, rows: Any, *, new: str) -> None:
        super().__init__(rows, exclude=() if new else ("way",))
        self.new = new

    def way_to(self, point: Point | None) -> SafeString | str:
        if point is None:
            return ""
        hidden = format_html('<span class="visually-hidden"> {}</span>', point.label)
        return format_html('<a href="{}?atas={}">Sanggah{}</a>', self.new, point.key, hidden)


class OwnFiguresTable(_WithWays):
    """Rows are the numbers an entry is judged by."""

    caption = "Angka yang dinilai"
    empty_text = "Tidak ada angka dalam hasil ini."
    label = ListColumn("Angka", heads_row=True)
    shown = ListColumn("Menurut hasil", numeric=True)
    way = ListColumn("Sanggahan", accessor="key", on_paper=False)

    def render_way(self, record: Point) -> Any:
        return self.way_to(record)


class OwnCriteriaTable(_WithWays):
    """Rows are the criteria with what each gave."""

    caption = "Nilai menurut kriteria"
    name = ListColumn("Kriteria", heads_row=True)
    measured = ListColumn("Cara menilai")
    weight = ListColumn("Bobot", numeric=True)
    score = ListColumn("Nilai", numeric=True)
    way = ListColumn("Sanggahan", accessor="point", on_paper=False, folds_away=True)

    def render_name(self, record: CriterionRow) -> str:
        return f"{record.code} {record.name}"

    def render_way(self, record: CriterionRow) -> Any:
        return self.way_to(record.point)

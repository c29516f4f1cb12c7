"""What an office reads of its published results: all of them, and one criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Entry
from awards.report_card.words import Row
from regencies.tables.base import ListColumn, ListTable


class PublishedResultsTable(ListTable):
    """Rows are entries of the office whose results are public."""

    caption = "Hasil yang sudah diumumkan"
    empty_title = "Belum ada rapor"
    empty_text = "Rapor tampil di sini setelah hasil penghargaan diumumkan."
    entry = ListColumn("Yang dinilai", heads_row=True, accessor="pk")
    category = ListColumn("Kategori", accessor="category__name")
    year = ListColumn("Tahun penghargaan", accessor="category__edition__award_year", numeric=True)

    def render_entry(self, record: Entry) -> SafeString:
        year = record.category.edition.award_year
        return format_html(
            '<a href="{}">Rapor {} {}</a>', reverse("report_card", args=[record.pk]), record, year
        )


class CriteriaTable(ListTable):
    """Rows are awards.report_card.words.Row; without `disclosed` no column speaks of other candidates."""

    caption = "Kriteria demi kriteria"
    opens = True
    in_line = ("score",)
    name = ListColumn("Kriteria", heads_row=True)
    weight = ListColumn("Bobot", numeric=True)
    score = ListColumn("Nilai", numeric=True)
    change = ListColumn("Terhadap tahun lalu", numeric=True, folds_away=True)
    median = ListColumn("Median kandidat", numeric=True, folds_away=True)
    best = ListColumn("Nilai terbaik", numeric=True, folds_away=True)
    place = ListColumn("Urutan", numeric=True, folds_away=True)
    short = ListColumn("Poin di bawah yang terbaik", numeric=True, folds_away=True)

    OF_OTHERS = ("median", "best", "place", "short")

    def __init__(self, rows: Sequence[Row], *, disclosed: bool, compared: bool) -> None:
        hidden = (() if disclosed else self.OF_OTHERS) + (() if compared else ("change",))
        super().__init__(rows, exclude=hidden)

    def line_of(self, record: Row) -> Sequence[str]:
        return "", record.name, record.score


class PerYearTable(ListTable):
    """Rows are (years, people a year)."""

    caption = "Peserta yang perlu ditambah setiap tahun"
    years = ListColumn("Target dicapai dalam", heads_row=True, accessor="0")
    people = ListColumn("Peserta per tahun", numeric=True, accessor="1")

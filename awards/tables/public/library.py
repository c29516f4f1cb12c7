"""The libraries of regulations and innovations: what narrows them down, and each as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import LibraryItem
from awards.models.library.items import WORDS
from regencies.tables.base import ListColumn, ListTable


class LibraryFilter(django_filters.FilterSet):
    """Which are shown: by words, by region, by award year, by kind; `found` are all there are."""

    cari = django_filters.CharFilter(label="Cari kata", method="with_words", max_length=100)
    daerah = django_filters.ChoiceFilter(label="Daerah", field_name="region", empty_label="Semua daerah")
    tahun = django_filters.ChoiceFilter(
        label="Tahun penghargaan",
        field_name="publication__category__edition__award_year",
        empty_label="Semua tahun",
    )
    jenis = django_filters.ChoiceFilter(label="Jenis", field_name="kind", empty_label="Semua jenis")

    def __init__(
        self, asked: Any, found: QuerySet[LibraryItem], choices: Mapping[str, Sequence[Any]]
    ) -> None:
        super().__init__(asked, found)
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = offered

    def with_words(self, rows: QuerySet[LibraryItem], name: str, words: str) -> QuerySet[LibraryItem]:
        """Return those that hold these words, in any of their Indonesian forms."""
        return rows.filter(words=SearchQuery(words, config=WORDS, search_type="websearch"))


class LibraryTable(ListTable):
    """Rows are items of one library, with publication, category and award year."""

    empty_text = "Tidak ada yang cocok. Ubah kata atau pilihannya."
    title = ListColumn("Judul", heads_row=True)
    kind = ListColumn("Jenis")
    region = ListColumn("Daerah")
    year = ListColumn(
        "Tahun penghargaan", numeric=True, accessor="publication__category__edition__award_year"
    )

    def __init__(self, rows: Any, *, caption: str, **more: Any) -> None:
        self.caption = caption
        super().__init__(rows, **more)

    def render_title(self, record: LibraryItem) -> SafeString | str:
        if not record.about:
            return record.title
        return format_html('{}<span class="cell-note">{}</span>', record.title, record.about)

    def render_region(self, record: LibraryItem) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("region", args=[record.code]), record.region)

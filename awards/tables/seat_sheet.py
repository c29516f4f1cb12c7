"""What a file of the nine seats would do, seat by seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Category
from regencies.tables.base import ListColumn, ListTable


class SeatRowsTable(ListTable):
    """Rows are seats of a file: who would hold each, and what becomes of it."""

    caption = "Kursi dalam berkas"
    number = ListColumn("Kursi", accessor="member__number")
    name = ListColumn("Nama", heads_row=True, accessor="member__user")
    element = ListColumn("Unsur", accessor="member__element")
    position = ListColumn("Kedudukan", accessor="member__position")
    judges = ListColumn("Menilai", accessor="member__judged")
    outcome = ListColumn("Yang terjadi")

    def __init__(self, rows: Sequence[Any], categories: Sequence[Category]) -> None:
        super().__init__(rows, exclude=() if len(categories) > 1 else ("judges",))
        self.categories = categories

    def render_name(self, record: Any) -> SafeString:
        person = record.member.user
        return format_html('{}<br><span class="small">{}</span>', person, person.email)

    def render_position(self, record: Any) -> str:
        return str(record.member.position.label)

    def render_judges(self, record: Any) -> str:
        """Return the categories a row of the file names; "" where it leaves them as they are."""
        judged = record.member.judged or ()
        names = [category.name for category in self.categories if category.pk in judged]
        return "Semua kategori" if len(names) == len(self.categories) else ", ".join(names)

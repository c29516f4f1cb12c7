"""What every list shares: columns whose attributes never vary, and one lean template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString

BLANK = "–"


class ListColumn(django_tables2.Column):
    """A column whose opening and closing tags are made once; `label` is its head and its name on a card.

    `numeric` sets figures to the right, `heads_row` makes its cells row heads, `folds_away` leaves a blank
    cell out on a card.
    """

    def __init__(
        self,
        label: str,
        *,
        numeric: bool = False,
        heads_row: bool = False,
        folds_away: bool = False,
        **more: Any,
    ) -> None:
        css = more.pop("css", "num" if numeric else "")
        super().__init__(verbose_name=label, default=BLANK, **more)
        self.label = label
        self.head_class = "num" if numeric else ""
        self.tag = "th" if heads_row else "td"
        self.closing = format_html("</{}>", self.tag)
        rest = format_html(' data-label="{}"', label) if not heads_row else format_html(' scope="{}"', "row")
        self.opening = self._opening(css, rest)
        self.opening_blank = self._opening(f"{css} void".strip(), rest) if folds_away else self.opening

    def _opening(self, css: str, rest: SafeString) -> SafeString:
        named = format_html(' class="{}"', css) if css else ""
        return format_html("<{}{}{}>", self.tag, named, rest)


class ListTable(django_tables2.Table):
    """A list a person reads: a table that folds into cards on a phone. Not sortable unless a column says so."""

    caption = ""
    caption_class = ""
    css = "fold"

    def __init__(self, rows: Any, **more: Any) -> None:
        """`orderable` is set here: a Meta is not inherited by the tables below, and theirs would be True."""
        super().__init__(rows, **{"orderable": False} | more)

    def lines(self) -> Iterator[list[tuple[SafeString, Any, SafeString]]]:
        """Opening tag, content and closing tag of each cell, row by row."""
        for row in self.paginated_rows:
            yield [
                (
                    bound.column.opening_blank if cell == BLANK else bound.column.opening,
                    cell,
                    bound.column.closing,
                )
                for bound, cell in row.items()
            ]

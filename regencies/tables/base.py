"""The base of every list: columns whose tags never vary, sort links, page links, and one lean template."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import django_tables2
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

from regencies.templatetags.formats import decimal

Cell = tuple[SafeString, Any, SafeString]  # opening tag, content, closing tag
Line = tuple[str, list[Cell]]  # class of the row, its cells

BLANK = "–"
PER_PAGE = 50


class Folded(NamedTuple):
    """A row of a list that opens on a phone: its class, the line it is, the cell that names it, the other cells."""

    css: str
    line: Sequence[str]
    name: Any
    cells: list[tuple[str, Any]]  # label, content; blank ones are left out


class Head(NamedTuple):
    """The head of a column; `url` sorts by it, `direction` is "ascending" or "descending" where it does already."""

    label: str
    css: str
    url: str
    direction: str


class ListColumn(django_tables2.Column):
    """A column whose opening and closing tags are made once; `label` is its head and its name on a card.

    `numeric` sets figures to the right, `heads_row` makes its cells row heads, `folds_away` leaves a blank
    cell out on a card, `card_label` is a shorter name there, "" none. Sorts only when `sortable`; only links to act
    on are not `on_paper`.
    """

    def __init__(
        self,
        label: str,
        *,
        css: str = "",
        card_label: str | None = None,
        numeric: bool = False,
        heads_row: bool = False,
        folds_away: bool = False,
        on_paper: bool = True,
        sortable: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(verbose_name=label, default=BLANK, orderable=sortable, empty_values=(), **more)
        self.label = label
        self.head_class = " ".join(["num"] * numeric + ["no-print"] * (not on_paper))
        self.tag = "th" if heads_row else "td"
        self.closing = format_html("</{}>", self.tag)
        self.named = label if card_label is None else card_label
        rest = SafeString(' scope="row"') if heads_row else _attribute("data-label", self.named)
        self.opening = self._opening(f"{self.head_class} {css}", rest)
        self.opening_blank = (
            self._opening(f"{self.head_class} {css} void", rest) if folds_away else self.opening
        )

    def render(self, value: Any) -> Any:
        """Return the value, for which its table says nothing else; "–" for none."""
        return BLANK if value is None or value == "" else value

    def _opening(self, css: str, rest: SafeString) -> SafeString:
        return format_html("<{}{}{}>", self.tag, _attribute("class", " ".join(css.split())), rest)


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else SafeString("")


class DecimalColumn(ListColumn):
    """A column of numbers with up to two decimals."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, numeric=True, **more)

    def render(self, value: Any) -> Any:
        """Return the number as it is read; "–" for none."""
        return decimal(value)


class ListTable(django_tables2.Table):
    """A list for people: a table that folds into cards on a phone. Sorted and paged only for a request.

    Without rows it is `empty_text`, in a box under `empty_title` where it has one. Where it `opens`, a row is one line
    on a phone instead of a card, and the rest stands below once it is opened. `kept` is what was drawn of these very
    rows before, for rows that are kept themselves and a table that tells of nothing but them.
    """

    caption = ""
    caption_class = ""
    css = "fold"
    opens = False
    in_line: Sequence[str] = ()  # columns of which the line says everything
    empty_title = ""
    empty_text = "Belum ada isinya."

    def __init__(
        self,
        rows: Any,
        *,
        request: HttpRequest | None = None,
        kept: dict[Hashable, SafeString] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(rows, empty_text=type(self).empty_text, **more)
        self.request, self.kept = request, kept
        if request is not None:
            django_tables2.RequestConfig(request).configure(self)

    def paginate(self, paginator_class: Any = Paginator, per_page: int = 0, page: int = 1) -> None:
        """Show one page of PER_PAGE rows, whatever `?per_page=` the address asks for."""
        self.paginator = paginator_class(self.rows, PER_PAGE)
        self.page = self.paginator.page(page)

    def row_css(self, record: Any) -> str:
        """Return the class of a row; none unless a table says otherwise."""
        return ""

    def heads(self) -> Iterator[Head]:
        """Yield the head of each column."""
        for bound in self.columns:
            column, direction = bound.column, ""
            sorts = self.request is not None and bound.orderable
            if sorts and bound.is_ordered:
                direction = "descending" if bound.order_by_alias.is_descending else "ascending"
            url = f"?{self._query(sort=bound.order_by_alias.next)}" if sorts else ""
            yield Head(column.label, column.head_class, url, direction)

    def shown(self) -> Iterator[Any]:
        """Yield what the rows of this page are made of."""
        return iter(self.paginated_rows.data)

    @cached_property
    def _drawn_by(self) -> list[tuple[BoundColumn, Callable[[Any], Any]]]:
        """Each column, and the function that makes its cell of a record: found once a table, not once a cell."""
        return [(bound, _drawing(self, bound)) for bound in self.columns]

    def contents(self, record: Any) -> Iterator[tuple[BoundColumn, Any]]:
        """Yield each column and what stands in its cell of a row."""
        return ((bound, draw(record)) for bound, draw in self._drawn_by)

    def lines(self) -> Iterator[Line]:
        """Yield the class of each row, and opening tag, content and closing tag of its cells."""
        for record in self.shown():
            cells = [_cell(bound.column, content) for bound, content in self.contents(record)]
            yield self.row_css(record), cells

    def body(self) -> SafeString:
        """Return the rows of this page as they stand in the table, as a template would write them."""
        return self._once("body", self._body)

    def compact(self) -> SafeString:
        """Return the lines of a list that opens, each with what it opens to."""
        return self._once(
            "compact", lambda: SafeString(get_template("tables/compact.html").render({"table": self}))
        )

    def _once(self, part: str, draw: Callable[[], SafeString]) -> SafeString:
        """Return a part of this page as it was drawn before of rows that are kept, else draw it."""
        if self.kept is None:
            return draw()
        number = self.page.number if hasattr(self, "page") else 1
        which = part, type(self), self.prefix, tuple(self.order_by or ()), number
        drawn = self.kept.get(which)
        if drawn is None:
            drawn = self.kept[which] = draw()
        return drawn

    def _body(self) -> SafeString:
        rows = ["<tbody>"]
        for css, cells in self.lines():
            rows.append(format_html('<tr class="{}">', css) if css else "<tr>")
            for opening, content, closing in cells:
                rows += (opening, _written(content), closing)
            rows.append("</tr>")
        return SafeString("".join([*rows, "\n    </tbody>"]))

    def line_of(self, record: Any) -> Sequence[str]:
        """Return what the line of a row says, where the list opens: what stands before its name, the name, a figure."""
        raise NotImplementedError

    def folded(self) -> Iterator[Folded]:
        """Yield each row of a list that opens."""
        for record in self.shown():
            name: Any = ""
            cells = []
            for bound, content in self.contents(record):
                if bound.column.tag == "th":
                    name = content
                elif bound.name not in self.in_line and content not in (None, "", BLANK):
                    cells.append((bound.column.named, content))
            yield Folded(self.row_css(record), self.line_of(record), name, cells)

    @property
    def kept_query(self) -> str:
        """The query string of this page but for the page's number."""
        return self._query()

    def _query(self, **changed: str) -> str:
        if self.request is None:
            return ""
        query = self.request.GET.copy()
        query.pop(self.prefixed_page_field, None)
        for name, value in changed.items():
            query[name] = value
        return query.urlencode()


def _cell(column: ListColumn, content: Any) -> Cell:
    """Return opening tag, content and closing tag; BLANK for nothing."""
    if content in (None, "", BLANK):
        return column.opening_blank, BLANK, column.closing
    return column.opening, content, column.closing


def _written(content: Any) -> str:
    """Return a content as a template writes a variable."""
    if type(content) is SafeString:
        return content
    return conditional_escape(content if type(content) is str else str(localize(template_localtime(content))))


# By function, of which there is one a column of a class; django-tables2 looks at it anew for every cell.
_wanted = lru_cache(maxsize=1024)(signature)


def _drawing(table: ListTable, bound: BoundColumn) -> Callable[[Any], Any]:
    """Return what makes a cell of a record, as django-tables2 makes it: of the value only where that is asked for."""
    render, by = bound.render, getattr(bound.render, "__func__", None)
    names = _wanted(by)[0][1:] if by else ()
    if bound.link or names not in (("record",), ("value",), ("record", "value"), ("value", "record")):
        return lambda record: BoundRow(record, table=table).get_cell(bound.name)
    if names == ("record",):
        return lambda record: render(record=record)
    value = _reading(table, bound)
    if names == ("value",):
        return lambda record: render(value=value(record))
    return lambda record: render(record=record, value=value(record))


def _reading(table: ListTable, bound: BoundColumn) -> Callable[[Any], Any]:
    """Return what reads the value of a column from a record; None for none."""
    accessor, is_plain = bound.accessor, len(bound.accessor.bits) == 1

    def read(record: Any) -> Any:
        if is_plain and not isinstance(record, Model):
            try:
                return accessor.resolve(record)
            except Exception:
                return None
        row = BoundRow(record, table=table)
        return row._get_and_render_with(bound, render_func=lambda _, value: value, default=None)

    return read


@lru_cache(maxsize=1024, typed=True)  # a text that is safe and one that is not are equal, but no badges alike
def badge(state: str, text: str, tone: str = "") -> SafeString:
    """Return the status badge of a cell."""
    context = {"state": state, "text": text, "tone": tone}
    return SafeString(get_template("includes/status_badge.html").render(context).strip())

"""What every list does with its address: pages of fifty, and the order that a head asks for."""

import datetime
import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from regencies.choices import RegencyKind
from regencies.models import Regency
from regencies.tables.base import PER_PAGE, ListColumn, ListTable, badge
from tests import factories


class Places(ListTable):
    caption = "Daerah"
    empty_text = "Belum ada daerah."
    name = ListColumn("Nama", heads_row=True, sortable=True)
    capital = ListColumn("Ibu kota", sortable=True, folds_away=True)
    code = ListColumn("Kode", accessor="kemendagri_code", numeric=True)


def shown(rows, query="", table=Places):
    """The table as its template shows it at this address."""
    listed = table(rows, request=RequestFactory().get(f"/daerah/{query}"))
    return re.sub(r">\s+<", "><", render_to_string("tables/table.html", {"table": listed}))


def heads(html):
    return re.findall(r"<th scope=.col.*?</th>", html)


def first_cells(html):
    return re.findall(r'<th scope="row">(.*?)</th>', html)


@pytest.fixture
def places(db):
    capitals = {"Sambas": "Sambas", "Landak": "", "Sanggau": "Batang Tarang", "Melawi": ""}
    for number, (name, capital) in enumerate(capitals.items()):
        place = factories.regency(name, f"61.{10 + number}")
        Regency.objects.filter(pk=place.pk).update(capital=capital)
    return Regency.objects.all()


def test_rows_come_as_they_are_and_only_heads_that_order_are_links(places):
    html = shown(places)
    assert first_cells(html) == ["Sambas", "Landak", "Sanggau", "Melawi"]
    assert heads(html) == [
        '<th scope="col"><a href="?sort=name">Nama</a></th>',
        '<th scope="col"><a href="?sort=capital">Ibu kota</a></th>',
        '<th scope="col" class="num">Kode</th>',
    ]


def test_a_head_orders_and_then_turns_the_order_round(places):
    up, down = shown(places, "?sort=name&tahun=2025&page=1"), shown(places, "?sort=-name")
    assert first_cells(up) == ["Landak", "Melawi", "Sambas", "Sanggau"]
    assert heads(up)[0] == (
        '<th scope="col" aria-sort="ascending"><a href="?sort=-name&amp;tahun=2025">Nama</a></th>'
    )
    assert first_cells(down) == ["Sanggau", "Sambas", "Melawi", "Landak"]
    assert heads(down)[0] == '<th scope="col" aria-sort="descending"><a href="?sort=name">Nama</a></th>'


@pytest.mark.parametrize("query", ["?sort=code", "?sort=kemendagri_code", "?sort=", "?sort=-", "?urut=name"])
def test_what_does_not_order_changes_nothing(places, query):
    html = shown(places, query)
    assert first_cells(html) == ["Sambas", "Landak", "Sanggau", "Melawi"]
    assert "aria-sort" not in html


def test_a_list_that_is_no_query_is_ordered_too():
    rows = [{"name": "b", "capital": "", "kemendagri_code": 1}, {"name": "a", "capital": ""}]
    assert first_cells(shown(rows, "?sort=name")) == ["a", "b"]


def rows(count):
    return [{"name": f"nomor {number}", "capital": "", "kemendagri_code": number} for number in range(count)]


@pytest.mark.parametrize("query", ["", "?per_page=1", "?per_page=-1", "?per_page=0", "?page=2"])
def test_fifty_rows_are_one_page_without_links(query):
    html = shown(rows(50), query)
    assert len(first_cells(html)) == 50
    assert "<nav" not in html


@pytest.mark.parametrize(
    ("query", "first", "links"),
    [
        ("", "nomor 0", ["?page=2"]),
        ("?page=2&a=1&a=2", "nomor 50", ["?a=1&amp;a=2&amp;page=1", "?a=1&amp;a=2&amp;page=3"]),
        ("?page=99", "nomor 100", ["?page=2"]),
        ("?page=-1", "nomor 100", ["?page=2"]),
        ("?page=dua", "nomor 0", ["?page=2"]),
    ],
)
def test_more_than_fifty_rows_have_pages_and_keep_the_address(query, first, links):
    html = shown(rows(101), query)
    assert first_cells(html)[0] == first
    assert re.findall(r'href="([^"]*page=[^"]*)"', html) == links
    number = {"nomor 0": 1, "nomor 50": 2, "nomor 100": 3}[first]
    assert f"<p>Halaman {number} dari 3</p>" in html


def test_without_rows_there_is_only_a_sentence():
    assert shown([]).strip() == '<p class="muted">Belum ada daerah.</p>'


def test_a_blank_cell_folds_away_where_the_column_says_so(places):
    html = shown(places)
    assert '<td class="void" data-label="Ibu kota">–</td><td class="num" data-label="Kode">61.11</td>' in html
    assert '<td data-label="Ibu kota">Batang Tarang</td>' in html


class Opening(Places):
    opens = True
    in_line = ("code",)

    def line_of(self, record):
        return "", record.name, record.kemendagri_code


def test_a_list_that_opens_says_each_row_in_a_line_and_the_rest_below_it(places):
    html = shown(places, table=Opening)
    compact = html.partition("<table")[0]
    assert re.findall(r"<summary>(.*?)</summary>", compact)[:2] == [
        "<span></span><span>Sambas</span><span>61.10</span>",
        "<span></span><span>Landak</span><span>61.11</span>",
    ]
    rests = re.findall(r'<div class="compact-rest"><p>(.*?)</p><dl>(.*?)</dl>', compact)
    assert rests[:2] == [
        ("Sambas", "<div><dt>Ibu kota</dt><dd>Sambas</dd></div>"),
        ("Landak", ""),
    ]
    assert first_cells(html) == ["Sambas", "Landak", "Sanggau", "Melawi"]
    assert "<details" not in shown(places)


class Written(ListTable):
    """A column for each way in which a cell is made of a row."""

    value = ListColumn("Nilai", heads_row=True)
    both = ListColumn("Keduanya", accessor="value")
    record = ListColumn("Baris", accessor="value")
    deep = ListColumn("Dalam", accessor="inside__value", folds_away=True)

    def render_both(self, value, record):
        return format_html("{}|{}", value, len(record))

    def render_record(self, record):
        return record["value"]


LOOP = (
    '{% for css, cells in table.lines %}<tr{% if css %} class="{{ css }}"{% endif %}>'
    "{% for opening, cell, closing in cells %}{{ opening }}{{ cell }}{{ closing }}{% endfor %}</tr>{% endfor %}"
)
VALUES = [
    "<b>&",
    SafeString("<b>&amp;</b>"),
    1234567,
    Decimal("1234.50"),
    0,
    True,
    None,
    "",
    datetime.date(2025, 7, 29),
    datetime.datetime(2025, 7, 29, 14, 30, tzinfo=datetime.UTC),
    gettext_lazy("Yes"),
    RegencyKind.CITY,
]


@pytest.mark.parametrize("value", VALUES)
def test_a_cell_is_written_as_a_template_writes_it(value):
    table = Written([{"value": value, "inside": {"value": value}}, {"value": value}])
    assert table.body() == f"<tbody>{Template(LOOP).render(Context({'table': table}))}\n    </tbody>"


def test_what_is_asked_for_the_row_alone_is_not_looked_up():
    class Once(ListTable):
        name = ListColumn("Nama", heads_row=True)

        def render_name(self, record):
            return "nama"

    class Row:
        def __getattr__(self, name):
            raise LookupError(name)

    assert Once([Row()]).body() == '<tbody><tr><th scope="row">nama</th></tr>\n    </tbody>'


def test_a_choice_is_shown_by_its_label_and_what_is_missing_by_a_dash(places):
    class Kinds(ListTable):
        kind = ListColumn("Jenis")
        missing = ListColumn("Tidak ada")

    cells = '<td data-label="Jenis">Kabupaten</td><td data-label="Tidak ada">–</td>'
    assert Kinds(places[:1]).body() == f"<tbody><tr>{cells}</tr>\n    </tbody>"


def test_a_badge_of_a_text_that_is_safe_is_none_of_its_letters():
    assert badge("sent", SafeString("&lt;")) == badge("sent", "<")
    assert badge("sent", "&lt;") != badge("sent", SafeString("&lt;"))


def test_a_page_of_kept_rows_is_drawn_once(db):
    drawn = []

    class Told(ListTable):
        name = ListColumn("Nama", heads_row=True, sortable=True)

        def render_name(self, record):
            drawn.append(record["name"])
            return record["name"]

    of_rows, kept = rows(PER_PAGE + 2), {}

    def page(query="", **more):
        return Told(of_rows, request=RequestFactory().get(f"/{query}"), **more).body()

    first, second, turned = page(kept=kept), page("?page=2", kept=kept), page("?sort=-name", kept=kept)
    assert len({first, second, turned}) == 3
    assert len(drawn) == PER_PAGE + 2 + PER_PAGE
    assert (page(kept=kept), page("?page=2", kept=kept)) == (first, second)
    assert len(drawn) == PER_PAGE + 2 + PER_PAGE
    assert page() == first
    assert len(drawn) == 2 * PER_PAGE + 2 + PER_PAGE
    assert page("?page=2", kept={}) == second

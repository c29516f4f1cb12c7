"""The statistical list: its rows, its sum, and the orders a reader may ask for."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from awards.document.build import build
from awards.presenters.coverage import province_total, regions
from awards.tables.coverage import CoverageTable
from tests.builders.document import entrant, figures, inputs

LIST = "/cakupan/kalimantan-barat/2024/"


def listed(query="", document=None):
    rows = regions([document or build(inputs())])
    return CoverageTable(
        rows, total=province_total(rows), year=2024, request=RequestFactory().get(f"{LIST}{query}")
    )


def shown(table):
    html = render_to_string("tables/table.html", {"table": table})
    return [re.sub(r"\s+", " ", row).strip() for row in re.findall(r"(?s)<tr[^>]*>.*?</tr>", html)]


def names(table):
    found = (re.search('<th scope="row">(?:<a [^>]*>)?([^<]*)', row) for row in shown(table))
    return [match[1] for match in found if match]


BY_COVERAGE = [
    "Kota Pontianak",
    "Kabupaten Ketapang",
    "Kabupaten Sekadau",
    "Kabupaten Mempawah",
    "Kabupaten Sambas",
    "Kabupaten Melawi",
]


def test_a_row_names_each_figure_on_a_card():
    assert shown(listed())[2] == (
        '<tr><td class="num rank"><span class="rank-word">Urutan </span>2</td>'
        '<th scope="row"><a href="/daerah/61.04/">Kabupaten Ketapang</a></th>'
        '<td class="num strong" data-label="Cakupan 2024">68,02%</td>'
        '<td class="num" data-label="Tahun sebelumnya">55,69%</td>'
        '<td class="num nowrap" data-label="Peningkatan">+12,33 poin persen</td>'
        '<td class="num" data-label="Peserta aktif">122.318</td>'
        '<td class="num" data-label="Pertumbuhan peserta">+21,04%</td>'
        '<td class="num" data-label="Semesta pekerja">179.827</td>'
        '<td class="num" data-label="Peringkat penghargaan">1</td></tr>'
    )


def test_what_explains_a_figure_stands_under_the_name():
    assert shown(listed())[1].partition("</a>")[2].partition("</th>")[0] == (
        '<span class="cell-note">Di atas 100%: peserta dapat terdaftar di tempat bekerja, bukan di tempat mereka '
        "dihitung. Di dalam nilai dihitung 100%.</span>"
        '<span class="cell-note">Penjelasan daerah: Sebagian peserta bekerja di kota dan tinggal di kabupaten.</span>'
    )


def test_the_head_orders_by_what_a_reader_asks_and_not_by_the_award():
    assert re.findall("<th[^>]*>.*?</th>", shown(listed())[0]) == [
        '<th scope="col" class="num">Urutan</th>',
        '<th scope="col"><a href="?sort=name">Daerah</a></th>',
        '<th scope="col" class="num"><a href="?sort=coverage">Cakupan 2024</a></th>',
        '<th scope="col" class="num">Tahun sebelumnya</th>',
        '<th scope="col" class="num"><a href="?sort=growth_pp">Peningkatan</a></th>',
        '<th scope="col" class="num"><a href="?sort=registered">Peserta aktif</a></th>',
        '<th scope="col" class="num">Pertumbuhan peserta</th>',
        '<th scope="col" class="num">Semesta pekerja</th>',
        '<th scope="col" class="num">Peringkat penghargaan</th>',
    ]


@pytest.mark.parametrize("query", ["", "?sort=-coverage", "?sort=award_rank", "?sort=order", "?sort="])
def test_the_highest_coverage_comes_first(query):
    assert names(listed(query)) == [*BY_COVERAGE, "Jumlah 5 daerah"]


def test_every_order_keeps_the_place_by_coverage_and_the_sum_at_the_end():
    table = listed("?sort=name")
    assert names(table) == [*sorted(BY_COVERAGE), "Jumlah 5 daerah"]
    assert [re.search(r"Urutan </span>(\d)", row)[1] for row in shown(table)[1:-1]] == list("264531")
    assert shown(table)[-1].startswith(
        '<tr class="total"><td class="num rank"></td><th scope="row">Jumlah 5 daerah</th>'
    )
    assert shown(table)[-1].endswith('<td class="num" data-label="Peringkat penghargaan"></td></tr>')


@pytest.mark.parametrize(
    ("query", "order"), [("?sort=coverage", ["B", "A"]), ("?sort=-coverage", ["A", "B"])]
)
def test_a_region_without_the_figure_comes_last_either_way(query, order):
    contents = inputs(
        entrants=[
            entrant("61.04", "D"),
            entrant("61.01", "A", figures=figures((50, None), workforce=(100, None))),
            entrant("61.02", "B", figures=figures((10, None), workforce=(100, None))),
        ]
    )
    assert names(listed(query, build(contents))) == [*order, "D"]


def test_more_than_fifty_regions_come_on_pages_each_with_the_sum():
    both = figures((50, 0), (40, 0), (100, 0), (100, 0))
    many = [entrant(f"61.{n:02}", f"Daerah {n:02}", figures=both) for n in range(1, 53)]
    document = build(inputs(entrants=many))
    assert names(listed("", document)) == [*(f"Daerah {n:02}" for n in range(1, 51)), "Jumlah 52 daerah"]
    assert names(listed("?page=2", document)) == ["Daerah 51", "Daerah 52", "Jumlah 52 daerah"]

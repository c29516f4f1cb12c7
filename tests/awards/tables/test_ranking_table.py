"""The lists of a published ranking: the same bytes for everybody."""

import re

import pytest
from django.template.loader import render_to_string

from awards.document.build import build
from awards.presenters.ranking_page import page
from awards.tables.ranking import ComparisonTable, RankingTable
from tests.builders.document import inputs

NAMES = {"A": "Capaian", "B": "Kebijakan"}


@pytest.fixture(scope="module")
def contents():
    return page(build(inputs()), NAMES)


def shown(table):
    html = render_to_string("tables/table.html", {"table": table})
    return re.findall(r"(?s)<tr[^>]*>.*?</tr>", html)


def test_a_row_says_rank_total_groups_and_range(contents):
    row, told = shown(RankingTable(contents["rows"], contents["groups"]))[1], contents["rows"][0]
    groups = "".join(
        f'<td class="num" data-label="{group["label"]}">{group["value"]}</td>' for group in told["groups"]
    )
    assert re.sub("<(sup|span class=.cell-note.).*</(sup|span)>", "", row.partition("</td>")[2]) == (
        f'<th scope="row"><a href="/daerah/{told["code"]}/">{told["name"]}</a></th>'
        f'<td class="num total" data-label="Nilai akhir">{told["total"]}</td>{groups}'
        f'<td class="num" data-label="Rentang peringkat">{told["ranks"]}</td></tr>'
    )
    assert row.partition("</td>")[0] == (
        '<tr class="top"><td class="num rank"><span class="rank-word">Peringkat </span>1'
    )


def test_footnotes_ties_and_what_does_not_apply_stand_under_the_name(contents):
    row = dict(
        contents["rows"][0], notes=[1, 3], tie="Nilai sama", not_applicable=["B1", "B<2"], name="A & B"
    )
    assert shown(RankingTable([row], contents["groups"]))[1].partition("</a>")[2].partition("</th>")[0] == (
        '<sup><a href="#catatan-1" aria-label="Catatan 1">1</a></sup>'
        '<sup><a href="#catatan-3" aria-label="Catatan 3">3</a></sup>'
        '<span class="cell-note">Nilai sama</span>'
        '<span class="cell-note">Tidak berlaku: B1, B&lt;2; bobotnya dialihkan ke kriteria lain</span>'
    )


def test_the_three_best_are_marked_and_nothing_orders(contents):
    lists = [RankingTable(contents["rows"], contents["groups"]), ComparisonTable(contents["comparison"])]
    ranked, compared = map(shown, lists)
    assert [row.startswith('<tr class="top">') for row in ranked[1:]] == [
        row["rank"] <= 3 for row in contents["rows"]
    ]
    assert "<a" not in ranked[0] + compared[0]
    assert re.findall("<th[^>]*>(.*?)</th>", ranked[0]) == [
        "Peringkat",
        "Daerah",
        "Nilai akhir",
        *(group["label"] for group in contents["groups"]),
        "Rentang peringkat",
    ]


def test_the_two_orders_side_by_side(contents):
    row, told = shown(ComparisonTable(contents["comparison"]))[1], contents["comparison"][0]
    assert row == (
        f'<tr><th scope="row">{told["name"]}</th>'
        f'<td class="num" data-label="Peringkat penghargaan">{told["rank"]}</td>'
        f'<td class="num" data-label="Urutan cakupan">{told["order"]}</td>'
        f'<td class="num" data-label="Cakupan">{told["coverage"]}</td>'
        f'<td class="num nowrap" data-label="Peningkatan">{told["growth"]}</td>'
        f'<td data-label="Pembeda terbesar">{told["apart"]}<span class="cell-note">{told["sentence"]}</span></td></tr>'
    )


def test_without_figures_there_are_no_groups(contents):
    row = dict(contents["rows"][0], groups=[])
    assert re.findall("<th scope=.col.[^>]*>(.*?)</th>", shown(RankingTable([row], []))[0]) == [
        "Peringkat",
        "Daerah",
        "Nilai akhir",
        "Rentang peringkat",
    ]

"""The list "Siap dibuka?": each line says whether it is ready; what is not, or is worth reading, has a way."""

import re

from django.template.loader import render_to_string

from awards.preflight.item import Item
from awards.tables.preflight import PreflightTable


def shown(*items):
    html = render_to_string("tables/table.html", {"table": PreflightTable(items)})
    return re.findall(r"<tr.*?</tr>", re.sub(r">\s+<", "><", html)) or html.strip()


def test_each_line_says_in_a_word_whether_it_is_ready():
    assert shown(
        Item(ok=True, text="Panel lengkap", url="/a/"),
        Item(ok=False, text="Bobot 90 < 100", url="/b/"),
        Item(ok=True, text="Dua laporan terlambat", url="/c/", note=True),
        Item(ok=False, text="Belum ada tanggal"),
    ) == [
        '<tr><th scope="col">Keadaan</th><th scope="col">Syarat</th></tr>',
        '<tr class="ok"><td><b>Siap</b></td><th scope="row">Panel lengkap</th></tr>',
        '<tr class="open"><td><b>Belum</b></td>'
        '<th scope="row">Bobot 90 &lt; 100 <a href="/b/">Buka</a></th></tr>',
        '<tr class="note"><td><b>Catatan</b></td>'
        '<th scope="row">Dua laporan terlambat <a href="/c/">Buka</a></th></tr>',
        '<tr class="open"><td><b>Belum</b></td><th scope="row">Belum ada tanggal</th></tr>',
    ]


def test_a_phase_that_asks_for_nothing_says_so():
    assert shown() == '<p class="muted">Siap: tidak ada syarat khusus untuk tahap ini.</p>'

"""The table of a history: one row for each change, and pages when there are many."""

import datetime
import re

from django.template.loader import render_to_string
from django.test import RequestFactory

from regencies.presenters.audit_log import Change
from regencies.tables.history import HistoryTable

WHEN = datetime.datetime(2026, 7, 29, 9, 30, tzinfo=datetime.UTC)


def shown(changes, query=""):
    listed = HistoryTable(changes, request=RequestFactory().get(f"/riwayat/{query}"))
    return re.sub(r">\s+<", "><", render_to_string("tables/table.html", {"table": listed}))


def test_a_change_says_what_from_to_who_when_and_why():
    html = shown([Change("Sri", WHEN, "Jumlah <orang>", "–", "34.400", "")])
    assert '<table class="fold history"><caption>Riwayat perubahan</caption>' in html
    assert re.findall(r'<th scope="col">(.*?)</th>', html) == [
        "Isian",
        "Dari",
        "Menjadi",
        "Siapa",
        "Kapan",
        "Alasan",
    ]
    assert re.findall(r"<tr>(<th scope=.row.*?)</tr>", html) == [
        '<th scope="row">Jumlah &lt;orang&gt;</th><td class="was" data-label="Dari">–</td>'
        '<td data-label="Menjadi">34.400</td><td data-label="Siapa">Sri</td>'
        '<td data-label="Kapan">29 Juli 2026 16.30 WIB</td><td data-label="Alasan">–</td>'
    ]


def test_a_long_history_is_read_page_by_page():
    changes = [Change("Sri", WHEN, f"Isian {number}", "1", "2", "") for number in range(70)]
    assert len(re.findall('<th scope="row">', shown(changes))) == 50
    assert re.findall(r'<th scope="row">(.*?)</th>', shown(changes, "?page=2"))[0] == "Isian 50"


def test_a_history_without_changes_says_so():
    assert "Belum ada perubahan yang tercatat." in shown([])

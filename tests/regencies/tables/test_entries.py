"""The officer's table of legal products: what a row says, and which links it has in which state."""

import re

import pytest
from django.urls import reverse

from regencies.actions.entries import add_regulation
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.choices import RegulationKind, ReviewState
from tests import factories
from tests.builders.browser_tab import browser, page

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test
PERBUP = {"kind": RegulationKind.PERKADA, "number": "83", "year": 2023, "title": "Perlindungan <pekerja>"}


def add(report, officer, number="83"):
    given = {"still_in_force": True, "is_special": True, "articles": "3–5", "pages": "2", "covers": "BPU\nPU"}
    return add_regulation(report, PERBUP | {"number": number}, given, by=officer)


def body(user, section="regulasi"):
    html = " ".join(page(user, "report_section", 2025, section).split())
    return html.partition("<tbody>")[2].partition("</tbody>")[0]


def links(html, entry):
    """The texts of the links of a row to pages of its entry."""
    return [
        re.sub(r"<span.*", "", text)
        for address, text in re.findall(r'href="([^"]+)">(.*?)</a>', html)
        if address.startswith(f"/laporan/2025/butir/{entry.pk}/")
    ]


def test_a_row_says_everything_an_entry_states(ketapang, officer):
    entry = add(factories.draft(ketapang, by=officer), officer)
    html = body(officer)
    head = (
        f'<th scope="row"><span id="butir-{entry.pk}">Peraturan Bupati/Wali Kota Nomor 83 Tahun 2023</span>'
    )
    assert html.count(head) == 1
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html) == [
        ("Tentang", "Perlindungan &lt;pekerja&gt;"),
        ("Status", "Berlaku"),
        ("Masih berlaku?", "Ya"),
        ("Khusus jaminan sosial ketenagakerjaan?", "Ya"),
        ("Pasal yang mengaturnya", "3–5"),
        ("Halaman dalam dokumen", "2"),
        ("Materi yang diatur", "BPU<br>PU"),
    ]
    assert "Belum ada bukti dukung." in html
    assert f"Terakhir disimpan {officer}" in html


def test_what_can_be_done_with_a_row_follows_the_state_of_its_report(ketapang, officer):
    draft, head, verifier = (
        factories.draft(ketapang, by=officer),
        factories.head(ketapang),
        factories.verifier(),
    )
    flagged, other = add(draft, officer), add(draft, officer, "84")
    assert links(body(officer), flagged) == ["Ubah", "Tambah bukti", "Hapus", "Riwayat"]
    submit_report(factories.complete(draft, officer), by=head, statement=True)
    draft.refresh_from_db()
    assert links(body(officer), flagged) == ["Riwayat"]
    review_entry(flagged, state=ReviewState.NEEDS_WORK, note="Lampirkan <SK>.", by=verifier)
    return_report(draft, by=verifier, reason="Satu butir.")
    html = body(officer)
    assert links(html, flagged) == ["Ubah", "Tambah bukti", "Riwayat"]
    assert links(html, other) == ["Riwayat"]
    assert html.count("<p>Lampirkan &lt;SK&gt;.</p>") == 1


def test_without_rows_there_is_an_explanation_and_no_table(ketapang, officer):
    factories.draft(ketapang, by=officer)
    for section, title in (("regulasi", "Belum ada produk hukum"), ("inovasi", "Belum ada inovasi")):
        main = page(officer, "report_section", 2025, section).partition("<main")[2]
        assert title in main
        assert "<table" not in main


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_cost_a_constant_number_of_queries(ketapang, officer, rows, django_assert_num_queries):
    report = factories.draft(ketapang, by=officer)
    for number in range(rows):
        add(report, officer, str(number))
    client = browser(officer)
    with django_assert_num_queries(13 + SAVEPOINT):
        client.get(reverse("report_section", args=[2025, "regulasi"]))
